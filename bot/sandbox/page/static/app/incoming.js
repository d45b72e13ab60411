// What the sandbox tells the page, put into the store.

/** A command shows that it waits only after so many milliseconds. */
export const WAIT_SHOWN = 300;

const HANDLERS = { welcome, people, channels, me, messages, interaction, form, events, bot, trace, clock };

/** Take in one frame. Frames of an unknown type are left alone. */
export function receive(store, frame) {
    HANDLERS[frame.type]?.(store, frame);
}

function welcome(store, frame) {
    const { state } = store;
    const at = Date.parse(frame.now);
    forget(state);
    store.change({
        me: frame.me,
        bot: frame.bot,
        users: byId(frame.users),
        guild: frame.guild,
        channels: byId(frame.channels),
        botState: frame.bot_state,
        notes: frame.notes,
        now: { at, offset: at - Date.now(), fixed: frame.fixed },
        peopleVersion: state.peopleVersion + 1,
    });
    store.touch("messages", "interactions");
    stayInSight(store);
}

function people(store, frame) {
    store.change({ users: byId(frame.users), peopleVersion: store.state.peopleVersion + 1 });
    store.touch("messages");
}

function channels(store, frame) {
    store.change({ channels: byId(frame.channels) });
    stayInSight(store);
}

function me(store, frame) {
    if (frame.me !== store.state.me) {
        forget(store.state);
        store.change({ me: frame.me, form: null });
        store.touch("messages", "interactions");
        stayInSight(store);
    }
}

/** Everything that only the acting member sees, or sees in their own way. It is sent again for the next one. */
function forget(state) {
    state.messages.clear();
    state.whole.clear();
    state.fresh.clear();
    state.since.clear();
    state.interactions.clear();
    state.failures.clear();
    state.waiting.clear();
}

/** When the open channel is not one of the acting member's, open the first that is. */
function stayInSight(store) {
    const { state } = store;
    const open = state.channels.get(state.channel);
    if (!open || (open.kind === "direct" && !open.recipients.includes(state.me))) {
        const first = [...state.channels.values()].find((channel) => channel.kind === "text");
        store.change({ channel: first?.id ?? null });
    }
}

function messages(store, frame) {
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

function interaction(store, frame) {
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

/** Somebody let time pass. */
function clock(store, frame) {
    const { now } = store.state;
    const at = Date.parse(frame.now);
    store.change({ now: { at, offset: at - Date.now(), fixed: now.fixed } });
}

function form(store, frame) {
    store.change({ form: frame });
}

function events(store, frame) {
    store.change({ events: frame.events });
}

function bot(store, frame) {
    store.change({ botState: frame.state, botDetail: frame.detail });
}

function trace(store, frame) {
    const { traces } = store.state;
    const last = traces.length ? traces[traces.length - 1].number : 0;
    traces.push(...frame.entries.filter((entry) => entry.number > last));
    store.touch("traces");
}

function byId(things) {
    return new Map(things.map((thing) => [thing.id, thing]));
}

/** Ids carry their time: the longer, then the greater one is the younger. */
function byAge(one, other) {
    return one.id.length - other.id.length || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
}
