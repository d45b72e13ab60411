"""The beginning of an evening's vote, between the store and Discord's poll: there is one at a time."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

import discord

from bot.client import Interaction
from bot.errors import Problem
from bot.evening.state import Evening
from bot.panels.blend import PAGE
from bot.presence import moment_of
from data.catalogue.title import Title
from data.store import Blend, Vote

#: A vote whose poll nobody has heard of after this long was not posted.
_POSTING = timedelta(minutes=1)
_FEWEST = 2


def standing(vote: Vote | None, now: datetime) -> Literal["none", "open", "ended"]:
    """Whether a vote is open, has ended without being counted, or there is none to speak of."""
    if vote is None or vote.closed is not None or (vote.message is None and now - vote.asked > _POSTING):
        return "none"
    return "open" if now < vote.ends else "ended"


async def is_gone(interaction: Interaction, vote: Vote) -> bool:
    """True when somebody took the poll away, as far as the bot can look."""
    if vote.message is None or not reaches(interaction):
        return False
    try:
        await poll_message(interaction, vote.message).fetch()
    except discord.NotFound:
        return True
    except discord.HTTPException:
        return False
    return False


def poll_link(interaction: Interaction, vote: Vote) -> str | None:
    """Where the poll stands, once that is known."""
    if vote.message is None:
        return None
    return f"https://discord.com/channels/{interaction.guild_id or '@me'}/{interaction.channel_id}/{vote.message}"


def ballot_of(evening: Evening, page: int) -> tuple[Title, ...]:
    """The titles of a page, as the list is now. Raises Problem when there are too few."""
    titles = [offer.title for offer in evening.offers[page * PAGE : (page + 1) * PAGE]]
    if len(titles) < _FEWEST:
        raise Problem(
            "nothing_to_vote_on",
            "There are fewer than two titles to vote on here. Turn to another page, or run /blend.",
        )
    return tuple(titles)


async def begin_vote(interaction: Interaction, evening: Evening, titles: tuple[Title, ...], hours: int) -> Vote:
    """Note that a vote begins. Raises Problem when one is open already: there is one at a time."""
    now, earlier = moment_of(interaction), evening.blend.vote
    gone = earlier is not None and standing(earlier, now) == "open" and await is_gone(interaction, earlier)

    def begin(blend: Blend) -> Blend:
        if standing(blend.vote, now) == "open" and not (gone and blend.vote == earlier):
            raise Problem("vote_open", "A vote on this blend is open already. Press Vote on the list to find it.")
        number = blend.vote.number + 1 if blend.vote else 1
        ids = tuple(title.id for title in titles)
        return replace(blend, vote=Vote(number, ids, now, now + timedelta(hours=hours)))

    begun = await interaction.client.services.store.change_blend(evening.blend.id, begin)
    if begun is None or begun.vote is None:
        raise Problem("blend_ended", "This blend has just ended. Run /blend anew.")
    return begun.vote


async def note_poll(interaction: Interaction, blend_id: str, vote: Vote, message: int) -> Vote:
    """Note where the poll stands."""
    posted = replace(vote, message=message)
    await _replace(interaction, blend_id, vote, posted)
    return posted


async def take_back_vote(interaction: Interaction, blend: Blend, vote: Vote) -> None:
    """Discord did not take the poll: what was there before holds again."""
    await _replace(interaction, blend.id, vote, blend.vote)


async def _replace(interaction: Interaction, blend_id: str, vote: Vote, by: Vote | None) -> None:
    def swap(blend: Blend) -> Blend:
        return replace(blend, vote=by) if blend.vote == vote else blend

    await interaction.client.services.store.change_blend(blend_id, swap)


def poll_message(interaction: Interaction, message: int) -> discord.PartialMessage:
    """A message of this channel, by the bot's own token."""
    return interaction.client.get_partial_messageable(interaction.channel_id or 0).get_partial_message(message)


def reaches(interaction: Interaction) -> bool:
    """True where the bot itself, and not only its answer, has a place: its servers, and talks with it alone."""
    if interaction.guild_id is None:
        return interaction.context.dm_channel
    is_member = interaction.client.get_guild(interaction.guild_id) is not None
    return is_member and interaction.app_permissions.view_channel
