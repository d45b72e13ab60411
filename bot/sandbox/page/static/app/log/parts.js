// The rows of the log that are no messages.

import { channelName } from "../channels.js";
import { icon } from "../icons.js";
import { make } from "../nodes.js";
import { person } from "../store.js";

/** The start of a channel: where one is, and what can be done here. `use(name)` starts a command. */
export function startRow(state, commands, use) {
    const channel = state.channels.get(state.channel);
    const name = channelName(state, channel);
    const me = person(state, state.me).display;
    const bot = state.bot?.display ?? "The bot";
    const place = channel?.kind === "direct" ? `Only ${me} and ${bot} are here.` : `You act as ${me}. Switch members at the bottom left.`;
    return make(
        "div",
        { class: "start" },
        make("span", { class: "start-mark", "aria-hidden": "true" }, icon(channel?.kind === "direct" ? "at" : "hash")),
        make("h2", { text: `This is the start of ${name}` }),
        make("p", { text: `${place} Nothing leaves this machine.` }),
        make("p", { class: "soft", text: `Type / to see what ${bot} can do, or begin with one of these:` }),
        make("div", { class: "start-commands" }, commands.map((command) => starter(command, use))),
    );
}

function starter(command, use) {
    return make(
        "button",
        { type: "button", class: "starter", on: { click: () => use(command.name) } },
        make("span", { class: "starter-name", text: `/${command.name}` }),
        make("span", { class: "starter-about", text: command.description }),
    );
}

/** A line between two days. */
export function dayRow(words) {
    return make("div", { class: "divider", role: "separator", "aria-label": words }, make("span", { text: words }));
}

/** The line above the first new message. */
export function newRow() {
    return make("div", { class: "divider new", role: "separator", "aria-label": "New messages" }, make("span", { text: "New" }));
}

/** A command that the bot has not answered yet. */
export function waitingRow(state, interaction) {
    return make(
        "div",
        { class: "command-row", "data-interaction": interaction.id },
        make("p", { class: "soft" }, `${person(state, interaction.user).display} used `, commandWords(interaction)),
        make("p", { class: "busy-words", text: "Sending the command…" }),
    );
}

/** A command that failed: only the member who used it sees this, until they dismiss it. */
export function failedRow(state, interaction, dismiss) {
    return make(
        "div",
        { class: "command-row failed", "data-interaction": interaction.id },
        make("p", { class: "soft" }, `${person(state, interaction.user).display} used `, commandWords(interaction)),
        make("p", { class: "failed-words" }, icon("warning"), make("span", { text: "The application did not respond" })),
        make(
            "p",
            { class: "only-you" },
            icon("eye"),
            "Only you can see this · ",
            make("button", { type: "button", class: "link-button", text: "Dismiss message", on: { click: dismiss } }),
        ),
    );
}

function commandWords(interaction) {
    return make("span", { class: "command-words", text: interaction.label });
}
