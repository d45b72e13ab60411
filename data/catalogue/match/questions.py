"""What is asked for, as arrays: one line a question, in the order asked."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.catalogue.match.asked import KIND_OF, Asked
from data.catalogue.match.fold import fold, remark, squeeze, year_in
from data.catalogue.match.keys import Keys, hash_names, imdb_number, language_code

_LATEST = 9999
#: Names of more words than this are hardly borne by another title.
_FEW_WORDS = 3
_LONG_NAME, _KNOWN_YEAR = 0.02, 0.001

Places = NDArray[np.intp]
#: Every text a name is filed under.
Spell = Callable[[str], Iterable[str]]


@dataclass(frozen=True, slots=True, eq=False)
class Questions:
    """Arrays (questions,): `imdb` -1 and `year` 0 where not told; `speaks` is whether the language is known.

    `films` and `series`: whether a title of that kind may be meant. `doubt` is how likely the name is that of another
    title than those the catalogue has: less for long names, and where the year is told.
    """

    names: Sequence[str]
    imdb: NDArray[np.int64]
    year: NDArray[np.int16]
    language: NDArray[np.uint16]
    speaks: NDArray[np.bool_]
    films: NDArray[np.bool_]
    series: NDArray[np.bool_]
    doubt: NDArray[np.float64]

    def keys(self, at: Places, spell: Spell) -> tuple[Places, Keys]:
        """The keys of these questions' names under a spelling, with the question of each."""
        asked: list[int] = []
        texts: list[str] = []
        for one in map(int, at):
            for text in spell(self.names[one]):
                asked.append(one)
                texts.append(text)
        places, hashes = np.array(asked, dtype=np.intp), hash_names(texts)
        films, series = self.films[places], self.series[places]
        return np.r_[places[films], places[series]], np.r_[hashes[films], hashes[series] | np.uint64(1)]


def ask(asked: Sequence[Asked]) -> Questions:
    """The questions as arrays. A year in brackets behind the name counts where no other is told."""
    kinds = [KIND_OF[one.kind] if one.kind else None for one in asked]
    years = np.array([_year(one) for one in asked], dtype=np.int16)
    is_long = np.array([one.name.count(" ") >= _FEW_WORDS for one in asked], dtype=np.bool_)
    return Questions(
        [one.name for one in asked],
        np.array([imdb_number(one.imdb) for one in asked], dtype=np.int64),
        years,
        np.array([language_code(one.language) for one in asked], dtype=np.uint16),
        np.array([bool(one.language) for one in asked], dtype=np.bool_),
        np.array([kind != "series" for kind in kinds], dtype=np.bool_),
        np.array([kind != "movie" for kind in kinds], dtype=np.bool_),
        np.where(is_long, _LONG_NAME, 1.0) * np.where(years > 0, _KNOWN_YEAR, 1.0),
    )


def whole(name: str) -> Iterable[str]:
    """The text a whole name is filed under; nothing for a name of blanks."""
    text = fold(name)
    return (text,) if text else ()


def loose(name: str) -> Iterable[str]:
    """A name without remark fits titles with one; a name with a remark only those with the same."""
    text = squeeze(name)
    said = remark(name)
    return filed_loosely(text, said)[-1:] if said else (text, f"{text}(") if text else ()


def filed_loosely(text: str, said: str) -> Sequence[str]:
    """The texts a squeezed name with this remark is filed under."""
    if not text:
        return ()
    return (f"{text}(", f"{text}({said}") if said else (text,)


def unremarked(name: str) -> Iterable[str]:
    """A name without the remark it has."""
    return filter(None, (squeeze(name),)) if remark(name) else ()


def remarked(name: str) -> Iterable[str]:
    """All names that are this but for their remark."""
    return (f"{text}(" for text in unremarked(name))


def _year(asked: Asked) -> int:
    if asked.year is not None:
        return asked.year if 0 < asked.year <= _LATEST else 0
    return year_in(asked.name)
