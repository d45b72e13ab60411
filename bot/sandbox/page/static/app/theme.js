// Dark or light: as the system has it at first, then as the reader chose.

import { element } from "../render/element.js";
import { icon } from "./icons.js";

const KEY = "sandbox-theme";

/** Put the theme on the page, and keep to the system's while nothing was chosen. */
export function applyTheme() {
    const system = matchMedia("(prefers-color-scheme: light)");
    const show = () => {
        document.documentElement.dataset.theme = localStorage.getItem(KEY) ?? (system.matches ? "light" : "dark");
    };
    system.addEventListener("change", show);
    show();
}

/** The button that changes it. */
export function themeButton() {
    const button = element("button", { type: "button", class: "quiet-button", on: { click: toggle } });
    const show = () => {
        const dark = document.documentElement.dataset.theme === "dark";
        const words = dark ? "Light theme" : "Dark theme";
        button.setAttribute("aria-label", words);
        button.title = words;
        button.replaceChildren(icon(dark ? "sun" : "moon"));
    };
    new MutationObserver(show).observe(document.documentElement, { attributeFilter: ["data-theme"] });
    show();
    return button;
}

function toggle() {
    const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    localStorage.setItem(KEY, next);
    document.documentElement.dataset.theme = next;
}
