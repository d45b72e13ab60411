// Trace entries sorted into interactions: who did what, what the bot sent for it, and when. Pure.

const CALLBACK = /\/interactions\/.+\/callback$/;
const WEBHOOK = /\/webhooks\/[^/]+\/[^/]+/;
const ANSWER_WITHIN = 3;

/** What the inspector shows: {cards, loose, problems}; the newest first. `user` leaves out everybody else's. */
export function sortTraces(traces, user = null) {
    const cards = new Map();
    const loose = [];
    for (const entry of traces) {
        if (entry.kind === "opened") {
            cards.set(entry.interaction, { id: entry.interaction, user: entry.user, label: entry.label, at: entry.at, entries: [] });
        } else if (cards.has(entry.interaction)) {
            cards.get(entry.interaction).entries.push(entry);
        } else {
            loose.push(entry);
        }
    }
    const wanted = [...cards.values()].filter((card) => user === null || card.user === user);
    const ids = new Set(wanted.map((card) => card.id));
    const isWanted = (entry) => entry.kind === "problem" && (user === null || entry.interaction === null || ids.has(entry.interaction));
    return { cards: wanted.reverse(), loose: loose.reverse(), problems: traces.filter(isWanted).reverse() };
}

/** How far the bot is with an interaction: "answered", "failed" or "waiting". `now` in seconds since the start. */
export function stateOf(card, now) {
    if (stepsOf(card).some((step) => step.kind === "acknowledged")) {
        return "answered";
    }
    const isOver = card.entries.some((entry) => entry.kind === "problem") || now - card.at > ANSWER_WITHIN;
    return isOver ? "failed" : "waiting";
}

/** What the bot did for an interaction, in order, as {kind, ms, words, entry}; `ms` since it was received. */
export function stepsOf(card) {
    return card.entries.filter((entry) => entry.kind === "request" && isDone(entry)).map((entry) => stepOf(card, entry)).filter(Boolean);
}

function isDone({ status, verdict }) {
    return status < 400 && verdict !== "refused";
}

function stepOf(card, entry) {
    const kind = kindOf(entry);
    return kind && { kind, ms: Math.max(0, Math.round((entry.at - card.at) * 1000)), entry };
}

function kindOf({ method, route }) {
    if (CALLBACK.test(route)) {
        return "acknowledged";
    }
    if (method === "POST" && WEBHOOK.test(route)) {
        return "follow-up";
    }
    if (method === "POST") {
        return "posted";
    }
    return { PATCH: "edited", DELETE: "deleted" }[method] ?? null;
}

/** A number of milliseconds as one reads it. */
export function timeText(ms) {
    return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
}
