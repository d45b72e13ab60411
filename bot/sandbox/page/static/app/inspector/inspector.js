// The inspector: what happened between the members and the bot, and ways to break it.

import { element } from "../../render/element.js";
import { plainLine, reconcile } from "../log/reconcile.js";
import { interactionCard } from "./card.js";
import { entryItem } from "./entries.js";
import { faultSection } from "./faults.js";
import { sortTraces, stateOf } from "./model.js";

const MOST_CARDS = 100;
const MOST_LINES = 60;

/** Fill `root` and keep it current. */
export function showInspector(root, store, actions) {
    const only = element("input", { type: "checkbox", id: "only-me", on: { change: draw } });
    const problems = element("section", { class: "problems", "aria-label": "Problems" });
    const cards = element("div", { class: "cards" });
    const none = element("p", { class: "soft" }, "Nothing has happened yet. Use a command, and what the bot does for it shows here.");
    const lines = element("ul", { class: "entries" });
    const notes = element("ul", { class: "notes" });
    const shown = new Map();
    root.replaceChildren(
        element("h2", {}, "Inspector"),
        problems,
        faultSection(actions),
        element("h3", {}, "Interactions"),
        element("p", { class: "filter" }, only, element("label", { for: "only-me" }, "Only the member you act as")),
        none,
        cards,
        element("details", { class: "gateway" }, element("summary", {}, "Bot and gateway"), notes, lines),
    );
    store.on(["traces", "me", "users", "interactions", "notes"], draw);

    function draw() {
        const { state } = store;
        const sorted = sortTraces(state.traces, only.checked ? state.me : null);
        const now = state.traces.at(-1)?.at ?? 0;
        drawProblems(problems, sorted.problems);
        none.hidden = sorted.cards.length > 0;
        const rows = sorted.cards.slice(0, MOST_CARDS).map((card) => ({
            key: card.id,
            signature: `${card.entries.length} ${stateOf(card, now)} ${state.peopleVersion}`,
            card,
        }));
        const open = new Set([...cards.children].filter((node) => node.open).map((node) => node.dataset.card));
        reconcile(plainLine(cards), shown, rows, ({ card }) => interactionCard(state, card, now, open.has(card.id)));
        lines.replaceChildren(...sorted.loose.slice(0, MOST_LINES).map(entryItem));
        notes.replaceChildren(...state.notes.map((text) => element("li", {}, text)));
    }
}

function drawProblems(section, problems) {
    section.hidden = problems.length === 0;
    const head = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    section.replaceChildren(
        element("h3", {}, head),
        element("ul", { class: "entries" }, problems.slice(0, 20).map(entryItem)),
    );
}
