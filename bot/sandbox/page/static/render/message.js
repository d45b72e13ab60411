// One message as an article: who wrote it and when, what it answers, what it says and offers.

import { nameOf, renderAvatar } from "./avatar.js";
import { dots } from "./button.js";
import { renderComponents } from "./components.js";
import { element } from "./element.js";
import { renderEmbed } from "./embed.js";
import { renderAttachments } from "./files.js";
import { icon } from "./icons.js";
import { renderText } from "./markdown.js";
import { renderPoll } from "./poll.js";
import { replyLine } from "./reply.js";
import { isSystem, renderSystem } from "./system.js";
import { formatMoment, renderSent } from "./timestamp.js";

const EPHEMERAL = 1 << 6;
const LOADING = 1 << 7;
const COMPONENTS_V2 = 1 << 15;
const TOGETHER = 7 * 60 * 1000; // messages of one author within this time stand together

/** The article of a message; a `grouped` one leaves out the avatar and name that the one above it shows. */
export function renderMessage(message, scene, { grouped = false } = {}) {
    const author = scene.users?.get(message.author.id) ?? message.author;
    const sent = new Date(message.timestamp);
    const marks = {
        grouped,
        private: message.flags & EPHEMERAL,
        mentioned: mentionsMe(message, scene),
        system: isSystem(message),
    };
    const classes = ["message", ...Object.keys(marks).filter((name) => marks[name])];
    const body = isSystem(message)
        ? renderSystem(message, author, scene)
        : [
              replyLine(message, scene),
              grouped ? gutterTime(sent) : face(author, scene),
              element(
                  "div",
                  { class: "message-body" },
                  !grouped && header(author, sent, scene),
                  content(message, author, scene),
                  notice(message, scene),
              ),
          ];
    const label = `${nameOf(author)}, ${formatMoment(sent, "f")}`;
    return element("article", { class: classes.join(" "), "data-message-id": message.id, "aria-label": label }, body);
}

/** Does a message follow `previous` closely enough to stand under its name? */
export function isGrouped(message, previous) {
    return Boolean(
        previous &&
        previous.author.id === message.author.id &&
        (previous.flags & EPHEMERAL) === (message.flags & EPHEMERAL) &&
        !message.sandbox?.reply_to &&
        !message.referenced_message &&
        !isSystem(message) &&
        !isSystem(previous) &&
        new Date(message.timestamp) - new Date(previous.timestamp) < TOGETHER,
    );
}

function mentionsMe(message, scene) {
    return message.mention_everyone || (message.mentions ?? []).some((user) => user.id === scene.me);
}

function face(author, scene) {
    const open = scene.handlers?.openUser;
    const picture = renderAvatar(author, 40);
    // the name beside it opens the same card, so the keys reach only one of the two
    const node = open
        ? element("button", { type: "button", class: "message-face", tabindex: "-1", "aria-hidden": "true" }, picture)
        : element("span", { class: "message-face" }, picture);
    node.addEventListener("click", () => open?.(author.id, node));
    return node;
}

function header(author, sent, scene) {
    const open = scene.handlers?.openUser;
    const name = element(
        open ? "button" : "span",
        { type: open ? "button" : null, class: "message-name" },
        nameOf(author),
    );
    name.addEventListener("click", () => open?.(author.id, name));
    const badge = author.bot ? element("span", { class: "badge" }, "APP") : null;
    return element("header", { class: "message-header" }, name, badge, renderSent(sent, scene));
}

function gutterTime(sent) {
    const time = element(
        "time",
        { datetime: sent.toISOString(), title: formatMoment(sent, "F") },
        formatMoment(sent, "t"),
    );
    return element("span", { class: "gutter-time" }, time);
}

function content(message, author, scene) {
    if (message.flags & LOADING) {
        return element("p", { class: "thinking" }, dots(), ` ${nameOf(author)} is thinking…`);
    }
    const components = renderComponents(message.components ?? [], message, scene);
    const edited = message.edited_timestamp ? editedMark(message, scene) : null;
    if (message.flags & COMPONENTS_V2) {
        return element("div", { class: "components" }, components, edited);
    }
    const text = message.content ? renderText(message.content, scene, "message-content") : null;
    text?.append(...(edited ? [" ", edited] : []));
    return [
        text,
        renderAttachments(message.attachments ?? [], scene),
        (message.embeds ?? []).map((embed) => renderEmbed(embed, scene)),
        message.poll && renderPoll(message, scene),
        components.length > 0 && element("div", { class: "components" }, components),
        !text && edited,
    ];
}

function editedMark(message) {
    const date = new Date(message.edited_timestamp);
    return element(
        "time",
        { class: "edited", datetime: date.toISOString(), title: formatMoment(date, "F") },
        "(edited)",
    );
}

function notice(message, scene) {
    if (!(message.flags & EPHEMERAL)) {
        return null;
    }
    const dismiss = element(
        "button",
        { type: "button", class: "text-button", on: { click: () => scene.handlers?.dismiss?.(message) } },
        "Dismiss message",
    );
    return element(
        "p",
        { class: "only-you" },
        icon("eye"),
        "Only you can see this",
        element("span", { "aria-hidden": "true" }, " · "),
        dismiss,
    );
}
