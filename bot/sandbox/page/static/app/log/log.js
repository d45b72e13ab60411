// The log: the messages of the open channel, kept current.

import { element, setAttributes } from "../../render/element.js";
import { renderMessage } from "../../render/message.js";
import { refreshTimes } from "../../render/timestamp.js";
import { channelName } from "../channels.js";
import { openMessageMenu } from "../context.js";
import { icon } from "../icons.js";
import { createScene } from "../scene.js";
import { sandboxNow } from "../store.js";
import { chunkedLine } from "./chunks.js";
import { createNews } from "./news.js";
import { dayRow, failedRow, newRow, startRow, waitingRow } from "./parts.js";
import { watchPresses } from "./pressed.js";
import { reconcile } from "./reconcile.js";
import { rowsOf } from "./rows.js";
import { keepAtBottom } from "./scroll.js";
import { walkRows } from "./walk.js";

const CHAT = 1;
const TIMES_KEPT = 10_000;

/** Show the log in `box`; `present` is the button that leads back to its end. */
export function showLog({ box, present, store, actions, openers, useCommand }) {
    const list = element("div", { class: "messages" });
    box.append(list);
    const line = chunkedLine(list);
    const shown = new Map();
    const commands = new Set(); // the acting member's that were seen to be sent
    let scene = null;
    let place = null;
    const scroll = keepAtBottom(box, list, () => news.look());
    const news = createNews({ store, scroll, present, wordsOf: (id) => shown.get(id)?.node.textContent ?? "" });
    present.addEventListener("click", () => {
        scroll.toBottom();
        box.focus();
    });
    walkRows(box, list);
    const presses = watchPresses(list, () => draw(store.state));
    const keepTimes = () => refreshTimes(list, sandboxNow(store.state));
    setInterval(keepTimes, TIMES_KEPT);
    store.on(["now"], keepTimes);
    store.on(["messages", "channel", "interactions", "fresh", "commands", "users"], draw);

    function draw(state) {
        const here = `${state.channel} ${state.me}`;
        const moved = here !== place;
        if (presses.held() && !moved) {
            return; // drawn after the press
        }
        if (moved) {
            left(state, place);
            place = here;
            list.replaceChildren();
            shown.clear();
            setAttributes(box, { "aria-label": `Messages in ${channelName(state, state.channels.get(state.channel))}` });
        }
        news.markFirst();
        scene = createScene(store, actions, openers);
        reconcile(line, shown, rowsOf(state), build);
        news.tell(moved);
        if (moved || ownCommand(state)) {
            scroll.toBottom();
        } else {
            scroll.stick();
        }
        news.look();
    }

    /** Whoever sends a command wants to see what comes of it. */
    function ownCommand({ interactions, channel }) {
        const sent = [...interactions.values()].filter((one) => one.message === null && one.channel === channel);
        const isNew = sent.some((one) => !commands.has(one.id));
        sent.forEach((one) => commands.add(one.id));
        return isNew;
    }

    /** What was new in the channel one comes from is not new any more. */
    function left(state, before) {
        state.since.delete(before?.split(" ")[0]);
    }

    function build(row) {
        const { state } = store;
        if (row.kind === "start") {
            return startRow(state, state.commands.filter((command) => command.type === CHAT), useCommand);
        }
        if (row.kind === "message") {
            return messageRow(row);
        }
        const makers = {
            day: () => dayRow(row.words),
            new: newRow,
            waiting: () => waitingRow(state, row.interaction),
            failed: () => failedRow(state, row.interaction, () => forget(row.interaction.id)),
        };
        return makers[row.kind]();
    }

    function messageRow({ message, grouped }) {
        const node = renderMessage(message, scene, { grouped });
        const more = element(
            "button",
            {
                type: "button",
                class: "quiet-button message-more",
                "aria-label": "More about this message",
                "aria-haspopup": "menu",
                tabindex: -1,
                on: { click: () => openMessageMenu(store, actions, message.id, more) },
            },
            icon("more"),
        );
        node.append(more);
        return node;
    }

    function forget(id) {
        store.state.interactions.delete(id);
        store.touch("interactions");
        box.focus();
    }
}
