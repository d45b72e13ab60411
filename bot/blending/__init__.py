"""Introduces `data` and `recommender`: histories go in as rows and arrays, ranked titles come out. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.blending.memory import FATIGUE_HALF_LIFE, fatigue_of
from bot.blending.moods import clicks_of
from bot.blending.reasons import reason_of
from bot.blending.steering import steer_of
from bot.blending.watching import watched
from bot.blending.wishes import DEFAULT_RULE, Seen, Wishes, allowed, options_of, strictest, wishes_from
from data.catalogue.catalogue import Catalogue
from data.catalogue.title import Title
from data.history import History
from recommender.model import Model
from recommender.profile import build_profile
from recommender.ranking import recommend, unseen

__all__ = [
    "DEFAULT_RULE",
    "FATIGUE_HALF_LIFE",
    "LENGTH",
    "Guest",
    "Offer",
    "Seen",
    "Wishes",
    "allowed",
    "blend",
    "fatigue_of",
    "options_of",
    "strictest",
    "watched",
    "wishes_from",
]

#: Titles a blend ranks: four pages of five.
LENGTH = 20


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
    picks = recommend(
        model,
        profiles,
        candidates,
        n=LENGTH,
        strategy=wishes.rule,
        fatigue=tired,
        surprise=wishes.surprise,
        steer=steer_of(catalogue.tags, clicks_of(wishes.mood)),
    )
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
