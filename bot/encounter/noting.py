"""What members can find in /privacy of comparisons: who looked at their taste, and when."""

from datetime import UTC, datetime

from data.store import Store, Use
from data.store.documents import USES, of_member
from data.store.values import USES_KEPT


async def note_use(store: Store, member: int, by: int, place: int) -> None:
    """Note that somebody looked at a member's taste: once a day, with the last time, so nobody fills the list."""
    now = datetime.now(UTC)
    use = Use(by, now, "taste", place)

    def is_of_today(other: Use) -> bool:
        return (other.by, other.purpose, other.place) == (by, use.purpose, place) and other.at.date() == now.date()

    def noted(uses: tuple[Use, ...]) -> tuple[Use, ...]:
        return (use, *(other for other in uses if not is_of_today(other)))[:USES_KEPT]

    await store.change(of_member(member, USES), noted)
