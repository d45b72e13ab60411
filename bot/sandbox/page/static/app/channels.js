// The list of channels: the server's, and the acting member's conversation with the bot.

import { element } from "../render/element.js";
import { icon } from "./icons.js";
import { visibleChannels } from "./store.js";

/** Fill `root` and keep it current; `chosen()` runs when a channel was opened from here. */
export function showChannels(root, store, actions, chosen) {
    store.on(["channels", "channel", "me", "fresh", "bot", "guild"], (state) => {
        const shown = visibleChannels(state);
        const texts = shown.filter((channel) => channel.kind === "text");
        const held = root.contains(document.activeElement) ? document.activeElement.dataset.channel : null;
        root.replaceChildren(
            element("h2", {}, "Channels"),
            element("ul", {}, texts.map((channel) => row(state, channel, () => actions.openChannel(channel.id)))),
            element("h2", {}, "Direct messages"),
            element("ul", {}, direct(state, shown)),
        );
        [...root.querySelectorAll("button")].find((button) => button.dataset.channel === held)?.focus();
    });

    function direct(state, shown) {
        const channel = shown.find((found) => found.kind === "direct");
        return row(state, channel ?? { id: "direct", kind: "direct" }, actions.openDirect);
    }

    function row(state, channel, open) {
        const isOpen = channel.id === state.channel;
        const unread = isOpen ? 0 : (state.fresh.get(channel.id)?.size ?? 0);
        const name = channel.kind === "direct" ? (state.bot?.display ?? "the bot") : channel.name;
        const button = element(
            "button",
            {
                type: "button",
                class: unread ? "channel unread" : "channel",
                "data-channel": channel.id,
                "aria-current": isOpen ? "page" : null,
                on: { click: () => (open(), chosen()) },
            },
            icon(channel.kind === "direct" ? "at" : "hash"),
            element("span", { class: "channel-name" }, name),
            channel.nsfw && element("span", { class: "tag", title: "Age-restricted" }, "18+"),
            unread > 0 && element("span", { class: "count", "aria-label": `${unread} new` }, unread),
        );
        return element("li", {}, button);
    }
}

/** What the reader calls a channel. */
export function channelName(state, channel) {
    if (!channel) {
        return "";
    }
    return channel.kind === "direct" ? `@${state.bot?.display ?? "bot"}` : `#${channel.name}`;
}
