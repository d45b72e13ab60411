"""The vote on a blend: how long it runs, its answers, and who won. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import discord
from discord import ui

from bot.panels.custom_ids import Signer
from bot.panels.parts import Part, Row, box, button, layout, row
from bot.panels.schedule import set_button
from bot.panels.titles import facts_of, year_of
from bot.text import bar, counted, listed, mention, percent, plain, safe, together
from data.catalogue.title import Title

QUESTION = "What shall we watch?"
#: Discord's limit for an answer of a poll, in characters.
LONGEST_ANSWER = 55
#: How long a vote may run, in hours.
LENGTHS = {1: "1 hour", 4: "4 hours", 24: "24 hours"}
#: Stands above the poll.
POLL_NOTE = (
    "-# Everybody here may vote. **Close the vote** counts the votes: press it when you need not wait any longer, or "
    "after the poll has ended."
)


@dataclass(frozen=True, slots=True)
class VoteResult:
    """A vote that was counted: each title as it stood on the ballot with its votes, and the title that won.

    `match` and `shares` (member, 0..1) are about the winner, where the list still has it; `tied` are the places of
    titles with as many votes as the winner, `matches` what they fit the group by. `is_final` is False when the poll
    could not be ended.
    """

    blend: str
    number: int
    votes: tuple[tuple[str, int], ...]
    winner: int | None
    title: Title | None = None
    match: float | None = None
    shares: tuple[tuple[int, float], ...] = ()
    tied: tuple[int, ...] = ()
    matches: tuple[float | None, ...] = ()
    is_final: bool = True


def answers_of(titles: Sequence[Title]) -> tuple[str, ...]:
    """An answer for each title: name and year in plain text, short enough for a poll, no two alike."""
    texts = [_answer(title, year_of(title)) for title in titles]
    alike = {text for text, times in Counter(text.casefold() for text in texts).items() if times > 1}
    kinds = {"movie": "film", "series": "series"}
    texts = [
        _answer(title, f"{year_of(title)} · {kinds[title.kind]}") if text.casefold() in alike else text
        for title, text in zip(titles, texts, strict=True)
    ]
    alike = {text for text, times in Counter(text.casefold() for text in texts).items() if times > 1}
    return tuple(
        _answer(title, f"{year_of(title)} · {at}") if text.casefold() in alike else text
        for at, (title, text) in enumerate(zip(titles, texts, strict=True), start=1)
    )


def _answer(title: Title, after: str) -> str:
    return f"{plain(title.title, LONGEST_ANSWER - len(after)) or 'untitled'}{after}"


def build_lengths(signer: Signer, blend: str, page: int, titles: int) -> ui.LayoutView:
    """How long shall the vote run? For the member who asked."""
    return layout(
        f"## A vote on the {titles} titles of page {page + 1}\nI post a poll in this channel, and everybody here may "
        "vote in it. You can close it earlier.\nHow long shall it run?",
        _lengths(signer, blend, page),
    )


def build_ended(signer: Signer, blend: str, page: int, url: str | None) -> ui.LayoutView:
    """A vote has ended by itself and nobody looked: where to hear who won, or another one."""
    where = f"[the poll]({url})" if url else "the poll"
    return layout(
        f"The last vote of this blend has ended. Press **Close the vote** under {where} to hear who won.\n"
        "Or ask once more, for how long?",
        _lengths(signer, blend, page),
    )


def say_open(url: str | None, ends: datetime) -> str:
    """Where the open vote stands."""
    if url is None:
        return "A vote on this blend is being posted right now. Look below in a moment."
    until = f"<t:{int(ends.timestamp())}:t>"
    return f"A vote is open: [vote here]({url}), until {until}. **Close the vote** under it counts the votes."


def build_close(signer: Signer, blend: str, number: int) -> ui.View:
    """The button under the poll; a poll takes no layout."""
    view = ui.View(timeout=None)
    view.add_item(button("Close the vote", signer.write("vote.close", blend, number)))
    view.stop()  # as in `parts.layout`: else the library would keep it in memory
    return view


def build_result(result: VoteResult, signer: Signer) -> ui.LayoutView:
    """Who won, or that nobody voted."""
    if result.winner is None:
        return layout(box("## Nobody voted\nSo nothing is decided. Press **Vote** on the list to ask again."))
    parts: list[Part] = [_winner_text(result)]
    if result.title is not None:
        parts.append(row(set_button(signer, result.blend, result.title)))
    return layout(box(*parts))


def _winner_text(result: VoteResult) -> str:
    place = result.winner or 0
    name = _name(result, place)
    votes = sum(count for _, count in result.votes)
    facts = [facts_of(result.title)] if result.title else []
    facts += [f"**{percent(result.match)} match**"] if result.match is not None else []
    lines = [f"## Tonight: {name}", *filter(None, [" · ".join(filter(None, facts))])]
    if len(result.shares) > 1:
        fits = (together(f"{mention(who)} {bar(share)} {percent(share)}") for who, share in result.shares)
        lines.append(" · ".join(fits))
    lines.append(f"**{result.votes[place][1]} of {counted(votes, 'vote')}**{_others(result)}")
    lines += [_tie(result)] if len(result.tied) > 1 else []
    if not result.is_final:
        lines.append("-# I cannot end polls in this channel: it stays open, but votes from now on do not count.")
    return "\n".join(lines)


def _others(result: VoteResult) -> str:
    rest = sorted(
        ((count, -at) for at, (_, count) in enumerate(result.votes) if count and at != result.winner), reverse=True
    )
    return "".join(f" · {safe(result.votes[-at][0])} {count}" for count, at in rest)


def _tie(result: VoteResult) -> str:
    winner = result.winner or 0
    others = listed(_name(result, at) for at in result.tied if at != winner)
    said = f"-# A tie with {others}"
    fits = [result.matches[at] or 0.0 for at in result.tied if at != winner]
    if result.match is None or max(fits) >= result.match:
        return f"{said}: {_name(result, winner)} stood higher on the ballot."
    shown = [percent(fit) for fit in fits]
    than = (
        f", {percent(result.match)} to {listed(shown)}"
        if 0.0 not in fits and percent(result.match) not in shown
        else ""
    )
    return f"{said}: {_name(result, winner)} fits the group better{than}."


def _name(result: VoteResult, at: int) -> str:
    if at == result.winner and result.title is not None:
        return f"{safe(result.title.title)}{year_of(result.title)}"
    return safe(result.votes[at][0])


def _lengths(signer: Signer, blend: str, page: int) -> Row:
    buttons = [
        button(
            label,
            signer.write("vote.ask", blend, page, hours),
            style=discord.ButtonStyle.primary if hours == 1 else discord.ButtonStyle.secondary,
        )
        for hours, label in LENGTHS.items()
    ]
    return row(*buttons)
