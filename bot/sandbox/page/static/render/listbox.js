// The list of a select: its options, which of them is active under the keys, and which are chosen.

import { element, setAttributes } from "./element.js";
import { icon } from "./icons.js";
import { drawOffer } from "./offers.js";

const PAGE = 10;
const TYPING = 600; // milliseconds after which typing begins a new word

/** Options under the keys and the pointer. `onPick(value)` is called when one is picked. */
export class Listbox {
    constructor({ id, label, many, onPick }) {
        this.many = many;
        this.onPick = onPick;
        this.items = []; // {offer, node}
        this.at = -1;
        this.typed = { text: "", time: 0 };
        this.node = element("ul", {
            id,
            class: "listbox",
            role: "listbox",
            "aria-label": label,
            "aria-multiselectable": many ? "true" : null,
        });
    }

    /** Show these offers; `chosen` values are marked, and when `full` the others cannot be taken. */
    fill(offers, chosen, full) {
        this.items = offers.map((offer, place) => ({ offer, node: this.#item(offer, place) }));
        const none = element(
            "li",
            { class: "offer-none", role: "option", "aria-disabled": "true", "aria-selected": "false" },
            "Nothing found",
        );
        this.node.replaceChildren(...(this.items.length > 0 ? this.items.map((item) => item.node) : [none]));
        this.mark(chosen, full);
        this.activate(chosen[0]);
    }

    /** Mark what is chosen. */
    mark(chosen, full) {
        for (const { offer, node } of this.items) {
            const taken = chosen.includes(offer.value);
            setAttributes(node, {
                "aria-selected": String(taken),
                "aria-disabled": this.many && full && !taken ? "true" : null,
            });
        }
    }

    /** Make one value the active one, or the first. */
    activate(value) {
        this.#go(
            Math.max(
                0,
                this.items.findIndex(({ offer }) => offer.value === value),
            ),
        );
    }

    /** Move the active option by a key. */
    move(key) {
        const last = this.items.length - 1;
        const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE };
        const ends = { Home: 0, End: last };
        this.#go(key in ends ? ends[key] : Math.max(0, Math.min(last, this.at + (steps[key] ?? 0))));
    }

    /** Go to the next option that begins with what is typed; one letter again and again walks through its options. */
    type(letter, now = performance.now()) {
        const text = (now - this.typed.time < TYPING ? this.typed.text : "") + letter.toLocaleLowerCase();
        this.typed = { text, time: now };
        const same = [...text].every((one) => one === text[0]);
        const wanted = same ? text[0] : text;
        const order = this.items.map((_, place) => (this.at + place + (same ? 1 : 0)) % this.items.length);
        const found = order.find((place) => this.items[place].offer.label.toLocaleLowerCase().startsWith(wanted));
        this.#go(found ?? this.at);
    }

    /** Pick the active option. */
    pick() {
        const item = this.items[this.at];
        if (item && item.node.getAttribute("aria-disabled") !== "true") {
            this.onPick(item.offer.value);
        }
    }

    /** The id of the active option, or null. */
    active() {
        return this.items[this.at]?.node.id ?? null;
    }

    /** Where one is in the list: the active option, and how far it is scrolled. */
    place() {
        return { at: this.at, top: this.node.scrollTop };
    }

    /** Be where one was in a list like this. */
    goTo({ at, top }) {
        this.#go(Math.min(at, this.items.length - 1));
        this.node.scrollTop = top;
    }

    #go(place) {
        this.items[this.at]?.node.classList.remove("active");
        this.at = this.items.length > 0 ? place : -1;
        const node = this.items[this.at]?.node;
        node?.classList.add("active");
        node?.scrollIntoView?.({ block: "nearest" });
    }

    #item(offer, place) {
        const attributes = {
            id: `${this.node.id}-${place}`,
            class: "offer",
            role: "option",
            "data-value": offer.value,
        };
        const mark = element(
            "span",
            { class: `offer-mark ${this.many ? "box" : "dot"}`, "aria-hidden": "true" },
            icon("check"),
        );
        const node = element("li", attributes, drawOffer(offer), mark);
        node.addEventListener("pointermove", () => this.at !== place && this.#go(place));
        node.addEventListener("click", () => {
            this.#go(place);
            this.pick();
        });
        return node;
    }
}
