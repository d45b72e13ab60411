// A face for those who have no picture: their first letter on a colour of their own.

import { make } from "./nodes.js";

const COLOURS = 8;

/** A round badge. It is decoration: the name always stands beside it. */
export function avatar(user) {
    const first = [...(user.display || user.username || "?")][0].toLocaleUpperCase();
    const colour = [...String(user.id)].reduce((sum, digit) => (sum * 31 + digit.charCodeAt(0)) % 1009, 7) % COLOURS;
    return make("span", { class: `face face-${colour}`, "aria-hidden": "true", text: first });
}
