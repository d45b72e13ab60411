// The inputs of a form: each kind by its number, with its label and what it holds.

import { element, freshId } from "./element.js";
import { renderGroup, renderTick } from "./choices.js";
import { renderText } from "./markdown.js";
import { Select } from "./select.js";
import { renderUpload } from "./upload.js";

const ROW = 1;
const TEXT_DISPLAY = 10;
const LABEL = 18;
const PARAGRAPH = 2;
const CHECKBOX = 23;
const LONGEST = 4000;
const INPUTS = {
    3: select,
    4: textInput,
    5: select,
    6: select,
    7: select,
    8: select,
    19: renderUpload,
    21: renderGroup,
    22: renderGroup,
};

/**
 * One part of a form as `{node, value()}`. The value is text, a list of values or files, one value or null of a radio
 * group, true or false of a checkbox, and undefined of a text that is only read.
 */
export function renderField(component, scene) {
    if (component.type === TEXT_DISPLAY) {
        return { node: renderText(component.content, scene, "text-display"), value: () => undefined };
    }
    if (component.type === ROW) {
        const [input] = component.components;
        return labelled(input, { label: input.label ?? "" }, scene);
    }
    const input = component.type === LABEL ? component.component : component;
    return labelled(input, component, scene);
}

function labelled(input, { label = "", description = "" }, scene) {
    const ids = { label: freshId("label"), about: description ? freshId("about") : null, input: freshId("input") };
    if (input.type === CHECKBOX) {
        return renderTick(input, { label, description }, ids);
    }
    const make = INPUTS[input.type];
    if (!make) {
        const node = element("p", { class: "field unknown-component" }, `${label} (input of kind ${input.type})`);
        return { node, value: () => undefined };
    }
    const { node, value, labels } = make(input, { scene, label, ids });
    const star = (input.required ?? true) && element("span", { class: "field-star", "aria-hidden": "true" }, " *");
    // a label belongs to one text field; what stands over a group or select is named by reference
    const title = element(
        labels ? "label" : "div",
        { class: "field-label", id: ids.label, for: labels ? ids.input : null },
        label,
        star,
    );
    const about = description ? element("div", { class: "field-about", id: ids.about }, description) : null;
    return { node: element("div", { class: "field", "data-custom-id": input.custom_id }, title, about, node), value };
}

function textInput(input, { ids }) {
    const most = input.max_length ?? LONGEST;
    const attributes = {
        id: ids.input,
        class: "field-text",
        placeholder: input.placeholder,
        maxlength: most,
        minlength: input.min_length,
        "aria-required": (input.required ?? true) ? "true" : null,
        "aria-describedby": ids.about,
        autocomplete: "off",
    };
    const area =
        input.style === PARAGRAPH
            ? element("textarea", { ...attributes, rows: 4 })
            : element("input", { ...attributes, type: "text" });
    area.value = input.value ?? "";
    const left = element("span", { class: "field-left", "aria-hidden": "true" });
    const count = () =>
        (left.textContent = input.style === PARAGRAPH || input.max_length ? String(most - area.value.length) : "");
    area.addEventListener("input", count);
    count();
    return { node: element("div", { class: "field-box" }, area, left), value: () => area.value, labels: true };
}

function select(input, { scene, label, ids }) {
    const made = new Select(input, { ...scene, message: null }, { label, describedBy: ids.about, lenient: true });
    return { node: made.node, value: () => made.chosen };
}
