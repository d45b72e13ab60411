// Dialogs: one question at a time, above everything else; the focus comes back to where it was.

import { icon } from "./icons.js";
import { freshId, make } from "./nodes.js";

/**
 * Open a dialog. With `submit` it has that button and Cancel; `onSubmit()` resolves to false to keep it open.
 * `focus` is focused first. Returns `{close, node, setBusy}`; `onClose()` runs once, however it closes.
 */
export function openDialog({ title, body, submit, onSubmit, onClose, focus, wide = false }) {
    const heading = make("h2", { id: freshId("dialog"), text: title });
    const closer = make(
        "button",
        { type: "button", class: "quiet-button", "aria-label": "Close", on: { click: () => node.close() } },
        icon("close"),
    );
    const send = submit && make("button", { type: "submit", class: "main-button", text: submit });
    const cancel = make("button", { type: "button", class: "plain-button", text: "Cancel", on: { click: () => node.close() } });
    const form = make(
        "form",
        { method: "dialog", novalidate: true, on: { submit: send_ } },
        make("div", { class: "dialog-head" }, heading, closer),
        make("div", { class: "dialog-body" }, body),
        submit && make("div", { class: "dialog-foot" }, cancel, send),
    );
    const node = make("dialog", { class: wide ? "dialog wide" : "dialog", "aria-labelledby": heading.id }, form);
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
