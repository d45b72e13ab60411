"""Who in a server is nearest to somebody's taste, among the members who let that server use their history.

The store cannot be searched for them: names are kept as keyed hashes. So each server has a list of the members who
said so, kept as uses are, from which whoever is forgotten disappears by itself. It only says whom to look at: what a
member's setting is, and whether they are here, is asked again each time.
"""

import asyncio
from dataclasses import dataclass
from itertools import compress

from bot.blending import Guest
from bot.client import Interaction
from bot.comparing import Near, nearest
from bot.encounter.noting import note_use
from bot.errors import Problem
from bot.guests import visible_to_others
from bot.presence import is_still_here, moment_of, place_of
from bot.services import Services, run_in
from data.store import Use
from data.store.documents import USES, Document

#: Members looked at at a time.
LOOK = 10
#: Members remembered for one server, the latest first.
_MOST = 2_000


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A page of neighbours, nearest first, from the place `start` in the list; None when there is no further page.

    `near` is None when too little is known of the one who asks.
    """

    near: tuple[Near, ...] | None
    start: int
    following: int | None


async def note_sharing(interaction: Interaction, member: int) -> None:
    """Put a member on this server's list or take them off, by what their setting says there."""
    store, place = interaction.client.services.store, place_of(interaction)
    shares = await store.consent(member, place) == "server"
    entry = Use(member, moment_of(interaction), "sharing", place)

    def changed(known: tuple[Use, ...]) -> tuple[Use, ...]:
        others = tuple(use for use in known if use.by != member)
        if not shares:
            return others
        return known if len(others) < len(known) else (entry, *others)[:_MOST]

    await store.change(_sharers(place), changed)


async def look_around(interaction: Interaction, start: int) -> Neighbourhood:
    """The next ten of those who share here, by how near they are. Raises Problem where none can be looked for."""
    services, me, place = interaction.client.services, interaction.user.id, place_of(interaction)
    if interaction.guild_id is None or interaction.client.get_guild(interaction.guild_id) is None:
        raise Problem(
            "no_server",
            "I look for the nearest tastes in servers I am a member of, among those who said there that I may. Here, "
            "name somebody: /taste friend:@name. They are asked first.",
        )
    mine = await _guest(services, me)
    if mine is None:
        raise Problem(
            "no_history",
            "You have no history here yet, or all of it is hidden. Type /upload to bring yours (two minutes) or show "
            "titles in /privacy, then try again.",
        )
    known = [use.by for use in await services.store.read(_sharers(place)) if use.by != me]
    start = min(max(start, 0), max(len(known) - 1, 0))
    looked_at = known[start : start + LOOK]
    here = await asyncio.gather(*(_may_be_seen(interaction, member) for member in looked_at))
    guests = [guest for member in compress(looked_at, here) if (guest := await _guest(services, member)) is not None]
    shelf = services.shelf.now
    await asyncio.to_thread(shelf.reference)
    near = await run_in(services.blender, nearest, shelf, mine, guests)
    if near is not None:
        for guest in guests:
            await note_use(interaction, guest.member)
    left = len(known) - (len(looked_at) - sum(here))
    return Neighbourhood(near, start, start + sum(here) if start + sum(here) < left else None)


async def _may_be_seen(interaction: Interaction, member: int) -> bool:
    """Whether a listed member still shares and is here; if not, they are taken off the list."""
    store, place = interaction.client.services.store, place_of(interaction)
    shares = await store.consent(member, place) == "server"
    if shares and await is_still_here(interaction, member):
        return True
    await store.change(_sharers(place), lambda known: tuple(use for use in known if use.by != member))
    return False


async def _guest(services: Services, member: int) -> Guest | None:
    visible, _ = await visible_to_others(services, member)
    return None if visible.is_empty else Guest(member, visible)


def _sharers(place: int) -> Document[tuple[Use, ...]]:
    return Document(f"sharers:{place}", USES)
