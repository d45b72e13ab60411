"""A blend as it stands right now, and what its panel says of it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.blending import Offer, Table, Tonight
from bot.blending.doubts import is_hardly_known
from bot.panels.blend import BlendPanel
from bot.services import Services
from bot.text import safe
from data.catalogue.title import Title, title_code
from data.store import Blend


@dataclass(frozen=True, slots=True, eq=False)
class Evening:
    """A blend with what it gives right now: nothing of the list is stored but who takes part and what they asked for.

    `vetoed` are genres somebody will not watch, `gave_way` members who count more tonight, `gone` those who left.
    """

    services: Services
    blend: Blend
    table: Table
    tonight: Tonight
    offers: tuple[Offer, ...]
    vetoed: tuple[str, ...] = ()
    gave_way: tuple[int, ...] = ()
    gone: frozenset[int] = frozenset()

    def panel(self, page: int = 0, alt: str | None = None) -> BlendPanel:
        """What the panel shows."""
        guests = self.table.guests
        joined = tuple(guest.member for guest in guests)
        away = {*joined, *self.gone}
        everybody = [m for m in dict.fromkeys((self.blend.owner, *self.blend.invited)) if m not in away]
        pending = tuple(m for m in everybody if m not in self.blend.declined)
        return BlendPanel(
            self.blend.id,
            self.blend.owner,
            joined,
            pending,
            tuple(m for m in everybody if m in self.blend.declined),
            self.tonight.wishes,
            self.offers,
            page,
            alt,
            _note(joined, pending, self.blend.declined),
            tuple(
                guest.member
                for guest in guests
                if not any(row.match for row in (*guest.history.viewings, *guest.history.opinions))
            ),
            self.vetoed,
            {tag: int(clicks) for tag, clicks in self.tonight.clicks.items()},
            self.gave_way,
            tuple(
                guest.member
                for guest, profile in zip(guests, self.table.profiles, strict=True)
                if profile.n and is_hardly_known(profile)
            ),
        )

    def find(self, code: str) -> Offer | None:
        """The offer of this title code."""
        return next((offer for offer in self.offers if title_code(offer.title.id) == code), None)

    def name(self, title: Title) -> str:
        """The title's name, safe to show."""
        return f"**{safe(title.title)}**"


def _note(joined: Sequence[int], pending: Sequence[int], declined: Sequence[int]) -> str | None:
    """What the list is, where it is not simply everybody's."""
    if not joined and declined:
        return "Nobody takes part any more. Press Join, or run /blend anew."
    if not joined:
        return "There is no history here yet. Upload yours with /upload, then press Join."
    if len(joined) == 1 and pending:
        return "So far this is one member's list. It is made anew as soon as somebody joins."
    return None
