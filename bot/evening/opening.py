"""Beginning an evening, and finding it again when something on its panel was pressed."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import discord

from bot.blending import Offer, Table, Tonight, Wishes, options_of, rank, set_table, strictest, wishes_from
from bot.client import Interaction
from bot.errors import Problem
from bot.evening.remembering import recall
from bot.evening.state import Evening
from bot.guests import guests_of, note_uses, visible_to_others
from bot.presence import is_still_here, moment_of, place_of
from bot.services import run_in
from data.store import Blend, new_blend_id


async def open_evening(
    interaction: Interaction, friends: Sequence[discord.User | discord.Member], wishes: Wishes, blend_id: str
) -> Evening:
    """Begin a blend: those whose setting allows it take part at once, the others are asked."""
    services, place = interaction.client.services, place_of(interaction)
    ceiling = strictest([wishes.ceiling, await services.store.ceiling(place)])
    wishes = replace(wishes, ceiling=ceiling, erotic=_is_age_restricted(interaction))
    joined, declined = [interaction.user.id], list[int]()
    for friend in friends:
        consent = await services.store.consent(friend.id, place)
        if consent == "nobody":
            declined.append(friend.id)
        elif consent == "server" and wishes.seen == "everyone" and isinstance(friend, discord.Member):
            joined.append(friend.id)  # other modes say who has seen what: for that each member is asked
    begun = Blend(
        id=blend_id,
        place=place,
        channel=interaction.channel_id or 0,
        message=None,
        owner=interaction.user.id,
        invited=tuple(friend.id for friend in friends),
        joined=tuple(joined),
        declined=tuple(declined),
        options=options_of(wishes),
        created=moment_of(interaction),
    )
    await services.store.save_blend(begun)
    return await compute(interaction, begun)


async def keep_wishes(interaction: Interaction, wishes: Wishes) -> str:
    """Keep limits until the friends are picked, as a blend that asks nobody; its id."""
    kept = Blend(
        id=new_blend_id(),
        place=place_of(interaction),
        channel=interaction.channel_id or 0,
        owner=interaction.user.id,
        created=moment_of(interaction),
        options=options_of(wishes),
    )
    await interaction.client.services.store.save_blend(kept)
    return kept.id


async def kept_wishes(interaction: Interaction, blend_id: str) -> Wishes:
    """The limits that wait under this id. Raises Problem when they were forgotten."""
    found = await interaction.client.services.store.blend(blend_id)
    if found is None or found.owner != interaction.user.id:
        raise Problem("limits_gone", "I no longer know the limits you gave: that was too long ago. Run /blend again.")
    return wishes_from(found.options)


async def gather(interaction: Interaction, blend_id: str) -> Evening:
    """The blend of a pressed panel, computed anew. Raises Problem when it has ended or belongs elsewhere."""
    return await compute(interaction, await find_blend(interaction, blend_id))


async def find_blend(interaction: Interaction, blend_id: str) -> Blend:
    """The blend of a pressed panel as it is stored. Raises Problem when it has ended or belongs elsewhere."""
    found = await interaction.client.services.store.blend(blend_id)
    if found is None:
        raise Problem(
            "blend_ended", "This blend has ended: it is too old, or someone in it deleted their data. Run /blend anew."
        )
    if found.place != place_of(interaction):
        raise Problem("blend_elsewhere", "This blend belongs to another place. Run /blend here.")
    return found


async def may_join(interaction: Interaction, blend_id: str) -> None:
    """Raise Problem unless the one who pressed is invited to this blend and has a history to bring."""
    store, me = interaction.client.services.store, interaction.user.id
    found = await find_blend(interaction, blend_id)
    if me not in (*found.invited, found.owner):
        raise Problem("not_invited", "This blend is for the friends who were invited. Start your own with /blend.")
    if await store.consent(me, found.place) == "nobody":
        raise Problem("not_sharing", "Your setting says that nobody may blend with you here. /privacy changes it.")
    visible, _ = await visible_to_others(interaction.client.services, me)
    if visible.is_empty:
        raise Problem(
            "no_history",
            "You have no history here yet, or all of it is hidden. Type /upload to bring yours (two minutes) or show "
            "titles in /privacy, then press Join again.",
        )


async def compute(interaction: Interaction, found: Blend) -> Evening:
    """The evening with its list made anew from who takes part, what they wish and what the group remembers."""
    services = interaction.client.services
    guests = await guests_of(interaction, found)
    members = tuple(guest.member for guest in guests)
    wishes, vetoed = wishes_from(found.options), vetoed_in(found)
    wishes = replace(wishes, erotic=wishes.erotic and _is_age_restricted(interaction))  # it may have been lifted since
    memory = await recall(services.store, found, members)
    guests = tuple(replace(guest, seen=guest.seen | memory.chosen) for guest in guests)
    tonight = Tonight(wishes, found.steer, memory.fatigue, memory.weights)
    shelf = services.shelf.now

    def serve() -> tuple[Table, tuple[Offer, ...]]:
        table = set_table(shelf.catalogue, shelf.model, guests, wishes, vetoed, services.tastes)
        return table, rank(table, tonight)

    table, offers = await run_in(services.blender, serve)
    await note_uses(services, found, members)
    waiting = [member for member in found.invited if member not in members]
    here = await asyncio.gather(*(is_still_here(interaction, member) for member in waiting))
    gone = frozenset(member for member, is_here in zip(waiting, here, strict=True) if not is_here)
    return Evening(services, found, table, tonight, offers, vetoed, memory.gave_way, gone)


def vetoed_in(found: Blend) -> tuple[str, ...]:
    """The genres that those who take part will not watch, in one order whoever said so."""
    return tuple(sorted({genre for member in found.joined for genre in found.vetoes.get(member, ())}))


def _is_age_restricted(interaction: Interaction) -> bool:
    channel = interaction.channel
    parent = channel.parent if isinstance(channel, discord.Thread) else channel
    return bool(getattr(parent, "nsfw", False))
