// Pictures: alone, as a thumbnail, and up to ten as a mosaic. Each opens large, and shows its alternative text.

import { hostOf, localPicture, webAddress } from "./address.js";
import { element, freshId, setAttributes } from "./element.js";
import { icon } from "./icons.js";
import { hideBlock } from "./spoiler.js";

const PICTURE_TYPE = /^image\/(?:png|jpeg|gif|webp|avif|svg\+xml|bmp)$/;
const PICTURE_NAME = /\.(?:png|jpe?g|gif|webp|avif|bmp)$/i;

/** Is this file one that is shown rather than offered? */
export function isPicture({ content_type: type, filename, url }) {
    return type ? PICTURE_TYPE.test(type) : PICTURE_NAME.test(filename ?? pathOf(url));
}

/** A picture ({url, alt, filename, width, height, spoiler}) as a button that opens it. */
export function renderPicture(picture, scene, className = "") {
    const url = localPicture(picture.url);
    const shown = url ? opener({ ...picture, url }, scene) : absent(picture);
    const badge = picture.alt ? altBadge(picture.alt) : null;
    const frame = element("div", { class: `picture ${className}` }, shown, badge);
    return picture.spoiler ? hideBlock(frame, "picture") : frame;
}

/** Up to ten pictures, laid out by how many there are. */
export function renderMosaic(pictures, scene) {
    const items = pictures.map((picture) => element("li", { class: "mosaic-item" }, renderPicture(picture, scene)));
    const label = pictures.length > 1 ? `${pictures.length} pictures` : null;
    return element("ul", { class: `mosaic mosaic-${pictures.length}`, "aria-label": label }, items);
}

/** What a media item of a component, as Discord resolves it, says about its picture. */
export function pictureOf({ media, description, spoiler }) {
    return {
        url: media?.url ?? "",
        alt: description ?? media?.description ?? "",
        filename: fileNameOf(media?.url),
        width: media?.width,
        height: media?.height,
        spoiler: Boolean(spoiler),
    };
}

/** The last part of an address, readable. */
export function fileNameOf(url) {
    const last = pathOf(url).split("/").at(-1);
    try {
        return decodeURIComponent(last);
    } catch {
        return last;
    }
}

function pathOf(url) {
    return String(url ?? "").split(/[?#]/)[0];
}

function opener(picture, scene) {
    const { url, alt, width, height, filename } = picture;
    const image = element("img", { src: url, alt, width: size(width), height: size(height), draggable: "false" });
    const label = alt ? null : `Picture ${filename || "without a description"}`;
    const button = element("button", { type: "button", class: "picture-open", "aria-label": label }, image);
    button.addEventListener("click", () => scene.handlers?.openImage?.(picture));
    image.addEventListener("error", () => button.replaceWith(absent(picture, "could not be loaded")));
    return button;
}

function size(value) {
    return Number.isInteger(value) && value > 0 ? value : null;
}

/** In place of a picture that is not on this machine, or is broken. */
function absent({ url, alt, filename }, why = "is not on this machine") {
    const address = localPicture(url) ? null : webAddress(url);
    const name = alt || (address ? hostOf(address) : filename) || "Picture";
    const words = [
        element("span", { class: "absent-name" }, name),
        element("span", { class: "absent-why" }, `Picture ${why}`),
    ];
    const content = [icon("picture"), element("span", { class: "absent-words" }, words)];
    return address
        ? element(
              "a",
              { class: "picture-absent", href: address, target: "_blank", rel: "noopener noreferrer" },
              content,
          )
        : element("div", { class: "picture-absent" }, content);
}

function altBadge(alt) {
    const text = element("span", { class: "alt-text", id: freshId("alt"), hidden: true }, alt);
    const button = element(
        "button",
        { type: "button", class: "alt-badge", "aria-expanded": "false", "aria-controls": text.id },
        "ALT",
    );
    setAttributes(button, { "aria-label": "ALT: show the description of the picture" });
    button.addEventListener("click", () => {
        text.hidden = !text.hidden;
        button.setAttribute("aria-expanded", String(!text.hidden));
    });
    return element("div", { class: "alt" }, text, button);
}
