// Single lines of the inspector: a request with its verdict, or anything else that happened.

import { element } from "../../render/element.js";
import { sizeText } from "../nodes.js";
import { timeText } from "./model.js";

const VERDICTS = { accepted: "accepted", refused: "refused", unchecked: "not checked" };

/** One entry as a list item; a request with complaints and limits in full. */
export function entryItem(entry) {
    return entry.kind === "request" ? requestItem(entry) : lineItem(entry);
}

function lineItem(entry) {
    return element("li", { class: `entry ${entry.kind}` }, element("span", { class: "at" }, `${entry.at.toFixed(2)} s`), element("span", {}, entry.text));
}

function requestItem(entry) {
    const { method, route, status, ms, size, verdict, complaints = [], near = [] } = entry;
    const head = element(
        "p",
        { class: "request-head" },
        element("span", { class: "method" }, method),
        element("span", { class: "route", title: route }, route),
    );
    const facts = element(
        "p",
        { class: "request-facts" },
        element("span", { class: status < 400 ? "status good" : "status bad" }, status ?? "no answer"),
        element("span", {}, timeText(ms)),
        size ? element("span", {}, sizeText(size)) : null,
        element("span", { class: `verdict ${verdict}` }, VERDICTS[verdict] ?? verdict),
    );
    return element(
        "li",
        { class: `entry request ${verdict}` },
        head,
        facts,
        complaints.length > 0 && element("ul", { class: "complaints", "aria-label": "Complaints" }, complaints.map((text) => element("li", {}, text))),
        near.length > 0 && element("ul", { class: "near", "aria-label": "Near a limit" }, near.map((text) => element("li", {}, text))),
    );
}
