"""Putting an evening's panel into its channel, with its picture, and closing panels that may not be shown any more."""

import asyncio
import contextlib
import io
import logging
from collections.abc import Sequence
from dataclasses import replace

import discord

from bot.charts import Chart, ChartProblem
from bot.charts.blend_card import BlendMember, BlendRow, blend_card
from bot.client import Interaction
from bot.evening.opening import gather
from bot.evening.remembering import remember
from bot.evening.state import Evening
from bot.panels.blend import PICTURE, BlendPanel, build_blend
from bot.panels.notice import build_notice
from bot.panels.titles import label_of
from bot.presence import display_name
from data.store import Blend

log = logging.getLogger(__name__)

#: How long the list waits for its picture before it is posted without, in seconds; the picture then follows.
PATIENCE = 1.0
_IN_PICTURE = 5


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
    await remember(evening, page)
    if found and _asked(found) != _asked(evening.blend):
        # Somebody answered or steered while this was drawn, and their panel may have come before this older one.
        await show_evening(interaction, await gather(interaction, evening.blend.id), page)


def _asked(blend: Blend) -> tuple[object, ...]:
    """All of a blend that its list follows from."""
    return blend.joined, blend.declined, blend.vetoes, blend.steer


async def close_panels(client: discord.Client, blends: Sequence[Blend], text: str) -> None:
    """Put a sentence in the place of panels that show what is no longer allowed, as far as Discord lets the bot."""
    for found in blends:
        if found.message is None:
            continue
        with contextlib.suppress(discord.HTTPException):
            message = client.get_partial_messageable(found.channel).get_partial_message(found.message)
            await message.edit(view=build_notice(text), attachments=[])
        await _close_vote(client, found, text)


async def _close_vote(client: discord.Client, found: Blend, text: str) -> None:
    """A poll cannot be edited, so it goes; the message that says who won gives way to the sentence."""
    place = client.get_partial_messageable(found.channel)
    if found.vote is not None and found.vote.message is not None:
        with contextlib.suppress(discord.HTTPException):
            await place.get_partial_message(found.vote.message).delete()
    if found.vote is not None and found.vote.result is not None:
        with contextlib.suppress(discord.HTTPException):
            await place.get_partial_message(found.vote.result).edit(view=build_notice(text))


async def _draw(interaction: Interaction, evening: Evening) -> tuple[Chart, bytes] | None:
    if not evening.offers:
        return None
    members = [BlendMember(await display_name(interaction, guest.member)) for guest in evening.table.guests]
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


def _mentions(panel: BlendPanel) -> discord.AllowedMentions:
    """The invitation alone may ring, and only for those who are asked."""
    asked = [discord.Object(member) for member in panel.pending if member != panel.owner]
    return discord.AllowedMentions(everyone=False, roles=False, replied_user=False, users=asked)
