"""What can be pressed under a list to change it for tonight: more or less of a tag, and vetoes."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.answering import answer_error
from bot.blending.moods import clicks_of
from bot.blending.steering import less_of, more_of, steer_of
from bot.client import Interaction
from bot.errors import Problem
from bot.evening import Evening, check_takes_part, find_blend, gather, show_evening, steer, take_back, veto
from bot.panels.steering import chosen_in, less_field, more_field, veto_field
from bot.services import run_in

#: Seconds after which a form that was opened and never sent is forgotten.
_FORM_LIFE = 15 * 60.0


class Form(ui.Modal):
    """A form under a list; what is sent with it is refused in the words of the one door."""

    def __init__(self, title: str, blend: str) -> None:
        super().__init__(title=title, timeout=_FORM_LIFE)
        self.blend = blend

    async def on_error(self, interaction: discord.Interaction[Any], error: Exception) -> None:
        """Pass the error to the one door."""
        await answer_error(interaction, error)


class SteerForm(Form):
    """More or less of some tags."""

    def __init__(self, blend: str, more: ui.Label[Any] | None, less: ui.Label[Any] | None) -> None:
        super().__init__("Steer tonight's list", blend)
        self.more, self.less = more, less
        for field in filter(None, (more, less)):
            self.add_item(field)

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Add the clicks and show the list made anew."""
        await interaction.response.defer()
        await steer(interaction, self.blend, chosen_in(self.more), chosen_in(self.less))
        await show_evening(interaction, await gather(interaction, self.blend))


class VetoForm(Form):
    """Genres a member will not watch tonight."""

    def __init__(self, blend: str, vetoed: Sequence[str]) -> None:
        super().__init__("Veto genres", blend)
        self.genres = veto_field(vetoed)
        self.add_item(self.genres)

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Note them and show the list made anew."""
        await interaction.response.defer()
        await veto(interaction, self.blend, chosen_in(self.genres))
        await show_evening(interaction, await gather(interaction, self.blend))


async def open_steering(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """Show the tags that matter for this list, to the member alone."""
    del values
    check_takes_part(interaction, await find_blend(interaction, arguments[0]))
    evening = await gather(interaction, arguments[0])
    more, less = await run_in(evening.services.blender, _choices, evening)
    if more is None and less is None:
        raise Problem(
            "nothing_to_steer",
            "There are too few titles inside these limits to steer between. Run /blend again with wider ones.",
        )
    await interaction.response.send_modal(SteerForm(evening.blend.id, more, less))


async def undo_steering(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """Take every click back."""
    del values
    await interaction.response.defer()
    await take_back(interaction, arguments[0])
    await show_evening(interaction, await gather(interaction, arguments[0]))


async def open_vetoes(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """Ask the member, alone, what they will not watch tonight."""
    del values
    blend = await find_blend(interaction, arguments[0])
    check_takes_part(interaction, blend)
    vetoed = blend.vetoes.get(interaction.user.id, ())
    await interaction.response.send_modal(VetoForm(blend.id, vetoed))


def _choices(evening: Evening) -> tuple[ui.Label[Any] | None, ui.Label[Any] | None]:
    listed = [offer.title.id for offer in evening.offers]
    mood = clicks_of(evening.tonight.wishes.mood)
    steered = steer_of(evening.table.catalogue.tags, mood, evening.tonight.clicks)
    return more_field(more_of(evening.table, listed, steered)), less_field(less_of(evening.table, listed))


PRESSES = {
    "blend.steer": open_steering,
    "blend.unsteer": undo_steering,
    "blend.veto": open_vetoes,
}
