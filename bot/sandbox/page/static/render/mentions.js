// Members, roles, channels and commands that a text names.

import { nameOf } from "./avatar.js";
import { element } from "./element.js";

const GUIDES = {
    customize: "Channels & Roles",
    browse: "Browse Channels",
    guide: "Server Guide",
    "linked-roles": "Linked Roles",
};

/** `<@id>`: opens a card about the member. */
export function mentionUser({ id }, scene) {
    const user = scene.users?.get(id) ?? (scene.bot?.id === id ? scene.bot : null);
    if (!user) {
        return pill("@unknown-user");
    }
    const open = scene.handlers?.openUser;
    return open ? opener(`@${nameOf(user)}`, (node) => open(id, node)) : pill(`@${nameOf(user)}`);
}

/** `<@&id>` */
export function mentionRole({ id }, scene) {
    return pill(`@${scene.roles?.get(id)?.name ?? "unknown-role"}`);
}

/** `@everyone` and `@here` */
export function mentionEverybody({ name }) {
    return pill(`@${name}`);
}

/** `<#id>` */
export function mentionChannel({ id }, scene) {
    const channel = scene.channels?.get(id);
    return pill(channel ? `#${channel.name}` : "#unknown");
}

/** `</name:id>`: puts the command into the composer. */
export function mentionCommand({ name }, scene) {
    const open = scene.handlers?.openCommand;
    return open ? opener(`/${name}`, () => open(name)) : pill(`/${name}`);
}

/** `<id:browse>` and the like */
export function mentionGuide({ name }) {
    return pill(GUIDES[name]);
}

function pill(words) {
    return element("span", { class: "mention" }, words);
}

// a span in the part of a button: a button would not break over lines as the words around it do
function opener(words, open) {
    const node = element("span", { class: "mention", role: "button", tabindex: "0" }, words);
    node.addEventListener("click", () => open(node));
    node.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") {
            event.preventDefault();
            open(node);
        }
    });
    return node;
}
