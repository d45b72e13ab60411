// Renders given messages and form fields with the page's own modules, and remembers what their handlers were told.

import { renderField } from "./render/field.js";
import { renderMarkdown } from "./render/markdown.js";
import { isGrouped, renderMessage } from "./render/message.js";
import { refreshTimes } from "./render/timestamp.js";

const NOTED = ["press", "choose", "vote", "dismiss", "openUser", "openImage", "openCommand"];
const calls = [];
let fields = [];

function note(name, values) {
    const plain = values.map((value) => (value instanceof Node ? "node" : JSON.parse(JSON.stringify(value))));
    calls.push([name, ...plain]);
}

function sceneOf({ users = [], channels = [], roles = [], failures = {}, waiting = [], chosen = {}, ...rest }) {
    const known = new Map(users.map((user) => [user.id, user]));
    const handlers = Object.fromEntries(NOTED.map((name) => [name, (...values) => note(name, values)]));
    handlers.suggestUsers = (text) => users.filter((user) => user.display.toLowerCase().includes(text.toLowerCase()));
    return {
        ...rest,
        users: known,
        channels: new Map(channels.map((channel) => [channel.id, channel])),
        roles: new Map(roles.map((role) => [role.id, role])),
        now: new Date(rest.now),
        failures: new Map(Object.entries(failures)),
        waiting: new Set(waiting),
        chosen: new Map(Object.entries(chosen)),
        handlers,
    };
}

/** The tree of a node as text: strong(b code(x)) and so on; words as they are. */
function outline(node) {
    if (node.nodeType === Node.TEXT_NODE) {
        return node.data;
    }
    const inside = [...node.childNodes].map(outline).join("");
    if (node.nodeType === Node.DOCUMENT_FRAGMENT_NODE) {
        return inside;
    }
    const name = node.classList[0] ?? node.localName;
    return name === "spoiler-switch" ? "" : `${name}(${node.href ? `${node.getAttribute("href")} ` : ""}${inside})`;
}

window.gallery = {
    calls,
    showMessages(messages, scene) {
        const made = sceneOf(scene);
        const nodes = messages.map((message, place) =>
            renderMessage(message, made, { grouped: isGrouped(message, messages[place - 1]) }),
        );
        document.getElementById("messages").replaceChildren(...nodes);
    },
    showFields(components, scene) {
        fields = components.map((component) => renderField(component, sceneOf(scene)));
        document.getElementById("fields").replaceChildren(...fields.map((field) => field.node));
    },
    fieldValues: () =>
        fields
            .map((field) => field.value())
            .map((value) => (Array.isArray(value) ? value.map((one) => one.name ?? one) : (value ?? null))),
    outline: (text, scene) => outline(renderMarkdown(text, sceneOf(scene))),
    refreshTimes: (now) => refreshTimes(document, new Date(now)),
};
document.documentElement.dataset.state = "ready";
