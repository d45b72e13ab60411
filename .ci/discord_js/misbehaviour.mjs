// What no bot may do: the local Discord must refuse it with Discord's number and report a problem.
import { setTimeout } from "node:timers/promises";
import { InteractionResponseType, MessageFlags, Routes } from "discord.js";

const TOO_LATE_MS = 3100;
const TOO_LONG = 4001;

function send(interaction, data) {
    // past discord.js's own checks, which would stop the second answer
    const route = Routes.interactionCallback(interaction.id, interaction.token);
    const body = { type: InteractionResponseType.ChannelMessageWithSource, data };
    return interaction.client.rest.post(route, { body, auth: false });
}

function sendLayout(interaction, component) {
    return send(interaction, { components: [component], flags: MessageFlags.IsComponentsV2 });
}

const WAYS = {
    async late(interaction) {
        await setTimeout(TOO_LATE_MS);
        await send(interaction, { content: "sorry" });
    },
    async twice(interaction) {
        await send(interaction, { content: "once" });
        await send(interaction, { content: "twice" });
    },
    long: (interaction) => sendLayout(interaction, { type: 10, content: "x".repeat(TOO_LONG) }),
    unknown: (interaction) => sendLayout(interaction, { type: 99, content: "hello" }),
    properly: (interaction) => sendLayout(interaction, { type: 10, content: "x".repeat(TOO_LONG - 1) }),
};

/** Misbehaves as told; the number with which it was refused, or null. */
export async function misbehave(interaction) {
    try {
        await WAYS[interaction.options.getString("how")](interaction);
        return null;
    } catch (error) {
        return error.code;
    }
}
