// What a reader can do anywhere on the page; each asks the sandbox and shows what it refused.

import { announce, notify } from "./announce.js";
import { person } from "./store.js";

/** `ask`, with a refusal shown as a notice. Resolves to undefined then. */
export function createActions(store, ask) {
    async function attempt(what, members) {
        try {
            return await ask(what, members);
        } catch (refusal) {
            notify(refusal.message, { wrong: true });
            return undefined;
        }
    }

    async function act(user) {
        await attempt("act", { user });
        sessionStorage.setItem("sandbox-me", user);
        announce(`You act as ${person(store.state, user).display} now.`);
    }

    async function openDirect() {
        const channel = await attempt("open_direct");
        if (channel) {
            store.change({ channel });
        }
    }

    /** Press or choose: the part is busy from now on, and free again at once when the sandbox refuses. */
    async function touchComponent(what, message, component, members = {}) {
        const { failures, waiting } = store.state;
        const key = `${message.id}:${component.id}`;
        failures.delete(key);
        waiting.add(key);
        store.touch("messages");
        const asked = await attempt(what, { message: message.id, component: component.id, ...members });
        if (asked === undefined) {
            waiting.delete(key);
            store.touch("messages");
        }
    }

    return {
        act,
        ask,
        attempt,
        openDirect,
        openChannel: (channel) => store.change({ channel }),
        press: (message, component) => touchComponent("press", message, component),
        choose: (message, component, values) => touchComponent("choose", message, component, { values }),
        vote: (message, answers) => attempt("vote", { message: message.id, answers }),
        dismiss: (message) => attempt("dismiss", { message: message.id }),
        useOn: (command, target) => attempt("context", { channel: store.state.channel, name: command, ...target }),
    };
}

/** The context-menu commands offered here: 2 for people, 3 for messages. */
export async function commandsFor(store, actions, kind) {
    try {
        const commands = await actions.ask("commands", { channel: store.state.channel });
        return commands.filter((command) => command.type === kind);
    } catch {
        return [];
    }
}
