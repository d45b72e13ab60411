"""One evening's blend between the store and the channel: who takes part, what they get, and showing it."""

import asyncio
import contextlib
import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import discord

from bot.blending import Guest, Offer, Wishes, blend, fatigue_of, options_of, strictest, wishes_from
from bot.charts import Chart, ChartProblem
from bot.charts.blend_card import BlendMember, BlendRow, blend_card
from bot.client import Interaction
from bot.errors import Problem
from bot.guests import guests_of, note_uses, visible_to_others
from bot.panels.blend import PAGE, PICTURE, BlendPanel, build_blend
from bot.panels.notice import build_notice
from bot.panels.titles import label_of
from bot.presence import display_name, is_still_here, place_of
from bot.services import Services, run_in
from bot.text import safe
from data.catalogue.title import Title, title_code
from data.store import Blend, new_blend_id

log = logging.getLogger(__name__)

#: How long the list waits for its picture before it is posted without, in seconds; the picture then follows.
PATIENCE = 1.0
_IN_PICTURE = 5


@dataclass(frozen=True, slots=True, eq=False)
class Evening:
    """A blend with what it gives right now: nothing of it is stored but who takes part and the limits."""

    services: Services
    blend: Blend
    guests: tuple[Guest, ...]
    wishes: Wishes
    offers: tuple[Offer, ...]
    gone: frozenset[int] = frozenset()

    def panel(self, page: int = 0, alt: str | None = None) -> BlendPanel:
        """What the panel shows."""
        joined = tuple(guest.member for guest in self.guests)
        away = {*joined, *self.gone}
        everybody = [m for m in dict.fromkeys((self.blend.owner, *self.blend.invited)) if m not in away]
        pending = tuple(m for m in everybody if m not in self.blend.declined)
        return BlendPanel(
            self.blend.id,
            self.blend.owner,
            joined,
            pending,
            tuple(m for m in everybody if m in self.blend.declined),
            self.wishes,
            self.offers,
            page,
            alt,
            _note(joined, pending, self.blend.declined),
            tuple(
                guest.member
                for guest in self.guests
                if not any(row.match for row in (*guest.history.viewings, *guest.history.opinions))
            ),
        )

    def find(self, code: str) -> Offer | None:
        """The offer of this title code."""
        return next((offer for offer in self.offers if title_code(offer.title.id) == code), None)

    def name(self, title: Title) -> str:
        """The title's name, safe to show."""
        return f"**{safe(title.title)}**"


def _note(joined: Sequence[int], pending: Sequence[int], declined: Sequence[int]) -> str | None:
    """What the list is, where it is not simply everybody's."""
    if not joined and declined:
        return "Nobody takes part any more. Press Join, or run /blend anew."
    if not joined:
        return "There is no history here yet. Upload yours with /upload, then press Join."
    if len(joined) == 1 and pending:
        return "So far this is one member's list. It is made anew as soon as somebody joins."
    return None


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
        created=datetime.now(UTC),
    )
    await services.store.save_blend(begun)
    return await _compute(interaction, begun)


