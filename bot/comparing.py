"""How alike the tastes of two members are, what brings them together and what parts them. Pure.

Nothing here names a title as somebody's history: titles are suggestions from among those that neither has seen, and
whoever is hardly known is not spoken of at all, for then a tag or two would say what they watched.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.blending import Guest, Table
from bot.blending.doubts import is_hardly_known
from bot.blending.reasons import UNSAID
from bot.blending.watching import watched
from bot.shelf import Shelf
from data.catalogue.title import Title
from recommender.affinity import affinity
from recommender.pairing import agreements, bridge, clashes, leanings
from recommender.profile import build_profile

#: Titles, and tags, named of each sort at most.
MOST_TITLES, MOST_TAGS = 3, 4
#: What is never said of a person, as it would speak of their faith, love life, health, politics or trouble.
NEVER_OF_A_PERSON = frozenset(
    {
        "addiction", "dating", "disability", "faith", "feminist", "forbidden love", "grief", "identity", "immigrants",
        "infidelity", "lgbtq", "loneliness", "marriage", "mental illness", "politics", "poverty", "pregnancy",
        "race issues", "sexuality", "terrorism", "trauma",
    }
)  # fmt: skip
#: Where a title is set says as little about a difference in taste as it may say much about a person.
_PLACES = frozenset(
    {
        "african setting", "australia", "british", "china", "england countryside", "france", "germany", "india",
        "ireland", "italy", "japan", "korea", "latin america", "middle east", "nordic", "russia", "southern usa",
        "spain", "turkey",
    }
)  # fmt: skip
_LOOKED_AT = 20
#: From which confidence on a match is how sure.
_SURENESS = ((0.7, "quite sure"), (0.5, "fairly sure"), (0.0, "not very sure"))


@dataclass(frozen=True, slots=True)
class Clash:
    """A title that the member `fan` would love and the other would not; `matches` (0..1) in the members' order."""

    title: Title
    fan: int
    matches: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What there is to say of two members' tastes.

    `match` is the share of random pairs that are less alike, `confidence` (0..1) how far it can be believed. `bridge`
    is the title that brings them together, `loved` others both would love; `tags` are what both lean to, `parted` a
    tag and the member who leans to it while the other does not. Where a member is hardly known (`vague`) the rest is
    empty and the match one half.
    """

    members: tuple[int, int]
    match: float = 0.5
    confidence: float = 0.0
    bridge: Title | None = None
    loved: tuple[Title, ...] = ()
    clashes: tuple[Clash, ...] = ()
    tags: tuple[str, ...] = ()
    parted: tuple[tuple[str, int], ...] = ()
    vague: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Near:
    """A member and how well their taste matches somebody's."""

    member: int
    match: float
    confidence: float


def compare(shelf: Shelf, table: Table) -> Comparison:
    """What there is to say of the two guests of a table whose candidates neither has seen."""
    model, reference = shelf.model, shelf.reference()
    (one, other), tastes = table.profiles, (table.tastes[0], table.tastes[1])
    pair = (table.guests[0].member, table.guests[1].member)
    vague = table.members([is_hardly_known(profile) for profile in (one, other)])
    if vague:
        return Comparison(pair, vague=vague)
    found = affinity(reference, one, other)
    well_known = np.zeros(len(table.candidates), dtype=np.bool_)
    well_known[model.reference] = True
    titles = shelf.catalogue.titles
    brought = bridge(model, *tastes, table.candidates)
    suggested = table.candidates & well_known
    alike, apart = leanings(model, reference, one, other, k=_LOOKED_AT)
    loved = [row for row in agreements(*tastes, suggested, k=MOST_TITLES + 1) if row != brought]
    tags = [shelf.catalogue.tags[leaning.tag] for leaning in alike]
    parted = [(shelf.catalogue.tags[each.tag], pair[int(each.leanings[1] > each.leanings[0])]) for each in apart]
    return Comparison(
        members=pair,
        match=found.match,
        confidence=found.confidence,
        bridge=None if brought is None else titles[brought],
        loved=tuple(titles[row] for row in loved[:MOST_TITLES]),
        clashes=tuple(
            Clash(titles[each.row], pair[each.fan], each.matches) for each in clashes(*tastes, suggested, k=MOST_TITLES)
        ),
        tags=tuple(tag for tag in tags if may_be_said(tag))[:MOST_TAGS],
        parted=tuple(each for each in parted if may_be_said(each[0]) and each[0] not in _PLACES)[:MOST_TAGS],
    )


def nearest(shelf: Shelf, me: Guest, others: Sequence[Guest]) -> tuple[Near, ...] | None:
    """The others by how well they match, best first, without those hardly known; None when that is `me`."""
    model, reference = shelf.model, shelf.reference()
    mine = build_profile(model, watched(shelf.catalogue, me.history))
    if is_hardly_known(mine):
        return None
    found: list[Near] = []
    for other in others:
        profile = build_profile(model, watched(shelf.catalogue, other.history))
        if not is_hardly_known(profile):
            alike = affinity(reference, mine, profile)
            found.append(Near(other.member, alike.match, alike.confidence))
    return tuple(sorted(found, key=lambda near: (-near.match, near.member)))


def sureness_of(confidence: float) -> str:
    """How sure a match is, in words."""
    return next(words for least, words in _SURENESS if confidence >= least)


def may_be_said(tag: str) -> bool:
    """Whether a member may be told, before others, to lean to this or not."""
    return tag not in UNSAID and tag not in NEVER_OF_A_PERSON
