// Who is here: the bot with how it is, and the members, each with a menu.

import { avatar } from "./avatar.js";
import { icon } from "./icons.js";
import { make } from "./nodes.js";

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
            make("h2", { text: `Members – ${people.length}` }),
            make("ul", {}, people.map((user) => row(state, user))),
            make("h2", { text: `Apps – ${bots.length}` }),
            make("ul", {}, bots.map((user) => row(state, user))),
        );
    });

    function row(state, user) {
        const remark = user.bot ? BOT_STATES[state.botState] : user.id === state.me ? "you" : null;
        const main = make(
            "button",
            {
                type: "button",
                class: "member",
                "data-user-id": user.id,
                "aria-haspopup": "dialog",
                on: { click: () => openCard(user.id, main) },
            },
            avatar(user),
            make("span", { class: "member-name", text: user.display }),
            remark && make("span", { class: `remark ${user.bot ? state.botState : ""}`, text: remark }),
        );
        const more = make(
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
        return make("li", { class: "member-row" }, main, more);
    }
}
