// Making elements: text always goes in as text, never as markup.

/**
 * One element. `attributes` are attributes (true: present, false, null or undefined: left out), except `on`, which
 * holds listeners by event, and `text`. Children are nodes or strings; empty ones are left out.
 */
export function make(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    const { on = {}, text, ...plain } = attributes;
    for (const [name, value] of Object.entries(plain)) {
        mark(node, name, value);
    }
    for (const [name, listener] of Object.entries(on)) {
        node.addEventListener(name, listener);
    }
    if (text !== undefined && text !== null) {
        node.textContent = text;
    }
    node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
    return node;
}

/** Set, empty or remove one attribute. */
export function mark(node, name, value) {
    if (value === true) {
        node.setAttribute(name, "");
    } else if (value === false || value === null || value === undefined) {
        node.removeAttribute(name);
    } else {
        node.setAttribute(name, String(value));
    }
}

/** An element that is there from the start. */
export function byId(id) {
    return document.getElementById(id);
}

let last = 0;

/** A fresh id for an element that another one refers to. */
export function freshId(stem) {
    last += 1;
    return `${stem}-${last}`;
}

/** Everything inside that Tab reaches, in order. */
export function focusable(node) {
    const wanted = "a[href], button, input, select, textarea, [tabindex]";
    return [...node.querySelectorAll(wanted)].filter(
        (found) => !found.disabled && found.tabIndex >= 0 && found.checkVisibility({ visibilityProperty: true }),
    );
}

/** A size in bytes as a reader writes it. */
export function sizeText(bytes) {
    if (bytes < 1024) {
        return `${bytes} B`;
    }
    return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
