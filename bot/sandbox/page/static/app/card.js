// A small card about one user, opened by clicking their name.

import { renderAvatar } from "../render/avatar.js";
import { element, freshId } from "../render/element.js";
import { commandsFor } from "./actions.js";
import { icon } from "./icons.js";
import { place } from "./menu.js";
import { person } from "./store.js";

let closeOpen = null;

/** Open the card of a user beside `anchor`. */
export async function openCard(store, actions, id, anchor) {
    closeOpen?.();
    const user = person(store.state, id);
    const heading = element("h2", { id: freshId("card") }, user.display);
    const closer = element(
        "button",
        { type: "button", class: "quiet-button", "aria-label": "Close the card", on: { click: () => close() } },
        icon("close"),
    );
    const buttons = element("div", { class: "card-buttons" });
    const card = element(
        "div",
        { class: "card", role: "dialog", "aria-labelledby": heading.id, popover: "manual", tabindex: -1 },
        element("div", { class: "card-head" }, renderAvatar(user, 40), closer),
        heading,
        element("p", { class: "soft" }, `${user.username}${user.bot ? " · app" : ""}`),
        buttons,
    );
    document.body.append(card);
    card.showPopover();
    place(card, anchor);
    card.focus();
    card.addEventListener("keydown", (event) => event.key === "Escape" && close());
    card.addEventListener("focusout", (event) => {
        if (event.relatedTarget && !card.contains(event.relatedTarget)) {
            close(false);
        }
    });
    document.addEventListener("pointerdown", leave, true);
    closeOpen = close;
    const offers = user.bot ? [] : await commandsFor(store, actions, 2);
    if (!user.bot && id !== store.state.me) {
        buttons.append(choice(`Act as ${user.display}`, () => actions.act(id), "main-button"));
    }
    buttons.append(...offers.map((command) => choice(command.name, () => actions.useOn(command.name, { user: id }))));
    place(card, anchor);

    function choice(text, run, kind = "plain-button") {
        return element("button", { type: "button", class: kind, on: { click: () => (close(), run()) } }, text);
    }

    function leave(event) {
        if (!card.contains(event.target)) {
            close(false);
        }
    }

    function close(giveBack = true) {
        document.removeEventListener("pointerdown", leave, true);
        closeOpen = null;
        card.remove();
        if (giveBack && anchor.isConnected) {
            anchor.focus();
        }
    }
}
