// What each kind of select offers, what is chosen from the start, and how one thing on offer looks. Pure.

import { nameOf, renderAvatar } from "./avatar.js";
import { element } from "./element.js";
import { renderEmoji } from "./emoji.js";
import { icon } from "./icons.js";

const STRING = 3;
const USER = 5;
const ROLE = 6;
const MENTIONABLE = 7;
const CHANNEL = 8;
const CHANNEL_TYPES = { text: 0, direct: 1 };
const THINGS = {
    [STRING]: "option",
    [USER]: "member",
    [ROLE]: "role",
    [MENTIONABLE]: "member or role",
    [CHANNEL]: "channel",
};

/** Does one search in it? Options stand in the message; people, roles and channels do not. */
export function isSearched(menu) {
    return menu.type !== STRING;
}

/** Do two selects offer the same? Under what name the bot hears of the choice does not count. */
export function isSameOffer(one, other) {
    return JSON.stringify({ ...one, custom_id: null }) === JSON.stringify({ ...other, custom_id: null });
}

/** What the select says while nothing is chosen. */
export function promptOf(menu) {
    const several = (menu.max_values ?? 1) > 1;
    return (
        menu.placeholder ||
        (several ? `Make your choices` : `Select ${menu.type === STRING ? "an" : "a"} ${THINGS[menu.type] ?? "option"}`)
    );
}

/** Everything on offer that fits the text: {value, label, about, emoji, user, kind}. */
export function offersOf(menu, scene, text = "") {
    if (menu.type === STRING) {
        return (menu.options ?? []).map((option) => ({ ...option, about: option.description, kind: "option" }));
    }
    const people = [USER, MENTIONABLE].includes(menu.type) ? suggest(scene, text).map(personOffer) : [];
    const roles = [ROLE, MENTIONABLE].includes(menu.type) ? [...(scene.roles?.values() ?? [])].map(roleOffer) : [];
    const channels =
        menu.type === CHANNEL
            ? [...(scene.channels?.values() ?? [])].filter((one) => fits(menu, one)).map(channelOffer)
            : [];
    const named = [...roles, ...channels].filter((offer) =>
        offer.label.toLocaleLowerCase().includes(text.trim().toLocaleLowerCase()),
    );
    return [...people, ...named];
}

/** The values chosen from the start: what the member chose a moment ago, else what the bot filled in. */
export function chosenOf(menu, scene) {
    const kept = scene.chosen?.get(`${scene.message?.id}:${menu.id}`);
    const filled =
        menu.type === STRING
            ? (menu.options ?? []).filter((option) => option.default).map((option) => option.value)
            : (menu.default_values ?? []).map((value) => value.id);
    return kept ?? filled;
}

/** The offer behind a value, also when no search shows it now. */
export function offerOf(menu, scene, value) {
    const user = scene.users?.get(value);
    if (menu.type !== STRING && user) {
        return personOffer(user);
    }
    return offersOf(menu, scene).find((offer) => offer.value === value) ?? { value, label: "Unknown", kind: "option" };
}

/** How an offer looks in the list. */
export function drawOffer(offer) {
    const words = element(
        "span",
        { class: "offer-words" },
        element("span", { class: "offer-label" }, offer.label),
        offer.about && element("span", { class: "offer-about" }, offer.about),
    );
    return [drawMark(offer, 24), words];
}

/** What stands before the words of an offer. */
export function drawMark(offer, size) {
    const marks = {
        person: () => renderAvatar(offer.user, size),
        role: () => icon("at"),
        channel: () => icon("hash"),
        option: () => renderEmoji(offer.emoji),
    };
    return marks[offer.kind]();
}

function suggest(scene, text) {
    const wanted = text.trim().toLocaleLowerCase();
    const search = scene.handlers?.suggestUsers;
    const everybody = [...(scene.users?.values() ?? [])];
    const found = search ? search(text) : everybody.filter((user) => nameOf(user).toLocaleLowerCase().includes(wanted));
    return [...found].slice(0, 25);
}

function fits(menu, channel) {
    return !menu.channel_types?.length || menu.channel_types.includes(CHANNEL_TYPES[channel.kind]);
}

function personOffer(user) {
    return { value: user.id, label: nameOf(user), about: user.username, user, kind: "person" };
}

function roleOffer(role) {
    return { value: role.id, label: role.name, kind: "role" };
}

function channelOffer(channel) {
    return { value: channel.id, label: channel.name, kind: "channel" };
}
