// Components of a message, each kind by its number, and what stands under one that failed.

import { renderButton } from "./button.js";
import { setAccent } from "./colour.js";
import { element } from "./element.js";
import { renderFile } from "./files.js";
import { icon } from "./icons.js";
import { renderText } from "./markdown.js";
import { pictureOf, renderMosaic, renderPicture } from "./media.js";
import { renderSelect } from "./select.js";
import { hideBlock } from "./spoiler.js";

const DRAW = {
    1: renderRow,
    2: renderButton,
    3: renderMenu,
    5: renderMenu,
    6: renderMenu,
    7: renderMenu,
    8: renderMenu,
    9: renderSection,
    10: (text, _, scene) => renderText(text.content, scene, "text-display"),
    11: (thumbnail, _, scene) => renderPicture(pictureOf(thumbnail), scene, "thumbnail"),
    12: (gallery, _, scene) => renderMosaic((gallery.items ?? []).map(pictureOf), scene),
    13: ({ file, name, size, spoiler }) => renderFile({ url: file?.url, filename: name, size, spoiler }),
    14: renderSeparator,
    17: renderContainer,
};

/** The components of a message, one under the other. */
export function renderComponents(components, message, scene) {
    return components.flatMap((component) => [
        renderComponent(component, message, scene),
        failure(component, message, scene),
    ]);
}

/** One component; a kind that is not known is named rather than left out. */
export function renderComponent(component, message, scene) {
    const draw = DRAW[component.type];
    return draw
        ? draw(component, message, scene)
        : element("div", { class: "unknown-component" }, `Component of kind ${component.type}`);
}

function renderRow(row, message, scene) {
    const children = (row.components ?? []).map((child) => renderComponent(child, message, scene));
    return element("div", { class: "action-row" }, children);
}

function renderMenu(menu, message, scene) {
    return renderSelect(
        menu,
        { ...scene, message },
        { onChoose: (values) => scene.handlers?.choose?.(message, menu, values) },
    );
}

function renderSection(section, message, scene) {
    const texts = (section.components ?? []).map((child) => renderComponent(child, message, scene));
    const accessory = section.accessory ? renderComponent(section.accessory, message, scene) : null;
    return element("div", { class: "section" }, element("div", { class: "section-texts" }, texts), accessory);
}

function renderSeparator({ divider, spacing }) {
    const className = `separator ${spacing === 2 ? "wide" : "narrow"} ${divider === false ? "empty" : ""}`;
    return element(divider === false ? "div" : "hr", { class: className });
}

function renderContainer(container, message, scene) {
    const children = renderComponents(container.components ?? [], message, scene);
    const content = container.spoiler ? hideBlock(children, "message") : children;
    const node = element("div", { class: `container ${container.spoiler ? "covered" : ""}` }, content);
    setAccent(node, container.accent_color);
    return node;
}

/** The words under a row or section one of whose controls failed; a container's failures stand inside it. */
function failure(component, message, scene) {
    const controls = [component, ...(component.type === 1 ? (component.components ?? []) : []), component.accessory];
    const texts = controls
        .map((control) => control && scene.failures?.get(`${message?.id}:${control.id}`))
        .filter(Boolean);
    return texts.map((text) => element("p", { class: "failure", role: "status" }, icon("warning"), text));
}
