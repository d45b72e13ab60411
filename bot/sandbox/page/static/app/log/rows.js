// What stands in the log, in order: the start, days, the line above what is new, messages, and what failed.

import { isGrouped } from "../../render/message.js";
import { WAIT_SHOWN } from "../arrivals.js";

const DAY = { weekday: "long", day: "numeric", month: "long", year: "numeric" };

/**
 * The rows of the open channel as {key, signature, kind, ...}. Two rows with the same key and signature look the same,
 * so only what changed is made anew.
 */
export function rowsOf(state) {
    const messages = state.messages.get(state.channel) ?? [];
    const marks = marksByMessage(state);
    const offered = state.commands.map((command) => command.id ?? command.name).join(" ");
    const rows = [{ key: "start", signature: `${state.channel} ${state.me} ${state.peopleVersion} ${offered}`, kind: "start" }];
    let day = null;
    let previous = null;
    for (const message of messages) {
        const today = dayOf(message);
        if (today !== day) {
            day = today;
            rows.push({ key: `day ${today}`, signature: "", kind: "day", words: today });
            previous = null;
        }
        if (state.since.get(state.channel) === message.id) {
            rows.push({ key: "new", signature: "", kind: "new" });
            previous = null;
        }
        const grouped = isUnder(message, previous);
        const signature = `${message.sandbox?.revision} ${state.peopleVersion} ${grouped} ${marks.get(message.id) ?? ""}`;
        rows.push({ key: message.id, signature, kind: "message", message, grouped });
        previous = message;
    }
    return rows.concat(commandRows(state));
}

// a long log is gone through at every change: what is known of a message is worked out once
const days = new WeakMap();
const places = new WeakMap();

function dayOf(message) {
    if (!days.has(message)) {
        days.set(message, new Date(message.timestamp).toLocaleDateString("en-GB", DAY));
    }
    return days.get(message);
}

function isUnder(message, previous) {
    const known = places.get(message);
    if (known?.previous === previous) {
        return known.grouped;
    }
    const grouped = isGrouped(message, previous);
    places.set(message, { previous, grouped });
    return grouped;
}

/** Commands of the acting member in this channel that have no message yet: on their way, or failed. */
function commandRows(state) {
    return [...state.interactions.values()]
        .filter((one) => one.message === null && one.channel === state.channel && !state.submitted.has(one.id))
        .filter((one) => one.state === "failed" || performance.now() - one.since >= WAIT_SHOWN)
        .map((one) => ({ key: `command ${one.id}`, signature: one.state, kind: one.state, interaction: one }));
}

/** What is busy or failed in each message, as one text per message. */
function marksByMessage({ waiting, failures }) {
    const marks = new Map();
    const add = (key, mark) => {
        const id = key.slice(0, key.indexOf(":"));
        marks.set(id, `${marks.get(id) ?? ""}${mark}${key};`);
    };
    waiting.forEach((key) => add(key, "~"));
    failures.forEach((_, key) => add(key, "!"));
    return marks;
}
