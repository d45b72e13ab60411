// A command being filled in: its options as pills, the rest offered after them, and sending it.

import { element } from "../../render/element.js";
import { announce } from "../announce.js";
import { uploadAll } from "../files.js";
import { icon } from "../icons.js";
import { fileOptions } from "./commands.js";
import { addOption, createDraft, nextMissing, optionOf, problemsOf, removeOption, restOf, valuesOf } from "./draft.js";
import { createOffers } from "./offers.js";
import { createPill } from "./pill.js";
import { emptyField, isEmpty, problemOf } from "./values.js";

/** Open a command. Returns its nodes for the box, `start()`, `focus()`, `takeFiles(files)` and `end()`. */
export function openForm({ entry, popup, store, actions, tell, leave }) {
    const draft = createDraft(entry);
    const pills = new Map();
    const offers = createOffers({ draft, popup, store, actions, pills, fill });
    const name = element("span", { class: "command-name" }, `/${entry.name}`);
    const row = element("div", { class: "pills", role: "group", "aria-label": `Options of /${entry.name}` }, name);
    const more = element("input", {
        type: "text",
        class: "more-input",
        role: "combobox",
        autocomplete: "off",
        enterkeyhint: "send",
        "aria-autocomplete": "list",
        "aria-expanded": "false",
        "aria-label": "More options. Enter sends the command",
        on: { focus: offerRest, click: offerRest, input: offerRest, keydown: moreKey },
    });
    const clear = element("button", { type: "button", class: "quiet-button", "aria-label": "Leave this command", title: "Leave this command (Escape)", on: { click: () => leave("") } }, icon("close"));
    const send_ = element("button", { type: "button", class: "send-button", "aria-label": "Send the command", title: "Send (Enter)", on: { click: send } }, icon("send"));
    let sending = false;
    row.append(more);
    row.addEventListener("focusout", (event) => {
        if (!row.contains(event.relatedTarget) && row.contains(popup.owner())) {
            popup.hide();
        }
    });
    draft.shown.forEach(addPill);

    function addPill(option) {
        const pill = createPill(optionOf(draft, option), {
            focus: () => offers.open(option),
            input: (text) => typed(option, text),
            key: (event) => pillKey(event, option),
            remove: () => drop(option),
        });
        pills.set(option, pill);
        more.before(pill.node);
        showRest();
    }

    function showRest() {
        const rest = restOf(draft).length;
        more.placeholder = rest ? `+${rest} more` : "Enter sends";
        more.size = Math.max(8, more.placeholder.length);
    }

    function typed(option, text) {
        draft.fields.set(option, { ...emptyField(), text });
        pills.get(option).node.classList.remove("picked");
        const problem = problemOf(optionOf(draft, option), draft.fields.get(option));
        // while one types, only what more typing cannot mend is told
        pills.get(option).setProblem(problem?.startsWith("Too long") || problem?.startsWith("Out of range") ? problem : null);
        offers.open(option);
    }

    /** Put a picked value in, and go on to what is missing. */
    function fill(option, field) {
        draft.fields.set(option, field);
        pills.get(option).show(field);
        pills.get(option).setProblem(null);
        popup.hide();
        focusNext();
    }

    function focusNext() {
        const missing = nextMissing(draft);
        (missing ? pills.get(missing).input : more).focus();
    }

    function offerRest() {
        offers.openRest(more, (option) => {
            more.value = "";
            addOption(draft, option);
            addPill(option);
            pills.get(option).input.focus();
        });
    }

    function moreKey(event) {
        if (popup.owner() === more && popup.key(event)) {
            return;
        }
        if (event.key === "Backspace" && more.value === "") {
            event.preventDefault();
            const last = draft.shown.at(-1);
            last ? pills.get(last).input.focus() : leave(`/${entry.name}`);
            return;
        }
        commonKey(event);
    }

    function pillKey(event, option) {
        if (popup.owner() === pills.get(option).input && popup.key(event)) {
            return;
        }
        const field = draft.fields.get(option);
        if (event.key === "Backspace" && field.value !== null && pills.get(option).input.readOnly) {
            draft.fields.set(option, emptyField());
            pills.get(option).show(emptyField());
            offers.open(option);
        } else if (event.key === "Backspace" && isEmpty(field)) {
            event.preventDefault();
            drop(option);
        } else {
            commonKey(event);
        }
    }

    function commonKey(event) {
        if (event.key === "Enter" && !event.isComposing) {
            event.preventDefault();
            send();
        } else if (event.key === "Escape") {
            event.preventDefault();
            leave("");
        }
    }

    /** Leave one option and stand where it was; before the first there is only the command itself. */
    function drop(option) {
        const at = draft.shown.indexOf(option);
        const isRequired = optionOf(draft, option).required;
        removeOption(draft, option);
        if (!isRequired) {
            pills.get(option).node.remove();
            pills.delete(option);
            showRest();
        }
        const before = draft.shown[at - 1];
        if (before) {
            pills.get(before).input.focus();
        } else if (isRequired) {
            leave(`/${entry.name}`);
        } else {
            more.focus();
        }
    }

    async function send() {
        const problems = problemsOf(draft);
        pills.forEach((pill, option) => pill.setProblem(problems.get(option)));
        if (problems.size > 0) {
            const [option, words] = [...problems][0];
            pills.get(option).input.focus();
            announce(`${option}: ${words}`);
            return;
        }
        if (sending) {
            return;
        }
        setSending(true);
        try {
            const options = await uploadAll(valuesOf(draft));
            await actions.ask("slash", { channel: store.state.channel, name: entry.name, options });
            leave("");
        } catch (refusal) {
            tell(`/${entry.name} was not sent. ${refusal.message}`, true);
        } finally {
            setSending(false);
        }
    }

    function setSending(on) {
        sending = on;
        send_.classList.toggle("busy", on);
        send_.setAttribute("aria-disabled", String(on));
    }

    /** Put files into the options that take some, the empty ones first; false when there are none. */
    function takeFiles(files) {
        const takers = fileOptions(entry).map((option) => option.name);
        if (takers.length === 0) {
            return false;
        }
        const empty = takers.filter((option) => !draft.shown.includes(option) || isEmpty(draft.fields.get(option)));
        const places = empty.length > 0 ? empty : takers.slice(-1);
        files.slice(0, places.length).forEach((file, at) => {
            if (!draft.shown.includes(places[at])) {
                addOption(draft, places[at]);
                addPill(places[at]);
            }
            offers.takeFile(places[at], file);
        });
        if (files.length > places.length) {
            tell(`/${entry.name} takes ${places.length} more; ${files.length - places.length} left out.`, true);
        }
        return true;
    }

    return {
        name: entry.name,
        nodes: [row, clear, send_],
        start: focusNext,
        focus: () => more.focus(),
        takeFiles,
        end: offers.stop,
    };
}
