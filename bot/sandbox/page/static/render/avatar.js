// A face for those who have no picture: their initials on a colour of their own.

import { element } from "./element.js";

const COLOURS = 8;

/** A round badge, `size` 16, 24, 32 or 40. It is decoration: the name always stands beside it. */
export function renderAvatar(user, size = 40) {
    const attributes = { class: `avatar avatar-${size} avatar-colour-${colourOf(user?.id)}`, "aria-hidden": "true" };
    return element("span", attributes, size < 24 ? initials(user).slice(0, 1) : initials(user));
}

/** How a user is called: by their display name, else by their account. */
export function nameOf(user) {
    return user?.display || user?.global_name || user?.username || "Unknown user";
}

function initials(user) {
    const words = nameOf(user)
        .normalize("NFC")
        .match(/[\p{L}\p{N}]+/gu) ?? ["?"];
    const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
    return letters.map((word) => [...word][0].toLocaleUpperCase()).join("");
}

function colourOf(id) {
    const digits = /^\d{1,20}$/.test(String(id ?? "")) ? String(id) : "0";
    return Number((BigInt(digits) % 997n) % BigInt(COLOURS)); // ids are times: their last digits are much alike
}
