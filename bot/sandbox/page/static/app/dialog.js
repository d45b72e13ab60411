// Dialogs: one question at a time, above everything else; the focus comes back to where it was.

import { element, freshId } from "../render/element.js";
import { icon } from "./icons.js";

/**
 * Open a dialog. With `submit` it has that button and Cancel; `onSubmit()` resolves to false to keep it open.
 * `focus` is focused first. Returns `{close, node, setBusy}`; `onClose()` runs once, however it closes.
 */
export function openDialog({ title, body, submit, onSubmit, onClose, focus, wide = false }) {
    const heading = element("h2", { id: freshId("dialog") }, title);
    const closer = element(
        "button",
        { type: "button", class: "quiet-button", "aria-label": "Close", on: { click: () => node.close() } },
        icon("close"),
    );
    const send = submit && element("button", { type: "submit", class: "main-button" }, submit);
    const cancel = element("button", { type: "button", class: "plain-button", on: { click: () => node.close() } }, "Cancel");
    const form = element(
        "form",
        { method: "dialog", novalidate: true, on: { submit: send_ } },
        element("div", { class: "dialog-head" }, heading, closer),
        element("div", { class: "dialog-body" }, body),
        submit && element("div", { class: "dialog-foot" }, cancel, send),
    );
    const node = element("dialog", { class: wide ? "dialog wide" : "dialog", "aria-labelledby": heading.id }, form);
    const before = document.activeElement;
    node.addEventListener("close", () => {
        node.remove();
        before?.isConnected && before.focus();
        onClose?.();
    });
    node.addEventListener("click", (event) => event.target === node && !submit && node.close());
    document.body.append(node);
    node.showModal();
    focus?.focus();

    async function send_(event) {
        event.preventDefault();
        setBusy(true);
        const done = await onSubmit?.();
        setBusy(false);
        if (done !== false) {
            node.close();
        }
    }

    function setBusy(busy) {
        if (send) {
            send.disabled = busy;
            send.classList.toggle("busy", busy);
        }
    }

    return { close: () => node.close(), node, setBusy };
}