async def keep_wishes(interaction: Interaction, wishes: Wishes) -> str:
    """Keep limits until the friends are picked, as a blend that asks nobody; its id."""
    kept = Blend(
        id=new_blend_id(),
        place=place_of(interaction),
        channel=interaction.channel_id or 0,
        owner=interaction.user.id,
        created=datetime.now(UTC),
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
    found = await interaction.client.services.store.blend(blend_id)
    if found is None:
        raise Problem(
            "blend_ended", "This blend has ended: it is too old, or someone in it deleted their data. Run /blend anew."
        )
    if found.place != place_of(interaction):
        raise Problem("blend_elsewhere", "This blend belongs to another place. Run /blend here.")
    return await _compute(interaction, found)


async def may_join(interaction: Interaction, blend_id: str) -> None:
    """Raise Problem unless the one who pressed is invited to this blend and has a history to bring."""
    store, me = interaction.client.services.store, interaction.user.id
    found = await store.blend(blend_id)
    if found is None or found.place != place_of(interaction):
        await gather(interaction, blend_id)
        return
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


async def show_evening(interaction: Interaction, evening: Evening, page: int = 0, *, invite: bool = False) -> None:
    """Put the panel in the place of the first answer, with its picture as soon as that is drawn.

    `invite` lets the mention of the asked friends ring.
    """
    signer = evening.services.signer
    panel = evening.panel(page)
    mentions = _mentions(panel) if invite else discord.AllowedMentions.none()
    drawing = asyncio.create_task(_draw(interaction, evening))
    await asyncio.wait({drawing}, timeout=PATIENCE)
    there = interaction.message.attachments if interaction.message else []
    if not drawing.done():
        there = []
        view = build_blend(panel, signer)
        await interaction.edit_original_response(view=view, attachments=[], allowed_mentions=mentions)
    picture = await drawing
    view = build_blend(replace(panel, alt=picture[0].alt if picture else None), signer)
    files = _files(picture, there)
    message = await interaction.edit_original_response(view=view, attachments=files, allowed_mentions=mentions)
    found = await evening.services.store.change_blend(evening.blend.id, lambda now: replace(now, message=message.id))
    await _remember(evening, page)
    if found and (found.joined, found.declined) != (evening.blend.joined, evening.blend.declined):
        # Somebody answered while this was drawn, and their panel may have come before this older one.
        await show_evening(interaction, await gather(interaction, evening.blend.id), page)


async def close_panels(client: discord.Client, blends: Sequence[Blend], text: str) -> None:
    """Put a sentence in the place of panels that show what is no longer allowed, as far as Discord lets the bot."""
    for found in blends:
        if found.message is None:
            continue
        with contextlib.suppress(discord.HTTPException):
            message = client.get_partial_messageable(found.channel).get_partial_message(found.message)
            await message.edit(view=build_notice(text), attachments=[])


async def _compute(interaction: Interaction, found: Blend) -> Evening:
    services = interaction.client.services
    guests = await guests_of(interaction, found)
    wishes = wishes_from(found.options)
    members = tuple(guest.member for guest in guests)
    memory = await services.store.group_memory(found.place, members)
    fatigue = fatigue_of(memory.recommended, found.created.date())
    shelf = services.shelf.now
    offers = await run_in(services.blender, blend, shelf.catalogue, shelf.model, guests, wishes, fatigue)
    await note_uses(services, found, members)
    waiting = [member for member in found.invited if member not in members]
    here = await asyncio.gather(*(is_still_here(interaction, member) for member in waiting))
    gone = frozenset(member for member, is_here in zip(waiting, here, strict=True) if not is_here)
    return Evening(services, found, guests, wishes, offers, gone)


async def _draw(interaction: Interaction, evening: Evening) -> tuple[Chart, bytes] | None:
    if not evening.offers:
        return None
    members = [BlendMember(await display_name(interaction, guest.member)) for guest in evening.guests]
    rows = [
        BlendRow(label_of(offer.title), offer.match, offer.members, offer.tags)
        for offer in evening.offers[:_IN_PICTURE]
    ]
    try:
        chart = blend_card(members, rows)
        return chart, await evening.services.renderer.render(chart)
    except ChartProblem as problem:
        log.warning("blend without picture: %s", problem.code)
        return None


def _files(
    picture: tuple[Chart, bytes] | None, there: list[discord.Attachment]
) -> Sequence[discord.Attachment | discord.File]:
    """The picture as a file, or the one that is there when it shows the same: it may show who has left since."""
    if picture is None:
        return []
    alt, png = picture[0].alt[:1024], picture[1]
    if [(kept.description, kept.size) for kept in there] == [(alt, len(png))]:
        return there
    return [discord.File(io.BytesIO(png), PICTURE, description=alt)]


async def _remember(evening: Evening, page: int) -> None:
    """Note what a group was shown, so that another evening brings something else."""
    if len(evening.guests) < 2:  # noqa: PLR2004 - one member is no group
        return
    shown = evening.offers[page * PAGE : (page + 1) * PAGE]
    members = tuple(guest.member for guest in evening.guests)
    recommended = {offer.title.id: evening.blend.created.date() for offer in shown}
    await evening.services.store.remember_group(evening.blend.place, members, recommended)


def _mentions(panel: BlendPanel) -> discord.AllowedMentions:
    """The invitation alone may ring, and only for those who are asked."""
    asked = [discord.Object(member) for member in panel.pending if member != panel.owner]
    return discord.AllowedMentions(everyone=False, roles=False, replied_user=False, users=asked)


def _is_age_restricted(interaction: Interaction) -> bool:
    channel = interaction.channel
    parent = channel.parent if isinstance(channel, discord.Thread) else channel
    return bool(getattr(parent, "nsfw", False))
