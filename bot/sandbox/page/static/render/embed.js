// Embeds: the boxes with a coloured edge that bots sent before components.

import { localPicture, webAddress } from "./address.js";
import { setAccent } from "./colour.js";
import { element } from "./element.js";
import { renderMarkdown, renderText } from "./markdown.js";
import { fileNameOf, renderPicture } from "./media.js";
import { renderSent } from "./timestamp.js";

/** One embed with whatever of its members is there. */
export function renderEmbed(embed, scene) {
    const { author, title, url, description, fields, image, thumbnail, footer, timestamp, color } = embed;
    const main = element(
        "div",
        { class: "embed-main" },
        author?.name && line("embed-author", author, author.name, author.url),
        title && element("div", { class: "embed-title markdown" }, linked(renderMarkdown(title, scene), url)),
        description && renderText(description, scene, "embed-description"),
        fields?.length > 0 && element("div", { class: "embed-fields" }, fieldRows(fields, scene)),
    );
    const node = element(
        "div",
        {
            class: "embed",
            role: "group",
            "aria-label": title || author?.name ? `Embed: ${title || author.name}` : "Embed",
        },
        main,
        thumbnail?.url && renderPicture(pictureOf(thumbnail), scene, "embed-thumbnail"),
        image?.url && renderPicture(pictureOf(image), scene, "embed-image"),
        (footer?.text || timestamp) && footerOf(footer, timestamp, scene),
    );
    setAccent(node, color);
    return node;
}

/** Fields; up to three inline ones that follow each other share a row. */
function fieldRows(fields, scene) {
    const rows = [];
    for (const field of fields) {
        const row = rows.at(-1);
        if (field.inline && row?.inline && row.fields.length < 3) {
            row.fields.push(field);
        } else {
            rows.push({ inline: Boolean(field.inline), fields: [field] });
        }
    }
    return rows.map((row) =>
        element(
            "div",
            { class: "embed-row" },
            row.fields.map((field) => fieldOf(field, scene)),
        ),
    );
}

function fieldOf({ name, value }, scene) {
    return element(
        "div",
        { class: "embed-field" },
        element("div", { class: "embed-field-name markdown" }, renderMarkdown(name, scene)),
        renderText(value, scene, "embed-field-value"),
    );
}

function footerOf(footer, timestamp, scene) {
    const date = timestamp ? new Date(timestamp) : null;
    const moment = date && !Number.isNaN(date.getTime()) ? renderSent(date, scene) : null;
    const text = footer?.text ? element("span", {}, footer.text) : null;
    const dot = text && moment ? element("span", { class: "embed-dot", "aria-hidden": "true" }, " • ") : null;
    return element(
        "div",
        { class: "embed-footer" },
        smallPicture(footer?.icon_url),
        element("span", {}, text, dot, moment),
    );
}

function line(className, { icon_url: picture }, words, url) {
    return element("div", { class: className }, smallPicture(picture), element("span", {}, linked(words, url)));
}

function smallPicture(url) {
    const address = url ? localPicture(url) : null;
    return address ? element("img", { class: "embed-icon", src: address, alt: "", width: 20, height: 20 }) : null;
}

function linked(content, url) {
    const address = url ? webAddress(url) : null;
    return address ? element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, content) : content;
}

function pictureOf({ url, width, height, description }) {
    return { url, width, height, alt: description ?? "", filename: fileNameOf(url) };
}
