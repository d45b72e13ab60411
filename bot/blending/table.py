"""A group at the table: what its members have seen, what they like, and what may be offered to them tonight. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.blending.tastes import Tastes
from bot.blending.watching import watched
from bot.blending.wishes import Wishes, allowed
from data.catalogue.catalogue import Catalogue
from data.history import History
from recommender.model import Model
from recommender.profile import Profile
from recommender.ranking import unseen
from recommender.taste import Taste


@dataclass(frozen=True, slots=True)
class Guest:
    """A member who takes part: their history without what they hide, and the ids they marked by hand."""

    member: int
    history: History
    seen: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Guests and, in their order, `tastes` and `seen` bool (members, titles); `candidates` bool (titles,)."""

    catalogue: Catalogue
    model: Model
    guests: tuple[Guest, ...]
    tastes: tuple[Taste, ...]
    seen: NDArray[np.bool_]
    candidates: NDArray[np.bool_]

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """The guests' profiles, in their order."""
        return tuple(taste.profile for taste in self.tastes)

    def members(self, are: Sequence[bool] | NDArray[np.bool_]) -> tuple[int, ...]:
        """The members for whom this is true."""
        return tuple(guest.member for guest, is_so in zip(self.guests, are, strict=True) if is_so)


def set_table(  # noqa: PLR0913, PLR0917 - the catalogue and what the evening is about
    catalogue: Catalogue,
    model: Model,
    guests: Sequence[Guest],
    wishes: Wishes,
    vetoed: Collection[str] = (),
    kept: Tastes | None = None,
) -> Table:
    """What the guests bring, against tonight's limits and the genres somebody will not watch.

    `kept` are tastes of earlier blends; those that are new are put there.
    """
    kept = Tastes() if kept is None else kept
    rows = [_seen(catalogue, guest) for guest in guests]
    seen = np.array(rows, dtype=np.bool_).reshape(len(guests), len(catalogue.titles))
    candidates = allowed(catalogue, wishes, vetoed) & unseen(seen, wishes.seen) & ~_refused(catalogue, guests)
    candidates &= _begun(catalogue, seen.max(axis=0, initial=False))
    tastes = kept.of(model, [(guest.member, watched(catalogue, guest.history)) for guest in guests])
    return Table(catalogue, model, tuple(guests), tastes, seen, candidates)


def _seen(catalogue: Catalogue, guest: Guest) -> NDArray[np.bool_]:
    rated = {opinion.match for opinion in guest.history.opinions if opinion.rating is not None}
    return _mask(catalogue, {viewing.match for viewing in guest.history.viewings} | rated | guest.seen)


def _begun(catalogue: Catalogue, seen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Mask (titles,) without later parts of what nobody here has begun."""
    before = catalogue.columns.after
    return (before < 0) | seen[before]


def _refused(catalogue: Catalogue, guests: Sequence[Guest]) -> NDArray[np.bool_]:
    return _mask(catalogue, {title for guest in guests for title in guest.refused})


def _mask(catalogue: Catalogue, ids: Collection[str | None]) -> NDArray[np.bool_]:
    mask = np.zeros(len(catalogue.titles), dtype=np.bool_)
    mask[[catalogue.rows[title] for title in ids if title and title in catalogue.rows]] = True
    return mask
