"""The vote on a blend: asked from its list, held in a poll of Discord's own, counted when somebody closes it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import discord

from bot.client import Interaction
from bot.errors import Problem
from bot.evening import Evening, check_takes_part, find_blend, gather
from bot.evening.counting import check_vote, close_vote, count_votes, note_result, result_of
from bot.evening.voting import ballot_of, begin_vote, is_gone, note_poll, poll_link, standing, take_back_vote
from bot.panels.notice import build_notice
from bot.panels.vote import (
    POLL_NOTE,
    QUESTION,
    answers_of,
    build_close,
    build_ended,
    build_lengths,
    build_result,
    say_open,
)
from bot.presence import moment_of
from data.catalogue.title import Title
from data.store import Blend, Vote

#: A result that was not posted this long after the count was lost on its way.
_POSTED_WITHIN = timedelta(seconds=20)


async def begin(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """`Vote`: how long shall it run? Or where the open one stands."""
    del values
    await interaction.response.defer(ephemeral=True, thinking=True)
    blend, page = await find_blend(interaction, arguments[0]), int(arguments[1])
    check_takes_part(interaction, blend)
    signer, vote = interaction.client.services.signer, blend.vote
    state = standing(vote, moment_of(interaction))
    if vote is None or state == "none" or await is_gone(interaction, vote):
        titles = ballot_of(await gather(interaction, blend.id), page)
        view = build_lengths(signer, blend.id, page, len(titles))
    elif state == "ended":
        view = build_ended(signer, blend.id, page, poll_link(interaction, vote))
    else:
        view = build_notice(say_open(poll_link(interaction, vote), vote.ends))
    await interaction.edit_original_response(view=view)


async def ask(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """`1 hour` and its like: post the poll."""
    del values
    await interaction.response.defer()
    evening, page, hours = await gather(interaction, arguments[0]), int(arguments[1]), int(arguments[2])
    check_takes_part(interaction, evening.blend)
    titles = ballot_of(evening, page)
    vote = await begin_vote(interaction, evening, titles, hours)
    message = await _post(interaction, evening.blend, vote, titles, hours)
    posted = await note_poll(interaction, evening.blend.id, vote, message.id)
    await interaction.edit_original_response(view=build_notice(say_open(poll_link(interaction, posted), vote.ends)))


async def _post(
    interaction: Interaction, blend: Blend, vote: Vote, titles: Sequence[Title], hours: int
) -> discord.Message:
    poll = discord.Poll(QUESTION, timedelta(hours=hours))
    for answer in answers_of(titles):
        poll.add_answer(text=answer)
    close = build_close(interaction.client.services.signer, blend.id, vote.number)
    try:
        return await interaction.followup.send(POLL_NOTE, poll=poll, view=close, wait=True)
    except discord.DiscordServerError:
        raise  # the poll may be there all the same
    except discord.HTTPException as refusal:
        await take_back_vote(interaction, blend, vote)
        if not isinstance(refusal, discord.Forbidden):
            raise
        raise Problem(
            "no_polls",
            "Discord does not let me post polls in this channel. Ask a moderator to allow me Create Polls here, or "
            "vote in another channel: run /blend there.",
        ) from refusal


async def close(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """`Close the vote`: count it and say who won, once for everybody, later to whoever asks."""
    del values
    await interaction.response.defer()
    evening, number = await gather(interaction, arguments[0]), int(arguments[1])
    check_takes_part(interaction, evening.blend)
    vote, first, final = check_vote(interaction, evening.blend, number), False, True
    if vote.closed is None:
        count = await count_votes(interaction)
        vote, first = await close_vote(interaction, evening, vote, count)
        final = count.is_final
    await _tell(interaction, evening, vote, in_public=first or _was_lost(interaction, vote), is_final=final)


async def _tell(interaction: Interaction, evening: Evening, vote: Vote, *, in_public: bool, is_final: bool) -> None:
    result = result_of(interaction, evening, vote, is_final=is_final)
    view = build_result(result, interaction.client.services.signer)
    message = await interaction.followup.send(view=view, ephemeral=not in_public, wait=True)
    if in_public:
        await note_result(interaction, evening.blend.id, message.id)


def _was_lost(interaction: Interaction, vote: Vote) -> bool:
    """True when the vote was counted and its result never came into the channel."""
    if vote.result is not None or vote.closed is None:
        return False
    return moment_of(interaction) - vote.closed > _POSTED_WITHIN


PRESSES = {
    "vote.open": begin,
    "vote.ask": ask,
    "vote.close": close,
}
