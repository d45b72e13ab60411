// Emoji: Unicode ones as they are, those of a server by their name, as their pictures are not on this machine.

import { element } from "./element.js";

/** An emoji of a button, option or answer ({id, name}), or null. */
export function renderEmoji(emoji) {
    if (!emoji?.name) {
        return null;
    }
    return emoji.id ? namedEmoji(emoji.name) : element("span", { class: "emoji" }, emoji.name);
}

/** An emoji of a server. */
export function namedEmoji(name) {
    return element("span", { class: "emoji emoji-named", title: `:${name}:` }, `:${name}:`);
}

const ONE = "\\p{RI}\\p{RI}|\\p{Emoji_Presentation}(?:\\p{EMod})?|\\p{Emoji}\\uFE0F\\u20E3?|\\p{Emoji}\\p{EMod}";
const ONLY = new RegExp(`^(?:\\s*(?:${ONE})(?:\\u200D(?:${ONE}|\\p{Emoji}))*){1,27}\\s*$`, "u");

/** Is there nothing but a few emoji? Those are shown large. */
export function isOnlyEmoji(text) {
    return text.length < 400 && ONLY.test(text);
}
