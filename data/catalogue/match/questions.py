"""What is asked for, as arrays: one line a question, in the order asked."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.catalogue.match.asked import KIND_OF, Asked
from data.catalogue.match.keys import Keys, hash_names, imdb_number, language_code

_YEAR_IN_BRACKETS = re.compile(r"[(\[]((?:19|20)\d\d)[)\]]")
_LATEST = 9999


@dataclass(frozen=True, slots=True, eq=False)
class Questions:
    """Arrays (questions,): `imdb` -1 and `year` 0 where not told; `speaks` is whether the language is known.

    `films` and `series`: whether a title of that kind may be meant.
    """

    names: Sequence[str]
    imdb: NDArray[np.int64]
    year: NDArray[np.int16]
    language: NDArray[np.uint16]
    speaks: NDArray[np.bool_]
    films: NDArray[np.bool_]
    series: NDArray[np.bool_]

    def keys(self, at: NDArray[np.intp], spell: Callable[[str], str]) -> tuple[NDArray[np.intp], Keys]:
        """The keys of these questions' names under a spelling, with the question of each: two where both kinds may be.

        A name that the spelling leaves nothing of has no key.
        """
        spelled: list[str] = [spell(self.names[one]) for one in map(int, at)]
        told = np.array([bool(name) for name in spelled], dtype=np.bool_)
        at, hashes = at[told], hash_names(name for name in spelled if name)
        films, series = self.films[at], self.series[at]
        return np.r_[at[films], at[series]], np.r_[hashes[films], hashes[series] | np.uint64(1)]


def ask(asked: Sequence[Asked]) -> Questions:
    """The questions as arrays. A year in brackets behind the name counts where no other is told."""
    kinds = [KIND_OF[one.kind] if one.kind else None for one in asked]
    return Questions(
        [one.name for one in asked],
        np.array([imdb_number(one.imdb) for one in asked], dtype=np.int64),
        np.array([_year(one) for one in asked], dtype=np.int16),
        np.array([language_code(one.language) for one in asked], dtype=np.uint16),
        np.array([bool(one.language) for one in asked], dtype=np.bool_),
        np.array([kind != "series" for kind in kinds], dtype=np.bool_),
        np.array([kind != "movie" for kind in kinds], dtype=np.bool_),
    )


def _year(asked: Asked) -> int:
    if asked.year is not None:
        return asked.year if 0 < asked.year <= _LATEST else 0
    found = _YEAR_IN_BRACKETS.search(asked.name) if "(" in asked.name or "[" in asked.name else None
    return int(found.group(1)) if found else 0
