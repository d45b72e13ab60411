// What can be picked for an option: its choices, yes or no, people, channels, roles. Pure.

import { renderAvatar } from "../../render/avatar.js";
import { icon } from "../icons.js";
import { suggestUsers } from "../scene.js";
import { BOOLEAN, CHANNEL, MENTIONABLE, ROLE, USER } from "./values.js";

const MOST = 25;
const DISCORD_TEXT = 0;

/** The items for what was typed as {label, detail, mark, value}, or null when this option offers none. */
export function suggestionsFor(state, option, typed) {
    const lists = {
        [BOOLEAN]: () => filter([{ label: "True", value: true }, { label: "False", value: false }], typed),
        [USER]: () => people(state, typed),
        [CHANNEL]: () => filter(channels(state, option), typed),
        [ROLE]: () => [], // nobody has roles here
        [MENTIONABLE]: () => people(state, typed),
    };
    if (option.choices?.length) {
        return filter(option.choices.map((choice) => ({ label: choice.name, value: choice.value })), typed);
    }
    return lists[option.type]?.().slice(0, MOST) ?? null;
}

/** The answers of the bot as items. */
export function answersAsItems(answers) {
    return answers.map((answer) => ({ label: String(answer.name), value: answer.value }));
}

function filter(items, typed) {
    const wanted = typed.trim().toLocaleLowerCase().replace(/^[#@]/, "");
    return items.filter((item) => item.label.toLocaleLowerCase().includes(wanted));
}

function people(state, typed) {
    return suggestUsers(state, typed).map((user) => ({
        label: `@${user.display}`,
        detail: user.bot ? "app" : user.username,
        mark: renderAvatar(user, 24),
        value: user.id,
    }));
}

function channels(state, option) {
    const kinds = option.channel_types;
    return [...state.channels.values()]
        .filter((channel) => channel.kind === "text" && (!kinds?.length || kinds.includes(DISCORD_TEXT)))
        .map((channel) => ({ label: channel.name, detail: state.guild?.name, mark: icon("hash"), value: channel.id }));
}
