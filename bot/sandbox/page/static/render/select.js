// A select of a message or form: a combobox whose list opens beside it, for the keys, the pointer and the ear.

import { dots, isWaiting } from "./button.js";
import { element, freshId, setAttributes } from "./element.js";
import { icon } from "./icons.js";
import { Listbox } from "./listbox.js";
import { createControl, drawChosen } from "./face.js";
import { chosenOf, isSameOffer, isSearched, offersOf, promptOf } from "./offers.js";
import { openPopup } from "./popup.js";

/**
 * The node of a select. `onChoose(values)` is called when the choice changed: at once where one value is taken, when
 * the list closes where several are. `label` names it for those who do not see it. A `lenient` one takes too few
 * values and leaves it to its form to say so.
 */
export function renderSelect(menu, scene, options = {}) {
    return new Select(menu, scene, options).node;
}

const selects = new WeakMap(); // by their nodes

/** The select whose list is open in this node, or null. */
export function openSelectIn(node) {
    return selects.get(node.querySelector(".select.open")) ?? null;
}

/** Open the list of the same select in `node`, the next drawing of its message, as `held` says that it was. */
export function goOnIn(node, held) {
    const next = node.querySelector(`.select[data-component-id="${CSS.escape(held.menu.id)}"]`);
    selects.get(next)?.goOn(held);
}

/** A select from its making until its node is gone: what is chosen, and what is marked while its list is open. */
export class Select {
    constructor(menu, scene, { onChoose = () => {}, label = null, describedBy = null, lenient = false } = {}) {
        this.menu = menu;
        this.scene = scene;
        this.onChoose = onChoose;
        this.label = label ?? promptOf(menu);
        this.least = lenient ? 0 : (menu.min_values ?? 1);
        this.most = menu.max_values ?? 1;
        this.several = this.most > 1;
        this.searched = isSearched(menu);
        this.idle = Boolean(menu.disabled) || isWaiting(menu, scene.message, scene);
        this.chosen = chosenOf(menu, scene);
        this.marked = [];
        this.popup = null;
        this.#build(describedBy);
        drawChosen(this, this.chosen);
    }

    open(marked = this.chosen) {
        if (this.popup || this.idle) {
            return;
        }
        this.marked = [...marked];
        this.control.focus({ preventScroll: true });
        this.node.classList.add("open");
        this.#fill();
        this.popup = openPopup(this.float, this.face, () => this.close(true));
        this.list.activate(this.marked[0]);
        this.#tell();
    }

    /** Close the list; what was marked in it counts when `keep` and there is enough of it. */
    close(keep) {
        if (!this.popup) {
            return;
        }
        this.popup.close();
        this.popup = null;
        this.node.classList.remove("open");
        if (this.searched) {
            this.control.value = "";
        }
        // a message that was replaced meanwhile takes its list with it, and nothing was decided
        const counts = keep && this.node.isConnected && this.marked.length >= this.least;
        this.#choose(counts ? this.marked : this.chosen);
        this.#tell();
    }

    /** What the next drawing of this select needs to go on with the open list. */
    held() {
        const { menu, marked, control, list } = this;
        return { menu, marked, typed: this.searched ? control.value : "", place: list.place() };
    }

    /** Go on with a list that was open, unless something else is on offer now: then nothing was decided. */
    goOn({ menu, marked, typed, place }) {
        if (this.idle || !isSameOffer(menu, this.menu)) {
            return;
        }
        if (this.searched) {
            this.control.value = typed;
        }
        this.open(marked);
        drawChosen(this, marked);
        this.list.goTo(place);
        this.#tell();
    }

