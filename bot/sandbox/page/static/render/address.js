// Which addresses the page follows, and which pictures it may load.

/** The address in full when it is one of the web (http or https), else null. */
export function webAddress(text) {
    if (!/^https?:\/\//i.test(String(text))) {
        return null;
    }
    try {
        return new URL(text).href;
    } catch {
        return null;
    }
}

/** The address of a picture that is on this machine; null for every other, which is never asked for. */
export function localPicture(text) {
    if (!/^(?:https?:\/\/|blob:|\/[^/])/i.test(String(text))) {
        return null;
    }
    try {
        const url = new URL(text, document.baseURI);
        return url.protocol === "blob:" || url.origin === location.origin ? url.href : null;
    } catch {
        return null;
    }
}

/** What a reader needs to see of an address: its host. */
export function hostOf(address) {
    try {
        return new URL(address).host;
    } catch {
        return "";
    }
}
