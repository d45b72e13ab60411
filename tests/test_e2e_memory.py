"""What was sent is not kept: a bot that runs for months must not remember every panel it ever showed."""

from typing import Any

import discord
from discord import app_commands, ui

from bot.panels.custom_ids import Signer
from bot.panels.help import build_help
from bot.sandbox import run_sandbox
from tests.sandbox_bot import TryBot, connected

SIGNER = Signer.derive(bytes(32))


@app_commands.command(name="panel", description="Say it with a panel")
async def panel(interaction: discord.Interaction[Any]) -> None:
    await interaction.response.send_message(view=build_help(SIGNER, 1), ephemeral=True)
    await interaction.edit_original_response(view=build_help(SIGNER, 1))


@app_commands.command(name="kept", description="Say it as the library likes it")
async def kept(interaction: discord.Interaction[Any]) -> None:
    view = ui.LayoutView(timeout=None)
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow(ui.Button(label="Press", custom_id="x"))
    view.add_item(row)
    await interaction.response.send_message(view=view)


def remembered(client: TryBot) -> int:
    return len(client._connection._view_store._views)


async def test_panels_leave_nothing_behind_in_the_bot() -> None:
    async with run_sandbox() as sandbox, connected(sandbox, panel, kept) as client:
        ada = sandbox.actor(sandbox.add_member("Ada"))
        for _ in range(5):
            await (await ada.slash("panel", sandbox.channel)).settled(quiet=0.05)
        assert remembered(client) == 0
        await (await ada.slash("kept", sandbox.channel)).settled(quiet=0.05)
        assert remembered(client) == 1  # the count can tell
        assert sandbox.problems == []
