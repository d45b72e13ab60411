// The line above a message that answers something: "Ada used /blend", or the message it replies to.

import { nameOf, renderAvatar } from "./avatar.js";
import { element } from "./element.js";
import { isOnlyEmoji } from "./emoji.js";

/** The line, or null when the message answers nothing. */
export function replyLine(message, scene) {
    const used = message.sandbox?.reply_to;
    if (used) {
        return line(
            scene.users?.get(used.user) ?? { id: used.user },
            scene,
            ["used ", commandOf(used.label)],
            used.label,
        );
    }
    const original = message.referenced_message;
    return original
        ? line(scene.users?.get(original.author.id) ?? original.author, scene, [excerpt(original)], "")
        : null;
}

function line(user, scene, words, title) {
    const open = scene.handlers?.openUser;
    const name = element(open ? "button" : "span", { type: open ? "button" : null, class: "reply-name" }, nameOf(user));
    name.addEventListener("click", () => open?.(user.id, name));
    return element("p", { class: "reply", title: title || null }, renderAvatar(user, 16), name, " ", words);
}

/** The command without its options: those stand in the title, and in what the message says. */
function commandOf(label) {
    return element("span", { class: "reply-command" }, String(label ?? "").replace(/ [^\s:]+:.*$/su, ""));
}

function excerpt(message) {
    const words = message.content || "Open the message to see what it shows";
    return element("span", { class: isOnlyEmoji(words) ? "" : "reply-words" }, words.slice(0, 200));
}
