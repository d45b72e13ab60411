// The rows of a long log in chunks: one far outside the window costs neither layout nor paint, however many there are.

import { element } from "../../render/element.js";

// with 2,000 messages, chunks of 25 scroll several times as fast as messages that are skipped one by one
const SIZE = 25;

/** The children of the chunks in `list`, as one line for reconcile. */
export function chunkedLine(list) {
    return {
        first: () => list.firstElementChild?.firstElementChild ?? null,
        next: (node) => node.nextElementSibling ?? node.parentElement.nextElementSibling?.firstElementChild ?? null,
        insert,
        tidy,
    };

    function insert(node, before) {
        if (before) {
            before.before(node);
            return;
        }
        if ((list.lastElementChild?.childElementCount ?? SIZE) >= SIZE) {
            list.append(element("div", { class: "chunk" }));
        }
        list.lastElementChild.append(node);
    }

    /** Empty chunks go; only full ones may be skipped, as nobody could guess the height of the others. */
    function tidy() {
        for (const chunk of [...list.children]) {
            if (chunk.childElementCount === 0) {
                chunk.remove();
            } else {
                chunk.classList.toggle("full", chunk.childElementCount >= SIZE);
            }
        }
    }
}
