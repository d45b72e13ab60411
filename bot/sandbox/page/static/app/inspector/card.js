// One interaction in the inspector: closed it tells who, what and how it went; open, everything.

import { renderAvatar } from "../../render/avatar.js";
import { element } from "../../render/element.js";
import { icon } from "../icons.js";
import { person } from "../store.js";
import { entryItem } from "./entries.js";
import { stateOf, stepsOf, timeText } from "./model.js";
import { timeline } from "./timeline.js";

/** A card; `isOpen` as it was before. `now` in seconds since the sandbox's start. */
export function interactionCard(state, card, now, isOpen) {
    const steps = stepsOf(card);
    const how = stateOf(card, now);
    const first = steps.find((step) => step.kind === "acknowledged");
    const near = card.entries.flatMap((entry) => entry.near ?? []);
    const bad = card.entries.filter((entry) => entry.kind === "problem").length;
    const user = person(state, card.user);
    const summary = element(
        "summary",
        {},
        renderAvatar(user, 24),
        element("span", { class: "card-words" }, element("span", { class: "card-who" }, user.display), element("span", { class: "card-what" }, card.label)),
        element("span", { class: `state ${how}` }, how === "answered" && first ? timeText(first.ms) : how),
        bad > 0 && sign("problem", `${bad} problem${bad > 1 ? "s" : ""}`),
        near.length > 0 && sign("near-sign", "Near a limit"),
    );
    const node = element("details", { class: `inspect-card ${how}`, "data-card": card.id, open: isOpen }, summary);
    fill();
    // what nobody looks at is not built
    node.addEventListener("toggle", fill);
    return node;

    function fill() {
        if (node.open && node.childElementCount === 1) {
            const list = element("ul", { class: "entries" }, card.entries.map(entryItem));
            node.append(element("div", { class: "card-body" }, timeline(steps) ?? "", list));
        }
    }
}

function sign(kind, words) {
    return element("span", { class: kind, title: words }, icon("warning"), element("span", { class: "unseen" }, words));
}
