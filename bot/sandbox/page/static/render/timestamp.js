// Moments: `<t:1700000000:R>` in text, the time beside a name, a poll's time left. Relative ones can be kept current.

import { element } from "./element.js";

const LOCALE = "en-GB";
// names of days and months come from the browser, their order from here: browsers do not agree about commas
const PARTS = new Intl.DateTimeFormat(LOCALE, {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
});
const RELATIVE = new Intl.RelativeTimeFormat(LOCALE);
const STYLES = {
    t: (at) => `${at.hour}:${at.minute}`,
    T: (at) => `${at.hour}:${at.minute}:${at.second}`,
    d: (at) => `${at.day.padStart(2, "0")}/${at.number}/${at.year}`,
    D: (at) => `${at.day} ${at.month} ${at.year}`,
    f: (at) => `${STYLES.D(at)} at ${STYLES.t(at)}`,
    F: (at) => `${at.weekday}, ${STYLES.f(at)}`,
    s: (at) => `${STYLES.d(at)} ${STYLES.t(at)}`,
    S: (at) => `${STYLES.d(at)} ${STYLES.T(at)}`,
};
const STEPS = [
    ["year", 365 * 86400],
    ["month", 30 * 86400],
    ["day", 86400],
    ["hour", 3600],
    ["minute", 60],
    ["second", 1],
];
const FAR = 8.64e12; // seconds: no calendar goes farther

/** A moment as Discord writes it in text, with the whole date as its title; null when no calendar has it. */
export function renderTimestamp(seconds, style, scene) {
    if (Math.abs(seconds) > FAR) {
        return null;
    }
    const date = new Date(seconds * 1000);
    const words = style === "R" ? relative(date, scene.now) : formatMoment(date, style || "f");
    return moment(date, words, { class: "timestamp", "data-relative": style === "R" ? "moment" : null });
}

/** When a message was sent, as it stands beside its author. */
export function renderSent(date, scene) {
    return moment(date, sent(date, scene.now), { class: "sent", "data-relative": "sent" });
}

/** How long a poll stays open. */
export function renderTimeLeft(date, scene) {
    return moment(date, timeLeft(date, scene.now), { "data-relative": "left" });
}

/** Write every relative time under `root` as it is at `now`. */
export function refreshTimes(root, now) {
    const writers = { moment: relative, sent, left: timeLeft };
    for (const node of root.querySelectorAll("time[data-relative]")) {
        const words = writers[node.dataset.relative](new Date(node.dateTime), now);
        if (node.textContent !== words) {
            node.textContent = words;
        }
    }
}

/** A moment in one of Discord's styles: t, T, d, D, f, F, s or S. */
export function formatMoment(date, style) {
    const parts = PARTS.formatToParts(date).map(({ type, value }) => [type, value]);
    return STYLES[style]({ ...Object.fromEntries(parts), number: String(date.getMonth() + 1).padStart(2, "0") });
}

function moment(date, words, attributes) {
    return element("time", { datetime: date.toISOString(), title: formatMoment(date, "F"), ...attributes }, words);
}

function relative(date, now) {
    const seconds = Math.round((date - now) / 1000);
    const [unit, length] = STEPS.find(([, step]) => Math.abs(seconds) >= step) ?? STEPS.at(-1);
    return RELATIVE.format(Math.round(seconds / length), unit);
}

function sent(date, now) {
    const clock = formatMoment(date, "t");
    const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
    if (date.toDateString() === now.toDateString()) {
        return clock;
    }
    return date.toDateString() === yesterday.toDateString() ? `Yesterday at ${clock}` : formatMoment(date, "s");
}

function timeLeft(date, now) {
    const seconds = Math.max(0, (date - now) / 1000);
    const [unit, length] = [
        ["d", 86400],
        ["h", 3600],
        ["m", 60],
    ].find(([, step]) => seconds >= step) ?? ["s", 1];
    return `${Math.floor(seconds / length)}${unit} left`;
}
