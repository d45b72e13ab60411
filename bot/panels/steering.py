"""The forms behind the buttons of a blend: more or less of a tag, and genres one will not watch tonight. Pure."""

from collections.abc import Collection, Sequence
from typing import Any

import discord
from discord import ui

from bot.blending.steering import Steerable
from bot.text import counted
from data.catalogue.title import GENRES

#: Tags one may pick at a time for each way: every one moves the list, and all together should leave it theirs.
MOST_AT_ONCE = 3


def more_field(tags: Sequence[Steerable]) -> ui.Label[Any] | None:
    """The menu of what there could be more of; None when there is nothing to offer."""
    return _field("More of", "each moves the list one step; press again for another", tags, "would come up")


def less_field(tags: Sequence[Steerable]) -> ui.Label[Any] | None:
    """The menu of what there could be less of; None when there is nothing to offer."""
    return _field("Less of", "what many titles of this list have", tags, "on this list")


def veto_field(vetoed: Collection[str]) -> ui.Label[Any]:
    """The menu of genres, with what the member will not watch ticked."""
    options = [discord.SelectOption(label=genre, default=genre in vetoed) for genre in sorted(GENRES)]
    select = _select(options, len(options))
    return ui.Label(
        text="Not for me tonight",
        description="the list leaves them out for everybody and does not say who asked",
        component=select,
    )


def chosen_in(field: ui.Label[Any] | None) -> list[str]:
    """What was picked in a field; nothing where there was no field."""
    return list(field.component.values) if field and isinstance(field.component, ui.Select) else []


def _field(text: str, about: str, tags: Sequence[Steerable], titles: str) -> ui.Label[Any] | None:
    if not tags:
        return None
    options = [
        discord.SelectOption(label=each.tag, description=f"{counted(each.titles, 'title')} {titles}") for each in tags
    ]
    return ui.Label(text=text, description=about, component=_select(options, min(MOST_AT_ONCE, len(options))))


def _select(options: list[discord.SelectOption], most: int) -> ui.Select[Any]:
    return ui.Select(options=options, min_values=0, max_values=most, required=False)
