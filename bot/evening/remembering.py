"""What a group remembers of its evenings: what it was shown, and who gave way."""

from dataclasses import dataclass

from bot.blending import fatigue_of, fits_of, weights_of
from bot.blending.memory import WORTH_TELLING
from bot.evening.state import Evening
from bot.panels.blend import PAGE
from bot.services import run_in
from data.store import Blend, Store


@dataclass(frozen=True, slots=True)
class Recalled:
    """What earlier evenings do to this one: titles held back (0..1), how much each member counts, who counts more.

    `chosen` are titles the group decided to watch: they count as seen by everybody in it.
    """

    fatigue: dict[str, float]
    weights: dict[int, float]
    gave_way: tuple[int, ...]
    chosen: frozenset[str] = frozenset()


async def recall(store: Store, found: Blend, members: tuple[int, ...]) -> Recalled:
    """What exactly these members remember together of the days before this evening began."""
    memory = await store.group_memory(found.place, members)
    today = found.created.date()
    weights = weights_of(memory.fits, members, today)
    gave_way = tuple(member for member in members if weights[member] >= WORTH_TELLING)
    tonight = found.vote.chosen if found.vote else None  # stays on the list it was chosen from
    chosen = frozenset(memory.chosen) - {tonight}
    return Recalled(fatigue_of(memory.recommended, today), weights, gave_way, chosen)


async def remember(evening: Evening, page: int) -> None:
    """Note what a group was shown, and when it first sees a list, how well that fits each of them."""
    members = tuple(guest.member for guest in evening.table.guests)
    if len(members) < 2 or not evening.offers:  # noqa: PLR2004 - one member is no group
        return
    today = evening.blend.created.date()
    listed = [offer.title.id for offer in evening.offers]
    recommended = dict.fromkeys(listed[page * PAGE : (page + 1) * PAGE], today)
    fits = {today: await run_in(evening.services.blender, fits_of, evening.table, listed)} if page == 0 else {}
    await evening.services.store.remember_group(evening.blend.place, members, recommended, fits=fits)
