"""`/privacy`: one panel for everything a member may want to know or change about their data."""

import io
from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands

from bot.client import Interaction
from bot.commands.own import check_owner, mine
from bot.errors import Problem
from bot.evening import close_panels
from bot.histories import own_history
from bot.panels.notice import build_notice
from bot.panels.privacy import (
    Stored,
    UseLine,
    build_delete,
    build_export,
    build_privacy,
)
from bot.presence import place_of
from bot.services import run_in
from data.catalogue.match import fold
from data.export import everything_json, history_csv
from data.history import History, all_names
from data.store import Marks

_GONE = "Someone here deleted their data, so the list was taken down. Run /blend or /taste anew."


@app_commands.command(name="privacy", description="What I store about you, who used it; hide, export or delete it")
@app_commands.checks.cooldown(30, 60)
async def privacy(interaction: Interaction) -> None:
    """Show the privacy panel, to the member alone."""
    await show_privacy(interaction)


async def show_privacy(interaction: Interaction) -> None:
    """Answer with a new privacy panel."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    await _show(interaction)


async def back(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """Return to the panel."""
    del values
    await mine(interaction, arguments)
    await _show(interaction)


async def set_consent(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """Who may blend with me here."""
    await mine(interaction, arguments)
    await interaction.client.services.store.set_consent(interaction.user.id, place_of(interaction), values[0])
    await _show(interaction)


async def set_ceiling(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """The server's highest age rating, for those who manage it."""
    await mine(interaction, arguments)
    if not _manages(interaction):
        raise Problem("not_manager", "Only members who may manage this server can set its age rating.")
    ceiling = None if values[0] == "none" else str(values[0])
    await interaction.client.services.store.set_ceiling(place_of(interaction), ceiling)
    await _show(interaction)


async def unmark(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """Take back every `seen` and `not for me`."""
    del values
    await mine(interaction, arguments)
    store, me = interaction.client.services.store, interaction.user.id
    marks = await store.marks(me)
    await store.change_marks(me, remove=Marks(seen=marks.seen, refused=marks.refused))
    await _show(interaction)


async def export(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """Hand over everything that is stored, as files only the member sees."""
    del values
    check_owner(interaction, arguments)
    await interaction.response.defer(ephemeral=True, thinking=True)
    services, me = interaction.client.services, interaction.user.id
    stored, history = await services.store.export(me), await services.store.history(me)
    table = await run_in(services.reader, history_csv, history)
    rest = await run_in(services.reader, everything_json, stored)
    parts = {"blendz-history.csv": table, "blendz-everything.json": rest}
    files = [discord.File(io.BytesIO(content), name) for name, content in parts.items()]
    await interaction.edit_original_response(view=build_export([*parts]), attachments=files)


async def ask_delete(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """Ask before deleting."""
    del values
    await mine(interaction, arguments)
    await interaction.edit_original_response(view=build_delete(interaction.client.services.signer, interaction.user.id))


async def delete(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """Delete everything, then say so."""
    del values
    await mine(interaction, arguments)
    services, me = interaction.client.services, interaction.user.id
    affected = await services.store.forget(me)
    services.renderer.purge()
    services.waiting.forget(me)
    services.tastes.forget(me)
    fold.cache_clear()  # it remembers names it was asked for
    await interaction.edit_original_response(
        view=build_notice(
            "Everything is deleted: history, ratings, answers, hidden titles, marks and settings. You are welcome back "
            "at any time."
        )
    )
    await close_panels(interaction.client, affected, _GONE)


async def _show(interaction: Interaction) -> None:
    services, me, place = interaction.client.services, interaction.user.id, place_of(interaction)
    history, marks = await own_history(services, me), await services.store.marks(me)
    uses = [UseLine(use.by, use.purpose, use.at) for use in await services.store.uses(me)]
    manages = _manages(interaction)
    view = build_privacy(
        services.signer,
        me,
        _count(history, marks) if history.viewings or history.opinions else None,
        uses,
        await services.store.consent(me, place),
        ceiling=await services.store.ceiling(place) if manages else None,
        may_set_ceiling=manages,
        in_server=interaction.guild_id is not None,
    )
    await interaction.edit_original_response(view=view)


def _count(history: History, marks: Marks) -> Stored:
    days = [v.date for v in history.viewings if v.date]
    works = {v.work: v.match for v in history.viewings}
    gone = all_names(history, marks.hidden)
    films = sum(work.startswith("movie:") for work in works)
    return Stored(
        rows=len(history.viewings),
        films=films,
        series=len(works) - films,
        matched=sum(match is not None for match in works.values()),
        first=min(days, default=None),
        last=max(days, default=None),
        hidden=sum(work in gone or match in gone for work, match in works.items())
        + sum(not gone.isdisjoint((*o.works, o.match)) and works.keys().isdisjoint(o.works) for o in history.opinions),
        seen=len(marks.seen),
        refused=len(marks.refused),
        ratings=sum(opinion.rating is not None for opinion in history.opinions),
        wanted=sum(opinion.wanted for opinion in history.opinions),
    )


def _manages(interaction: Interaction) -> bool:
    return interaction.guild_id is not None and interaction.permissions.manage_guild


PRESSES = {
    "priv.back": back,
    "priv.consent": set_consent,
    "priv.ceiling": set_ceiling,
    "priv.unmark": unmark,
    "priv.export": export,
    "priv.delete": ask_delete,
    "priv.delete_yes": delete,
}
