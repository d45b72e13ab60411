// Who is here: the bot with how it is, and the members, each with a menu.

import { renderAvatar } from "../render/avatar.js";
import { element } from "../render/element.js";
import { icon } from "./icons.js";

const BOT_STATES = {
    starting: "starting",
    ready: "online",
    stopped: "not running",
    failed: "not running",
    reconnecting: "reconnecting",
};

/** Fill `root` and keep it current. `openCard(id, anchor)` and `openMenu(id, anchor)` show more about one. */
export function showMembers(root, store, { openCard, openMenu }) {
    store.on(["users", "me", "bot", "botState"], (state) => {
        const people = [...state.users.values()].filter((user) => !user.bot);
        const bots = [...state.users.values()].filter((user) => user.bot);
        root.replaceChildren(
            element("h2", {}, `Members – ${people.length}`),
            element("ul", {}, people.map((user) => row(state, user))),
            element("h2", {}, `Apps – ${bots.length}`),
            element("ul", {}, bots.map((user) => row(state, user))),
        );
    });

    function row(state, user) {
        const remark = user.bot ? BOT_STATES[state.botState] : user.id === state.me ? "you" : null;
        const main = element(
            "button",
            {
                type: "button",
                class: "member",
                "data-user-id": user.id,
                "aria-haspopup": "dialog",
                on: { click: () => openCard(user.id, main) },
            },
            renderAvatar(user, 32),
            element("span", { class: "member-name" }, user.display),
            remark && element("span", { class: `remark ${user.bot ? state.botState : ""}` }, remark),
        );
        const more = element(
            "button",
            {
                type: "button",
                class: "quiet-button more",
                "aria-label": `More about ${user.display}`,
                "aria-haspopup": "menu",
                on: { click: () => openMenu(user.id, more) },
            },
            icon("more"),
        );
        return element("li", { class: "member-row" }, main, more);
    }
}
