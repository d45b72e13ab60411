// Radio groups, checkbox groups and single checkboxes of a form.

import { element } from "./element.js";
import { icon } from "./icons.js";

const RADIO = 21;

/** A group of options of which one (radio) or several can be chosen. */
export function renderGroup(input, { ids }) {
    const kind = input.type === RADIO ? "radio" : "checkbox";
    const most = input.max_values ?? input.options.length;
    const attributes = {
        class: "choices",
        role: kind === "radio" ? "radiogroup" : "group",
        "aria-labelledby": ids.label,
        "aria-describedby": ids.about,
    };
    const node = element(
        "div",
        attributes,
        input.options.map((option) => choice(option, kind, ids)),
    );
    const boxes = [...node.querySelectorAll("input")];
    const chosen = () => boxes.filter((box) => box.checked).map((box) => box.value);
    const limit = () => {
        const full = kind === "checkbox" && chosen().length >= most;
        boxes.forEach((box) => (box.disabled = full && !box.checked));
    };
    node.addEventListener("change", limit);
    limit();
    return { node, value: () => (kind === "radio" ? (chosen()[0] ?? null) : chosen()) };
}

/** One box to tick, with its label beside it. */
export function renderTick(input, { label, description }, ids) {
    const option = { value: "on", label, description, default: input.default };
    const node = choice(option, "checkbox", ids);
    const box = node.querySelector("input");
    return {
        node: element("div", { class: "field", "data-custom-id": input.custom_id }, node),
        value: () => box.checked,
    };
}

function choice(option, kind, ids) {
    const box = element("input", { type: kind, name: ids.input, value: option.value });
    box.checked = Boolean(option.default);
    const about = option.description ? element("span", { class: "choice-about" }, option.description) : null;
    const words = element("span", { class: "choice-words" }, element("span", {}, option.label), about);
    return element(
        "label",
        { class: "choice" },
        box,
        element("span", { class: `choice-mark ${kind}`, "aria-hidden": "true" }, icon("check")),
        words,
    );
}
