// A bot made with discord.js that the tests run against the local Discord, to see that it is shaped like Discord and
// not like the library that Blendz uses. It is told where that is by
//     SANDBOX_API    address of REST without the version; where the gateway is, the client asks there, as on Discord
//     SANDBOX_TOKEN  the bot's token
// and prints one line of JSON for everything a test may want to know of.
import process from "node:process";
import { Client, Events, GatewayIntentBits } from "discord.js";
import { answerAutocomplete, answerCommand, COMMANDS } from "./commands.mjs";
import { answerComponent, answerForm } from "./panels.mjs";
import { misbehave } from "./misbehaviour.mjs";

function tell(news) {
    process.stdout.write(`${JSON.stringify(news)}\n`);
}

function tellFailure(error) {
    process.stderr.write(`${error?.stack ?? error}\n`);
    tell({ failed: String(error) });
}

async function answer(interaction) {
    if (interaction.isAutocomplete()) {
        await answerAutocomplete(interaction);
    } else if (interaction.isChatInputCommand() && interaction.commandName === "misbehave") {
        tell({ refused: await misbehave(interaction) });
    } else if (interaction.isCommand()) {
        await answerCommand(interaction);
    } else if (interaction.isMessageComponent()) {
        await answerComponent(interaction);
    } else if (interaction.isModalSubmit()) {
        await answerForm(interaction);
    }
}

const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.GuildMessagePolls],
    rest: { api: process.env.SANDBOX_API, retries: 0 },
});

client.once(Events.ClientReady, async () => {
    await client.application.commands.set(COMMANDS);
    tell({ ready: client.user.username, guilds: client.guilds.cache.map((guild) => guild.name) });
});
client.on(Events.InteractionCreate, (interaction) => {
    answer(interaction).catch(tellFailure);
});
client.on(Events.MessagePollVoteAdd, async (chosen, userId) => {
    tell({ voted: chosen.text, user: userId });
    const ended = await chosen.poll.end();
    tell({ ended: ended.poll.question.text });
});
client.on(Events.ShardResume, (_, replayed) => tell({ resumed: replayed }));
client.on(Events.Error, tellFailure);
process.once("SIGTERM", async () => {
    await client.destroy();
    process.exit(0);
});

await client.login(process.env.SANDBOX_TOKEN);