    #choose(values) {
        const before = this.chosen;
        this.chosen = values;
        drawChosen(this, values);
        if (before.length !== values.length || before.some((value) => !values.includes(value))) {
            this.onChoose(values);
        }
    }

    #pick(value) {
        const taken = this.marked.includes(value);
        if (!this.several) {
            this.marked = taken && this.least === 0 ? [] : [value];
            this.close(true);
            return;
        }
        this.marked = taken ? this.marked.filter((one) => one !== value) : [...this.marked, value];
        this.list.mark(this.marked, this.marked.length >= this.most);
        this.#count();
        drawChosen(this, this.marked);
        this.popup.place();
    }

    #fill() {
        const offers = offersOf(this.menu, this.scene, this.searched ? this.control.value : "");
        this.list.fill(offers, this.marked, this.marked.length >= this.most);
        if (this.searched && this.control.value) {
            this.list.activate(offers[0]?.value);
        }
        this.#count();
        this.popup?.place();
        this.#tell();
    }

    #count() {
        const wanted = this.least === this.most ? this.most : `${this.least} to ${this.most}`;
        this.counter.textContent = `${this.marked.length} chosen · ${wanted} possible`;
    }

    /** Keep the attributes that tell what is open and active. */
    #tell() {
        const open = this.popup !== null;
        setAttributes(this.control, {
            "aria-expanded": String(open),
            "aria-activedescendant": open ? this.list.active() : null,
        });
    }

    #onKey(event) {
        const { key } = event;
        const letter =
            !this.searched && key.length === 1 && key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
        if (this.popup) {
            this.#onListKey(event, letter);
        } else if (
            ["ArrowDown", "ArrowUp"].includes(key) ||
            (!this.searched && ["Enter", " ", "Home", "End"].includes(key))
        ) {
            event.preventDefault();
            this.open();
            this.list.move(["Home", "End"].includes(key) ? key : "stay");
        } else if (letter) {
            this.open();
            this.list.type(key);
        } else if (
            key === "Backspace" &&
            this.searched &&
            this.control.value === "" &&
            this.chosen.length > this.least
        ) {
            this.#choose(this.chosen.slice(0, -1));
        }
        this.#tell();
    }

    #onListKey(event, letter) {
        const { key } = event;
        const moves = ["ArrowDown", "ArrowUp", "PageDown", "PageUp", ...(this.searched ? [] : ["Home", "End"])];
        const picks = key === "Enter" || (key === " " && !this.searched);
        if (key === "Tab") {
            this.close(true);
        } else if (key === "Escape" || picks || moves.includes(key)) {
            event.preventDefault();
            event.stopPropagation(); // a dialog around it stays open
            key === "Escape" ? this.close(false) : picks ? this.list.pick() : this.list.move(key);
        } else if (letter) {
            this.list.type(key);
        }
    }

    #build(describedBy) {
        const { menu } = this;
        const id = freshId("list");
        this.list = new Listbox({ id, label: this.label, many: this.several, onPick: (value) => this.#pick(value) });
        this.control = createControl(this, id, describedBy);
        this.shown = element("span", { class: "select-shown" });
        this.face = element(
            "div",
            { class: "select-face" },
            this.shown,
            this.control,
            this.#isBusy() ? dots() : icon("chevron"),
        );
        this.counter = element("span", { class: "select-count", "aria-live": "polite" });
        const done = element(
            "button",
            { type: "button", class: "select-done", tabindex: "-1", on: { click: () => this.close(true) } },
            "Done",
        );
        this.float = element(
            "div",
            { class: "select-popup" },
            this.list.node,
            this.several && element("div", { class: "select-foot" }, this.counter, done),
        );
        this.node = element(
            "div",
            {
                class: `select ${this.searched ? "searched" : ""} ${this.idle ? "idle" : ""}`,
                "data-component-id": menu.id,
            },
            this.face,
            this.float,
        );
        selects.set(this.node, this);
        this.#listen();
    }

    #listen() {
        this.face.addEventListener("click", () => (this.popup && !this.searched ? this.close(true) : this.open()));
        this.control.addEventListener("keydown", (event) => this.#onKey(event));
        // a node that is taken away loses the focus while it is still there: look again when it is gone
        this.control.addEventListener("blur", () => queueMicrotask(() => this.close(true)));
        this.control.addEventListener("input", () => (this.popup ? this.#fill() : this.open()));
        this.float.addEventListener("pointerdown", (event) => event.preventDefault()); // the control keeps the focus
        this.float.addEventListener("mousedown", (event) => event.preventDefault());
        this.float.addEventListener("click", (event) => event.stopPropagation());
    }

    #isBusy() {
        return this.idle && !this.menu.disabled;
    }
}
