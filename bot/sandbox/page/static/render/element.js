// Making nodes. Text goes in as text and never as markup, so nothing a member wrote can become anything but text.

const SVG = "http://www.w3.org/2000/svg";
let last = 0;

/**
 * One element. Attributes that are true are set empty, those that are false, null or undefined are left out;
 * `on` holds listeners by event. Children are nodes, strings or lists of them; empty ones are left out.
 */
export function element(name, attributes = {}, ...children) {
    const node = document.createElement(name);
    const { on = {}, ...plain } = attributes;
    setAttributes(node, plain);
    for (const [event, listener] of Object.entries(on)) {
        node.addEventListener(event, listener);
    }
    append(node, children);
    return node;
}

/** One element of a drawing. */
export function drawing(name, attributes = {}, ...children) {
    const node = document.createElementNS(SVG, name);
    setAttributes(node, attributes);
    append(node, children);
    return node;
}

/** Nodes without a parent. */
export function fragment(...children) {
    const node = document.createDocumentFragment();
    append(node, children);
    return node;
}

/** Set attributes, or take them away. */
export function setAttributes(node, attributes) {
    for (const [name, value] of Object.entries(attributes)) {
        if (value === false || value === null || value === undefined) {
            node.removeAttribute(name);
        } else {
            node.setAttribute(name, value === true ? "" : String(value));
        }
    }
}

/** A name for a node that another one refers to, met once on the page. */
export function freshId(stem) {
    last += 1;
    return `render-${stem}-${last}`;
}

function append(node, children) {
    const there = children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
    node.append(...there);
}
