// What is hidden until a reader asks for it: words, pictures and whole containers.

import { element, setAttributes } from "./element.js";

/** Words under a cover. A button opens and closes them; a press anywhere on the cover opens them too. */
export function hideWords(content) {
    const words = element("span", { class: "spoiler-words" }, content);
    const button = element("button", { type: "button", class: "spoiler-switch" });
    const node = element("span", { class: "spoiler" }, button, words);
    show(false);
    button.addEventListener("click", (event) => {
        event.stopPropagation();
        show(!node.classList.contains("open"));
    });
    node.addEventListener("click", () => show(true));
    return node;

    function show(open) {
        node.classList.toggle("open", open);
        words.inert = !open;
        setAttributes(words, { "aria-hidden": open ? null : "true" });
        setAttributes(button, {
            "aria-expanded": String(open),
            "aria-label": open ? "Hide the spoiler" : "Show the spoiler",
        });
    }
}

/** A picture, file or container under a cover that says so. */
export function hideBlock(content, what) {
    const inside = element("div", { class: "spoiler-inside", "aria-hidden": "true" }, content);
    const attributes = {
        type: "button",
        class: "spoiler-cover",
        "aria-expanded": "false",
        "aria-label": `Spoiler: show the ${what}`,
    };
    const button = element("button", attributes, element("span", { class: "spoiler-mark" }, "Spoiler"));
    const node = element("div", { class: "spoiler-block" }, inside, button);
    inside.inert = true;
    button.addEventListener("click", () => {
        inside.inert = false;
        inside.removeAttribute("aria-hidden");
        node.classList.add("open");
        button.setAttribute("aria-expanded", "true");
        button.remove();
        inside.querySelector("button, a[href], [tabindex='0']")?.focus({ preventScroll: true });
    });
    return node;
}
