// What the popup shows for the option that has the focus: what it is, and what can be picked.

import { chooseFiles, fileProblem } from "../files.js";
import { icon } from "../icons.js";
import { sizeText } from "../nodes.js";
import { restOf, valuesOf, optionOf } from "./draft.js";
import { createSearch } from "./search.js";
import { answersAsItems, suggestionsFor } from "./suggestions.js";
import { ATTACHMENT, ROLE, hintOf } from "./values.js";

/** `open(option)`, `openRest(owner, add)`, `takeFile(option, file)` and `stop()` for the form of one command. */
export function createOffers({ draft, popup, store, actions, pills, fill }) {
    const { search, stop } = createSearch();

    function open(name) {
        stop();
        const option = optionOf(draft, name);
        const base = { owner: pills.get(name).input, title: option.name, about: `${option.description} (${hintOf(option)})` };
        const field = draft.fields.get(name);
        if (option.type === ATTACHMENT) {
            openFiles(name, base);
        } else if (option.autocomplete) {
            openSearch(name, option, base);
        } else {
            const items = suggestionsFor(store.state, option, field.value === null ? field.text : "");
            const active = field.value === null && field.text ? 0 : -1;
            const none = option.type === ROLE ? "There are no roles in the sandbox." : "Nothing here fits what you typed.";
            const note = items?.length === 0 ? none : "";
            popup.show({ ...base, items: items ?? [], active, note, pick: (item) => pick(name, item) });
        }
    }

    function pick(name, item) {
        fill(name, { text: item.label, label: item.label, value: item.value });
    }

    function openSearch(name, option, base) {
        const field = draft.fields.get(name);
        const text = field.value === null ? field.text : field.label;
        const bot = store.state.bot?.display ?? "the bot";
        const asked = () => {
            const options = Object.fromEntries(Object.entries(valuesOf(draft, name)).filter(([, value]) => !(value instanceof File)));
            return actions.ask("autocomplete", { channel: store.state.channel, name: draft.entry.name, focused: name, text, options });
        };
        search(asked, (state, answers) => {
            if (state !== "searching" && document.activeElement !== base.owner) {
                return;
            }
            const none = text ? `${bot} suggests nothing for this. You can send it as it is.` : `${bot} suggests nothing yet. Type something.`;
            const notes = { searching: "Searching…", silent: `No answer from ${bot}. Type on to ask again.`, found: answers.length ? "" : none };
            const items = answersAsItems(answers);
            const active = field.value === null && text ? 0 : -1;
            popup.show({ ...base, items, active, note: notes[state], pick: (item) => pick(name, item) });
        });
    }

    async function openFiles(name, base) {
        const choose = { label: "Choose a file from this computer…", mark: icon("file"), run: () => chooseFiles(([file]) => takeFile(name, file)) };
        const show = (samples) => {
            const items = [choose, ...samples.map((sample) => ({ label: sample.name, detail: sample.about, mark: icon("file"), sample }))];
            const note = "You can also drop a file anywhere on the page, or paste one. It never leaves this machine.";
            popup.show({ ...base, items, active: -1, note, pick: (item) => (item.run ? item.run() : takeSample(name, item.sample)) });
        };
        show([]);
        const samples = await actions.ask("samples").catch(() => []);
        if (samples.length > 0 && popup.owner() === base.owner) {
            show(samples);
        }
    }

    function takeSample(name, sample) {
        fill(name, { text: sample.name, label: `${sample.name} (sample)`, value: { file: sample.file } });
    }

    function takeFile(name, file) {
        const problem = fileProblem(file);
        if (problem) {
            pills.get(name).setProblem(problem);
            return;
        }
        fill(name, { text: file.name, label: `${file.name} (${sizeText(file.size)})`, value: file });
    }

    /** The options that are left, by name and description. */
    function openRest(owner, add) {
        stop();
        const wanted = owner.value.trim().toLowerCase();
        const rest = restOf(draft);
        const items = rest
            .filter((option) => option.name.includes(wanted))
            .map((option) => ({ label: option.name, detail: option.description, mark: icon("plus"), name: option.name }));
        const none = rest.length ? "No option of that name is left." : "";
        const title = rest.length ? "More options" : `/${draft.entry.name}`;
        const about = rest.length ? "none of these is needed; Enter sends" : "Enter sends";
        popup.show({ owner, title, about, items, active: wanted ? 0 : -1, note: items.length ? "" : none, pick: (item) => add(item.name) });
    }

    return { open, openRest, takeFile, stop };
}
