// Rows that tell of something rather than say it: a closed poll, someone who joined, a pinned message.

import { nameOf } from "./avatar.js";
import { element } from "./element.js";
import { renderEmoji } from "./emoji.js";
import { icon } from "./icons.js";
import { renderMarkdown } from "./markdown.js";
import { renderSent } from "./timestamp.js";

const SAID = new Set([0, 19, 20, 23]); // messages, replies, answers to commands
const POLL_RESULT = 46;
const TOLD = {
    1: "added someone to the conversation",
    2: "removed someone from the conversation",
    4: "changed the name of the conversation",
    6: "pinned a message to this channel",
    7: "joined the server",
    18: "started a thread",
};

/** Is the message one of these rows? */
export function isSystem(message) {
    return !SAID.has(message.type ?? 0);
}

/** The nodes of such a row. */
export function renderSystem(message, author, scene) {
    const result = message.type === POLL_RESULT ? resultOf(message) : null;
    const told = result ? "’s poll " : ` ${TOLD[message.type] ?? "did something this page has no words for"}`;
    const line = element(
        "p",
        { class: "system-line" },
        element("b", {}, nameOf(author)),
        told,
        result && [element("b", {}, result.poll_question_text), " has closed."],
        " ",
        renderSent(new Date(message.timestamp), scene),
    );
    const words = message.content
        ? element("div", { class: "markdown" }, renderMarkdown(message.content, scene))
        : null;
    const body = element("div", { class: "message-body" }, line, result ? resultCard(result) : words);
    return [element("span", { class: "system-mark" }, icon(result ? "poll" : "arrow")), body];
}

function resultOf(message) {
    const fields = message.embeds?.find((embed) => embed.type === "poll_result")?.fields ?? [];
    return Object.fromEntries(fields.map(({ name, value }) => [name, value]));
}

function resultCard(result) {
    const { victor_answer_text: winner, victor_answer_votes: votes = "0", total_votes: total = "0" } = result;
    const emoji = { id: result.victor_answer_emoji_id, name: result.victor_answer_emoji_name };
    const share = Number(total) > 0 ? Math.round((Number(votes) / Number(total)) * 100) : 0;
    const title = winner
        ? [renderEmoji(emoji), " ", winner, " ", icon("trophy", "Winner")]
        : Number(total) > 0
          ? "The result was a draw"
          : "There were no votes";
    const about = Number(total) > 0 ? `${winner ? "Winning answer" : "Most votes"} · ${share}%` : "Nobody won";
    return element(
        "div",
        { class: "poll-result" },
        element("div", { class: "poll-result-title" }, title),
        element("div", { class: "poll-result-about" }, about),
    );
}
