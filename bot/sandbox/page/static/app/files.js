// Handing files to the sandbox. They stay in its memory until a command takes them, and never leave the machine.

import { sizeText } from "./nodes.js";
import { Refused } from "./socket.js";

const MOST = 25 * 1024 * 1024;

/** What keeps a file from being sent, as a sentence; null when nothing does. */
export function fileProblem(file) {
    return file.size > MOST ? `${file.name} is ${sizeText(file.size)}; at most ${sizeText(MOST)} can be sent.` : null;
}

/** Send one file; resolves to how the sandbox calls it. Raises Refused. */
export async function upload(file) {
    const problem = fileProblem(file);
    if (problem) {
        throw new Refused(problem);
    }
    let answer;
    try {
        answer = await fetch(`./files?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file });
    } catch {
        throw new Refused(`${file.name} could not be read or sent. Choose it again.`);
    }
    if (!answer.ok) {
        throw new Refused(`The sandbox did not take ${file.name}. Is it still running?`);
    }
    return (await answer.json()).id;
}

/** Values with every file in them replaced by what the sandbox calls it: {"file": id}. Lists may hold files too. */
export async function uploadAll(values) {
    const sent = {};
    for (const [name, value] of Object.entries(values)) {
        sent[name] = Array.isArray(value) ? await Promise.all(value.map(replace)) : await replace(value);
    }
    return sent;
}

async function replace(value) {
    return value instanceof File ? { file: await upload(value) } : value;
}

/** Ask the reader for a file. `taken(files)` runs when they chose. */
export function chooseFiles(taken, multiple = false) {
    const input = document.createElement("input");
    input.type = "file";
    input.multiple = multiple;
    input.addEventListener("change", () => input.files.length > 0 && taken([...input.files]));
    input.click();
}
