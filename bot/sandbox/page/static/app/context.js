// The menus of people and messages: right-click, the context-menu key, or the button beside them.

import { commandsFor } from "./actions.js";
import { notify } from "./announce.js";
import { openCard } from "./card.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { person } from "./store.js";

const USER = 2;
const MESSAGE = 3;
const EPHEMERAL = 64;
const NAMES = ".message-name, .message-face, .reply-name";
const OPENERS = `${NAMES}, .mention[role=button]`;

let asMenu = false;

/** Show somebody: their card when their name was clicked, their menu when it was right-clicked. */
export function openUser(store, actions, id, anchor) {
    if (asMenu) {
        openUserMenu(store, actions, id, anchor);
    } else {
        openCard(store, actions, id, anchor);
    }
}

/** Answer right-clicks and context-menu keys everywhere on people and messages. */
export function watchContextMenus(store, actions) {
    document.addEventListener("contextmenu", (event) => {
        if (!(event.target instanceof Element) || event.target.closest("input, textarea, a[href], img")) {
            return;
        }
        const named = event.target.closest("[data-user-id]");
        const opener = event.target.closest(OPENERS);
        const message = event.target.closest("[data-message-id]");
        if (!named && !message) {
            return;
        }
        event.preventDefault();
        // a name in a message knows whom it opens a card about; here it is to open a menu
        if (opener?.textContent.startsWith("@") || opener?.matches(NAMES)) {
            asMenu = true;
            opener.click();
            asMenu = false;
            return;
        }
        // the context-menu key has no place of its own: the menu opens below what is focused
        const byKey = event.clientX === 0 && event.clientY === 0;
        const anchor = byKey ? (named ?? message) : { x: event.clientX, y: event.clientY };
        if (named) {
            openUserMenu(store, actions, named.dataset.userId, anchor);
        } else {
            openMessageMenu(store, actions, message.dataset.messageId, anchor);
        }
    });
}

/** What can be done with a user. */
export async function openUserMenu(store, actions, id, anchor) {
    const user = person(store.state, id);
    const commands = user.bot ? [] : await commandsFor(store, actions, USER);
    const own = [];
    if (!user.bot && id !== store.state.me) {
        own.push({ label: `Act as ${user.display}`, mark: icon("people"), run: () => actions.act(id) });
    }
    own.push(copyId(id));
    openMenu(anchor, [apps(actions, commands, { user: id }), { items: own }], user.display);
}

/** What can be done with a message. */
export async function openMessageMenu(store, actions, id, anchor) {
    const message = store.state.messages.get(store.state.channel)?.find((found) => found.id === id);
    if (!message) {
        return;
    }
    const ephemeral = (message.flags & EPHEMERAL) !== 0;
    const commands = ephemeral ? [] : await commandsFor(store, actions, MESSAGE);
    const own = [copyId(id)];
    if (ephemeral) {
        own.unshift({ label: "Dismiss message", mark: icon("close"), run: () => actions.dismiss(message) });
    }
    openMenu(anchor, [apps(actions, commands, { message: id }), { items: own }], "Message");
}

function apps(actions, commands, target) {
    const items = commands.map((command) => ({
        label: command.name,
        mark: icon("slash"),
        run: () => actions.useOn(command.name, target),
    }));
    return { label: "Apps", items };
}

function copyId(id) {
    const run = async () => {
        try {
            await navigator.clipboard.writeText(id);
            notify("The id is copied.");
        } catch {
            notify(`The id is ${id}.`);
        }
    };
    return { label: "Copy id", mark: icon("file"), run };
}
