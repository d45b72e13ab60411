"""Which of several titles of one name is meant, and whether it is any of them.

Each candidate weighs what its popularity and age say, less where the year or the language speaks against it; the
heaviest is chosen, and its share of the whole weight is how sure that is. Measured on 164 names of several films of
which one stood on Netflix's shelf: the most popular one is right 45 times in 100, with age weighed in 85 times.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

#: A title's year as sources give it may be one off (premiere or release); what the right one weighs more than that.
_NEAR_YEARS, _NEAR_YEAR, _UNKNOWN_YEAR = 1, 0.2, 0.1
#: Weight of a name by its language: the history's own; English or the original; any other, where the history's is
#: known and where not.
_OWN, _ORIGINAL, _OTHER, _ANY = 1.0, 0.7, 0.1, 0.5
#: Powers of ten a step of popularity and a year of age count for.
_STEP, _YEAR = 0.5, 0.04
_OLDEST, _AGELESS = 1950, 1990
_ON_NETFLIX = 3.0
#: Weight of a title of the same name that the catalogue lacks, beside one that nobody knows; it falls with popularity.
_ABSENT, _ABSENT_FALL, _ABSENT_ON_NETFLIX = 4.0, 1.5, 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Titles that bear a name that is asked for: for each, which question (`asked`, int) and which title (`row`, int).

    `weight` float64 (candidates,) is how likely each is meant, against the others of its question; `absent` how likely
    a title is that the catalogue lacks.
    """

    asked: NDArray[np.intp]
    row: NDArray[np.int32]
    weight: Floats
    absent: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """One title for each question that has any.

    `share` in (0, 1] is its part of the weight of all candidates, `presence` of its own and what the catalogue lacks.
    """

    asked: NDArray[np.intp]
    row: NDArray[np.int32]
    share: Floats
    presence: Floats


def weigh(popularity: ArrayLike, votes: ArrayLike = 0, *, netflix: ArrayLike = False) -> NDArray[np.float32]:
    """float32 (titles, 2): how likely each title is meant, and how likely one of its name that is not here.

    `popularity` (titles,) runs from 1 to 5; `votes` (titles,) part those of equal popularity; `netflix` (titles,) bool
    is whether a title is known to have been on Netflix, which the starter's are. Age is weighed in by `age_factor`.
    """
    steps = np.asarray(popularity, dtype=np.float64)
    shelf = np.broadcast_to(np.asarray(netflix, dtype=np.bool_), steps.shape)
    known = 10.0 ** (_STEP * steps) * (1.0 + 0.01 * np.log10(1.0 + np.asarray(votes, dtype=np.float64)))
    absent = _ABSENT * 10.0 ** (-_ABSENT_FALL * (steps - 1.0))
    weights = np.stack([known * np.where(shelf, _ON_NETFLIX, 1.0), absent * np.where(shelf, _ABSENT_ON_NETFLIX, 1.0)])
    return weights.T.astype(np.float32)


def age_factor(years: NDArray[np.int16]) -> Floats:
    """(titles,): how much likelier a title is meant for being new, by its year (0: not known)."""
    known = np.where(years == 0, _AGELESS, np.maximum(years, _OLDEST))
    return 10.0 ** (_YEAR * (known - 2000.0))


def year_factor(years: NDArray[np.int16], wanted: NDArray[np.int16]) -> Floats:
    """1 where the year is right or not asked for (0), 0 where it does not fit; between where near, or not known."""
    off = np.abs(years.astype(np.int32) - wanted)
    factor = np.where(off == 0, 1.0, np.where(off <= _NEAR_YEARS, _NEAR_YEAR, 0.0))
    return np.where(wanted == 0, 1.0, np.where(years == 0, _UNKNOWN_YEAR, factor))


def language_factor(languages: NDArray[np.uint16], wanted: NDArray[np.uint16], known: NDArray[np.bool_]) -> Floats:
    """How much a name in this language counts in a history of that language (`known`: whether it is known at all)."""
    other = np.where(known, _OTHER, _ANY)
    factor = np.where(languages == 0, _ORIGINAL, other)
    return np.where(known & (languages == wanted), _OWN, factor)


def leave_out(candidates: Candidates, asked: NDArray[np.intp], row: NDArray[np.int32]) -> Candidates:
    """The candidates without these titles of these questions."""
    out = np.isin(_pairs(candidates.asked, candidates.row), _pairs(asked, row))
    return replace(candidates, weight=np.where(out, 0.0, candidates.weight))


def choose(candidates: Candidates) -> Chosen:
    """The heaviest title of each question; of equals the first row. Candidates without weight are none."""
    some = np.flatnonzero(candidates.weight > 0)
    order = some[np.lexsort((-candidates.weight[some], candidates.row[some], candidates.asked[some]))]
    once = np.ones(len(order), dtype=np.bool_)  # a title with this name in several languages stands once
    asked, row = candidates.asked[order], candidates.row[order]
    once[1:] = (asked[1:] != asked[:-1]) | (row[1:] != row[:-1])
    order = order[once]
    order = order[np.lexsort((candidates.row[order], -candidates.weight[order], candidates.asked[order]))]
    asked, weight = candidates.asked[order], candidates.weight[order]
    first = np.flatnonzero(np.diff(asked, prepend=-1))
    total = np.add.reduceat(weight, first) if len(first) else weight
    best, absent = weight[first], candidates.absent[order][first]
    return Chosen(asked[first], candidates.row[order][first], best / total, best / (best + absent))


def _pairs(asked: NDArray[np.intp], row: NDArray[np.int32]) -> NDArray[np.int64]:
    return asked.astype(np.int64) << 32 | row
