// Bringing the nodes in line with the rows: what is unchanged stays untouched, with its focus and its open menus.

/** Make `list` show `rows`. `shown` (key -> {signature, node}) is what it shows, and is kept up to date. */
export function reconcile(list, shown, rows, build) {
    const keys = new Set(rows.map((row) => row.key));
    for (const [key, { node }] of [...shown]) {
        if (!keys.has(key)) {
            node.remove();
            shown.delete(key);
        }
    }
    let next = list.firstElementChild;
    for (const row of rows) {
        const old = shown.get(row.key);
        if (old?.signature === row.signature) {
            next = keep(list, old.node, next);
            continue;
        }
        const node = build(row);
        if (old) {
            // in its place first, then moved if it must be: moving takes the focus away
            exchange(old.node, node);
            next = keep(list, node, old.node === next ? node : next);
        } else {
            list.insertBefore(node, next);
        }
        shown.set(row.key, { signature: row.signature, node });
    }
}

function keep(list, node, next) {
    if (node === next) {
        return node.nextElementSibling;
    }
    list.insertBefore(node, next);
    return next;
}

/** Replace a node; if the focus was on one of its controls, it goes to the same control, or waits on the row for it. */
function exchange(old, node) {
    const control = old.contains(document.activeElement) ? focusKey(old) : null;
    old.replaceWith(node);
    if (control !== null) {
        node.dataset.wanted = control;
        refocus(node);
    }
}

function focusKey(old) {
    const held = document.activeElement;
    return held === old ? (old.dataset.wanted ?? "") : (held.closest("[data-component-id]")?.dataset.componentId ?? "");
}

function refocus(node) {
    const found = node.dataset.wanted && node.querySelector(`[data-component-id="${CSS.escape(node.dataset.wanted)}"]`);
    const target = found && (found.matches("button, input, [tabindex]") ? found : found.querySelector("button, input, [tabindex]"));
    target?.focus({ preventScroll: true });
    if (!node.contains(document.activeElement)) {
        node.tabIndex = -1;
        node.focus({ preventScroll: true });
    }
}
