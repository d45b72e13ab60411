// Colours that a bot names: whole numbers, and never text, so that no style can be smuggled in.

/** Give a node the property `--accent-bar` of a colour (0 to 0xFFFFFF); without one it keeps the theme's. */
export function setAccent(node, colour) {
    if (Number.isInteger(colour) && colour >= 0 && colour <= 0xffffff) {
        node.style.setProperty("--accent-bar", `#${colour.toString(16).padStart(6, "0")}`);
        node.classList.add("accented");
    }
}
