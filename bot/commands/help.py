"""`/help`: three steps with buttons, and what the buttons open."""

from collections.abc import Sequence
from typing import Any

from discord import app_commands

from bot.blending import Wishes
from bot.client import Interaction
from bot.commands.insights import show_insights
from bot.commands.privacy import show_privacy
from bot.panels.blend import build_picker
from bot.panels.help import build_help


@app_commands.command(name="help", description="Three steps from uploading a history to tonight's film")
async def show_help(interaction: Interaction) -> None:
    """Show the short guide, to the member alone."""
    signer = interaction.client.services.signer
    await interaction.response.send_message(view=build_help(signer, interaction.user.id), ephemeral=True)


async def go_blend(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """Pick friends to blend with."""
    del arguments, values
    signer = interaction.client.services.signer
    await interaction.response.send_message(view=build_picker(signer, interaction.user.id, Wishes()), ephemeral=True)


async def go_insights(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """Open the presser's own insights."""
    del arguments, values
    await show_insights(interaction)


async def go_privacy(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """Open the presser's own privacy panel."""
    del arguments, values
    await show_privacy(interaction)


PRESSES = {"go.blend": go_blend, "go.insights": go_insights, "go.privacy": go_privacy}
