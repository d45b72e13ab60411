// What the sandbox tells the page, put into the store.

import { interaction, messages, trace } from "./arrivals.js";

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

function byId(things) {
    return new Map(things.map((thing) => [thing.id, thing]));
}
