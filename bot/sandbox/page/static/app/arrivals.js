// What keeps arriving: messages, how far interactions are, and what the inspector shows.

/** A command shows that it waits only after so many milliseconds. */
export const WAIT_SHOWN = 300;

const MOST_TRACES = 2000;

/** Messages that are new, changed or gone. */
export function messages(store, frame) {
    const { state } = store;
    const known = frame.whole ? [] : (state.messages.get(frame.channel) ?? []);
    const places = new Map(known.map((message, place) => [message.id, place]));
    const added = [];
    for (const message of frame.upsert) {
        if (places.has(message.id)) {
            known[places.get(message.id)] = message;
        } else {
            known.push(message);
            added.push(message);
        }
        clearFailures(state, message.id);
    }
    const gone = new Set(frame.removed);
    const kept = known.filter((message) => !gone.has(message.id)).sort(byAge);
    frame.removed.forEach((id) => state.fresh.get(frame.channel)?.delete(id));
    state.messages.set(frame.channel, kept);
    if (frame.whole) {
        state.whole.add(frame.channel);
    } else {
        remember(store, frame.channel, added);
    }
    store.touch("messages");
}

/** New messages are news until somebody has looked at them. */
function remember(store, channel, added) {
    const { state } = store;
    if (added.length > 0) {
        const fresh = state.fresh.get(channel) ?? new Set();
        added.forEach((message) => fresh.add(message.id));
        state.fresh.set(channel, fresh);
        store.touch("fresh");
    }
}

function clearFailures(state, messageId) {
    for (const key of [...state.failures.keys()].filter((found) => found.startsWith(`${messageId}:`))) {
        state.failures.delete(key);
    }
}

/** How far an interaction of the acting member is. */
export function interaction(store, frame) {
    const { state } = store;
    const key = frame.message && frame.component !== null ? `${frame.message}:${frame.component}` : null;
    if (frame.user !== state.me) {
        return;
    }
    state.outcomes.set(frame.id, frame.state);
    if (key) {
        state.waiting.delete(key);
        state.failures.delete(key);
    }
    if (frame.state === "answered") {
        state.interactions.delete(frame.id);
    } else {
        state.interactions.set(frame.id, { since: performance.now(), ...frame });
        // most are answered before anyone could read that they wait
        setTimeout(() => store.touch("interactions"), WAIT_SHOWN);
    }
    if (key && frame.state === "waiting") {
        state.waiting.add(key);
    } else if (key && frame.state === "failed") {
        state.failures.set(key, "This interaction failed");
    }
    store.touch("interactions", "messages");
}

/** What happened, for the inspector; what it has already comes once more after a reconnection. */
export function trace(store, frame) {
    const { traces } = store.state;
    const last = traces.length ? traces[traces.length - 1].number : 0;
    traces.push(...frame.entries.filter((entry) => entry.number > last));
    traces.splice(0, Math.max(0, traces.length - MOST_TRACES));
    store.touch("traces");
}

/** Ids carry their time: the longer, then the greater one is the younger. */
function byAge(one, other) {
    return one.id.length - other.id.length || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
}
