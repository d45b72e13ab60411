// The log: the messages of the open channel, kept current.

import { element, setAttributes } from "../../render/element.js";
import { renderMessage } from "../../render/message.js";
import { refreshTimes } from "../../render/timestamp.js";
import { announce } from "../announce.js";
import { channelName } from "../channels.js";
import { openMessageMenu } from "../context.js";
import { icon } from "../icons.js";
import { createScene } from "../scene.js";
import { person, sandboxNow } from "../store.js";
import { chunkedLine } from "./chunks.js";
import { dayRow, failedRow, newRow, startRow, waitingRow } from "./parts.js";
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
    const heard = new Set(); // messages that were read out
    let scene = null;
    let place = null;
    const scroll = keepAtBottom(box, list, (atBottom) => {
        if (atBottom) {
            seen();
        }
        showPresent();
    });
    present.addEventListener("click", () => {
        scroll.toBottom();
        box.focus();
    });
    document.addEventListener("visibilitychange", () => scroll.isAtBottom() && seen());
    walkRows(box, list);
    const keepTimes = () => refreshTimes(list, sandboxNow(store.state));
    setInterval(keepTimes, TIMES_KEPT);
    store.on(["now"], keepTimes);
    store.on(["messages", "channel", "interactions", "fresh", "commands", "users"], draw);

    function draw(state) {
        const here = `${state.channel} ${state.me}`;
        const moved = here !== place;
        if (moved) {
            left(state, place);
            place = here;
            list.replaceChildren();
            shown.clear();
            setAttributes(box, { "aria-label": `Messages in ${channelName(state, state.channels.get(state.channel))}` });
        }
        const news = fresh(state);
        if (news.length > 0 && !isLooking() && !state.since.has(state.channel)) {
            state.since.set(state.channel, news[0]);
        }
        scene = createScene(store, actions, openers);
        reconcile(line, shown, rowsOf(state), build);
        tell(state, news, moved);
        if (moved) {
            scroll.toBottom();
        } else {
            scroll.stick();
        }
        if (isLooking()) {
            seen();
        }
        showPresent();
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

    function fresh(state) {
        return [...(state.fresh.get(state.channel) ?? [])];
    }

    function isLooking() {
        return scroll.isAtBottom() && document.visibilityState === "visible";
    }

    function seen() {
        const { state } = store;
        if (state.fresh.get(state.channel)?.size) {
            state.fresh.delete(state.channel);
            store.touch("fresh");
        }
    }

    /** Read out who wrote, briefly; the log itself stays silent, as its messages change all the time. */
    function tell(state, news, moved) {
        const known = state.messages.get(state.channel) ?? [];
        const unheard = known.filter((message) => news.includes(message.id) && !heard.has(message.id));
        unheard.forEach((message) => heard.add(message.id));
        if (unheard.length > 0 && !moved) {
            const words = unheard.at(-1).content || shown.get(unheard.at(-1).id)?.node.textContent || "";
            const author = person(state, unheard.at(-1).author.id).display;
            announce(`New message from ${author}: ${words.replace(/\s+/g, " ").slice(0, 120)}`);
        }
    }

    function showPresent() {
        const count = store.state.fresh.get(store.state.channel)?.size ?? 0;
        present.hidden = scroll.isAtBottom();
        const words = count ? `${count} new – jump to present` : "Jump to present";
        present.replaceChildren(element("span", {}, words), icon("down"));
    }

    return { focus: () => box.focus() };
}
