// Lists in Discord's markdown: lines that start with - or *, or with a number, nested by how far they are indented.

const MARK = "(?:[-*]|\\d{1,9}\\.)";
const LIST = new RegExp(`^ *${MARK} +\\S[^\\n]*(?:\\n(?: *${MARK} +\\S| {2,}\\S)[^\\n]*)*(?:\\n|$)`);
const ITEM = new RegExp(`^( *)(${MARK}) +(\\S.*)$`);
const DEEPEST = 10;

/** The rule for the parser; `startsLine(state)` and `parseInside(...)` are those of the dialect. */
export function listRule(startsLine, parseInside) {
    return {
        match: (source, state) => (startsLine(state) ? LIST.exec(source) : null),
        parse: ([text], parse, state) => {
            const read = (words) => parseInside(words, parse, state, { inText: true });
            return nest(itemsOf(text)).map((list) => withContent(list, read));
        },
    };
}

/** The items line by line, each with its indent, its mark and its text; other lines go on the item above. */
function itemsOf(text) {
    const items = [];
    for (const line of text.replace(/\n$/, "").split("\n")) {
        const found = ITEM.exec(line);
        if (found) {
            items.push({ indent: found[1].length, mark: found[2], text: found[3] });
        } else {
            items.at(-1).text += `\n${line.trim()}`;
        }
    }
    return items;
}

/** Lists of the items at one depth; what is indented further belongs to the item above it. */
function nest(items, depth = 1) {
    const lists = [];
    const indent = items[0]?.indent;
    let rest = items;
    while (rest.length > 0) {
        const [first, ...others] = rest;
        const end = others.findIndex((item) => item.indent <= indent || depth === DEEPEST);
        const below = end < 0 ? others : others.slice(0, end);
        rest = end < 0 ? [] : others.slice(end);
        const ordered = /\d/.test(first.mark);
        if (lists.at(-1)?.ordered !== ordered) {
            lists.push({ type: "list", ordered, start: ordered ? Number.parseInt(first.mark, 10) : null, items: [] });
        }
        lists.at(-1).items.push({ text: first.text, lists: nest(below, depth + 1) });
    }
    return lists;
}

function withContent(list, read) {
    const items = list.items.map((item) => ({
        content: read(item.text),
        lists: item.lists.map((inner) => withContent(inner, read)),
    }));
    return { ...list, items };
}
