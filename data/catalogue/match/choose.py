"""Which of several titles of one name is meant.

Each candidate weighs what its popularity says, less where the year or the language speaks against it; the heaviest is
chosen, and its share of the whole weight is how sure that is.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: A title's year as sources give it may be one off (premiere or release).
_NEAR_YEARS = 1
_UNKNOWN_YEAR = 0.5
#: Weight of a name by its language: the history's own; English or the original; any other, where the history's is
#: known and where not.
_OWN, _ORIGINAL, _OTHER, _ANY = 2.0, 1.0, 0.1, 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Titles that bear a name that is asked for: for each, which question (`asked`, int) and which title (`row`, int).

    `weight` float64 (candidates,) is how likely each is meant, against the others of its question.
    """

    asked: NDArray[np.intp]
    row: NDArray[np.int32]
    weight: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """One title for each question that has any: `share` in (0, 1] is its part of all candidates' weight."""

    asked: NDArray[np.intp]
    row: NDArray[np.int32]
    share: NDArray[np.float64]
    rivals: NDArray[np.intp]


def year_factor(years: NDArray[np.int16], wanted: NDArray[np.int16]) -> NDArray[np.float64]:
    """1 where the year fits or is not asked for (0), 0 where it does not fit, less than 1 where the title has none."""
    far = np.abs(years.astype(np.int32) - wanted) > _NEAR_YEARS
    factor = np.where(years == 0, _UNKNOWN_YEAR, np.where(far, 0.0, 1.0))
    return np.where(wanted == 0, 1.0, factor)


def language_factor(
    languages: NDArray[np.uint16], wanted: NDArray[np.uint16], known: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """How much a name in this language counts in a history of that language (`known`: whether it is known at all)."""
    other = np.where(known, _OTHER, _ANY)
    factor = np.where(languages == 0, _ORIGINAL, other)
    return np.where(known & (languages == wanted), _OWN, factor)


def choose(candidates: Candidates) -> Chosen:
    """The heaviest title of each question; of equals the first row. Candidates without weight are none."""
    some = np.flatnonzero(candidates.weight > 0)
    order = some[np.lexsort((-candidates.weight[some], candidates.row[some], candidates.asked[some]))]
    asked, row, weight = candidates.asked[order], candidates.row[order], candidates.weight[order]
    once = np.ones(len(order), dtype=np.bool_)  # a title with this name in several languages stands once
    once[1:] = (asked[1:] != asked[:-1]) | (row[1:] != row[:-1])
    asked, row, weight = asked[once], row[once], weight[once]
    order = np.lexsort((row, -weight, asked))
    asked, row, weight = asked[order], row[order], weight[order]
    first = np.flatnonzero(np.r_[True, asked[1:] != asked[:-1]]) if len(asked) else np.empty(0, dtype=np.intp)
    total = np.add.reduceat(weight, first) if len(first) else weight
    rivals = np.diff(np.r_[first, len(asked)])
    return Chosen(asked[first], row[first], weight[first] / total, rivals)
