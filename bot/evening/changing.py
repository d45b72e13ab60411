"""What those who take part change about tonight's list: more or less of a tag, and genres they will not watch."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.blending.steering import MOST_CLICKS, MOST_STEERED
from bot.client import Interaction
from bot.errors import Problem
from data.catalogue.title import GENRES
from data.store import Blend


def check_takes_part(interaction: Interaction, blend: Blend) -> None:
    """Raise Problem unless the one who pressed takes part in this blend."""
    if interaction.user.id in blend.joined:
        return
    if interaction.user.id in (*blend.invited, blend.owner):
        raise Problem("not_joined", "This is for those who take part. Press Join on the list first, then try again.")
    raise Problem("not_invited", "This list is for the friends who were invited. Start your own with /blend.")


async def steer(interaction: Interaction, blend_id: str, more: Sequence[str], less: Sequence[str]) -> None:
    """Add a click for each of these tags. Raises Problem when too many tags are steered."""
    known = interaction.client.services.catalogue.tags

    def click(blend: Blend) -> Blend:
        check_takes_part(interaction, blend)
        clicks = dict(blend.steer)
        for tag, way in [*((tag, 1) for tag in more), *((tag, -1) for tag in less)]:
            if tag in known:
                clicks[tag] = min(max(clicks.get(tag, 0) + way, -MOST_CLICKS), MOST_CLICKS)
        clicks = {tag: number for tag, number in clicks.items() if number}
        if len(clicks) > max(MOST_STEERED, len(blend.steer)):
            raise Problem(
                "steered_enough",
                f"A list can be steered by {MOST_STEERED} tags at once, and these would be {len(clicks)}. Press Undo "
                "steering on the list to begin anew, or pick fewer.",
            )
        return replace(blend, steer=clicks)

    await interaction.client.services.store.change_blend(blend_id, click)


async def take_back(interaction: Interaction, blend_id: str) -> None:
    """Forget every click."""

    def forget(blend: Blend) -> Blend:
        check_takes_part(interaction, blend)
        return replace(blend, steer={})

    await interaction.client.services.store.change_blend(blend_id, forget)


async def veto(interaction: Interaction, blend_id: str, genres: Collection[str]) -> None:
    """Note which genres the one who pressed will not watch tonight, in place of what they said before."""

    def refuse(blend: Blend) -> Blend:
        check_takes_part(interaction, blend)
        vetoes = {member: said for member, said in blend.vetoes.items() if member != interaction.user.id}
        wanted = tuple(sorted(GENRES.intersection(genres)))
        return replace(blend, vetoes=vetoes | ({interaction.user.id: wanted} if wanted else {}))

    await interaction.client.services.store.change_blend(blend_id, refuse)
