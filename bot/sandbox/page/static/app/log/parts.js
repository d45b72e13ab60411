// The rows of the log that are no messages.

import { element } from "../../render/element.js";
import { channelName } from "../channels.js";
import { icon } from "../icons.js";
import { person } from "../store.js";

/** The start of a channel: where one is, and what can be done here. `use(name)` starts a command. */
export function startRow(state, commands, use) {
    const channel = state.channels.get(state.channel);
    const name = channelName(state, channel);
    const me = person(state, state.me).display;
    const bot = state.bot?.display ?? "The bot";
    const place = channel?.kind === "direct" ? `Only ${me} and ${bot} are here.` : `You act as ${me}.`;
    const wide = element("span", { class: "wide-words" }, "Switch members at the bottom left.");
    const narrow = element("span", { class: "narrow-words" }, "Switch members in the menu at the top left.");
    return element(
        "div",
        { class: "start" },
        element("span", { class: "start-mark", "aria-hidden": "true" }, icon(channel?.kind === "direct" ? "at" : "hash")),
        element("h2", {}, `This is the start of ${name}`),
        element("p", {}, `${place} `, wide, narrow, " Nothing leaves this machine."),
        element("p", { class: "soft" }, `Type / to see what ${bot} can do, or begin with one of these:`),
        element("div", { class: "start-commands" }, commands.map((command) => starter(command, use))),
    );
}

function starter(command, use) {
    return element(
        "button",
        { type: "button", class: "starter", on: { click: () => use(command.name) } },
        element("span", { class: "starter-name" }, `/${command.name}`),
        element("span", { class: "starter-about" }, command.description),
    );
}

/** A line between two days. */
export function dayRow(words) {
    return element("div", { class: "divider", role: "separator", "aria-label": words }, element("span", {}, words));
}

/** The line above the first new message. */
export function newRow() {
    return element("div", { class: "divider new", role: "separator", "aria-label": "New messages" }, element("span", {}, "New"));
}

/** A command that the bot has not answered yet. */
export function waitingRow(state, interaction) {
    return element(
        "div",
        { class: "command-row", "data-interaction": interaction.id },
        element("p", { class: "soft" }, `${person(state, interaction.user).display} used `, commandWords(interaction)),
        element("p", { class: "busy-words" }, "Sending the command…"),
    );
}

/** A command that failed: only the member who used it sees this, until they dismiss it. */
export function failedRow(state, interaction, dismiss) {
    return element(
        "div",
        { class: "command-row failed", "data-interaction": interaction.id },
        element("p", { class: "soft" }, `${person(state, interaction.user).display} used `, commandWords(interaction)),
        element("p", { class: "failed-words" }, icon("warning"), element("span", {}, "The application did not respond")),
        element(
            "p",
            { class: "only-you" },
            icon("eye"),
            "Only you can see this · ",
            element("button", { type: "button", class: "link-button", on: { click: dismiss } }, "Dismiss message"),
        ),
    );
}

function commandWords(interaction) {
    return element("span", { class: "command-words" }, interaction.label);
}
