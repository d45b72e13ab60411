// The list above the composer: commands, options or values, for the box that has the focus.

import { element, freshId, setAttributes } from "../../render/element.js";


/**
 * A list that is steered from an input: `show({owner, title, about, note, items, active, pick})`, `say(note)`,
 * `hide()`, and `key(event)`, true when the key was for the list. Nothing is picked that is not marked as active.
 */
export function createPopup() {
    const head = element("p", { class: "popup-head" });
    const note = element("p", { class: "popup-note", role: "status" });
    const list = element("ul", { id: "choices", class: "popup-list", role: "listbox" });
    const node = element("div", { class: "popup", hidden: true }, head, list, note);
    let shown = { items: [], owner: null, pick: null };
    let active = -1;
    // a press in the list must not take the focus from the input
    node.addEventListener("pointerdown", (event) => event.preventDefault());

    function show({ owner, title, about, note: words, items, active: first = -1, pick }) {
        if (shown.owner && shown.owner !== owner) {
            release(shown.owner);
        }
        shown = { items: items ?? [], owner, pick };
        head.replaceChildren(element("strong", {}, title), about ? element("span", {}, about) : "");
        setAttributes(list, { "aria-label": title });
        list.replaceChildren(...shown.items.map(row));
        list.hidden = shown.items.length === 0;
        node.hidden = false;
        say(words ?? "");
        setAttributes(owner, { "aria-controls": list.id, "aria-expanded": String(shown.items.length > 0) });
        setActive(Math.min(first, shown.items.length - 1));
    }

    function row(item, at) {
        return element(
            "li",
            { id: freshId("choice"), class: "popup-row", role: "option", "aria-selected": "false", on: { click: () => shown.pick(item), pointermove: () => setActive(at) } },
            item.mark,
            element("span", { class: "popup-label" }, item.label),
            item.detail && element("span", { class: "popup-detail" }, item.detail),
        );
    }

    function say(words) {
        note.textContent = words;
        note.hidden = words === "";
    }

    function setActive(at) {
        list.children[active]?.setAttribute("aria-selected", "false");
        active = at;
        const row = list.children[active];
        row?.setAttribute("aria-selected", "true");
        row?.scrollIntoView({ block: "nearest" });
        setAttributes(shown.owner, { "aria-activedescendant": row?.id });
    }

    function key(event) {
        const count = shown.items.length;
        if (node.hidden || count === 0 || event.isComposing) {
            return false;
        }
        if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            const step = event.key === "ArrowDown" ? 1 : -1;
            setActive(active < 0 && step < 0 ? count - 1 : (active + step + count) % count);
        } else if ((event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) && active >= 0) {
            shown.pick(shown.items[active]);
        } else if (event.key === "Escape") {
            hide();
        } else {
            return false;
        }
        event.preventDefault();
        return true;
    }

    function hide() {
        node.hidden = true;
        if (shown.owner) {
            release(shown.owner);
        }
        shown = { items: [], owner: null, pick: null };
        active = -1;
    }

    return { node, show, say, hide, key, owner: () => shown.owner };
}

function release(owner) {
    setAttributes(owner, { "aria-expanded": "false", "aria-activedescendant": null });
}
