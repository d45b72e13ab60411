// Words for those who listen, and short notices for everyone.

import { element } from "../render/element.js";
import { icon } from "./icons.js";
import { byId } from "./nodes.js";

const NOTICE_TIME = 7000;

/** Say something to screen readers without showing it. */
export function announce(text) {
    const voice = byId("voice");
    voice.append(element("p", {}, text));
    while (voice.childElementCount > 3) {
        voice.firstElementChild.remove();
    }
}

/** Show a notice, which is read out too; it leaves by itself unless it tells of something wrong. */
export function notify(text, { wrong = false } = {}) {
    const close = element(
        "button",
        { type: "button", class: "quiet-button", "aria-label": "Dismiss this notice", on: { click: () => node.remove() } },
        icon("close"),
    );
    const node = element("div", { class: wrong ? "notice wrong" : "notice" }, element("p", {}, text), close);
    const notices = byId("notices");
    notices.append(node);
    while (notices.childElementCount > 3) {
        notices.firstElementChild.remove();
    }
    setTimeout(() => node.remove(), wrong ? NOTICE_TIME * 2 : NOTICE_TIME);
}
