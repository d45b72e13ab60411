// A picture on its own, with the words that describe it.

import { element } from "../render/element.js";
import { openDialog } from "./dialog.js";

/** Show one picture {url, alt, filename}. */
export function openImage({ url, alt, filename }) {
    const body = [
        element("img", { class: "viewer-image", src: url, alt: alt || filename || "Picture without description" }),
        element("p", { class: "viewer-words" }, alt || "The bot gave no description."),
        element("p", {}, element("a", { href: url, target: "_blank", rel: "noreferrer noopener" }, "Open original")),
    ];
    openDialog({ title: filename || "Picture", body, wide: true });
}
