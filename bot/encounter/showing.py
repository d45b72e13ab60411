"""Putting a comparison where it belongs: the question and what is posted in the channel, the rest before one member."""

import asyncio
import io
import logging
from dataclasses import replace

import discord

from bot.charts import Chart, ChartProblem
from bot.charts.taste_card import taste_card
from bot.client import Interaction
from bot.comparing import Comparison
from bot.encounter.meeting import Encounter, copy_for_posting
from bot.panels.notice import build_notice
from bot.panels.taste import PICTURE, build_agreed, build_comparison, build_posted, build_question
from bot.presence import display_name
from bot.text import mention
from data.store import Blend

log = logging.getLogger(__name__)

#: How long words wait for their picture, in seconds; it then follows.
PATIENCE = 1.0


async def ask(interaction: Interaction, found: Blend) -> None:
    """Ask the friend in the channel, and tell the one who asks that this was done."""
    friend, signer = found.invited[0], interaction.client.services.signer
    told = f"I asked {mention(friend)}. When they join, a button below the question shows you the comparison."
    await interaction.edit_original_response(view=build_notice(told))
    rung = discord.AllowedMentions(everyone=False, roles=False, replied_user=False, users=[discord.Object(friend)])
    view = build_question(found.id, found.owner, friend, signer)
    await _send(interaction, found, view, [], rung)


async def show_agreed(interaction: Interaction, found: Blend) -> None:
    """Put the button that shows the comparison to either of the two in the place of the question."""
    view = build_agreed(found.id, found.owner, found.invited[0], interaction.client.services.signer)
    await interaction.edit_original_response(view=view)


async def show_comparison(interaction: Interaction, met: Encounter) -> None:
    """Show it in the place of the first answer, with its picture as soon as that is drawn."""
    signer = interaction.client.services.signer
    drawing = asyncio.create_task(_draw(interaction, met.comparison))
    await asyncio.wait({drawing}, timeout=PATIENCE)
    if not drawing.done():
        view = build_comparison(met.comparison, met.blend.id, signer)
        await interaction.edit_original_response(view=view, attachments=[])
    drawn = await drawing
    view = build_comparison(met.comparison, met.blend.id, signer, alt=drawn[0].alt if drawn else None)
    await interaction.edit_original_response(view=view, attachments=_files(drawn))


async def post(interaction: Interaction, met: Encounter) -> None:
    """Post a comparison to the channel; it is taken down when one of the two deletes their data."""
    posted = copy_for_posting(interaction, met.blend)
    await interaction.client.services.store.save_blend(posted)
    drawn = await _draw(interaction, met.comparison)
    view = build_posted(met.comparison, alt=drawn[0].alt if drawn else None)
    await _send(interaction, posted, view, _files(drawn), discord.AllowedMentions.none())


async def _send(
    interaction: Interaction,
    found: Blend,
    view: discord.ui.LayoutView,
    files: list[discord.File],
    mentions: discord.AllowedMentions,
) -> None:
    """Send to the channel, unless it ended meanwhile; if it ends while it is sent, take it back."""
    store = interaction.client.services.store
    if await store.blend(found.id) is None:
        return
    message = await interaction.followup.send(
        view=view, files=files, allowed_mentions=mentions, ephemeral=False, wait=True
    )
    if await store.change_blend(found.id, lambda now: replace(now, message=message.id)) is None:
        await message.delete()


async def _draw(interaction: Interaction, compared: Comparison) -> tuple[Chart, bytes] | None:
    if compared.vague:
        return None
    one, other = [await display_name(interaction, member) for member in compared.members]
    try:
        chart = taste_card(compared, (one, other))
        return chart, await interaction.client.services.renderer.render(chart)
    except ChartProblem as problem:
        log.warning("comparison without picture: %s", problem.code)
        return None


def _files(drawn: tuple[Chart, bytes] | None) -> list[discord.File]:
    if drawn is None:
        return []
    return [discord.File(io.BytesIO(drawn[1]), PICTURE, description=drawn[0].alt[:1024])]
