// The face of a select: what has the focus, and what is chosen as a reader sees it.

import { element, setAttributes } from "./element.js";
import { drawMark, offerOf, promptOf } from "./offers.js";

/** What has the focus: a field to search in, or a button over the whole face. */
export function createControl(select, id, describedBy) {
    const busy = select.idle && !select.menu.disabled ? "true" : null;
    const attributes = {
        class: "select-control",
        role: "combobox",
        "aria-haspopup": "listbox",
        "aria-expanded": "false",
        "aria-controls": id,
        "aria-describedby": describedBy,
        "aria-busy": busy,
        "aria-disabled": busy,
        disabled: Boolean(select.menu.disabled),
    };
    return select.searched
        ? element("input", {
              ...attributes,
              type: "text",
              autocomplete: "off",
              spellcheck: "false",
              "aria-autocomplete": "list",
          })
        : element("button", { ...attributes, type: "button" });
}

/** Show these values on the face, and tell them to those who do not see it. */
export function drawChosen({ menu, scene, several, searched, label, shown, control }, values) {
    const offers = values.map((value) => offerOf(menu, scene, value));
    const words = offers.map((offer) => offer.label).join(", ");
    const className = several ? "select-pill" : "select-one";
    const pills = offers.map((offer) =>
        element("span", { class: className }, drawMark(offer, 16), element("span", {}, offer.label)),
    );
    const prompt = element("span", { class: "select-prompt" }, promptOf(menu));
    shown.replaceChildren(...(pills.length > 0 || searched ? pills : [prompt]));
    setAttributes(control, { "aria-label": words ? `${label}: ${words}` : label });
    if (searched) {
        control.placeholder = pills.length > 0 ? "" : promptOf(menu);
    }
}
