// The line above the messages: where one is, and buttons for what lies beside.

import { element, setAttributes } from "../render/element.js";
import { channelName } from "./channels.js";
import { eventsButton } from "./events.js";
import { icon } from "./icons.js";

/** Fill `root` and keep it current. */
export function showHeader(root, store, actions, panels) {
    const title = element("h2", { class: "header-title" });
    const count = element("span", { class: "count wrong", hidden: true });
    const buttons = [
        ["channels", "menu", "Channels and members you act as", "header-button narrow-only"],
        ["members", "people", "Members", "header-button"],
        ["inspector", "inspect", "Inspector", "header-button inspector-button"],
    ].map(([name, drawing, words, kind]) => panelButton(name, drawing, words, kind));
    buttons[2].append(element("span", { class: "wide-words" }, "Inspector"), count);
    root.replaceChildren(buttons[0], title, element("span", { class: "spring" }), eventsButton(store, actions), buttons[1], buttons[2]);
    panels.on(show);
    show();

    store.on(["channel", "channels", "me", "bot", "guild"], (state) => {
        const channel = state.channels.get(state.channel);
        title.replaceChildren(icon(channel?.kind === "direct" ? "at" : "hash"), channelName(state, channel).slice(1));
        document.title = channel ? `${channelName(state, channel)} – Sandbox` : "Sandbox";
    });
    store.on(["traces"], (state) => {
        const problems = state.traces.filter((entry) => entry.kind === "problem").length;
        count.textContent = problems;
        count.hidden = problems === 0;
        setAttributes(buttons[2], { "aria-label": problems ? `Inspector, ${problems} problems` : "Inspector" });
    });

    function panelButton(name, drawing, words, kind) {
        const button = element("button", { type: "button", class: kind, "data-panel": name, "aria-label": words, title: words, on: { click: () => panels.toggle(name, button) } }, icon(drawing));
        return button;
    }

    function show() {
        for (const button of buttons) {
            setAttributes(button, { "aria-expanded": String(panels.isShown(button.dataset.panel)) });
        }
    }
}
