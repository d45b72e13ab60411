// What is new in the open channel: the line above it, the button back to it, and who wrote, for those who listen.

import { element } from "../../render/element.js";
import { announce } from "../announce.js";
import { icon } from "../icons.js";
import { person } from "../store.js";

const LONGEST = 120;

/**
 * News of the open channel. `markFirst()` draws the line above what came while nobody looked, `tell(moved)` reads out
 * what came, `look()` takes note of what is on the screen. `wordsOf(id)` is what a message says.
 */
export function createNews({ store, scroll, present, wordsOf }) {
    const heard = new Set();
    document.addEventListener("visibilitychange", look);

    function fresh() {
        return store.state.fresh.get(store.state.channel) ?? new Set();
    }

    function isLooking() {
        return scroll.isAtBottom() && document.visibilityState === "visible";
    }

    function markFirst() {
        const { since, channel } = store.state;
        const [first] = fresh();
        if (first !== undefined && !isLooking() && !since.has(channel)) {
            since.set(channel, first);
        }
    }

    /** Briefly: the log itself stays silent, as its messages change all the time. */
    function tell(moved) {
        const { state } = store;
        const known = state.messages.get(state.channel) ?? [];
        const unheard = known.filter((message) => fresh().has(message.id) && !heard.has(message.id));
        unheard.forEach((message) => heard.add(message.id));
        const last = unheard.at(-1);
        if (last && !moved) {
            const words = (last.content || wordsOf(last.id)).replace(/\s+/g, " ").slice(0, LONGEST);
            announce(`New message from ${person(state, last.author.id).display}: ${words}`);
        }
    }

    function look() {
        if (isLooking() && fresh().size > 0) {
            store.state.fresh.delete(store.state.channel);
            store.touch("fresh");
        }
        const count = fresh().size;
        const words = count > 0 ? `${count} new – jump to present` : "Jump to present";
        present.hidden = scroll.isAtBottom();
        present.replaceChildren(element("span", {}, words), icon("down"));
    }

    return { markFirst, tell, look };
}
