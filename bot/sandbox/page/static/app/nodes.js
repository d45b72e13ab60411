// What the page has from the start, what Tab reaches, and how sizes are written.

/** An element that is there from the start. */
export function byId(id) {
    return document.getElementById(id);
}

/** Everything inside that Tab reaches, in order. */
export function focusable(node) {
    const wanted = "a[href], button, input, select, textarea, [tabindex]";
    return [...node.querySelectorAll(wanted)].filter(
        (found) => !found.disabled && found.tabIndex >= 0 && found.checkVisibility({ visibilityProperty: true }),
    );
}

/** A size in bytes as a reader writes it. */
export function sizeText(bytes) {
    if (bytes < 1024) {
        return `${bytes} B`;
    }
    return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
