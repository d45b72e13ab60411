// Menus: groups of things to do, by mouse, finger or keyboard.

import { element } from "../render/element.js";


let closeOpen = null;

/**
 * Open a menu at an element or a point {x, y}. A group is {label, items}; an item {label, mark, checked, danger, run}.
 * Arrows, Home, End and first letters move; Enter and Space run; Escape and Tab close.
 */
export function openMenu(anchor, groups, label) {
    closeOpen?.();
    const before = document.activeElement;
    const list = element("div", { class: "menu", role: "menu", "aria-label": label, popover: "manual" });
    list.append(...groups.filter((group) => group.items.length > 0).map(section));
    (document.querySelector("dialog[open]") ?? document.body).append(list);
    list.showPopover();
    place(list, anchor);
    items()[0]?.focus();
    list.addEventListener("keydown", move);
    list.addEventListener("contextmenu", (event) => event.preventDefault());
    document.addEventListener("pointerdown", leave, true);
    window.addEventListener("resize", close);
    closeOpen = close;

    function section(group) {
        const head = group.label && element("p", { class: "menu-label", "aria-hidden": "true" }, group.label);
        return element("div", { role: "group", "aria-label": group.label ?? null }, head, group.items.map(item));
    }

    function item({ label: words, mark, checked, danger, run }) {
        return element(
            "button",
            {
                type: "button",
                class: danger ? "menu-item danger" : "menu-item",
                role: checked === undefined ? "menuitem" : "menuitemradio",
                "aria-checked": checked === undefined ? null : String(checked),
                tabindex: -1,
                on: { click: () => (close(), run()) },
            },
            mark,
            element("span", { class: "menu-words" }, words),
        );
    }

    function items() {
        return [...list.querySelectorAll(".menu-item")];
    }

    function move(event) {
        const all = items();
        const at = all.indexOf(document.activeElement);
        const steps = { ArrowDown: (at + 1) % all.length, ArrowUp: (at - 1 + all.length) % all.length, Home: 0, End: all.length - 1 };
        if (event.key in steps) {
            all[steps[event.key]].focus();
        } else if (event.key === "Escape" || event.key === "Tab") {
            close();
        } else if (event.key.length === 1 && event.key !== " ") {
            const later = [...all.slice(at + 1), ...all.slice(0, at + 1)];
            later.find((one) => one.textContent.toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
        } else {
            return;
        }
        event.preventDefault();
        event.stopPropagation();
    }

    function leave(event) {
        if (!list.contains(event.target)) {
            close();
        }
    }

    function close() {
        document.removeEventListener("pointerdown", leave, true);
        window.removeEventListener("resize", close);
        closeOpen = null;
        const held = list.contains(document.activeElement);
        list.remove();
        if (held && before?.isConnected) {
            before.focus();
        }
    }
}

/** Put a floating thing beside an element or a point, inside the window. */
export function place(node, anchor) {
    const spot = anchor instanceof Element ? anchor.getBoundingClientRect() : { left: anchor.x, top: anchor.y, bottom: anchor.y };
    const { width, height } = node.getBoundingClientRect();
    const below = spot.bottom + 4;
    const top = below + height > innerHeight ? Math.max(8, spot.top - height - 4) : below;
    node.style.setProperty("left", `${Math.max(8, Math.min(spot.left, innerWidth - width - 8))}px`);
    node.style.setProperty("top", `${Math.min(top, Math.max(8, innerHeight - height - 8))}px`);
}
