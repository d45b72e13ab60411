// Discord's markdown as rules for the parser: text in, a tree of {type, ...} out. Nothing here makes nodes.

import { defaultRules, inlineRegex, parserFor } from "../vendor/markdown.js";
import { listRule } from "./lists.js";

const DEEPEST = 12; // styles inside styles; deeper ones are shown as they were written

/** Parse the content of a style or block. `state` says what it stands in; blocks only stand at the start of a line. */
export function parseInside(text, parse, state, changes = {}) {
    const depth = (state.depth ?? 0) + 1;
    if (depth > DEEPEST) {
        return [{ type: "text", content: text }];
    }
    return parse(text, { ...state, ...changes, depth, prevCapture: null });
}

const startsLine = (state) => !state.inText && (state.prevCapture === null || state.prevCapture[0].endsWith("\n"));
const atLineStart = (pattern) => (source, state) => (startsLine(state) ? pattern.exec(source) : null);

/** A rule that keeps parts of what it matched, by name. */
function token(pattern, ...names) {
    const parse = (capture) => Object.fromEntries(names.map((name, place) => [name, capture[place + 1]]));
    return { match: inlineRegex(pattern), parse };
}

/** A rule whose first group is more text. */
function styled(match, changes = { inText: true }) {
    return { match, parse: ([, text], parse, state) => ({ content: parseInside(text, parse, state, changes) }) };
}

function emphasis({ match, quality }) {
    const parse = (capture, parse, state) => ({
        content: parseInside(capture[2] ?? capture[1], parse, state, { inText: true }),
    });
    return { match, quality, parse };
}

const QUOTE = /^(?: *>>> +([\s\S]+)|( *> [^\n]*(?:\n *> [^\n]*)*)(?:\n|$))/;
const quote = {
    match: (source, state) => (state.inQuote ? null : atLineStart(QUOTE)(source, state)),
    parse: ([, rest, lines], parse, state) => ({
        content: parseInside(rest ?? lines.replace(/^ *> /gm, ""), parse, state, { inQuote: true }),
    }),
};

const heading = {
    match: atLineStart(/^(#{1,3}) +(\S[^\n]*)(?:\n|$)/),
    parse: ([, marks, text], parse, state) => ({
        level: marks.length,
        content: parseInside(text.replace(/\s+#*\s*$/, ""), parse, state, { inText: true }),
    }),
};

// the words of a masked link may not look like another address: one could not tell where it leads
const MASKED =
    /^\[((?:\\.|[^[\]\\]|\[[^[\]]*\])+)\]\(\s*<?((?:\([^\s()<>]*\)|[^\s()<>])+)>?(?:\s+["']([^"'\n]*)["'])?\s*\)/;
const link = {
    match: (source, state) => {
        const found = state.inLink ? null : MASKED.exec(source);
        return found && /^https?:\/\/\S/i.test(found[2]) && !/https?:\/\//i.test(found[1]) ? found : null;
    },
    parse: ([, words, target, title], parse, state) => ({
        target,
        title,
        content: parseInside(words, parse, state, { inText: true, inLink: true }),
    }),
};

/** A bare address, without the punctuation of the sentence it ends. */
const address = {
    match: (source, state) => {
        const found = state.inLink ? null : /^https?:\/\/[^\s<>[\]]*[^\s<>[\].,:;"'!?*_~|]/i.exec(source);
        if (!found) {
            return null;
        }
        let [text] = found;
        while (text.endsWith(")") && text.split(")").length > text.split("(").length) {
            text = text.slice(0, -1);
        }
        return [text];
    },
    parse: ([target]) => ({ type: "link", target, content: [{ type: "text", content: target }] }),
};

// what no rule took: up to the next character that could begin something, or that one character
const TEXT = /^(?:(?:[^\\*_~|`<[@\n¯h]|h(?!ttps?:\/\/))+|`+|[\s\S])/i;

// the space that keeps a backtick inside code apart from those around it
const PADDING = /^ (?= *`)|(` *) $/g;

const RULES = [
    ["shrug", { match: inlineRegex(/^(¯\\_\(ツ\)_\/¯)/), parse: ([content]) => ({ type: "text", content }) }],
    ["escape", { match: inlineRegex(/^\\([^0-9A-Za-z\s])/), parse: ([, content]) => ({ type: "text", content }) }],
    ["codeBlock", token(/^```(?:([\w+\-.#]+)\n)?\n*([^\n](?:(?!```)[\s\S])*?)\n*```\n?/, "language", "content")],
    ["quote", quote],
    ["heading", heading],
    ["subtext", styled(atLineStart(/^-# +(\S[^\n]*)(?:\n|$)/))],
    ["list", listRule(startsLine, parseInside)],
    [
        "code",
        { match: defaultRules.inlineCode.match, parse: (capture) => ({ content: capture[2].replace(PADDING, "$1") }) },
    ],
    ["link", link],
    [
        "enclosed",
        { ...address, match: inlineRegex(/^<(https?:\/\/[^\s<>]+)>/i), parse: ([, target]) => address.parse([target]) },
    ],
    ["address", address],
    ["user", token(/^<@!?(\d{1,20})>/, "id")],
    ["role", token(/^<@&(\d{1,20})>/, "id")],
    ["everybody", token(/^@(everyone|here)/, "name")],
    ["channel", token(/^<#(\d{1,20})>/, "id")],
    ["command", token(/^<\/([^\s:>][^:>\n]{0,99}):(\d{1,20})>/, "name", "id")],
    ["guide", token(/^<id:(customize|browse|guide|linked-roles)>/, "name")],
    ["timestamp", token(/^(<t:(-?\d{1,17})(?::([tTdDfFRsS]))?>)/, "written", "seconds", "style")],
    ["emoji", token(/^<a?:(\w{2,32}):(\d{1,20})>/, "name", "id")],
    ["spoiler", styled(inlineRegex(/^\|\|([\s\S]+?)\|\|/))],
    ["strong", emphasis(defaultRules.strong)],
    ["underline", emphasis(defaultRules.u)],
    ["emphasis", emphasis(defaultRules.em)],
    ["strike", styled(inlineRegex(/^~~([\s\S]+?)~~(?!~)/))],
    ["br", { match: inlineRegex(/^\n/), parse: () => ({}) }],
    ["text", { match: (source) => TEXT.exec(source), parse: ([content]) => ({ content }) }],
];
const NAMES = RULES.map(([name]) => name);
const ALIKE = ["strong", "underline", "emphasis"]; // these share a place: the one that takes most wins

const orderOf = (name) => NAMES.indexOf(ALIKE.includes(name) ? ALIKE[0] : name);
const parser = parserFor(Object.fromEntries(RULES.map(([name, rule]) => [name, { order: orderOf(name), ...rule }])));

/** The tree of a text. */
export function parseMarkdown(text) {
    return parser(String(text), { inline: true });
}
