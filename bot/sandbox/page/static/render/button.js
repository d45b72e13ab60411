// Buttons of a message: every style, links, waiting and failed ones.

import { webAddress } from "./address.js";
import { element } from "./element.js";
import { renderEmoji } from "./emoji.js";
import { icon } from "./icons.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link", 6: "premium" };
const LINK = 5;

/** One button. `message` is what it stands in. */
export function renderButton(button, message, scene) {
    const content = [
        renderEmoji(button.emoji),
        button.label && element("span", { class: "button-label" }, button.label),
    ];
    const className = `component-button style-${STYLES[button.style] ?? "secondary"}`;
    const name = button.label ? null : (button.emoji?.name ?? "Button");
    const named = { class: className, "data-component-id": button.id, "aria-label": name };
    return button.style === LINK ? link(button, named, content) : pressable(button, named, content, message, scene);
}

/** Is the bot's answer to this component being waited for? */
export function isWaiting(component, message, scene) {
    return Boolean(scene.waiting?.has(`${message?.id}:${component.id}`));
}

/** Three dots that move while something is waited for. */
export function dots(label) {
    const attributes = label
        ? { class: "dots", role: "img", "aria-label": label }
        : { class: "dots", "aria-hidden": "true" };
    return element("span", attributes, element("i"), element("i"), element("i"));
}

function link(button, named, content) {
    const address = webAddress(button.url);
    if (!address || button.disabled) {
        return element(
            "button",
            { type: "button", ...named, disabled: true, title: address ? null : "This link leads nowhere" },
            content,
            icon("external"),
        );
    }
    return element(
        "a",
        { ...named, href: address, target: "_blank", rel: "noopener noreferrer" },
        content,
        icon("external"),
    );
}

function pressable(button, named, content, message, scene) {
    const waiting = isWaiting(button, message, scene);
    // a waiting button keeps the focus, so it is not disabled but says so
    const state = {
        disabled: Boolean(button.disabled),
        "aria-disabled": waiting ? "true" : null,
        "aria-busy": waiting ? "true" : null,
    };
    const node = element(
        "button",
        { type: "button", ...named, ...state },
        element("span", { class: "button-content" }, content),
        waiting && dots(),
    );
    node.addEventListener("click", () => {
        if (!waiting) {
            scene.handlers?.press?.(message, button);
        }
    });
    return node;
}
