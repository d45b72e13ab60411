// Files of a message: pictures together as a mosaic, every other one as a card with its name and size.

import { localPicture } from "./address.js";
import { element } from "./element.js";
import { icon } from "./icons.js";
import { fileNameOf, isPicture, renderMosaic } from "./media.js";
import { hideBlock } from "./spoiler.js";

const UNITS = ["bytes", "KB", "MB", "GB"];
const IS_SPOILER = /^SPOILER_/;

/** The attachments of a message. */
export function renderAttachments(attachments, scene) {
    const pictures = attachments.filter(isPicture);
    const others = attachments.filter((attachment) => !isPicture(attachment));
    return [
        pictures.length > 0 && renderMosaic(pictures.map(pictureOfAttachment), scene),
        others.map((attachment) => renderFile({ ...attachment, spoiler: IS_SPOILER.test(attachment.filename) })),
    ];
}

/** One file as a card ({url, filename, size, spoiler}); its name is a link that saves it. */
export function renderFile({ url, filename, size, spoiler }) {
    const name = filename || fileNameOf(url) || "file";
    const address = localPicture(url);
    const title = address
        ? element("a", { class: "file-name", href: address, download: name }, name)
        : element("span", { class: "file-name" }, name);
    const about = element(
        "span",
        { class: "file-words" },
        title,
        element("span", { class: "file-size" }, sizeWords(size)),
    );
    const card = element("div", { class: "file-card" }, icon("file"), about, address && icon("download"));
    return spoiler ? hideBlock(card, "file") : card;
}

/** A size as a reader writes it: 1.23 MB. */
export function sizeWords(bytes) {
    if (!Number.isFinite(bytes)) {
        return "";
    }
    const step = Math.min(Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1024)), UNITS.length - 1);
    const number = bytes / 1024 ** step;
    return `${step === 0 ? number : Number(number.toFixed(2))} ${UNITS[step]}`;
}

function pictureOfAttachment({ url, filename, description, width, height }) {
    return { url, filename, alt: description ?? "", width, height, spoiler: IS_SPOILER.test(filename) };
}
