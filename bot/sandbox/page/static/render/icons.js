// The drawings of messages and forms, all made here: lines in the colour of the text beside them.

import { drawing } from "./element.js";

const PATHS = {
    chevron: ["M6 9l6 6 6-6"],
    check: ["M5 12.5l4.5 4.5L19 7.5"],
    close: ["M6 6l12 12M18 6L6 18"],
    eye: [
        "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z",
        "M12 9.2a2.8 2.8 0 100 5.6 2.8 2.8 0 000-5.6z",
    ],
    external: ["M13 5h6v6M19 5l-8 8", "M16 14v4.5a.5.5 0 01-.5.5h-10a.5.5 0 01-.5-.5v-10a.5.5 0 01.5-.5H10"],
    file: ["M6.5 3.5h7L18 8v12a.5.5 0 01-.5.5h-11A.5.5 0 016 20V4a.5.5 0 01.5-.5z", "M13.5 3.5V8H18"],
    download: ["M12 4v10M8 10.5l4 4 4-4", "M5 19h14"],
    hash: ["M9.5 4L7.5 20M16.5 4l-2 16M4.5 9h16M3.5 15h16"],
    at: ["M12 8.5a3.5 3.5 0 100 7 3.5 3.5 0 000-7z", "M15.5 8.5V13a2.5 2.5 0 005 0v-1A8.5 8.5 0 1017 18.9"],
    picture: [
        "M4.5 5h15a.5.5 0 01.5.5v13a.5.5 0 01-.5.5h-15a.5.5 0 01-.5-.5v-13a.5.5 0 01.5-.5z",
        "M4.5 17l4.5-5 3.5 3.5 2.5-2.5 4.5 4",
        "M15.5 8.5v.1",
    ],
    trophy: [
        "M8 4.5h8v5a4 4 0 01-8 0z",
        "M8 6H4.8c0 3 1.2 4.5 3.4 4.7M16 6h3.2c0 3-1.2 4.5-3.4 4.7",
        "M12 13.5V17M8.5 19.5h7",
    ],
    upload: ["M12 15V5M8 8.5l4-4 4 4", "M5 15.5V19h14v-3.5"],
    warning: ["M12 4.5L21 19.5H3z", "M12 10v4.5M12 16.9v.1"],
    arrow: ["M4 12h15M13.5 6.5L19 12l-5.5 5.5"],
    poll: ["M5 19V11M12 19V5M19 19v-5"],
};

/** A drawing of 24 by 24, decoration unless it gets a label. */
export function icon(name, label = null) {
    const said = label === null ? { "aria-hidden": "true" } : { role: "img", "aria-label": label };
    return drawing(
        "svg",
        { class: `icon icon-${name}`, viewBox: "0 0 24 24", focusable: "false", ...said },
        PATHS[name].map((d) => drawing("path", { d })),
    );
}
