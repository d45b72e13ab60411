"""Introduces `data` and `recommender`: histories go in as rows and arrays, ranked titles come out. Pure."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from bot.blending.reasons import reason_of
from data.catalogue.catalogue import Catalogue
from data.catalogue.title import MATURITY_STEPS, Kind, Title
from data.history import History
from recommender.model import Model
from recommender.profile import Watched, build_profile
from recommender.ranking import recommend, unseen

Seen = Literal["everyone", "someone", "rewatch"]

#: Titles a blend ranks: four pages of five.
LENGTH = 20
#: Titles offered to the same group on an earlier evening are held back, by half after this many days.
FATIGUE_HALF_LIFE = 14.0
_MOST_FATIGUE = 0.7


@dataclass(frozen=True, slots=True)
class Wishes:
    """Tonight's limits. `minutes` is a film's length or an episode's; `ceiling` an age rating, the strictest of all."""

    kind: Kind | None = None
    minutes: int | None = None
    rule: str = "fair"
    seen: Seen = "everyone"
    ceiling: str | None = None
    erotic: bool = False


@dataclass(frozen=True, slots=True)
class Guest:
    """A member who takes part: their history without what they hide, and the ids they marked by hand."""

    member: int
    history: History
    seen: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Offer:
    """A ranked title. `match` and `members` are shares of 0..1, members in the guests' order.

    `tags` are the reason, and `fans` those it speaks for: everybody, or some when the group shares no clear reason.
    `seen_by` are members.
    """

    title: Title
    match: float
    members: tuple[float, ...]
    tags: tuple[str, ...]
    fans: tuple[int, ...]
    seen_by: tuple[int, ...]


def blend(
    catalogue: Catalogue,
    model: Model,
    guests: Sequence[Guest],
    wishes: Wishes,
    fatigue: Mapping[str, float] | None = None,
) -> tuple[Offer, ...]:
    """The titles this group would enjoy, best first; none when the limits leave none."""
    if not guests:
        return ()
    masks = np.stack([_seen_mask(catalogue, guest) for guest in guests])
    candidates = allowed(catalogue, wishes) & unseen(masks, wishes.seen) & ~_refused(catalogue, guests)
    candidates &= _begun(catalogue, np.logical_or.reduce(masks))
    profiles = [build_profile(model, watched(catalogue, guest.history)) for guest in guests]
    tired = _spread(catalogue, fatigue or {})
    picks = recommend(model, profiles, candidates, n=LENGTH, strategy=wishes.rule, fatigue=tired)
    offers: list[Offer] = []
    for pick in picks:
        fans, tags = reason_of(model, profiles, catalogue.tags, pick)
        offers.append(
            Offer(
                title=catalogue.titles[pick.row],
                match=pick.group,
                members=pick.members,
                tags=tags,
                fans=tuple(guests[at].member for at in fans),
                seen_by=tuple(guest.member for guest, mask in zip(guests, masks, strict=True) if mask[pick.row]),
            )
        )
    return tuple(offers)


def watched(catalogue: Catalogue, history: History) -> Watched:
    """The matched titles of a history, newest first: rows behind each, how long ago it was, what was said of it.

    Who rated a title has watched it; what only stands on a watchlist is wanted.
    """
    counts: dict[int, int] = {}
    latest: dict[int, date | None] = {}
    for viewing in history.viewings:
        row = catalogue.rows.get(viewing.match) if viewing.match else None
        if row is not None:
            counts[row] = counts.get(row, 0) + 1
            latest.setdefault(row, viewing.date)
    ratings: dict[int, float] = {}
    wanted: set[int] = set()
    for opinion in history.opinions:
        row = catalogue.rows.get(opinion.match) if opinion.match else None
        if row is not None and opinion.rating is not None:
            ratings.setdefault(row, opinion.rating)
            counts.setdefault(row, 1)
            latest.setdefault(row, None)
        elif row is not None and opinion.wanted:
            wanted.add(row)
    newest = max((day for day in latest.values() if day), default=None)
    ages = [(newest - day).days if newest and day else math.nan for day in latest.values()]
    return Watched(
        rows=np.array([*counts], dtype=np.int64),
        counts=np.array([*counts.values()], dtype=np.int64),
        ages=np.array(ages, dtype=np.float64),
        ratings=np.array([ratings.get(row, math.nan) for row in counts], dtype=np.float64),
        wanted=np.array(sorted(wanted - counts.keys()), dtype=np.int64),
    )


def allowed(catalogue: Catalogue, wishes: Wishes) -> NDArray[np.bool_]:
    """Mask (titles,) of what tonight's limits let through.

    An unknown age rating counts as above any ceiling, an unknown length as longer than any limit.
    """
    columns = catalogue.columns
    may = np.ones(len(columns.series), dtype=np.bool_) if wishes.erotic else ~columns.erotic
    if wishes.kind is not None:
        may = may & (columns.series == (wishes.kind == "series"))
    if wishes.minutes is not None:
        may = may & (columns.minutes > 0) & (columns.minutes <= wishes.minutes)
    if wishes.ceiling is not None:
        may = may & (columns.maturity >= 0) & (columns.maturity <= MATURITY_STEPS[wishes.ceiling])
    return may


def strictest(ceilings: Sequence[str | None]) -> str | None:
    """The lowest of the age ratings given; None when nobody set one."""
    given = [ceiling for ceiling in ceilings if ceiling]
    return min(given, key=MATURITY_STEPS.__getitem__) if given else None


def fatigue_of(recommended: Mapping[str, date], today: date) -> dict[str, float]:
    """How much to hold back (0..1) what this group was offered on an earlier day; today's list stays as it is."""
    ages = {title: (today - day).days for title, day in recommended.items()}
    return {title: _MOST_FATIGUE * 0.5 ** (days / FATIGUE_HALF_LIFE) for title, days in ages.items() if days > 0}


def _seen_mask(catalogue: Catalogue, guest: Guest) -> NDArray[np.bool_]:
    mask = np.zeros(len(catalogue.titles), dtype=np.bool_)
    rated = {opinion.match for opinion in guest.history.opinions if opinion.rating is not None}
    ids = {viewing.match for viewing in guest.history.viewings} | rated | guest.seen
    mask[[catalogue.rows[title] for title in ids if title and title in catalogue.rows]] = True
    return mask


def _begun(catalogue: Catalogue, seen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Mask (titles,) without later parts of what nobody here has begun."""
    before = catalogue.columns.after
    return (before < 0) | seen[before]


def _refused(catalogue: Catalogue, guests: Sequence[Guest]) -> NDArray[np.bool_]:
    mask = np.zeros(len(catalogue.titles), dtype=np.bool_)
    ids = {title for guest in guests for title in guest.refused}
    mask[[catalogue.rows[title] for title in ids if title in catalogue.rows]] = True
    return mask


def _spread(catalogue: Catalogue, values: Mapping[str, float]) -> NDArray[np.float64]:
    spread = np.zeros(len(catalogue.titles), dtype=np.float64)
    for title, value in values.items():
        if title in catalogue.rows:
            spread[catalogue.rows[title]] = value
    return spread
