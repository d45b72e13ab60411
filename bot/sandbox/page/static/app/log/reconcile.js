// Bringing the nodes in line with the rows: what is unchanged stays untouched, with its focus and its open menus.

import { goOnIn, openSelectIn } from "../../render/select.js";

/**
 * Make `line` show `rows`, each made by `build(row)`. `shown` (key -> {signature, node}) is what it shows, and is kept
 * up to date. A line is {first(), next(node), insert(node, before), tidy()}: see plainLine and chunks.js.
 */
export function reconcile(line, shown, rows, build) {
    const keys = new Set(rows.map((row) => row.key));
    for (const [key, { node }] of [...shown]) {
        if (!keys.has(key)) {
            node.remove();
            shown.delete(key);
        }
    }
    let next = line.first();
    for (const row of rows) {
        const old = shown.get(row.key);
        if (old?.signature === row.signature) {
            next = keep(line, old.node, next);
            continue;
        }
        const node = build(row);
        if (old) {
            // in its place first, then moved if it must be: moving takes the focus away
            exchange(old.node, node);
            next = keep(line, node, old.node === next ? node : next);
        } else {
            line.insert(node, next);
        }
        shown.set(row.key, { signature: row.signature, node });
    }
    line.tidy();
}

/** The children of one element, in order. */
export function plainLine(list) {
    return {
        first: () => list.firstElementChild,
        next: (node) => node.nextElementSibling,
        insert: (node, before) => list.insertBefore(node, before),
        tidy: () => undefined,
    };
}

function keep(line, node, next) {
    if (node === next) {
        return line.next(node);
    }
    line.insert(node, next);
    return next;
}

/**
 * Replace a node; if the focus was on one of its controls, it goes to the same control, or waits on the row for it. What
 * was ticked in a ballot and not sent yet stays ticked, and a menu's list stays open: others may act meanwhile.
 */
function exchange(old, node) {
    const control = old.contains(document.activeElement) ? controlKey(old) : null;
    const ticked = [...old.querySelectorAll(".poll-answer input:checked")].map((input) => input.value);
    const held = openSelectIn(old)?.held();
    old.replaceWith(node);
    ticked.forEach((value) => tick(node, value));
    if (control !== null) {
        node.dataset.wanted = control;
        refocus(node);
    }
    if (held) {
        goOnIn(node, held);
    }
}

/** What finds the control that has the focus in the next node of its row: a selector, or nothing. */
function controlKey(old) {
    const held = document.activeElement;
    if (held === old) {
        return old.dataset.wanted ?? "";
    }
    const component = held.closest("[data-component-id]")?.dataset.componentId;
    if (component) {
        return `[data-component-id="${CSS.escape(component)}"]`;
    }
    return held.matches(".poll-answer input") ? answerSelector(held.value) : "";
}

function answerSelector(value) {
    return `.poll-answer input[value="${CSS.escape(value)}"]`;
}

function tick(node, value) {
    const input = node.querySelector(answerSelector(value));
    if (input) {
        input.checked = true;
        input.dispatchEvent(new Event("change", { bubbles: true }));
    }
}

function refocus(node) {
    const found = node.dataset.wanted ? node.querySelector(node.dataset.wanted) : null;
    const target = found && (found.matches("button, input, [tabindex]") ? found : found.querySelector("button, input, [tabindex]"));
    target?.focus({ preventScroll: true });
    if (!node.contains(document.activeElement)) {
        node.tabIndex = -1;
        node.focus({ preventScroll: true });
    }
}
