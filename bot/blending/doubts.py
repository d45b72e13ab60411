"""What speaks against a listed title, and how sure one can be of its match. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from bot.blending.reasons import UNSAID
from bot.blending.table import Table
from recommender.explain import BELIEVED, HALF_KNOWN, against, burden
from recommender.profile import Profile

#: Below this share of what there is to know of a member, their taste is hardly known: about seven films.
_HARDLY = 1.0 / 3.0
#: Tags that are no reason to watch something, but one not to.
_SAID_AGAINST = frozenset({"slow paced", "fast paced", "kids", "teens", "special effects", "episodic", "franchise"})
#: Places and people: they move a score like any other tag, and nobody should read them as a fault.
_NO_FAULT = frozenset(
    {
        "feminist", "immigrants", "poverty", "african setting", "australia", "british", "china", "england countryside",
        "france", "germany", "india", "ireland", "italy", "japan", "korea", "latin america", "los angeles",
        "middle east", "new york city", "nordic", "russia", "southern usa", "spain", "turkey",
    }
)  # fmt: skip
#: Titles at the top of a list, which one is held against.
_TOP = 5
_LOOKED_AT = 12
_MOST_TAGS = 3
#: From this share of its chance on that an earlier evening takes away, it is told.
_TIRED = 0.1


@dataclass(frozen=True, slots=True)
class Doubts:
    """What keeps a title from the top of its list.

    `tags` speak against it for somebody; `least` is the member it suits clearly less than the others. `main` is what
    weighs most (see `recommender.explain.Burden`), None when nothing is missing; `was_offered` is True for one that
    stood on an earlier list of this group.
    """

    tags: tuple[str, ...] = ()
    least: int | None = None
    main: Literal["popularity", "taste", "unknown", "member"] | None = None
    was_offered: bool = False


def doubts_of(table: Table, listed: Sequence[str], title: str, fatigue: Mapping[str, float]) -> Doubts:
    """What speaks against a title of a list of ids, best first; `fatigue` is what earlier evenings hold back."""
    rows = np.array([table.catalogue.rows[each] for each in listed if each != title][:_TOP], dtype=np.int64)
    row, was_offered = table.catalogue.rows[title], fatigue.get(title, 0.0) >= _TIRED
    named = [table.catalogue.tags[tag] for tag in against(table.model, table.profiles, row, k=_LOOKED_AT)]
    never = (UNSAID - _SAID_AGAINST) | _NO_FAULT
    tags = tuple(tag for tag in named if tag not in never)[:_MOST_TAGS]
    if not len(rows):
        return Doubts(tags, None, None, was_offered)
    found = burden(table.model, table.profiles, row, rows, [taste.scores for taste in table.tastes])
    least = None if found.least is None else table.guests[found.least].member
    return Doubts(tags, least, found.main, was_offered)


def is_hardly_known(profile: Profile) -> bool:
    """True for a member of whom too little is known to tell their taste from what everybody likes."""
    return profile.evidence / (profile.evidence + HALF_KNOWN) < _HARDLY


def is_obscure(table: Table, row: int) -> bool:
    """True for a title of which hardly anything but its popularity is known: neither its tags nor who rates it."""
    learned = table.model.learned
    is_rated = learned is not None and bool((learned.rows == row).any())
    return not is_rated and float(table.model.certainty.confidence[row]) < BELIEVED
