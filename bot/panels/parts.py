"""The pieces panels are made of, each in one call. Pure."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import discord
from discord import ui

#: Anything that can stand in a layout; a plain string stands for a text.
Part: TypeAlias = "ui.Item[Any] | str"
Row: TypeAlias = "ui.ActionRow[ui.LayoutView]"
Box: TypeAlias = "ui.Container[ui.LayoutView]"

#: Blendz' colour: the first member's in the charts.
ACCENT = 0x56B4E9
_LONGEST_ALT = 1024


def layout(*parts: Part) -> ui.LayoutView:
    """A message of these parts, without a time-out: its buttons are answered by their custom ids."""
    view = ui.LayoutView(timeout=None)
    for part in parts:
        view.add_item(_item(part))
    view.stop()  # the library listens to nothing of it, else it would keep every panel ever sent in memory
    return view


def box(*parts: Part) -> Box:
    """Parts in a frame with Blendz' colour."""
    return ui.Container(*map(_item, parts), accent_colour=ACCENT)


def row(*items: ui.Item[Any]) -> Row:
    """Up to five buttons, or one menu."""
    return ui.ActionRow(*items)


def button(
    label: str,
    custom_id: str,
    *,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    disabled: bool = False,
) -> ui.Button[ui.LayoutView]:
    """A button that is answered by its custom id."""
    return ui.Button(label=label, custom_id=custom_id, style=style, disabled=disabled)


def link(label: str, url: str) -> ui.Button[ui.LayoutView]:
    """A button that opens an address."""
    return ui.Button(label=label, url=url)


def menu(
    custom_id: str,
    options: Sequence[discord.SelectOption],
    placeholder: str | None = None,
    *,
    fewest: int = 1,
    most: int = 1,
) -> Row:
    """A menu, which takes a row of its own."""
    select: ui.Select[ui.LayoutView] = ui.Select(
        custom_id=custom_id, options=list(options), placeholder=placeholder, min_values=fewest, max_values=most
    )
    return row(select)


def member_menu(custom_id: str, placeholder: str, most: int) -> Row:
    """A picker of members."""
    select: ui.UserSelect[ui.LayoutView] = ui.UserSelect(
        custom_id=custom_id, placeholder=placeholder, min_values=1, max_values=most
    )
    return row(select)


def picture(filename: str, alt: str) -> ui.Item[Any]:
    """A picture sent with the message, or kept with it."""
    gallery: ui.MediaGallery[ui.LayoutView] = ui.MediaGallery()
    gallery.add_item(media=f"attachment://{filename}", description=alt[:_LONGEST_ALT])
    return gallery


def rule() -> ui.Item[Any]:
    """A line between parts."""
    separator: ui.Separator[ui.LayoutView] = ui.Separator()
    return separator


def _item(part: Part) -> ui.Item[Any]:
    if not isinstance(part, str):
        return part
    text: ui.TextDisplay[ui.LayoutView] = ui.TextDisplay(part)
    return text
