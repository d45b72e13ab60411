// Whom the reader acts as, at the bottom left: any member, or a new one.

import { renderAvatar } from "../render/avatar.js";
import { element, freshId } from "../render/element.js";
import { notify } from "./announce.js";
import { openDialog } from "./dialog.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { person } from "./store.js";

/** Fill `root` and keep it current. */
export function showActing(root, store, actions, tools) {
    const button = element("button", {
        type: "button",
        class: "acting-button",
        "aria-haspopup": "menu",
        on: { click: () => openMenu(button, choices(), "Act as") },
    });
    root.replaceChildren(button, ...tools);
    store.on(["me", "users"], (state) => {
        const me = person(state, state.me);
        button.replaceChildren(
            renderAvatar(me, 32),
            element(
                "span",
                { class: "acting-words" },
                element("span", { class: "acting-name" }, me.display),
                element("span", { class: "acting-hint" }, "Switch member"),
            ),
            icon("up"),
        );
    });

    function choices() {
        const people = [...store.state.users.values()].filter((user) => !user.bot);
        const members = people.map((user) => ({
            label: user.display,
            mark: renderAvatar(user, 24),
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
    const input = element("input", { id, type: "text", maxlength: 32, autocomplete: "off", required: true });
    const wrong = element("p", { class: "field-error", role: "alert" });
    const body = [
        element("label", { for: id }, "Name"),
        input,
        wrong,
        element("p", { class: "soft" }, "They join this server at once, and you act as them."),
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
