// A list that floats over everything beside the control it belongs to: under it, or above it where there is no room.

const GAP = 4;
const EDGE = 8;
const TALLEST = 320;

/**
 * Show `popup` beside `anchor` until `close()`. It follows the anchor, and calls `onOutside` when something else is
 * pressed or the anchor is gone.
 */
export function openPopup(popup, anchor, onOutside) {
    popup.popover = "manual"; // the top layer: no row or dialog cuts it off
    popup.showPopover();
    place(popup, anchor);
    const follow = (event) => !popup.contains(event.target) && place(popup, anchor);
    const outside = (event) => !popup.contains(event.target) && !anchor.contains(event.target) && onOutside();
    window.addEventListener("scroll", follow, { capture: true, passive: true });
    window.addEventListener("resize", follow);
    document.addEventListener("pointerdown", outside, true);
    return { place: () => place(popup, anchor), close };

    function close() {
        window.removeEventListener("scroll", follow, { capture: true });
        window.removeEventListener("resize", follow);
        document.removeEventListener("pointerdown", outside, true);
        if (popup.matches(":popover-open")) {
            popup.hidePopover();
        }
    }
}

function place(popup, anchor) {
    const box = anchor.getBoundingClientRect();
    const below = window.innerHeight - box.bottom - GAP - EDGE;
    const above = box.top - GAP - EDGE;
    const wanted = Math.min(popup.scrollHeight + 2, TALLEST);
    const over = below < wanted && above > below;
    const left = Math.max(EDGE, Math.min(box.left, window.innerWidth - box.width - EDGE));
    const style = { left, width: box.width, "max-height": Math.max(96, Math.min(TALLEST, over ? above : below)) };
    for (const [name, pixels] of Object.entries(style)) {
        popup.style.setProperty(name, `${Math.round(pixels)}px`);
    }
    popup.style.setProperty("top", over ? "auto" : `${Math.round(box.bottom + GAP)}px`);
    popup.style.setProperty("bottom", over ? `${Math.round(window.innerHeight - box.top + GAP)}px` : "auto");
}
