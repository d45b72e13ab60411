// Scrolling: at the bottom the log stays at the bottom, whatever grows; elsewhere the reader is left alone.

const NEAR = 48;

/** Watch the scrolling box and what it holds. `onBottom(atBottom)` hears every change. */
export function keepAtBottom(box, list, onBottom) {
    let atBottom = true;
    let height = 0;
    const isNear = () => box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;

    function stick() {
        if (atBottom) {
            box.scrollTop = box.scrollHeight;
        }
    }

    function set(value) {
        if (value !== atBottom) {
            atBottom = value;
            onBottom(atBottom);
        }
    }

    box.addEventListener("scroll", () => {
        // growing by itself moves nothing away from the reader: only their own scrolling does
        const grew = box.scrollHeight !== height;
        height = box.scrollHeight;
        if (isNear()) {
            set(true);
        } else if (!grew) {
            set(false);
        }
    });
    const watcher = new ResizeObserver(stick);
    watcher.observe(box);
    watcher.observe(list);

    return {
        isAtBottom: () => atBottom,
        toBottom() {
            set(true);
            stick();
        },
        stick,
    };
}
