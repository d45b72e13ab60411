"""Where errors end: the member reads what happened, the log learns what they cannot mend."""

import logging
from typing import Any

import discord
from discord import app_commands, ui

from bot.errors import explain, unwrap
from bot.panels.notice import build_notice

log = logging.getLogger(__name__)

#: Discord's code for "Interaction has already been acknowledged".
_ANSWERED = 40060


async def answer_error(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Answer privately with the words for this error, whatever state the interaction is in."""
    answer = explain(error)
    if answer.log_id is not None:
        log.error("error %s in %s", answer.log_id, _describe(interaction), exc_info=_scrub(unwrap(error)))
    if answer.text is None:
        return
    view = build_notice(answer.text)
    try:
        if not interaction.response.is_done():
            await _say_first(interaction, view)
        elif interaction.response.type is discord.InteractionResponseType.deferred_channel_message:
            await interaction.edit_original_response(view=view, attachments=[])
        else:
            await interaction.followup.send(view=view, ephemeral=True)
    except (discord.HTTPException, OSError, TimeoutError) as failure:
        log.warning("could not tell the member about %s: %s", answer.log_id or "a problem", type(failure).__name__)


async def _say_first(interaction: discord.Interaction[Any], view: ui.LayoutView) -> None:
    """Say it as the first answer; or after one that Discord has although its word of that was lost on the way."""
    try:
        await interaction.response.send_message(view=view, ephemeral=True)
    except discord.HTTPException as refusal:
        if refusal.code != _ANSWERED:
            raise
        answer, panel = await interaction.original_response(), interaction.message
        is_promise = answer.flags.loading or (panel is not None and panel.id == answer.id)
        if is_promise:  # a reply has told the member everything
            await interaction.followup.send(view=view, ephemeral=True)


def _describe(interaction: discord.Interaction[Any]) -> str:
    """Which command or button this was, without anything a member wrote."""
    if isinstance(interaction.command, app_commands.Command | app_commands.ContextMenu):
        return f"command {interaction.command.qualified_name}"
    custom_id = str((interaction.data or {}).get("custom_id", ""))
    return f"component {custom_id.split('|', 1)[0]}"


def _scrub(error: BaseException) -> tuple[type[BaseException], BaseException, Any]:
    """The error for the log with its place but without its message, which may quote a member's data."""
    kind = type(error)
    return kind, RuntimeError(f"{kind.__name__} (message withheld)"), error.__traceback__
