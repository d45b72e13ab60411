// Scheduled events: a button with their number, and a list in which one can say that one is interested.

import { element, setAttributes } from "../render/element.js";
import { openDialog } from "./dialog.js";
import { icon } from "./icons.js";
import { sandboxNow } from "./store.js";

const WHEN = { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" };
const STATES = { 2: "Happening now", 3: "Over", 4: "Cancelled" };

/** The button for the header; it is there while there are events. */
export function eventsButton(store, actions) {
    const words = element("span");
    const button = element("button", { type: "button", class: "header-button", "aria-haspopup": "dialog", on: { click: open } }, icon("calendar"), words);
    let redraw = null;
    store.on(["events", "me"], (state) => {
        words.textContent = `Events (${state.events.length})`;
        button.hidden = state.events.length === 0;
        redraw?.();
    });

    function open() {
        const list = element("ul", { class: "events" });
        redraw = () => redrawList(list, store, actions);
        redraw();
        openDialog({ title: "Scheduled events", body: list, onClose: () => (redraw = null) });
    }

    return button;
}

/** Fill the list; the toggle that had the focus keeps it. */
function redrawList(list, store, actions) {
    const held = list.contains(document.activeElement) ? document.activeElement.dataset.event : null;
    list.replaceChildren(...store.state.events.map((event) => eventRow(event, store, actions)));
    list.querySelector(`[data-event="${CSS.escape(held ?? "")}"]`)?.focus();
}

function eventRow(event, store, actions) {
    const place = event.entity_metadata?.location;
    const state = STATES[event.status];
    const isMine = event.sandbox?.interested?.includes(store.state.me) ?? false;
    const toggle = element(
        "button",
        { type: "button", class: isMine ? "plain-button on" : "plain-button", "aria-pressed": String(isMine), "data-event": event.id, on: { click } },
        icon(isMine ? "check" : "plus"),
        "Interested",
    );
    const count = event.user_count ?? 0;
    return element(
        "li",
        { class: "planned" },
        element("p", { class: "planned-time" }, icon("clock"), whenText(event, sandboxNow(store.state)), state && element("span", { class: "tag" }, state)),
        element("h3", {}, event.name),
        place && element("p", { class: "soft" }, place),
        event.description && element("p", { class: "planned-about" }, event.description),
        element("p", { class: "planned-foot" }, toggle, element("span", { class: "soft" }, `${count} interested`)),
    );

    async function click() {
        setAttributes(toggle, { "aria-disabled": "true" });
        await actions.attempt("interested", { event: event.id, yes: !isMine });
        setAttributes(toggle, { "aria-disabled": null });
    }
}

function whenText(event, now) {
    const start = new Date(event.scheduled_start_time);
    const words = start.toLocaleString("en-GB", WHEN);
    const year = start.getFullYear() === now.getFullYear() ? "" : ` ${start.getFullYear()}`;
    const end = event.scheduled_end_time && new Date(event.scheduled_end_time);
    return `${words}${year}${end ? ` to ${end.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}` : ""}`;
}
