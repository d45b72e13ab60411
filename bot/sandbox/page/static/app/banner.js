// A line at the top while something is not as it should be: the connection, or the bot.

import { element } from "../render/element.js";
import { byId } from "./nodes.js";

/** Keep the banner current. `retry()` tries to connect at once. */
export function watchBanner(store, actions, retry) {
    const banner = byId("banner");
    store.on(["line", "retryAt", "botState", "botDetail", "bot"], (state) => {
        const shown = lineWords(state, retry) ?? botWords(state, actions);
        banner.hidden = shown === null;
        if (shown === null) {
            banner.replaceChildren();
            return;
        }
        banner.className = `banner ${shown.kind}`;
        const held = banner.contains(document.activeElement);
        const button = shown.button && element("button", { type: "button", class: "banner-button", on: { click: shown.run } }, shown.button);
        banner.replaceChildren(element("p", {}, shown.text), button ?? "");
        if (held) {
            button?.focus();
        }
    });
}

function lineWords(state, retry) {
    if (state.line === "open" || (state.line === "connecting" && state.attempts === 0)) {
        return null;
    }
    const gone = state.attempts > 3;
    const text = gone
        ? "The sandbox does not answer. If you have ended it, start it again and open the new address it prints."
        : "The connection to the sandbox is lost. Connecting again…";
    return { kind: "wrong", text, button: "Try now", run: retry };
}

function botWords({ botState, botDetail, bot }, actions) {
    const name = bot?.display ?? "The bot";
    const again = { button: "Start it again", run: () => actions.attempt("restart", { how: "stop" }) };
    const detail = botDetail ? ` ${botDetail}` : "";
    const words = {
        starting: { kind: "calm", text: `${name} is starting.${detail} Its commands work as soon as it is there.` },
        reconnecting: { kind: "calm", text: `${name} lost its connection and is coming back.${detail}` },
        stopped: { kind: "wrong", text: `${name} is not running.${detail} What you press now fails, as on Discord.`, ...again },
        failed: { kind: "wrong", text: `${name} did not come up.${detail}`, ...again },
    };
    return words[botState] ?? null;
}
