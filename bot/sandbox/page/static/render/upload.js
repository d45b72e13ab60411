// The file upload of a form: a place to drop files on, a button to choose them, and what was taken.

import { element } from "./element.js";
import { sizeWords } from "./files.js";
import { icon } from "./icons.js";

/** Files by button or drop; its value is the list of them. They are not read here. */
export function renderUpload(input, { label, ids }) {
    const most = input.max_values ?? 1;
    const picker = element("input", {
        type: "file",
        id: ids.input,
        class: "upload-picker",
        multiple: most > 1,
        "aria-label": label,
        "aria-describedby": ids.about,
    });
    const words = most > 1 ? `Drop up to ${most} files here, or ` : "Drop a file here, or ";
    const place = element(
        "div",
        { class: "upload-place" },
        icon("upload"),
        element("span", {}, words, element("span", { class: "upload-browse" }, "browse")),
        picker,
    );
    const list = element("ul", { class: "upload-files", "aria-label": "Files to send" });
    let files = [];
    picker.addEventListener("change", () => take([...picker.files]));
    place.addEventListener("dragover", (event) => {
        event.preventDefault();
        event.stopPropagation();
        place.classList.add("over");
    });
    place.addEventListener("dragleave", () => place.classList.remove("over"));
    place.addEventListener("drop", (event) => {
        event.preventDefault();
        event.stopPropagation();
        place.classList.remove("over");
        take([...event.dataTransfer.files]);
    });
    return { node: element("div", { class: "upload" }, place, list), value: () => files };

    function take(more) {
        files = [...files, ...more].slice(-most);
        picker.value = "";
        show();
    }

    function show() {
        list.replaceChildren(...files.map((file) => fileRow(file, () => drop(file))));
    }

    function drop(file) {
        files = files.filter((one) => one !== file);
        show();
        picker.focus();
    }
}

function fileRow(file, remove) {
    const button = element(
        "button",
        { type: "button", class: "upload-remove", "aria-label": `Remove ${file.name}`, on: { click: remove } },
        icon("close"),
    );
    const words = element(
        "span",
        { class: "file-words" },
        element("span", { class: "file-name" }, file.name),
        element("span", { class: "file-size" }, sizeWords(file.size)),
    );
    return element("li", { class: "file-card" }, icon("file"), words, button);
}
