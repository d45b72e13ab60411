// The commands of the discord.js bot, and what it answers to them.
import { Buffer } from "node:buffer";
import {
    ApplicationCommandType,
    ApplicationIntegrationType as Install,
    AttachmentBuilder,
    ContextMenuCommandBuilder,
    GuildScheduledEventEntityType,
    GuildScheduledEventPrivacyLevel,
    InteractionContextType as Context,
    MessageFlags,
    SlashCommandBuilder,
} from "discord.js";
import { form, panel } from "./panels.mjs";

const HOUR = 3_600_000;
const PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** A picture of one pixel. */
export function picture() {
    return new AttachmentBuilder(Buffer.from(PICTURE, "base64"), { name: "chart.png", description: "one pixel" });
}

function everywhere(command) {
    return command
        .setIntegrationTypes(Install.GuildInstall, Install.UserInstall)
        .setContexts(Context.Guild, Context.BotDM, Context.PrivateChannel);
}

function slash(name, description) {
    return everywhere(new SlashCommandBuilder().setName(name).setDescription(description));
}

function menu(name, type) {
    return everywhere(new ContextMenuCommandBuilder().setName(name).setType(type));
}

export const COMMANDS = [
    slash("share", "Give a friend your history")
        .addUserOption((option) => option.setName("friend").setDescription("with whom").setRequired(true))
        .addAttachmentOption((option) => option.setName("history").setDescription("your file").setRequired(true)),
    slash("seen", "Who has seen it?").addStringOption((option) =>
        option.setName("title").setDescription("which title").setRequired(true).setAutocomplete(true),
    ),
    slash("panel", "A panel with every control"),
    slash("chart", "A picture after a while"),
    slash("form", "A form to fill in"),
    slash("poll", "A poll that ends with the first vote"),
    slash("plan", "An evening an hour from now"),
    slash("misbehave", "Do what no bot may do").addStringOption((option) =>
        option.setName("how").setDescription("in which way").setRequired(true),
    ),
    menu("Compare", ApplicationCommandType.User),
    menu("Quote", ApplicationCommandType.Message),
];

export async function answerAutocomplete(interaction) {
    const typed = interaction.options.getFocused();
    await interaction.respond([1, 2].map((number) => ({ name: `${typed} ${number}`, value: `t${number}` })));
}

const ANSWERS = {
    share,
    chart,
    plan,
    seen: (interaction) => interaction.reply(`seen ${interaction.options.getString("title")}`),
    panel: (interaction) => interaction.reply({ ...panel("page one"), files: [picture()] }),
    form: (interaction) => interaction.showModal(form()),
    poll: (interaction) => interaction.reply({ poll: askWhen() }),
    Compare: (interaction) => whisper(interaction, `compared with ${interaction.targetUser.displayName}`),
    Quote: (interaction) => whisper(interaction, `> ${interaction.targetMessage.content}`),
};

export async function answerCommand(interaction) {
    await ANSWERS[interaction.commandName](interaction);
}

function whisper(interaction, content) {
    return interaction.reply({ content, flags: MessageFlags.Ephemeral });
}

async function share(interaction) {
    const history = interaction.options.getAttachment("history");
    const body = await (await fetch(history.url)).arrayBuffer();
    const friend = interaction.options.getUser("friend").displayName;
    await interaction.reply(`${history.name}: ${body.byteLength} of ${history.size} bytes for ${friend}`);
    await interaction.followUp({ content: "and this is for you alone", flags: MessageFlags.Ephemeral });
}

async function chart(interaction) {
    await interaction.deferReply();
    await interaction.editReply({ content: "your hours", files: [picture()] });
}

async function plan(interaction) {
    const planned = await interaction.guild.scheduledEvents.create({
        name: "Film evening",
        privacyLevel: GuildScheduledEventPrivacyLevel.GuildOnly,
        entityType: GuildScheduledEventEntityType.External,
        entityMetadata: { location: "at home" },
        scheduledStartTime: new Date(Date.now() + HOUR),
        scheduledEndTime: new Date(Date.now() + 2 * HOUR),
    });
    await interaction.reply(`planned ${planned.name}`);
}

function askWhen() {
    return {
        question: { text: "When?" },
        answers: [{ text: "Tonight", emoji: "🎬" }, { text: "Tomorrow" }],
        allowMultiselect: false,
        duration: 1,
    };
}
