"""One comparison of two members: who asked whom, whether both still agree, and what it gives right now.

It is remembered as an evening of two that has no list: so it is forgotten, exported and closed as evenings are.
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NoReturn

import discord

from bot.blending import Wishes, set_table
from bot.client import Interaction
from bot.comparing import Comparison, compare
from bot.encounter.noting import note_use
from bot.errors import Problem
from bot.evening import close_panels
from bot.guests import guests_of, visible_to_others
from bot.presence import is_still_here, moment_of, place_of
from bot.services import run_in
from bot.text import mention
from data.store import Blend, new_blend_id
from data.store.documents import blend_of

#: What a comparison's options say, and no blend's.
_MARK = {"taste": 1}
#: So long a friend who joined can be compared with: what they watch later is not what they agreed to.
JOINED_FOR = timedelta(days=1)
_OVER = (
    "This comparison has ended: a day has passed, or one of the two left, changed their mind in /privacy, or deleted "
    "their data. /taste asks anew."
)


@dataclass(frozen=True, slots=True, eq=False)
class Encounter:
    """A comparison as it stands: who asked whom, and what it gives."""

    blend: Blend
    comparison: Comparison


def check_friend(interaction: Interaction, friend: discord.User | discord.Member) -> None:
    """Raise Problem for oneself and for bots."""
    if friend.id == interaction.user.id:
        raise Problem("self_taste", "You match yourself perfectly. Pick somebody else to compare your taste with.")
    if friend.bot:
        raise Problem("bot_friend", "Bots do not watch films, so there is nothing to compare. Pick a person.")


async def is_free_to_use(interaction: Interaction, friend: discord.User | discord.Member) -> bool:
    """True when a friend's setting lets members of this server compare at once, False when they are to be asked.

    Raises Problem when nobody may, when they are not here, and when they could not see a question.
    """
    consent = await interaction.client.services.store.consent(friend.id, place_of(interaction))
    if consent == "nobody":
        raise Problem(
            "not_sharing",
            f"{mention(friend.id)} keeps their taste to themselves here, so I looked at nothing. That is their choice "
            "in /privacy; they can change it there, or run /taste with you themselves.",
        )
    if not await is_still_here(interaction, friend.id):
        raise Problem("gone", f"{mention(friend.id)} is not a member of this server, so I cannot ask them here.")
    if interaction.context.dm_channel:
        raise Problem(
            "nobody_here",
            f"Only you and I are here, so I cannot ask {mention(friend.id)}. Run /taste in a server or a group where "
            "you both are.",
        )
    return consent == "server" and isinstance(friend, discord.Member)


async def begin(interaction: Interaction, friend: int) -> Blend:
    """Begin a comparison with a friend. Raises Problem when the one who asks has nothing to compare."""
    await _check_history(interaction)
    begun = _new(interaction, interaction.user.id, friend)
    await interaction.client.services.store.save_blend(begun)
    return begun


async def find(interaction: Interaction, comparison: str) -> Blend:
    """The comparison of a pressed panel. Raises Problem when it has ended, or is not of the one who pressed."""
    found = await interaction.client.services.store.blend(comparison)
    if found is None or dict(found.options) != _MARK:
        raise Problem("taste_ended", _OVER)
    if found.place != place_of(interaction):
        raise Problem("taste_elsewhere", "This comparison belongs to another place. Run /taste here.")
    if interaction.user.id not in (found.owner, *found.invited):
        raise Problem("not_yours", "This comparison is for two other members. Run /taste with a friend of your own.")
    if is_over(found, moment_of(interaction)):
        await end(interaction, found)
        raise Problem("taste_ended", _OVER)
    return found


def is_over(found: Blend, now: datetime) -> bool:
    """True when the friend joined more than a day ago."""
    return found.invited[0] in found.joined and now - found.created > JOINED_FOR


async def agree(interaction: Interaction, comparison: str) -> Blend:
    """The asked friend joins, this once. Raises Problem when they may not or cannot."""
    found = await _asked(interaction, comparison)
    services, me = interaction.client.services, interaction.user.id
    if await services.store.consent(me, found.place) == "nobody":
        raise Problem("not_sharing", "Your setting says that nobody may use your history here. /privacy changes it.")
    await _check_history(interaction)
    joined = await services.store.change_blend(
        comparison, lambda now: replace(now, joined=(now.owner, me), created=moment_of(interaction))
    )
    if joined is None:
        raise Problem("taste_ended", _OVER)
    return joined


async def refuse(interaction: Interaction, comparison: str) -> None:
    """The asked friend says not now, and it is forgotten that they were asked."""
    found = await _asked(interaction, comparison)
    await _forget(interaction, found)


async def meet(interaction: Interaction, found: Blend) -> Encounter:
    """What a comparison gives right now, to one of the two; the other can see in /privacy that they were looked at.

    Raises Problem, and closes the panel, when the two no longer agree or one is no longer here.
    """
    services, friend = interaction.client.services, found.invited[0]
    if not await _still_agree(interaction, found):
        await end(interaction, found)
        raise Problem("taste_ended", _OVER)
    guests = await guests_of(interaction, replace(found, joined=(found.owner, friend)))
    there = {guest.member for guest in guests}
    if missing := [member for member in (found.owner, friend) if member not in there]:
        await _raise_missing(interaction, found, missing[0])
    shelf = services.shelf.now
    await asyncio.to_thread(shelf.reference)  # on its own thread: the first time it would hold up everybody's blends
    wishes = Wishes(ceiling=await services.store.ceiling(found.place))

    def work() -> Comparison:
        return compare(shelf, set_table(shelf.catalogue, shelf.model, guests, wishes, (), services.tastes))

    compared = await run_in(services.blender, work)
    me = interaction.user.id
    await note_use(interaction, found.owner if me == friend else friend)
    return Encounter(found, compared)


async def _raise_missing(interaction: Interaction, found: Blend, member: int) -> NoReturn:
    """Say why one of the two is not there: left, or nothing to compare."""
    if member == interaction.user.id:
        raise _nothing_yet()
    if not await is_still_here(interaction, member):
        await end(interaction, found)
        raise Problem("taste_ended", _OVER)
    raise Problem(
        "no_history", f"{mention(member)} has nothing to compare here yet. They can bring theirs with /upload."
    )


async def end(interaction: Interaction, found: Blend) -> None:
    """Forget a comparison and take its panel down."""
    await _forget(interaction, found)
    await close_panels(interaction.client, [found], _OVER)


def copy_for_posting(interaction: Interaction, found: Blend) -> Blend:
    """The same comparison once more: for the message in the channel, which ends with it but is another."""
    posted = _new(interaction, found.owner, found.invited[0])
    return replace(posted, joined=found.joined)


def _new(interaction: Interaction, owner: int, friend: int) -> Blend:
    return Blend(
        id=new_blend_id(),
        place=place_of(interaction),
        channel=interaction.channel_id or 0,
        owner=owner,
        created=moment_of(interaction),
        invited=(friend,),
        joined=(owner,),
        options=_MARK,
    )


async def _asked(interaction: Interaction, comparison: str) -> Blend:
    found = await find(interaction, comparison)
    if interaction.user.id == found.owner:
        raise Problem("not_yours", "Only the member you asked can answer this.")
    return found


async def _check_history(interaction: Interaction) -> None:
    visible, _ = await visible_to_others(interaction.client.services, interaction.user.id)
    if visible.is_empty:
        raise _nothing_yet()


def _nothing_yet() -> Problem:
    return Problem(
        "no_history",
        "You have no history here yet, or all of it is hidden. Type /upload to bring yours (two minutes) or show "
        "titles in /privacy, then try again.",
    )


async def _still_agree(interaction: Interaction, found: Blend) -> bool:
    """Whether the friend agrees: by joining, unless they said "nobody" since, or by their setting.

    Who presses agrees by that. Who asked agreed by asking.
    """
    friend = found.invited[0]
    if interaction.user.id == friend:
        return friend in found.joined
    consent = await interaction.client.services.store.consent(friend, found.place)
    return consent == "server" or (consent == "ask" and friend in found.joined)


async def _forget(interaction: Interaction, found: Blend) -> None:
    await interaction.client.services.store.change(blend_of(found.id), lambda _: None)
