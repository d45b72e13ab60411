"""What members can find in /privacy of comparisons: who looked at their taste, and when."""

from dataclasses import replace

from bot.client import Interaction
from bot.presence import moment_of, place_of
from data.store import Use
from data.store.documents import USES, of_member
from data.store.values import USES_KEPT


async def note_use(interaction: Interaction, member: int) -> None:
    """Note that who interacts looked at a member's taste: once a day, with the last time, so nobody fills the list."""
    use = Use(interaction.user.id, moment_of(interaction), "taste", place_of(interaction))

    def is_of_today(other: Use) -> bool:
        return replace(other, at=use.at) == use and other.at.date() == use.at.date()

    def noted(uses: tuple[Use, ...]) -> tuple[Use, ...]:
        return (use, *(other for other in uses if not is_of_today(other)))[:USES_KEPT]

    await interaction.client.services.store.change(of_member(member, USES), noted)
