// Polls: choosing answers and voting, bars once one has voted or asks for results, and the winner when it is closed.

import { dots } from "./button.js";
import { element, freshId, setAttributes } from "./element.js";
import { renderEmoji } from "./emoji.js";
import { icon } from "./icons.js";
import { renderTimeLeft } from "./timestamp.js";

/** The poll of a message. */
export function renderPoll(message, scene) {
    const { poll } = message;
    const rows = rowsOf(poll);
    const closed = isClosed(poll, scene.now);
    const voted = rows.some((row) => row.mine);
    const node = element("section", { class: "poll" });
    const view = { message, scene, poll, rows, closed, voted };
    show(closed || voted);
    return node;

    function show(results) {
        const question = element("h3", { class: "poll-question", id: freshId("poll") }, poll.question?.text ?? "");
        setAttributes(node, { "aria-labelledby": question.id });
        const parts = results ? resultParts(view, () => show(false)) : ballotParts(view, question.id, () => show(true));
        const had = node.contains(document.activeElement);
        const words = poll.allow_multiselect ? "Select one or more answers" : "Select one answer";
        node.replaceChildren(question, ...(results ? [] : [element("p", { class: "poll-hint" }, words)]), ...parts);
        if (had) {
            node.querySelector("button, input")?.focus();
        }
    }
}

/** Is it over, by what Discord says or by the clock? */
export function isClosed(poll, now) {
    return Boolean(poll.results?.is_finalized) || (poll.expiry !== null && new Date(poll.expiry) <= now);
}

function rowsOf(poll) {
    const counts = new Map((poll.results?.answer_counts ?? []).map((count) => [count.id, count]));
    const total = [...counts.values()].reduce((sum, { count }) => sum + count, 0);
    const most = Math.max(0, ...[...counts.values()].map(({ count }) => count));
    return poll.answers.map(({ answer_id: id, poll_media: media }) => {
        const votes = counts.get(id)?.count ?? 0;
        const share = total > 0 ? Math.round((votes / total) * 100) : 0;
        return {
            id,
            text: media?.text ?? "",
            emoji: media?.emoji,
            votes,
            share,
            mine: Boolean(counts.get(id)?.me_voted),
            wins: votes > 0 && votes === most,
        };
    });
}

function ballotParts(view, labelledBy, showResults) {
    const { poll, rows, message, scene } = view;
    const kind = poll.allow_multiselect ? "checkbox" : "radio";
    const name = freshId("answer");
    const vote = element(
        "button",
        { type: "button", class: "component-button style-primary poll-vote", disabled: true },
        "Vote",
    );
    const answers = rows.map((row) => ballotRow(row, kind, name));
    const list = element(
        "div",
        { class: "poll-answers", role: kind === "radio" ? "radiogroup" : "group", "aria-labelledby": labelledBy },
        answers,
    );
    const chosen = () => [...list.querySelectorAll("input:checked")].map((input) => Number(input.value));
    list.addEventListener("change", () => {
        vote.disabled = chosen().length === 0;
    });
    vote.addEventListener("click", () => {
        setAttributes(vote, { "aria-busy": "true", "aria-disabled": "true" });
        vote.replaceChildren(dots("Sending the vote"));
        scene.handlers?.vote?.(message, chosen());
    });
    const results = element(
        "button",
        { type: "button", class: "text-button", on: { click: showResults } },
        "Show results",
    );
    return [list, footer(view, [results, vote])];
}

function ballotRow(row, kind, name) {
    const input = element("input", { type: kind, name, value: row.id });
    return element(
        "label",
        { class: "poll-answer" },
        answerWords(row),
        input,
        element("span", { class: `poll-mark ${kind}`, "aria-hidden": "true" }, icon("check")),
    );
}

function resultParts(view, showBallot) {
    const { rows, closed, voted, message, scene } = view;
    const list = element(
        "ul",
        { class: "poll-answers" },
        rows.map((row) => resultRow(row, closed)),
    );
    const takeBack = element(
        "button",
        { type: "button", class: "text-button", on: { click: () => scene.handlers?.vote?.(message, []) } },
        "Remove vote",
    );
    const back = element(
        "button",
        { type: "button", class: "text-button", on: { click: showBallot } },
        "Back to the vote",
    );
    return [list, footer(view, closed ? [] : [voted ? takeBack : back])];
}

function resultRow(row, closed) {
    const bar = element("span", { class: "poll-bar", "aria-hidden": "true" });
    bar.style.setProperty("--share", `${row.share}%`);
    const winner = closed && row.wins;
    const marks = [row.mine && icon("check", "You voted for this"), winner && icon("trophy", "Winner")].filter(Boolean);
    const count = element(
        "span",
        { class: "poll-count" },
        element("span", {}, votesWords(row.votes)),
        element("b", {}, `${row.share}%`),
    );
    const className = `poll-answer result ${row.mine ? "mine" : ""} ${winner ? "winner" : ""}`;
    return element(
        "li",
        { class: className },
        bar,
        answerWords(row),
        element("span", { class: "poll-side" }, count, marks),
    );
}

function answerWords({ emoji, text }) {
    return element("span", { class: "poll-words" }, renderEmoji(emoji), element("span", { class: "poll-text" }, text));
}

function footer({ poll, rows, closed, scene }, buttons) {
    const votes = rows.reduce((sum, row) => sum + row.votes, 0);
    const left = closed || !poll.expiry ? (closed ? "Poll closed" : "") : renderTimeLeft(new Date(poll.expiry), scene);
    const about = element("span", { class: "poll-about" }, votesWords(votes), left && " · ", left);
    return element("div", { class: "poll-foot" }, about, element("span", { class: "poll-buttons" }, buttons));
}

function votesWords(count) {
    return count === 1 ? "1 vote" : `${count} votes`;
}
