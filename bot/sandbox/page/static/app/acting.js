// Whom the reader acts as, at the bottom left: any member, or a new one.

import { notify } from "./announce.js";
import { avatar } from "./avatar.js";
import { openDialog } from "./dialog.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { freshId, make } from "./nodes.js";
import { person } from "./store.js";

/** Fill `root` and keep it current. */
export function showActing(root, store, actions, tools) {
    const button = make("button", {
        type: "button",
        class: "acting-button",
        "aria-haspopup": "menu",
        on: { click: () => openMenu(button, choices(), "Act as") },
    });
    root.replaceChildren(button, ...tools);
    store.on(["me", "users"], (state) => {
        const me = person(state, state.me);
        button.replaceChildren(
            avatar(me),
            make(
                "span",
                { class: "acting-words" },
                make("span", { class: "acting-name", text: me.display }),
                make("span", { class: "acting-hint", text: "Switch member" }),
            ),
            icon("up"),
        );
    });

    function choices() {
        const people = [...store.state.users.values()].filter((user) => !user.bot);
        const members = people.map((user) => ({
            label: user.display,
            mark: avatar(user),
            checked: user.id === store.state.me,
            run: () => actions.act(user.id),
        }));
        return [
            { label: "Act as", items: members },
            { items: [{ label: "Add member…", mark: icon("plus"), run: () => askName(actions) }] },
        ];
    }
}

function askName(actions) {
    const id = freshId("name");
    const input = make("input", { id, type: "text", maxlength: 32, autocomplete: "off", required: true });
    const wrong = make("p", { class: "field-error", role: "alert" });
    const body = [
        make("label", { for: id, text: "Name" }),
        input,
        wrong,
        make("p", { class: "soft", text: "They join this server at once, and you act as them." }),
    ];
    openDialog({ title: "Add a member", body, submit: "Add", onSubmit: add, focus: input });

    async function add() {
        const name = input.value.trim();
        if (!name) {
            wrong.textContent = "A member needs a name.";
            input.focus();
            return false;
        }
        try {
            const user = await actions.ask("add_member", { name });
            notify(`${name} joined the server.`);
            await actions.act(user);
            return true;
        } catch (refusal) {
            wrong.textContent = refusal.message;
            return false;
        }
    }
}
