// Ways to break something, each with what one will see, and the clock.

import { element } from "../../render/element.js";
import { notify } from "../announce.js";

const FAULTS = [
    ["Slow network", { kind: "slow", seconds: 2, times: 3 }, "The bot's next three requests take 2 s each: answers come late, but they come."],
    ["Too slow", { kind: "slow", seconds: 4, times: 1 }, "The next request takes 4 s. Use a command now: it fails, as an answer must come within 3 s."],
    ["Lost answer", { kind: "lost_answer" }, "The next request takes effect, but the bot does not hear of it. The member should see one answer, not two."],
    ["Rate limit (429)", { kind: "rate_limited" }, "The bot is told to wait a moment. The answer comes a little later, and nothing is lost."],
    ["Server error (500)", { kind: "server_error" }, "The next request fails on Discord's side. The bot tries again: the answer comes about a second later."],
    ["Disconnect", { kind: "disconnect" }, "The bot's connection is cut. It comes back by itself, and what was pressed meanwhile still arrives."],
    ["Invalid session", { kind: "invalid_session" }, "The bot has to sign in anew, which takes some seconds. What is pressed meanwhile fails."],
    ["Refuse the gateway", { kind: "refuse_gateway", times: 2 }, "The bot's next two connections are refused. Cut it off now: it takes longer to come back, but it does."],
];
const RESTARTS = [
    ["Stop and start the bot", "stop", "The bot ends in good order and starts again. Old buttons still work afterwards."],
    ["Kill and start the bot", "kill", "The bot is gone at once, as in a power cut, and starts again. What was stored is still there."],
];
const CLOCK = [
    ["Let 4 s pass", 4, "An answer that has not come by then is too late: the interaction fails."],
    ["Let 15 min pass", 900, "After that the bot cannot change an answer any more; what waits for its time, happens."],
];

/** The section with all of them. */
export function faultSection(actions) {
    const faults = FAULTS.map(([name, members, words]) => action(name, words, () => actions.attempt("fault", members)));
    const restarts = RESTARTS.map(([name, how, words]) => action(name, words, () => actions.attempt("restart", { how })));
    const clock = CLOCK.map(([name, seconds, words]) => action(name, words, () => actions.attempt("clock", { seconds })));
    const mend = element("button", { type: "button", class: "main-button mend", on: { click: run } }, "Mend everything");
    return element(
        "details",
        { class: "faults" },
        element("summary", {}, "Break something"),
        element("ul", {}, faults, restarts),
        mend,
        element("h3", {}, "Clock"),
        element("ul", {}, clock),
    );

    async function run() {
        if ((await actions.attempt("fault", { kind: "clear" })) !== undefined) {
            notify("Everything is mended: nothing goes wrong on purpose any more.");
        }
    }
}

function action(name, words, run) {
    const button = element("button", { type: "button", class: "plain-button", on: { click } }, name);
    return element("li", { class: "fault" }, button, element("p", { class: "soft" }, words));

    async function click() {
        if ((await run()) !== undefined) {
            notify(`${name}. ${words}`);
        }
    }
}
