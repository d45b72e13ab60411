// Files dropped anywhere on the page, or pasted, go to the command that takes them.

import { element } from "../../render/element.js";
import { byId } from "../nodes.js";

/** `take(files)` gets what was dropped or pasted, unless a form is open: its own fields take files. */
export function watchDrops(take) {
    const veil = byId("drop");
    veil.append(element("p", {}, "Drop the file to hand it to a command"));
    let depth = 0;
    const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
    const isTaken = () => document.querySelector("dialog[open]") !== null;

    function show(on) {
        depth = on ? depth : 0;
        veil.hidden = !on;
    }

    document.addEventListener("dragenter", (event) => {
        if (hasFiles(event) && !isTaken()) {
            depth += 1;
            show(true);
        }
    });
    document.addEventListener("dragleave", (event) => {
        if (hasFiles(event)) {
            depth -= 1;
            show(depth > 0);
        }
    });
    document.addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault());
    document.addEventListener("drop", (event) => {
        show(false);
        if (hasFiles(event)) {
            event.preventDefault();
            if (!isTaken()) {
                take([...event.dataTransfer.files]);
            }
        }
    });
    document.addEventListener("paste", (event) => {
        const files = [...(event.clipboardData?.files ?? [])];
        if (files.length > 0 && !isTaken()) {
            event.preventDefault();
            take(files);
        }
    });
}
