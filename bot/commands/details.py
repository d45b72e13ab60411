"""One title of a list, for the member who asked: why it is there, what speaks against it, and what they say of it."""

from collections.abc import Sequence
from typing import Any, Literal

from bot.blending.doubts import doubts_of
from bot.client import Interaction
from bot.errors import Problem
from bot.evening import gather
from bot.panels.blend import build_details
from bot.panels.notice import build_notice
from bot.services import run_in
from data.store import Marks


async def more(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """One title in detail, for the member who asked."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    evening = await gather(interaction, arguments[0])
    offer = evening.find(str(values[0]))
    if offer is None:
        raise Problem(
            "not_listed", "That title is no longer on the list: someone joined or left. Pick from the new one."
        )
    services, listed = evening.services, [each.title.id for each in evening.offers]
    doubts = await run_in(services.blender, doubts_of, evening.table, listed, offer.title.id, evening.tonight.fatigue)
    panel = evening.panel(int(arguments[1]))
    view = build_details(offer, panel, services.signer, interaction.user.id, doubts)
    await interaction.edit_original_response(view=view)


async def mark_seen(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """`I have seen it`."""
    del values
    name = await _mark(interaction, arguments, "seen")
    text = f"Noted: you have seen {name}. From the next page or the next blend on it counts as seen by you."
    await interaction.edit_original_response(view=build_notice(text))


async def refuse_title(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """`Not for me`."""
    del values
    name = await _mark(interaction, arguments, "refused")
    text = f"Noted: {name} will not come back in a blend with you. The list changes with the next page."
    await interaction.edit_original_response(view=build_notice(text))


async def _mark(interaction: Interaction, arguments: Sequence[str], mark: Literal["seen", "refused"]) -> str:
    blend, code, owner = arguments
    if interaction.user.id != int(owner):
        raise Problem("not_yours", "Those buttons are somebody else's. Pick the title from the menu yourself.")
    await interaction.response.defer()
    evening = await gather(interaction, blend)
    title = evening.services.shelf.now.title(code)
    if title is None:
        raise Problem("not_listed", "I no longer know that title: the catalogue has changed. Run /blend again.")
    marks = Marks(**{mark: frozenset({title.id})})
    await evening.services.store.change_marks(interaction.user.id, add=marks)
    return evening.name(title)


PRESSES = {
    "blend.more": more,
    "blend.seen": mark_seen,
    "blend.refuse": refuse_title,
}
