"""Who takes part in a blend right now: those who joined, still agree, are still here, and have something to bring."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from itertools import compress

from bot.blending import Guest
from bot.client import Interaction
from bot.histories import own_history
from bot.presence import is_still_here
from bot.services import Services
from data.history import History, all_names, without
from data.store import Blend, Marks, Use


async def guests_of(interaction: Interaction, found: Blend) -> tuple[Guest, ...]:
    """The guests in the order they joined; what they hide is not there, and who hides everything is not either."""
    services = interaction.client.services
    guests: list[Guest] = []
    joined = list(dict.fromkeys(found.joined))
    agreed = await asyncio.gather(*(_still_agrees(interaction, found, member) for member in joined))
    for member in compress(joined, agreed):
        visible, marks = await visible_to_others(services, member)
        if not visible.is_empty:
            guests.append(Guest(member, visible, marks.seen - marks.hidden, marks.refused))
    return tuple(guests)


async def visible_to_others(services: Services, member: int) -> tuple[History, Marks]:
    """A member's history as if what they hide had never been uploaded, and their marks."""
    history, marks = await own_history(services, member), await services.store.marks(member)
    return without(history, marks.hidden), replace(marks, hidden=all_names(history, marks.hidden))


async def _still_agrees(interaction: Interaction, found: Blend, member: int) -> bool:
    """Who presses agrees by that; the owner's setting is about the blends of others."""
    if member == interaction.user.id:
        return True
    consent = "ask" if member == found.owner else await interaction.client.services.store.consent(member, found.place)
    return consent != "nobody" and await is_still_here(interaction, member)


async def note_uses(services: Services, found: Blend, members: Sequence[int]) -> None:
    """Let each friend see in /privacy who used their history, once a blend."""
    use = Use(by=found.owner, at=found.created, purpose="blend", place=found.place)
    for member in members:
        if member != found.owner and use not in await services.store.uses(member):
            await services.store.record_use(member, use)
