"""When a group will watch what it decided on: remembered once, and made an event of the server where the bot may."""

import logging
from dataclasses import replace
from datetime import datetime

import aiohttp
import discord

from bot.client import Interaction
from bot.errors import Problem
from bot.evening.voting import standing
from bot.panels.schedule import Planned, length_of_evening
from bot.panels.titles import label_of
from bot.presence import moment_of, place_of
from data.catalogue.title import Title
from data.store import Blend, Vote

log = logging.getLogger(__name__)

_LOST = (aiohttp.ClientError, OSError, TimeoutError)
#: Discord's limit for the name of an event and of its place.
_LONGEST = 100
_NO_EVENT = (
    "An event of the server needs the permission Create Events, which I do not have here; ask a moderator if you want "
    "one next time."
)


async def decide_time(interaction: Interaction, blend: Blend, title: Title, start: datetime) -> Vote | None:
    """Note when this title will be watched; what was noted before, or None when it was just this.

    A title that was not voted on is decided on by that. Raises Problem while a vote on this blend is open.
    """
    store, now, before = interaction.client.services.store, moment_of(interaction), Vote(0, (), start, start)
    changed = False

    def decide(found: Blend) -> Blend:
        nonlocal before, changed
        if standing(found.vote, now) == "open":
            raise Problem(
                "vote_open", "A vote on this blend is open. Close it first, then set the evening for what won."
            )
        number = found.vote.number if found.vote else 0
        event = found.vote.event if found.vote else None  # of another title: it becomes this one's
        alone = Vote(number + 1, (title.id,), now, now, closed=now, counts=(0,), chosen=title.id, event=event)
        before = found.vote if found.vote and found.vote.chosen == title.id else alone
        changed = before.starts != start
        return replace(found, vote=replace(before, starts=start))

    await store.change_blend(blend.id, decide)
    if not changed:
        return None
    if blend.joined:
        await store.remember_choice(blend.place, blend.joined, title.id, blend.created.date())
    return before


async def note_event(interaction: Interaction, blend_id: str, event: int) -> None:
    """Note the server's event, so that another time changes it."""

    def note(found: Blend) -> Blend:
        return replace(found, vote=replace(found.vote, event=event)) if found.vote else found

    await interaction.client.services.store.change_blend(blend_id, note)


async def plan_event(interaction: Interaction, title: Title, start: datetime, earlier: int | None) -> Planned:
    """Make an event of the server, or move the one there is, as far as Discord lets the bot."""
    guild = interaction.client.get_guild(interaction.guild_id) if interaction.guild_id else None
    if guild is None:
        return Planned()
    catalogue, may = interaction.client.services.catalogue, interaction.app_permissions
    row = catalogue.rows.get(title.id)
    if row is None or catalogue.columns.erotic[row]:
        return Planned(note="Everybody in the server would see an event, so this stays in this channel.")
    if not (may.create_events or may.manage_events):
        return Planned(note=_NO_EVENT)
    try:
        made = await _make_or_move(interaction, guild, title, start, earlier)
    except discord.Forbidden:
        return Planned(note=_NO_EVENT)
    except (*_LOST, discord.HTTPException) as failure:
        log.warning("no event of the server: %s", type(failure).__name__)
        return Planned(earlier, note="Discord did not take the event of this server just now; the time stands anyway.")
    return Planned(made.id, made.url)


async def _make_or_move(
    interaction: Interaction, guild: discord.Guild, title: Title, start: datetime, earlier: int | None
) -> discord.ScheduledEvent:
    end, name = start + length_of_evening(title), label_of(title, _LONGEST - 10)
    if earlier is not None:
        try:
            event = await guild.fetch_scheduled_event(earlier, with_counts=False)
            return await event.edit(name=name, start_time=start, end_time=end)
        except discord.NotFound:
            log.info("an event was called off meanwhile")
    where = getattr(interaction.channel, "name", None)
    try:
        return await guild.create_scheduled_event(
            name=name,
            start_time=start,
            end_time=end,
            location=f"#{where}"[:_LONGEST] if where else "Discord",
            entity_type=discord.EntityType.external,
            privacy_level=discord.PrivacyLevel.guild_only,
            description="Decided on in a blend.",
        )
    except (*_LOST, discord.DiscordServerError) as lost:
        there = await _find(guild, name, start)
        if there is None:
            raise
        log.info("the answer to an event was lost: %s", type(lost).__name__)
        return there


async def _find(guild: discord.Guild, name: str, start: datetime) -> discord.ScheduledEvent | None:
    """The event that was made although Discord's answer never came."""
    events = await guild.fetch_scheduled_events(with_counts=False)
    return next((event for event in events if event.name == name and event.start_time == start), None)


def zone_key(interaction: Interaction) -> str:
    """The note that holds the offset chosen last in this place."""
    return f"offset:{place_of(interaction)}"
