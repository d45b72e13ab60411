// A picture on its own, with the words that describe it.

import { openDialog } from "./dialog.js";
import { make } from "./nodes.js";

/** Show one picture: an attachment, or a media item with {url, description}. */
export function openImage(picture) {
    const alt = picture.description || picture.filename || "Picture without description";
    const url = picture.url ?? picture.media?.url;
    const body = [
        make("img", { class: "viewer-image", src: url, alt }),
        make("p", { class: "viewer-words", text: picture.description ? picture.description : "The bot gave no description." }),
        make("p", {}, make("a", { href: url, target: "_blank", rel: "noreferrer noopener", text: "Open original" })),
    ];
    openDialog({ title: picture.filename || "Picture", body, wide: true });
}
