// Single lines of the inspector: a request with its verdict, or anything else that happened.

import { make, sizeText } from "../nodes.js";
import { timeText } from "./model.js";

const VERDICTS = { accepted: "accepted", refused: "refused", unchecked: "not checked" };

/** One entry as a list item; a request with complaints and limits in full. */
export function entryItem(entry) {
    return entry.kind === "request" ? requestItem(entry) : lineItem(entry);
}

function lineItem(entry) {
    return make("li", { class: `entry ${entry.kind}` }, make("span", { class: "at", text: `${entry.at.toFixed(2)} s` }), make("span", { text: entry.text }));
}

function requestItem(entry) {
    const { method, route, status, ms, size, verdict, complaints = [], near = [] } = entry;
    const head = make(
        "p",
        { class: "request-head" },
        make("span", { class: "method", text: method }),
        make("span", { class: "route", text: route, title: route }),
    );
    const facts = make(
        "p",
        { class: "request-facts" },
        make("span", { class: status < 400 ? "status good" : "status bad", text: status ?? "no answer" }),
        make("span", { text: timeText(ms) }),
        size ? make("span", { text: sizeText(size) }) : null,
        make("span", { class: `verdict ${verdict}`, text: VERDICTS[verdict] ?? verdict }),
    );
    return make(
        "li",
        { class: `entry request ${verdict}` },
        head,
        facts,
        complaints.length > 0 && make("ul", { class: "complaints", "aria-label": "Complaints" }, complaints.map((text) => make("li", { text }))),
        near.length > 0 && make("ul", { class: "near", "aria-label": "Near a limit" }, near.map((text) => make("li", { text }))),
    );
}
