"""`/insights`: a history as pictures, previewed privately; what others see, its owner posts or grants."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands

from bot.client import Interaction
from bot.commands.own import mine
from bot.errors import Problem
from bot.panels.insights import CHARTS, SHARED, SHARED_LABEL, build_posted, build_preview, build_request
from bot.panels.notice import build_notice
from bot.pictures import Drawn, draw_own, draw_shared, note_use
from bot.presence import is_still_here
from bot.text import mention

FIRST = "time_by_kind"
CHART_CHOICES = [
    *(app_commands.Choice(name=label, value=value) for value, label in CHARTS.items()),
    app_commands.Choice(name=SHARED_LABEL, value=SHARED),
]


@app_commands.command(name="insights", description="Your history as pictures; you decide what is posted")
@app_commands.describe(member="Somebody else's, if they agree; or with whom, for what you share", chart="Which picture")
@app_commands.choices(chart=CHART_CHOICES)
@app_commands.checks.cooldown(30, 60)
async def insights(interaction: Interaction, member: discord.User | None = None, chart: str = FIRST) -> None:
    """Preview one's own insights, or ask another member for theirs."""
    if member is None or member.id == interaction.user.id:
        await show_insights(interaction, chart)
        return
    if member.bot:
        raise Problem("bot_friend", "Bots do not watch films, so there is nothing to see. Pick a person.")
    await interaction.response.defer(thinking=True)
    signer = interaction.client.services.signer
    view = build_request(interaction.user.id, member.id, chart, signer)
    asked = discord.AllowedMentions(everyone=False, roles=False, users=[member])
    await interaction.edit_original_response(view=view, allowed_mentions=asked)


async def show_insights(interaction: Interaction, chart: str = FIRST) -> None:
    """Answer with a private preview of one chart."""
    if chart == SHARED:
        raise Problem("needs_member", "For what two members share, say with whom: /insights member:@friend.")
    await interaction.response.defer(ephemeral=True, thinking=True)
    await _preview(interaction, chart)


async def change_chart(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """Another chart was picked from the menu."""
    await mine(interaction, arguments)
    await _preview(interaction, str(values[0]))


async def show_picture(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """From text back to the picture."""
    del values
    await mine(interaction, arguments)
    await _preview(interaction, arguments[1])


async def show_text(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """The chart as text."""
    del values
    await mine(interaction, arguments)
    await _preview(interaction, arguments[1], as_text=True)


async def post(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """Post the chart to the channel, without titles the catalogue does not know."""
    del values
    await mine(interaction, arguments)
    me = interaction.user.id
    drawn = await draw_own(interaction, me, arguments[1], public=True)
    await interaction.followup.send(view=build_posted(drawn.picture, me), files=drawn.files(), ephemeral=False)


async def grant(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """The asked member shows what was asked for."""
    del values
    owner, asker, chart = int(arguments[0]), int(arguments[1]), arguments[2]
    _only(interaction, owner, asker)
    await interaction.response.defer()
    if chart == SHARED and not await is_still_here(interaction, asker):
        raise Problem("gone", "Whoever asked has left this server, and their history with them. Nothing was shown.")
    drawn = await _draw_granted(interaction, owner, asker, chart)
    other = asker if chart == SHARED else None
    # first: nothing is shown that those it is about could not find in /privacy
    await note_use(interaction, owner, asker)
    if other is not None:
        await note_use(interaction, asker, owner)
    await interaction.edit_original_response(view=build_posted(drawn.picture, owner, other), attachments=drawn.files())


async def refuse(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """The asked member says not now."""
    del values
    owner, asker = int(arguments[0]), int(arguments[1])
    _only(interaction, owner, asker)
    await interaction.response.defer()
    await interaction.edit_original_response(view=build_notice(f"{mention(owner)} would rather not, for now."))


async def _draw_granted(interaction: Interaction, owner: int, asker: int, chart: str) -> Drawn:
    if chart == SHARED:
        return await draw_shared(interaction, owner, asker)
    return await draw_own(interaction, owner, chart, public=True)


async def _preview(interaction: Interaction, chart: str, *, as_text: bool = False) -> None:
    me, signer = interaction.user.id, interaction.client.services.signer
    drawn = await draw_own(interaction, me, chart, public=False)
    view = build_preview(drawn.picture, signer, me, as_text=as_text)
    files = [] if as_text else drawn.files()
    await interaction.edit_original_response(view=view, attachments=files)


def _only(interaction: Interaction, owner: int, asker: int) -> None:
    if interaction.user.id == owner:
        return
    if interaction.user.id == asker:
        raise Problem("not_yours", "Only the member you asked can answer this.")
    raise Problem("not_yours", "This question is for somebody else. Your own pictures: /insights.")


PRESSES = {
    "ins.chart": change_chart,
    "ins.show": show_picture,
    "ins.text": show_text,
    "ins.post": post,
    "ins.grant": grant,
    "ins.refuse": refuse,
}
