"""The end of an evening's vote: the poll is ended where the bot may, counted, and what won is remembered, once."""

import asyncio
import logging
from dataclasses import dataclass, replace

import aiohttp
import discord

from bot.client import Interaction
from bot.errors import Problem
from bot.evening.deciding import decide
from bot.evening.state import Evening
from bot.evening.voting import poll_message, reaches
from bot.panels.vote import VoteResult
from bot.presence import moment_of
from data.store import Blend, Vote

log = logging.getLogger(__name__)

#: Discord's codes for a poll that has ended already.
_ENDED = frozenset({520001, 520007})
#: Looks at a poll that was ended, and seconds between them, until Discord has counted it exactly.
_LOOKS, _PAUSE = 8, 0.4


@dataclass(frozen=True, slots=True)
class Count:
    """The votes for each answer in the poll's order; `is_final` when nobody can vote any more."""

    votes: tuple[int, ...]
    is_final: bool


def check_vote(interaction: Interaction, blend: Blend, number: int) -> Vote:
    """The vote whose poll was pressed. Raises Problem when it is not the latest of this blend."""
    vote, pressed = blend.vote, interaction.message
    if vote is None or vote.number != number or pressed is None or vote.message not in (None, pressed.id):
        raise Problem(
            "old_vote",
            "This vote is over, and something else was asked or decided since. Press Vote on the list to find out.",
        )
    return vote


async def count_votes(interaction: Interaction) -> Count:
    """End the poll of the message that was pressed, where the bot may, and count it."""
    poll = _poll_in(await interaction.original_response())
    is_over = poll.is_finalised() or (poll.expires_at is not None and poll.expires_at <= moment_of(interaction))
    if is_over or not reaches(interaction):
        return _count(poll, is_final=is_over)
    assert interaction.message is not None  # noqa: S101 - a button is pressed on a message
    return await _end(poll_message(interaction, interaction.message.id), poll)


async def _end(message: discord.PartialMessage, poll: discord.Poll) -> Count:
    """The poll ended and counted exactly, or as far as Discord lets the bot and is done with it."""
    is_over = False
    for look in range(_LOOKS):
        try:
            if not is_over:
                await message.end_poll()
                is_over = True
        except discord.Forbidden:
            break
        except discord.HTTPException as refusal:
            if refusal.code not in _ENDED:
                raise
            is_over = True
        except (aiohttp.ClientError, OSError, TimeoutError) as lost:
            log.info("the answer to ending a poll was lost: %s", type(lost).__name__)  # it may have ended: look
        poll = _poll_in(await message.fetch())
        if poll.is_finalised():
            is_over = True
            break
        await asyncio.sleep(_PAUSE * bool(look + 1 < _LOOKS))
    return _count(poll, is_final=is_over)


def _count(poll: discord.Poll, *, is_final: bool) -> Count:
    return Count(tuple(answer.vote_count for answer in poll.answers), is_final)


def _poll_in(message: discord.Message) -> discord.Poll:
    if message.poll is None:
        raise Problem("no_poll", "I cannot find the poll here any more. Press Vote on the list to ask again.")
    return message.poll


async def close_vote(interaction: Interaction, evening: Evening, vote: Vote, count: Count) -> tuple[Vote, bool]:
    """Keep a count and remember what won; the vote as it stands closed, and whether this was who closed it."""
    store, first = interaction.client.services.store, False
    if len(count.votes) != len(vote.titles):
        raise Problem("no_poll", "That poll does not belong to this vote. Press Vote on the list to ask again.")
    decision = decide(count.votes, matches(evening, vote))
    chosen = vote.titles[decision.winner] if decision else None
    message = interaction.message.id if interaction.message else None

    def keep(blend: Blend) -> Blend:
        nonlocal first
        now = blend.vote
        if now is None or now.number != vote.number or now.closed is not None:
            return blend
        first = True
        closed = replace(now, message=message, closed=moment_of(interaction), counts=count.votes, chosen=chosen)
        return replace(blend, vote=closed)

    kept = await store.change_blend(evening.blend.id, keep)
    if kept is None or kept.vote is None:
        raise Problem("blend_ended", "This blend has just ended. Run /blend anew.")
    members = [guest.member for guest in evening.table.guests]
    if first and chosen and members:
        await store.remember_choice(evening.blend.place, members, chosen, evening.blend.created.date())
    return kept.vote, first


async def note_result(interaction: Interaction, blend_id: str, message: int) -> None:
    """Note which message says who won."""

    def note(blend: Blend) -> Blend:
        return replace(blend, vote=replace(blend.vote, result=message)) if blend.vote else blend

    await interaction.client.services.store.change_blend(blend_id, note)


def matches(evening: Evening, vote: Vote) -> list[float | None]:
    """How well each title of the vote fits those who take part now; None for what the list does not hold any more."""
    now = {offer.title.id: offer.match for offer in evening.offers}
    return [now.get(title) for title in vote.titles]


def result_of(interaction: Interaction, evening: Evening, vote: Vote, *, is_final: bool) -> VoteResult:
    """A closed vote as its panel tells it."""
    known, poll = evening.table.catalogue, interaction.message.poll if interaction.message else None
    said = [answer.text for answer in poll.answers] if poll else [""] * len(vote.titles)
    fits = matches(evening, vote)
    decision = decide(vote.counts, fits)
    row = known.rows.get(vote.chosen or "")
    offer = next((offer for offer in evening.offers if offer.title.id == vote.chosen), None)
    members = [guest.member for guest in evening.table.guests]
    return VoteResult(
        evening.blend.id,
        vote.number,
        tuple(zip(said, vote.counts, strict=True)),
        vote.titles.index(vote.chosen) if vote.chosen else None,
        title=None if row is None else known.titles[row],
        match=offer.match if offer else None,
        shares=tuple(zip(members, offer.members, strict=True)) if offer else (),
        tied=decision.tied if decision else (),
        matches=tuple(fits),
        is_final=is_final,
    )
