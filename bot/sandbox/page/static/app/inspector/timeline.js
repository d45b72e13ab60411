// The time line of one interaction: from when it was received to the last thing the bot did for it.

import { drawing, element } from "../../render/element.js";
import { timeText } from "./model.js";

const LENGTH = 300;
const HEIGHT = 22;
const MARGIN = 7;

/** The bar, and the same in words below it. */
export function timeline(steps) {
    if (steps.length === 0) {
        return null;
    }
    const words = steps.map((step) => `${step.kind} after ${timeText(step.ms)}`);
    return element(
        "div",
        { class: "timeline" },
        drawBar(steps, `Received, ${words.join(", ")}`),
        element("ol", { class: "steps" }, element("li", { class: "step step-received" }, "received"), steps.map((step) => stepItem(step))),
    );
}

function stepItem(step) {
    return element("li", { class: `step step-${step.kind}` }, step.kind, element("span", { class: "ms" }, timeText(step.ms)));
}

function drawBar(steps, label) {
    const longest = Math.max(...steps.map((step) => step.ms), 1);
    const at = (ms) => MARGIN + (ms / longest) * (LENGTH - 2 * MARGIN);
    const bar = drawing("svg", { viewBox: `0 0 ${LENGTH} ${HEIGHT}`, class: "bar", role: "img", "aria-label": label });
    bar.append(drawing("line", { x1: MARGIN, x2: LENGTH - MARGIN, y1: HEIGHT / 2, y2: HEIGHT / 2, class: "bar-line" }));
    const acknowledged = steps.find((step) => step.kind === "acknowledged");
    if (acknowledged) {
        // the stretch in which the member waited for a first answer
        bar.append(drawing("line", { x1: MARGIN, x2: at(acknowledged.ms), y1: HEIGHT / 2, y2: HEIGHT / 2, class: "bar-wait" }));
    }
    bar.append(drawing("circle", { cx: at(0), cy: HEIGHT / 2, r: 5, class: "dot received" }));
    for (const step of steps) {
        const title = drawing("title", {}, `${step.kind} after ${timeText(step.ms)}`);
        bar.append(drawing("circle", { cx: at(step.ms), cy: HEIGHT / 2, r: 5, class: `dot ${step.kind}` }, title));
    }
    return bar;
}
