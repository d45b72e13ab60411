// F6 goes from region to region, as in many desktop programs; the context-menu key works where the focus is.

import { byId, focusable } from "./nodes.js";

const REGIONS = ["channels", "log", "composer", "members-panel", "inspector-panel"];

/** Listen for F6 and Shift+F6. */
export function watchRegions() {
    document.addEventListener("keydown", (event) => {
        if (event.key !== "F6" || document.querySelector("dialog[open]")) {
            return;
        }
        event.preventDefault();
        const open = REGIONS.map(byId).filter((region) => region.checkVisibility({ visibilityProperty: true }));
        const at = open.findIndex((region) => region.contains(document.activeElement));
        const next = open[(at + (event.shiftKey ? -1 : 1) + open.length) % open.length];
        (next.tabIndex >= 0 ? next : focusable(next)[0])?.focus();
    });
}
