"""Hiding titles: the part of `/privacy` where a member picks what counts as never uploaded."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

import discord
from discord import ui

from bot.answering import answer_error
from bot.client import Interaction
from bot.commands.own import check_owner, mine
from bot.histories import own_history
from bot.panels.privacy import LONGEST_QUERY, Work, build_hide
from bot.text import plain
from data.catalogue.match import fold
from data.catalogue.title import title_code
from data.history import History
from data.store import Marks


async def hide(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """Open the list to hide from, or turn its page."""
    del values
    await mine(interaction, arguments)
    await _show_hide(interaction, int(arguments[1]), arguments[2])


async def set_hidden(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """The ticks of one page were changed."""
    await mine(interaction, arguments)
    page, query = int(arguments[1]), arguments[2]
    services, me = interaction.client.services, interaction.user.id
    history, marks = await own_history(services, me), await services.store.marks(me)
    ticked = {str(value) for value in values}
    offered = _offered_codes(interaction)
    hidden = frozenset(_keys(history, ticked))
    shown = frozenset(_keys(history, offered - ticked)) & marks.hidden
    await services.store.change_marks(me, add=Marks(hidden=hidden), remove=Marks(hidden=shown))
    services.renderer.purge()
    await _show_hide(interaction, page, query)


async def open_hide(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """Open the list to hide from in a message of its own."""
    del values
    check_owner(interaction, arguments)
    await interaction.response.defer(ephemeral=True, thinking=True)
    await _show_hide(interaction, 0, "")


#: Seconds after which a form that was opened and never sent is forgotten.
_FORM_LIFE = 15 * 60.0


class FindTitle(ui.Modal, title="Find a title of yours"):
    """Asks for a part of a title to hide."""

    query: ui.TextInput["FindTitle"] = ui.TextInput(label="Part of its name", max_length=LONGEST_QUERY, min_length=1)

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Show what the history holds of that name."""
        await interaction.response.defer()
        await _show_hide(interaction, 0, plain(self.query.value.replace("|", " "), LONGEST_QUERY))

    async def on_error(self, interaction: discord.Interaction[Any], error: Exception) -> None:
        """Pass the error to the one door."""
        await answer_error(interaction, error)


async def find(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """Ask for a part of the title."""
    del values
    check_owner(interaction, arguments)
    await interaction.response.send_modal(FindTitle(timeout=_FORM_LIFE))


async def _show_hide(interaction: Interaction, page: int, query: str) -> None:
    services, me = interaction.client.services, interaction.user.id
    history, marks = await own_history(services, me), await services.store.marks(me)
    works = list_works(history, marks, query)
    await interaction.edit_original_response(view=build_hide(services.signer, me, works, page, query))


def list_works(history: History, marks: Marks, query: str = "") -> list[Work]:
    """The films and series of a history whose name holds the query, most watched first."""
    rows: dict[str, Work] = {}
    for v in history.viewings:
        known = rows.get(v.work)
        is_hidden = v.work in marks.hidden or v.match in marks.hidden
        kind = "film" if v.kind == "movie" else "series"
        rows[v.work] = Work(v.work, v.title, kind, known.rows + 1 if known else 1, is_hidden)
    for o in history.opinions:
        if rows.keys().isdisjoint(o.works):
            is_hidden = o.match in marks.hidden or not marks.hidden.isdisjoint(o.works)
            kind = "series" if o.kind == "episode" else "film" if o.kind else "film or series"
            rows[o.works[0]] = Work(o.works[0], o.title, kind, 0, is_hidden)
    wanted = fold(query) if query else ""
    return sorted((w for w in rows.values() if wanted in fold(w.name)), key=lambda work: (-work.rows, work.name))


def _keys(history: History, codes: Collection[str]) -> Iterator[str]:
    """Every key under which the works of these codes are hidden: their own and the title's they are known as."""
    for v in history.viewings:
        if title_code(v.work) in codes:
            yield from filter(None, (v.work, v.match))
    for o in history.opinions:
        if any(title_code(work) in codes for work in o.works):
            yield from filter(None, (*o.works, o.match))


def _offered_codes(interaction: Interaction) -> set[str]:
    """The codes that stood in the menu that was used."""
    custom_id = (interaction.data or {}).get("custom_id")
    message = interaction.message
    if message is None:
        return set()
    view = ui.LayoutView.from_message(message, timeout=None)
    menus = [item for item in view.walk_children() if isinstance(item, ui.Select) and item.custom_id == custom_id]
    return {option.value for menu in menus for option in menu.options}


PRESSES = {"go.hide": open_hide, "priv.hide": hide, "priv.hidden": set_hidden, "priv.find": find}
