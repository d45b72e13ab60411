// While one presses something, nothing may move or be made anew beneath it: the press would be lost.

const LONGEST = 1000; // a press that is held longer is no click any more

/** Watch presses on `list`. `held()` is whether one is going on; `released()` is called after each, and its click. */
export function watchPresses(list, released) {
    let timer = null;

    function press() {
        clearTimeout(timer);
        timer = setTimeout(release, LONGEST);
    }

    function release() {
        clearTimeout(timer);
        timer = null;
        released();
    }

    /** The click comes in the same turn as the end of the press. */
    function end() {
        if (timer !== null) {
            clearTimeout(timer);
            timer = setTimeout(release);
        }
    }

    list.addEventListener("pointerdown", press);
    list.addEventListener("keydown", (event) => event.key === " " && press());
    ["pointerup", "pointercancel", "keyup", "blur"].forEach((name) => window.addEventListener(name, end));
    return { held: () => timer !== null };
}
