// Walking through the messages with the arrow keys, and a button for the one that is looked at.

/** Up, Down, Home and End move between messages; Tab then goes into the one that has the focus. */
export function walkRows(box, list) {
    box.addEventListener("keydown", (event) => {
        const inside = event.target.closest("article");
        if (event.target !== box && event.target !== inside) {
            return;
        }
        const rows = [...list.querySelectorAll("article")];
        const at = rows.indexOf(inside);
        const steps = { ArrowUp: at < 0 ? rows.length - 1 : at - 1, ArrowDown: at + 1, Home: 0, End: rows.length - 1 };
        const next = rows[steps[event.key]];
        if (!(event.key in steps) || !next || (event.key === "ArrowDown" && at < 0)) {
            return;
        }
        event.preventDefault();
        next.tabIndex = -1;
        next.focus();
        next.scrollIntoView({ block: "nearest" });
    });
    // only the message that is looked at has its button among the stops of Tab
    box.addEventListener("focusin", (event) => setStop(event.target.closest("article"), 0));
    box.addEventListener("focusout", (event) => {
        const row = event.target.closest("article");
        if (row && !row.contains(event.relatedTarget)) {
            setStop(row, -1);
        }
    });
}

function setStop(row, value) {
    const more = row?.querySelector(":scope > .message-more");
    if (more) {
        more.tabIndex = value;
    }
}
