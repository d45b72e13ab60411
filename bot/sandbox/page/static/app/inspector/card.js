// One interaction in the inspector: closed it tells who, what and how it went; open, everything.

import { avatar } from "../avatar.js";
import { icon } from "../icons.js";
import { make } from "../nodes.js";
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
    const summary = make(
        "summary",
        {},
        avatar(user),
        make("span", { class: "card-words" }, make("span", { class: "card-who", text: user.display }), make("span", { class: "card-what", text: card.label })),
        make("span", { class: `state ${how}`, text: how === "answered" && first ? timeText(first.ms) : how }),
        bad > 0 && sign("problem", `${bad} problem${bad > 1 ? "s" : ""}`),
        near.length > 0 && sign("near-sign", "Near a limit"),
    );
    const node = make("details", { class: `inspect-card ${how}`, "data-card": card.id, open: isOpen }, summary);
    fill();
    // what nobody looks at is not built
    node.addEventListener("toggle", fill);
    return node;

    function fill() {
        if (node.open && node.childElementCount === 1) {
            const list = make("ul", { class: "entries" }, card.entries.map(entryItem));
            node.append(make("div", { class: "card-body" }, timeline(steps) ?? "", list));
        }
    }
}

function sign(kind, words) {
    return make("span", { class: kind, title: words }, icon("warning"), make("span", { class: "unseen", text: words }));
}
