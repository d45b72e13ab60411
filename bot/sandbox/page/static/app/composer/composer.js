// The composer: a box in which one types a slash and gets the bot's commands, and then fills one in.

import { element } from "../../render/element.js";
import { announce } from "../announce.js";
import { channelName } from "../channels.js";
import { fileProblem } from "../files.js";
import { icon } from "../icons.js";
import { fileOptions, flatten, matching } from "./commands.js";
import { watchDrops } from "./drop.js";
import { openForm } from "./form.js";
import { createPopup } from "./popup.js";

const PLAIN = "Here one only uses the bot's commands: type / to see them. Your text stays where it is.";

/** Show the composer in `root`. Returns `use(name)`, which starts a command, and `focus()`. */
export function showComposer(root, store, actions) {
    const popup = createPopup();
    const note = element("p", { class: "composer-note", role: "status", hidden: true });
    const input = element("input", {
        id: "composer-input",
        class: "composer-input",
        type: "text",
        role: "combobox",
        autocomplete: "off",
        "aria-autocomplete": "list",
        "aria-expanded": "false",
        "aria-label": "Type a command",
        on: { input: typed, keydown: key, click: list, blur: () => popup.owner() === input && popup.hide() },
    });
    const slash = element(
        "button",
        { type: "button", class: "quiet-button slash-button", "aria-label": "Show the commands", title: "Show the commands", on: { click: browse } },
        icon("slash"),
    );
    const box = element("div", { class: "composer-box" }, slash, input);
    root.replaceChildren(popup.node, note, box);
    let form = null;
    let held = []; // files that wait for a command
    const drafts = new Map(); // what stood in the box, by channel

    let place = null;
    store.on(["channel", "me", "channels", "users"], (state) => {
        const here = `${state.channel} ${state.me}`;
        input.placeholder = `Type / to use a command in ${channelName(state, state.channels.get(state.channel))}`;
        if (here !== place) {
            drafts.set(place, form ? `/${form.name} ` : input.value);
            place = here;
            leave(drafts.get(here) ?? "", { focus: false });
        }
    });
    store.on(["channel", "me", "botState", "line"], refresh);
    watchDrops(takeFiles);

    async function refresh() {
        if (store.state.line !== "open" || !store.state.channel) {
            return;
        }
        const asked = `${store.state.channel} ${store.state.me}`;
        const commands = await actions.ask("commands", { channel: store.state.channel }).catch(() => null);
        if (commands && asked === `${store.state.channel} ${store.state.me}`) {
            store.change({ commands });
            if (popup.owner() === input) {
                list();
            }
        }
    }

    function entries() {
        return flatten(store.state.commands);
    }

    function typed() {
        tell("");
        if (input.value === "/") {
            refresh();
        }
        list();
    }

    function list() {
        if (!input.value.startsWith("/")) {
            popup.hide();
            return;
        }
        const pool = held.length > 0 ? entries().filter((entry) => fileOptions(entry).length > 0) : entries();
        const found = matching(pool, input.value.slice(1));
        const items = found.map((entry) => ({ label: `/${entry.name}`, detail: entry.description, entry }));
        const bot = store.state.bot?.display ?? "the bot";
        const none = store.state.commands.length ? `${bot} has no such command.` : `${bot} has registered no commands yet.`;
        const title = held.length > 0 ? `Commands that take a file` : `Commands of ${bot}`;
        popup.show({ owner: input, title, items, active: 0, note: items.length ? "" : none, pick: (item) => choose(item.entry) });
    }

    function key(event) {
        if (popup.owner() === input && popup.key(event)) {
            return;
        }
        if (event.key === "Enter" && !event.isComposing) {
            event.preventDefault();
            if (input.value.trim()) {
                tell(input.value.startsWith("/") ? "There is no such command. Type / alone to see them all." : PLAIN);
            }
        } else if (event.key === "Escape") {
            leave("");
        }
    }

    function browse() {
        leave("/");
        list();
    }

    function choose(entry) {
        popup.hide();
        tell("");
        form = openForm({ entry, popup, store, actions, tell, leave });
        box.replaceChildren(slash, ...form.nodes);
        form.start();
        announce(`Command ${entry.name}. ${entry.description}`);
        if (held.length > 0) {
            form.takeFiles(held);
            held = [];
        }
    }

    /** Leave the command, with this text in the box. */
    function leave(text = "", { focus = true } = {}) {
        form?.end();
        form = null;
        held = [];
        popup.hide();
        tell("");
        input.value = text;
        box.replaceChildren(slash, input);
        if (focus) {
            input.focus();
            list();
        }
    }

    function tell(words, wrong = false) {
        note.textContent = words;
        note.hidden = words === "";
        note.classList.toggle("wrong", wrong);
    }

    function takeFiles(files) {
        const problem = files.map(fileProblem).find(Boolean);
        if (problem) {
            tell(problem, true);
            return;
        }
        if (form?.takeFiles(files)) {
            return;
        }
        const takers = entries().filter((entry) => fileOptions(entry).length > 0);
        if (takers.length === 0) {
            tell("No command here takes a file.", true);
            return;
        }
        held = files;
        if (takers.length === 1) {
            choose(takers[0]);
        } else {
            input.value = "/";
            box.replaceChildren(slash, input);
            input.focus();
            list();
        }
    }

    return {
        use(name) {
            const entry = entries().find((found) => found.name === name) ?? entries().find((found) => found.name.startsWith(`${name} `));
            if (entry) {
                choose(entry);
            }
        },
        focus: () => (form ? form.focus() : input.focus()),
    };
}
