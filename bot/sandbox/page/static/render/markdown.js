// A text of a message as nodes: the tree that dialect.js makes, drawn with elements and text only.

import { webAddress } from "./address.js";
import { parseMarkdown } from "./dialect.js";
import { element, fragment } from "./element.js";
import { isOnlyEmoji, namedEmoji } from "./emoji.js";
import * as mentions from "./mentions.js";
import { hideWords } from "./spoiler.js";
import { renderTimestamp } from "./timestamp.js";

/** The nodes of a text. `scene` tells who the named members are and what time it is. */
export function renderMarkdown(text, scene) {
    return drawAll(parseMarkdown(text ?? ""), scene);
}

/** A text in a box of its own; a message of emoji alone is shown large. */
export function renderText(text, scene, className = "") {
    const large = isOnlyEmoji(text) ? " emoji-large" : "";
    return element("div", { class: `markdown ${className}${large}` }, renderMarkdown(text, scene));
}

const DRAW = {
    text: (node) => node.content,
    br: () => element("br"),
    strong: (node, scene) => element("strong", {}, drawAll(node.content, scene)),
    emphasis: (node, scene) => element("em", {}, drawAll(node.content, scene)),
    underline: (node, scene) => element("u", {}, drawAll(node.content, scene)),
    strike: (node, scene) => element("s", {}, drawAll(node.content, scene)),
    spoiler: (node, scene) => hideWords(drawAll(node.content, scene)),
    code: (node) => element("code", {}, node.content),
    codeBlock: (node) => element("pre", {}, element("code", {}, node.content)),
    quote: (node, scene) => element("blockquote", {}, drawAll(node.content, scene)),
    // a message is no place in the outline of the page, so its headings begin below the page's own
    heading: (node, scene) =>
        element(`h${node.level + 2}`, { class: `heading-${node.level}` }, drawAll(node.content, scene)),
    subtext: (node, scene) => element("div", { class: "subtext" }, drawAll(node.content, scene)),
    list: drawList,
    link: drawLink,
    emoji: (node) => namedEmoji(node.name),
    timestamp: (node, scene) => renderTimestamp(Number(node.seconds), node.style, scene) ?? node.written,
    user: mentions.mentionUser,
    role: mentions.mentionRole,
    everybody: mentions.mentionEverybody,
    channel: mentions.mentionChannel,
    command: mentions.mentionCommand,
    guide: mentions.mentionGuide,
};

function drawAll(nodes, scene) {
    return fragment(nodes.filter(isSeen).map((node) => DRAW[node.type](node, scene)));
}

/** A heading stands apart already: no empty line is shown below it. */
function isSeen(node, place, nodes) {
    return node.type !== "br" || nodes[place - 1]?.type !== "heading";
}

function drawLink(node, scene) {
    const address = webAddress(node.target);
    const words = drawAll(node.content, scene);
    if (!address) {
        return words;
    }
    const title = node.title || (node.content[0]?.content === node.target ? null : node.target);
    return element("a", { href: address, target: "_blank", rel: "noopener noreferrer", title }, words);
}

function drawList(node, scene) {
    const items = node.items.map((item) =>
        element(
            "li",
            {},
            drawAll(item.content, scene),
            item.lists.map((list) => drawList(list, scene)),
        ),
    );
    const widest = String((node.start ?? 0) + items.length).length;
    return element(node.ordered ? "ol" : "ul", { start: node.start, class: widest > 2 ? "wide-numbers" : null }, items);
}
