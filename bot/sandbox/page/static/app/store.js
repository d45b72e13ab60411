// What the page knows, in one place: whoever shows something subscribes to the parts it shows.

/** The state of a page that has heard nothing yet. */
export function emptyState() {
    return {
        line: "connecting", // connecting, open, lost
        retryAt: null, // when the next attempt to connect is made, in milliseconds
        attempts: 0,
        me: null,
        users: new Map(),
        bot: null,
        guild: null,
        channels: new Map(),
        channel: null, // id of the open one
        botState: "starting",
        botDetail: null,
        notes: [],
        now: { at: 0, offset: 0, fixed: false },
        messages: new Map(), // channel id -> messages in order
        whole: new Set(), // ids of channels whose messages have arrived
        fresh: new Map(), // channel id -> ids of messages nobody has looked at
        since: new Map(), // channel id -> id of the first new message
        interactions: new Map(), // the acting member's, while they wait or have failed
        outcomes: new Map(), // interaction id -> its last state
        submitted: new Set(), // interactions that are sent forms
        failures: new Map(), // "message:component" -> words
        waiting: new Set(), // "message:component"
        form: null,
        commands: [], // offered to the acting member in the open channel
        events: [],
        traces: [],
        peopleVersion: 0,
    };
}

/**
 * A store: `state` to read, `change(patch)` and `touch(key)` to write, `on(keys, listener)` to hear.
 * Listeners run once for everything that changed in one turn.
 */
export function createStore(state = emptyState()) {
    const listeners = [];
    let changed = new Set();

    function flush() {
        const now = changed;
        changed = new Set();
        for (const { keys, listener } of [...listeners]) {
            if (keys.some((key) => now.has(key))) {
                listener(state);
            }
        }
    }

    function touch(...keys) {
        if (changed.size === 0) {
            queueMicrotask(flush);
        }
        keys.forEach((key) => changed.add(key));
    }

    return {
        state,
        touch,
        change(patch) {
            Object.assign(state, patch);
            touch(...Object.keys(patch));
        },
        /** Returns what ends the listening. */
        on(keys, listener) {
            const entry = { keys, listener };
            listeners.push(entry);
            return () => listeners.splice(listeners.indexOf(entry), 1);
        },
    };
}

/** The time in the sandbox. */
export function sandboxNow({ now }) {
    return new Date(now.fixed ? now.at : Date.now() + now.offset);
}

/** The user of that id, or somebody nameless when it is nobody known. */
export function person(state, id) {
    return state.users.get(id) ?? { id, display: "someone", username: "someone" };
}

/** The channels the acting member can open: those of the server, and their own conversation with the bot. */
export function visibleChannels(state) {
    return [...state.channels.values()].filter(
        (channel) => channel.kind === "text" || channel.recipients.includes(state.me),
    );
}
