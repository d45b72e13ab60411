// One option of a command that is being filled in: its name, its box, and what is wrong with it.

import { element, freshId, setAttributes } from "../../render/element.js";
import { icon } from "../icons.js";
import { ATTACHMENT, INTEGER, NUMBER } from "./values.js";

/**
 * The control of one option. `on` holds `focus`, `input(text)`, `key(event)` and `remove`. Returns {node, input,
 * show(field), setProblem(text)}.
 */
export function createPill(option, on) {
    const id = freshId("option");
    const about = element("span", { id: `${id}-about`, class: "unseen" }, option.description);
    const wrong = element("span", { id: `${id}-wrong`, class: "pill-error" });
    const numeric = option.type === INTEGER || option.type === NUMBER;
    const input = element("input", {
        id,
        type: "text",
        class: "pill-input",
        role: "combobox",
        autocomplete: "off",
        spellcheck: "false",
        enterkeyhint: "send",
        inputmode: numeric ? "decimal" : null,
        readonly: option.type === ATTACHMENT,
        size: 6,
        "aria-autocomplete": "list",
        "aria-expanded": "false",
        "aria-required": option.required ? "true" : null,
        "aria-describedby": `${about.id} ${wrong.id}`,
        on: {
            focus: on.focus,
            click: on.focus,
            input: () => (fit(), on.input(input.value)),
            keydown: on.key,
        },
    });
    const remove = element(
        "button",
        { type: "button", class: "pill-remove", tabindex: -1, "aria-label": `Leave out ${option.name}`, on: { click: on.remove } },
        icon("close"),
    );
    const line = element("span", { class: "pill-line" }, element("label", { class: "pill-name", for: id }, option.name), input, !option.required && remove);
    const node = element("span", { class: "pill", "data-option": option.name }, line, about, wrong);

    function fit() {
        input.size = Math.min(40, Math.max(6, input.value.length + 1));
    }

    function show(field) {
        input.value = field.value !== null && field.label ? field.label : field.text;
        node.classList.toggle("picked", field.value !== null);
        fit();
    }

    function setProblem(text) {
        wrong.textContent = text ?? "";
        node.classList.toggle("wrong", Boolean(text));
        setAttributes(input, { "aria-invalid": text ? "true" : null });
    }

    return { node, input, show, setProblem };
}
