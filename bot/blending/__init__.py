"""Introduces `data` and `recommender`: histories go in as rows and arrays, ranked titles come out. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bot.blending.doubts import is_obscure
from bot.blending.memory import FATIGUE_HALF_LIFE, fatigue_of, fits_of, weights_of
from bot.blending.moods import clicks_of
from bot.blending.reasons import reason_of
from bot.blending.steering import steer_of
from bot.blending.table import Guest, Table, set_table
from bot.blending.watching import watched
from bot.blending.wishes import DEFAULT_RULE, Seen, Wishes, allowed, options_of, strictest, wishes_from
from data.catalogue.catalogue import Catalogue
from data.catalogue.title import Title
from recommender.model import Model
from recommender.ranking import recommend

__all__ = [
    "DEFAULT_RULE",
    "FATIGUE_HALF_LIFE",
    "LENGTH",
    "Guest",
    "Offer",
    "Seen",
    "Table",
    "Tonight",
    "Wishes",
    "allowed",
    "blend",
    "fatigue_of",
    "fits_of",
    "options_of",
    "rank",
    "set_table",
    "strictest",
    "watched",
    "weights_of",
    "wishes_from",
]

#: Titles a blend ranks: four pages of five.
LENGTH = 20


@dataclass(frozen=True, slots=True)
class Tonight:
    """What is asked of one list, beside the limits that say what may be on it at all.

    `clicks` are for more (above 0) or less of a tag; `fatigue` (0..1) holds back titles of earlier evenings by their
    ids; `weights` say how much a member counts, 1 when not told.
    """

    wishes: Wishes = field(default_factory=Wishes)
    clicks: Mapping[str, float] = field(default_factory=dict[str, float])
    fatigue: Mapping[str, float] = field(default_factory=dict[str, float])
    weights: Mapping[int, float] = field(default_factory=dict[int, float])


@dataclass(frozen=True, slots=True)
class Offer:
    """A ranked title. `match` and `members` are shares of 0..1, members in the guests' order.

    `tags` are the reason, and `fans` those it speaks for: everybody, or some when the group shares no clear reason.
    `seen_by` are members. `confidence` (0..1) says how far the match rests on what is known of the members and of it;
    `is_obscure` is True for a title of which hardly anything but its popularity is known.
    """

    title: Title
    match: float
    members: tuple[float, ...]
    tags: tuple[str, ...]
    fans: tuple[int, ...]
    seen_by: tuple[int, ...]
    confidence: float = 1.0
    is_obscure: bool = False


def blend(
    catalogue: Catalogue,
    model: Model,
    guests: Sequence[Guest],
    wishes: Wishes,
    fatigue: Mapping[str, float] | None = None,
) -> tuple[Offer, ...]:
    """The titles this group would enjoy, best first; none when the limits leave none."""
    return rank(set_table(catalogue, model, guests, wishes), Tonight(wishes, fatigue=fatigue or {}))


def rank(table: Table, tonight: Tonight) -> tuple[Offer, ...]:
    """The titles this group would enjoy, best first; none when nobody is there or the limits leave none."""
    if not table.guests:
        return ()
    tags = table.catalogue.tags
    picks = recommend(
        table.model,
        table.tastes,
        table.candidates,
        n=LENGTH,
        strategy=tonight.wishes.rule,
        fatigue=_spread(table.catalogue, tonight.fatigue),
        weights=np.array([tonight.weights.get(guest.member, 1.0) for guest in table.guests]),
        surprise=tonight.wishes.surprise,
        steer=steer_of(tags, clicks_of(tonight.wishes.mood), tonight.clicks),
    )
    offers: list[Offer] = []
    for pick in picks:
        fans, said = reason_of(table.model, table.tastes, tags, pick)
        offers.append(
            Offer(
                title=table.catalogue.titles[pick.row],
                match=pick.group,
                members=pick.members,
                tags=said,
                fans=tuple(table.guests[at].member for at in fans),
                seen_by=table.members(table.seen[:, pick.row]),
                confidence=pick.confidence,
                is_obscure=is_obscure(table, pick.row),
            )
        )
    return tuple(offers)


def _spread(catalogue: Catalogue, values: Mapping[str, float]) -> NDArray[np.float64]:
    spread = np.zeros(len(catalogue.titles), dtype=np.float64)
    for title, value in values.items():
        if title in catalogue.rows:
            spread[catalogue.rows[title]] = value
    return spread
