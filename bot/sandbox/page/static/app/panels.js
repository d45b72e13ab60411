// The parts beside the messages: panels on a wide page, drawers on a narrow one.

import { byId, focusable } from "./nodes.js";

const NARROW = matchMedia("(max-width: 719.98px)");
const ROOMY = matchMedia("(min-width: 1500px)");
const DRAWERS = { channels: "rail", members: "members-panel", inspector: "inspector-panel" };
const KEY = "sandbox-panels";

/** `toggle(name, button)` for "channels", "members", "inspector"; `close()`; `on(listener)` hears of every change. */
export function createPanels() {
    const open = read();
    const listeners = [];
    let drawer = null;
    let opener = null;
    byId("backdrop").addEventListener("click", close);
    document.querySelectorAll("[data-close-drawer]").forEach((button) => button.addEventListener("click", close));
    document.addEventListener("keydown", (event) => event.key === "Escape" && drawer && !event.defaultPrevented && close());
    NARROW.addEventListener("change", () => close());
    ROOMY.addEventListener("change", show);
    show();

    function read() {
        const kept = localStorage.getItem(KEY);
        return kept === null ? { members: true, inspector: ROOMY.matches } : JSON.parse(kept);
    }

    function toggle(name, button) {
        if (NARROW.matches) {
            drawer = drawer === name ? null : name;
            opener = button;
            show();
            (drawer ? focusable(byId(DRAWERS[drawer]))[0] : opener)?.focus();
            return;
        }
        open[name] = !isShown(name);
        if (open[name] && !ROOMY.matches) {
            // there is room for one of them beside the messages
            open[name === "members" ? "inspector" : "members"] = false;
        }
        localStorage.setItem(KEY, JSON.stringify(open));
        show();
    }

    function close() {
        const back = drawer ? opener : null;
        drawer = null;
        show();
        back?.focus();
    }

    function isShown(name) {
        if (NARROW.matches) {
            return drawer === name;
        }
        return open[name] && (name === "inspector" || ROOMY.matches || !open.inspector);
    }

    function show() {
        for (const [name, id] of Object.entries(DRAWERS)) {
            const isThere = isShown(name) || (name === "channels" && !NARROW.matches);
            byId(id).classList.toggle("away", !isThere);
        }
        byId("backdrop").hidden = drawer === null;
        byId("main").inert = drawer !== null;
        document.body.classList.toggle("drawer-open", drawer !== null);
        listeners.forEach((listener) => listener());
    }

    return { toggle, close, isShown, on: (listener) => listeners.push(listener) };
}
