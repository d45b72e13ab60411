"""The names of a catalogue, arranged for search."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.catalogue.match.asked import KIND_OF, Asked, Found, How
from data.catalogue.match.choose import Candidates, choose, language_factor, year_factor
from data.catalogue.match.fold import fold, loosen
from data.catalogue.match.keys import Keys, Names, Rows, key_of
from data.catalogue.match.questions import Questions, ask
from data.catalogue.match.spellings import Spellings
from data.catalogue.title import Kind
from data.history import ViewingKind

Array = NDArray[Any]

_SURE: Mapping[How, float] = {"name": 1.0, "loose": 0.9}
#: A looser likeness counts only where nearly all that is known of its candidates speaks for one of them.
_CLEAR_SHARE: Mapping[How, float] = {"name": 0.0, "loose": 0.9}


@dataclass(frozen=True, slots=True, eq=False)
class MatchIndex:
    """All names of a catalogue; numpy arrays only, so that it can be stored and mapped into memory.

    `names` are whole names folded, `loose` their looser spelling where it differs. `imdb_numbers` int64 are sorted,
    with the title of each in `imdb_rows`. By title: `years` int16 (0 unknown), `weights` float32 (how likely it is
    meant against others of its name), `has_imdb` bool. `spellings` serve `near` and `search`.
    """

    names: Names
    loose: Names
    imdb_numbers: NDArray[np.int64]
    imdb_rows: Rows
    years: NDArray[np.int16]
    weights: NDArray[np.float32]
    has_imdb: NDArray[np.bool_]
    spellings: Spellings

    def find(self, asked: Asked) -> Found | None:
        """The title an export means, or None. For many at once use `find_many`, which is 20 times as fast for each."""
        return self.find_many([asked])[0]

    def find_many(self, asked: Sequence[Asked]) -> list[Found | None]:
        """`find` for each, in the order asked."""
        found: list[Found | None] = [None] * len(asked)
        questions = ask(asked)
        self._find_numbers(questions, found)
        self._find_names(questions, found, "name", fold, [self.names])
        self._find_names(questions, found, "loose", loosen, [self.names, self.loose])
        return found

    def knows(self, name: str, kind: Kind) -> bool:
        """True when this is the name of any title of this kind. Made for many calls: a few microseconds each."""
        folded, bare = fold(name), loosen(name)
        if not bare:
            return False
        key = key_of(bare, kind)
        return self.names.has(key) or self.loose.has(key) or (bare != folded and self.names.has(key_of(folded, kind)))

    def near(self, name: str, kind: ViewingKind | None, limit: int = 3) -> list[tuple[int, float]]:
        """Titles whose name is nearly this one, as (row, likeness 95..100), best first: to ask, never to accept."""
        kinds: tuple[Kind, ...] = (KIND_OF[kind],) if kind else ("movie", "series")
        return self.spellings.near(name, kinds, self.weights, limit)

    def search(self, query: str, limit: int = 24) -> list[int]:
        """Rows a member may mean by what they typed: names that are this, begin so, or hold it, popular ones first."""
        return self.spellings.search(query, self.weights, limit)

    def arrays(self) -> dict[str, Array]:
        """Every array under a name of its own (`names.keys`), for storage; `from_arrays` takes them back."""
        return dict(_flat(self, ""))

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Array]) -> "MatchIndex":
        """The index of these arrays, in memory or mapped. Raises KeyError naming one that is missing."""
        nested = ("names", "loose", "spellings")
        return cls(
            names=Names(**_below("names", Names, arrays)),
            loose=Names(**_below("loose", Names, arrays)),
            spellings=Spellings(**_below("spellings", Spellings, arrays)),
            **{name: arrays[name] for name in _fields(cls) if name not in nested},
        )

    def _find_numbers(self, questions: Questions, found: list[Found | None]) -> None:
        known = np.flatnonzero(questions.imdb >= 0)
        if not len(known) or not len(self.imdb_numbers):
            return
        at = self.imdb_numbers.searchsorted(questions.imdb[known])
        at[at == len(self.imdb_numbers)] = 0
        hits = self.imdb_numbers[at] == questions.imdb[known]
        for one, row in zip(known[hits].tolist(), self.imdb_rows[at[hits]].tolist(), strict=True):
            found[one] = Found(row, 1.0, "id")

    def _find_names(
        self,
        questions: Questions,
        found: list[Found | None],
        how: How,
        spell: Callable[[str], str],
        tables: Iterable[Names],
    ) -> None:
        """Answer what is still open with titles of this spelling, where one of them is clear enough."""
        still = np.array([at for at, one in enumerate(found) if one is None], dtype=np.intp)
        asked, keys = questions.keys(still, spell)
        chosen = choose(self._candidates(questions, asked, keys, tables))
        sure = np.flatnonzero(chosen.share >= _CLEAR_SHARE[how])
        confidence = (chosen.share[sure] * _SURE[how]).tolist()
        for one, row, value in zip(chosen.asked[sure].tolist(), chosen.row[sure].tolist(), confidence, strict=True):
            found[one] = Found(row, value, how)

    def _candidates(
        self, questions: Questions, asked: NDArray[np.intp], keys: Keys, tables: Iterable[Names]
    ) -> Candidates:
        """All titles of these keys. One with another IMDb number than the export tells is another title."""
        lines, rows, languages = (
            np.concatenate(part) for part in zip(*(_entries(t, keys) for t in tables), strict=True)
        )
        asked = asked[lines]
        weight = self.weights[rows] * year_factor(self.years[rows], questions.year[asked])
        weight *= language_factor(languages, questions.language[asked], questions.speaks[asked])
        weight[self.has_imdb[rows] & (questions.imdb[asked] >= 0)] = 0.0
        return Candidates(asked, rows, weight)


def _entries(table: Names, keys: Keys) -> tuple[NDArray[np.intp], Rows, NDArray[np.uint16]]:
    """The entries of all keys, one behind the other: which key each belongs to, its title and its language."""
    begin, end = table.between(keys)
    counts = end - begin
    lines = np.repeat(np.arange(len(keys)), counts)
    at = np.arange(len(lines)) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(begin, counts)
    return lines, table.rows[at], table.languages[at]


def _fields(form: Any) -> list[str]:
    return [field.name for field in fields(form)]


def _below(part: str, form: Any, arrays: Mapping[str, Array]) -> dict[str, Array]:
    return {name: arrays[f"{part}.{name}"] for name in _fields(form)}


def _flat(value: Any, prefix: str) -> Iterable[tuple[str, Array]]:
    for name in _fields(value):
        part = getattr(value, name)
        yield from _flat(part, f"{name}.") if is_dataclass(part) else [(prefix + name, part)]
