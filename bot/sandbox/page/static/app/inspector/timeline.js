// The time line of one interaction: from when it was received to the last thing the bot did for it.

import { make } from "../nodes.js";
import { timeText } from "./model.js";

const SVG = "http://www.w3.org/2000/svg";
const LENGTH = 300;
const HEIGHT = 22;
const MARGIN = 7;

/** The bar, and the same in words below it. */
export function timeline(steps) {
    if (steps.length === 0) {
        return null;
    }
    const words = steps.map((step) => `${step.kind} after ${timeText(step.ms)}`);
    return make(
        "div",
        { class: "timeline" },
        bar(steps, `Received, ${words.join(", ")}`),
        make("ol", { class: "steps" }, make("li", { class: "step received", text: "received" }), steps.map((step) => stepItem(step))),
    );
}

function stepItem(step) {
    return make("li", { class: `step ${step.kind}` }, step.kind, make("span", { class: "ms", text: timeText(step.ms) }));
}

function bar(steps, label) {
    const longest = Math.max(...steps.map((step) => step.ms), 1);
    const at = (ms) => MARGIN + (ms / longest) * (LENGTH - 2 * MARGIN);
    const drawing = shape("svg", { viewBox: `0 0 ${LENGTH} ${HEIGHT}`, class: "bar", role: "img", "aria-label": label });
    drawing.append(shape("line", { x1: MARGIN, x2: LENGTH - MARGIN, y1: HEIGHT / 2, y2: HEIGHT / 2, class: "bar-line" }));
    const acknowledged = steps.find((step) => step.kind === "acknowledged");
    if (acknowledged) {
        // the stretch in which the member waited for a first answer
        drawing.append(shape("line", { x1: MARGIN, x2: at(acknowledged.ms), y1: HEIGHT / 2, y2: HEIGHT / 2, class: "bar-wait" }));
    }
    drawing.append(shape("circle", { cx: at(0), cy: HEIGHT / 2, r: 5, class: "dot received" }));
    for (const step of steps) {
        const dot = shape("circle", { cx: at(step.ms), cy: HEIGHT / 2, r: 5, class: `dot ${step.kind}` });
        const title = shape("title", {});
        title.textContent = `${step.kind} after ${timeText(step.ms)}`;
        dot.append(title);
        drawing.append(dot);
    }
    return drawing;
}

function shape(tag, attributes) {
    const node = document.createElementNS(SVG, tag);
    Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
    return node;
}
