// The panel and the form of the discord.js bot, and what it answers when members use them.
import {
    ActionRowBuilder,
    ButtonBuilder,
    ButtonStyle,
    ContainerBuilder,
    LabelBuilder,
    MessageFlags,
    ModalBuilder,
    StringSelectMenuBuilder,
    TextInputBuilder,
    TextInputStyle,
    UserSelectMenuBuilder,
} from "discord.js";

const PRIVATE = MessageFlags.Ephemeral;
const MOODS = ["Calm", "Wild"];

function options(names) {
    return names.map((name) => ({ label: name, value: name.toLowerCase() }));
}

function button(id, label) {
    return new ButtonBuilder().setCustomId(id).setLabel(label).setStyle(ButtonStyle.Primary);
}

/** A layout with a picture, a button beside a text, two more buttons and two menus. */
export function panel(heading) {
    const container = new ContainerBuilder()
        .addTextDisplayComponents((text) => text.setContent(heading))
        .addSeparatorComponents((separator) => separator.setDivider(true))
        .addSectionComponents((section) =>
            section
                .addTextDisplayComponents((text) => text.setContent("how it works"))
                .setButtonAccessory(button("why", "Why")),
        )
        .addMediaGalleryComponents((gallery) =>
            gallery.addItems((item) => item.setURL("attachment://chart.png").setDescription("one pixel")),
        );
    const moods = new StringSelectMenuBuilder().setCustomId("mood").setPlaceholder("Mood").addOptions(options(MOODS));
    const people = new UserSelectMenuBuilder().setCustomId("people").setMaxValues(2);
    const rows = [[button("next", "Next"), button("ask", "Ask")], [moods], [people]];
    return {
        components: [container, ...rows.map((row) => new ActionRowBuilder().addComponents(row))],
        flags: MessageFlags.IsComponentsV2,
    };
}

/** A form with a text, a menu, a file and a choice. */
export function form() {
    const why = new TextInputBuilder().setCustomId("why").setStyle(TextInputStyle.Paragraph).setMaxLength(20);
    const moods = new StringSelectMenuBuilder().setCustomId("mood").addOptions(options(MOODS));
    return new ModalBuilder()
        .setCustomId("form")
        .setTitle("Tell me more")
        .addLabelComponents(
            new LabelBuilder().setLabel("Why?").setDescription("in a few words").setTextInputComponent(why),
            new LabelBuilder().setLabel("Mood").setStringSelectMenuComponent(moods),
            new LabelBuilder()
                .setLabel("File")
                .setFileUploadComponent((file) => file.setCustomId("file").setRequired(false)),
            new LabelBuilder()
                .setLabel("Rule")
                .setRadioGroupComponent((group) => group.setCustomId("rule").addOptions(options(["Fair", "Happiest"]))),
        );
}

export async function answerComponent(interaction) {
    if (interaction.customId === "next") {
        await interaction.update(panel("page two"));
    } else if (interaction.customId === "ask") {
        await interaction.showModal(form());
    } else if (interaction.customId === "mood") {
        await interaction.deferUpdate();
        await interaction.followUp({ content: `mood: ${interaction.values.join(", ")}`, flags: PRIVATE });
    } else if (interaction.customId === "people") {
        const names = interaction.users.map((user) => user.displayName);
        await interaction.reply({ content: `with ${names.join(", ")}`, flags: PRIVATE });
    }
}

export async function answerForm(interaction) {
    const { fields } = interaction;
    const file = fields.getUploadedFiles("file")?.first();
    const length = file ? (await (await fetch(file.url)).arrayBuffer()).byteLength : 0;
    const said = [fields.getTextInputValue("why"), fields.getStringSelectValues("mood")[0], fields.getRadioGroup("rule")];
    await interaction.reply({ content: `${said.join(", ")}, ${length} bytes`, flags: PRIVATE });
}
