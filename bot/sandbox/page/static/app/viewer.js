// A picture on its own, with the words that describe it.

import { element } from "../render/element.js";
import { openDialog } from "./dialog.js";

/** Show one picture: an attachment, or a media item with {url, description}. */
export function openImage(picture) {
    const alt = picture.description || picture.filename || "Picture without description";
    const url = picture.url ?? picture.media?.url;
    const body = [
        element("img", { class: "viewer-image", src: url, alt }),
        element("p", { class: "viewer-words" }, picture.description ? picture.description : "The bot gave no description."),
        element("p", {}, element("a", { href: url, target: "_blank", rel: "noreferrer noopener" }, "Open original")),
    ];
    openDialog({ title: picture.filename || "Picture", body, wide: true });
}
