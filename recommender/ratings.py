"""Ratings as arrays: who rated which title, and how well. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: From here on a rating in 0..1 says that the title was liked: four stars of five.
LIKED = 0.8
#: Cells of the table of members and titles that stand in memory at a time.
_CELLS = 40_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """Ratings (k,) of a crowd, sorted by member: `members` int32, `rows` int32 of the titles, `values` float32 in 0..1.

    `titles` is how many titles the catalogue has. A member rates a title once.
    """

    members: NDArray[np.int32]
    rows: NDArray[np.int32]
    values: NDArray[np.float32]
    titles: int

    def only(self, kept: NDArray[np.bool_]) -> "Ratings":
        """Those where `kept` (k,) is True."""
        return Ratings(self.members[kept], self.rows[kept], self.values[kept], self.titles)

    def counts(self) -> NDArray[np.int64]:
        """How many rated each title (titles,)."""
        return np.bincount(self.rows, minlength=self.titles)


def gather_ratings(
    members: NDArray[np.int64], rows: NDArray[np.int64], values: NDArray[np.float32], titles: int
) -> Ratings:
    """Ratings in any order as `Ratings`: of two by one member of one title the last counts."""
    order = np.lexsort((np.arange(len(members)), rows, members))
    members, rows, values = members[order], rows[order], values[order]
    last = np.ones(len(members), dtype=np.bool_)
    last[:-1] = (members[1:] != members[:-1]) | (rows[1:] != rows[:-1])
    _, named = np.unique(members[last], return_inverse=True)
    return Ratings(named.astype(np.int32), rows[last].astype(np.int32), values[last].astype(np.float32), titles)


def tables(ratings: Ratings, columns: NDArray[np.int64]) -> Iterator[tuple[NDArray[np.float32], NDArray[np.float32]]]:
    """Blocks of members as tables (members, columns): 1 where they rated, and 1 where they liked; else 0.

    `columns` are rows of titles; ratings of other titles, and members with none of these, are left out.
    """
    place = np.full(ratings.titles, -1, dtype=np.int64)
    place[columns] = np.arange(len(columns))
    here = ratings.only(place[ratings.rows] >= 0)
    if not len(here.members):
        return
    _, member = np.unique(here.members, return_inverse=True)
    size = max(_CELLS // max(len(columns), 1), 1)
    for first in range(0, int(member[-1]) + 1, size):
        part = slice(*np.searchsorted(member, [first, first + size]).tolist())
        seen = np.zeros((int(member[part][-1]) + 1 - first, len(columns)), dtype=np.float32)
        liked = np.zeros_like(seen)
        at = (member[part] - first, place[here.rows[part]])
        seen[at] = 1.0
        liked[at] = here.values[part] >= LIKED
        yield seen, liked
