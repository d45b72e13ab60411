"""What limits and lists ask of every title at once, as arrays. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.catalogue.title import GENRES, Title

#: Bit i of `Columns.genres` stands for the i-th of these.
GENRE_ORDER: tuple[str, ...] = tuple(sorted(GENRES))
#: The largest number a column holds.
_MOST = 32_767


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """One entry a title: `year` int16 and `minutes` int16 (0: unknown), `maturity` int8 step (-1: unknown).

    `series` and `erotic` bool; `after` int32, the row of the title to watch before (-1: none); `genres` uint32, a bit
    for each of `GENRE_ORDER`; `votes` int32 (0: unknown); `language` uint16, see `language_code` (0: unknown).
    """

    series: NDArray[np.bool_]
    year: NDArray[np.int16]
    minutes: NDArray[np.int16]
    maturity: NDArray[np.int8]
    erotic: NDArray[np.bool_]
    after: NDArray[np.int32]
    genres: NDArray[np.uint32]
    votes: NDArray[np.int32]
    language: NDArray[np.uint16]

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Every array under its name, for storage."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def columns_of(titles: Sequence[Title], votes: Sequence[int] | None = None) -> Columns:
    """The columns of these titles, in their order. `after` that names no title here counts as none."""
    rows = {title.id: row for row, title in enumerate(titles)}
    return Columns(
        series=np.array([title.kind == "series" for title in titles], dtype=np.bool_),
        year=np.array([min(title.year, _MOST) for title in titles], dtype=np.int16),
        minutes=np.array([min(title.minutes, _MOST) for title in titles], dtype=np.int16),
        maturity=np.array([-1 if (step := title.maturity_step) is None else step for title in titles], dtype=np.int8),
        erotic=np.array([title.is_erotic for title in titles], dtype=np.bool_),
        after=np.array([rows.get(title.after or "", -1) for title in titles], dtype=np.int32),
        genres=np.array([genre_bits(title.genres) for title in titles], dtype=np.uint32),
        votes=np.array(votes or [0] * len(titles), dtype=np.int32),
        language=np.array([language_code(title.language) for title in titles], dtype=np.uint16),
    )


def columns_from(arrays: Mapping[str, NDArray[Any]]) -> Columns:
    """The columns that `Columns.arrays` gave. Raises KeyError naming one that is missing."""
    return Columns(**{field.name: arrays[field.name] for field in fields(Columns)})


def genre_bits(genres: Sequence[str]) -> int:
    """The bits of these genres; words that are none are passed over."""
    return sum(1 << GENRE_ORDER.index(genre) for genre in set(genres) & GENRES)


def language_code(language: str) -> int:
    """Two letters of ISO 639-1 as a number, other than 0; 0 for anything else, which is nothing one can ask for."""
    is_code = len(language) == 2 and language.isascii() and language.isalpha()  # noqa: PLR2004 - two letters
    return int.from_bytes(language.lower().encode(), "big") if is_code else 0
