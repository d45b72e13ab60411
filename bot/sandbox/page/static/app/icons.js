// The page's own small drawings, as strokes on a 24 x 24 field.

import { drawing } from "../render/element.js";

const STROKES = {
    hash: "M9 4 7 20 M17 4 15 20 M4 9h17 M3 15h17",
    at: "M16 8v5a2.5 2.5 0 0 0 5 0v-1a9 9 0 1 0-3.5 7.1 M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0",
    menu: "M4 6h16 M4 12h16 M4 18h16",
    people: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7 M2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6 M16 4.5a3.2 3.2 0 0 1 0 6.2 M18 14.3c2.2.7 3.5 2.6 3.5 5.7",
    inspect: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13 M15.5 15.5 21 21 M7.5 10.5h6",
    calendar: "M4 6h16v14H4z M4 10h16 M8 3v4 M16 3v4",
    sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8 M12 2v2 M12 20v2 M2 12h2 M20 12h2 M5 5l1.4 1.4 M17.6 17.6 19 19 M5 19l1.4-1.4 M17.6 6.4 19 5",
    moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z",
    more: "M5 12h.01 M12 12h.01 M19 12h.01",
    close: "M6 6l12 12 M18 6 6 18",
    send: "M4 12 20 4l-4.5 16-4-7z M11.5 13 20 4",
    slash: "M15 4 9 20",
    file: "M6 3h8l4 4v14H6z M14 3v4h4",
    clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18 M12 7v5l3.5 2",
    bolt: "M13 3 5 14h6l-1 7 8-11h-6z",
    down: "M6 9l6 6 6-6",
    up: "M6 15l6-6 6 6",
    check: "M5 12.5 10 17.5 19 7",
    plus: "M12 5v14 M5 12h14",
    warning: "M12 4 2.5 20h19z M12 10v4.5 M12 17.5v.01",
    eye: "M2 12s3.5-6.5 10-6.5S22 12 22 12s-3.5 6.5-10 6.5S2 12 2 12z M12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5",
};

/** One drawing; it is decoration, its button carries the words. */
export function icon(name) {
    return drawing("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" }, drawing("path", { d: STROKES[name] }));
}
