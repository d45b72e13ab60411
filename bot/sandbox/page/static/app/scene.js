// What a message is shown in: who is who, what time it is, and what its buttons do.

import { sandboxNow } from "./store.js";

/** The scene of the present moment; `openUser`, `openImage` and `openCommand` belong to the page around the messages. */
export function createScene(store, actions, { openUser, openImage, openCommand }) {
    const { state } = store;
    return {
        me: state.me,
        users: state.users,
        bot: state.bot,
        channels: state.channels,
        roles: new Map(state.guild ? [[state.guild.id, { name: "everyone" }]] : []),
        guild: state.guild,
        now: sandboxNow(state),
        failures: state.failures,
        waiting: state.waiting,
        handlers: {
            press: actions.press,
            choose: actions.choose,
            vote: actions.vote,
            dismiss: actions.dismiss,
            suggestUsers: (text) => suggestUsers(state, text),
            openUser,
            openImage,
            openCommand,
        },
    };
}

/** The people whose name holds the text, those it starts first. */
export function suggestUsers(state, text) {
    const wanted = text.trim().toLocaleLowerCase().replace(/^@/, "");
    const rank = (user) => Math.min(...[user.display, user.username].map((name) => place(name, wanted)));
    return [...state.users.values()].filter((user) => rank(user) < Infinity).sort((one, other) => rank(one) - rank(other));
}

function place(name, wanted) {
    const at = String(name).toLocaleLowerCase().indexOf(wanted);
    return at < 0 ? Infinity : at;
}
