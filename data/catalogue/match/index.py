"""The names of a catalogue, arranged for search."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.catalogue.match.asked import KIND_OF, Asked, Found, How
from data.catalogue.match.choose import Candidates, Chosen, choose, language_factor, leave_out, year_factor
from data.catalogue.match.keys import Keys, Names, Rows, key_of
from data.catalogue.match.questions import Places, Questions, Spell, ask, loose, remarked, unremarked, whole
from data.catalogue.match.spellings import Spellings
from data.catalogue.title import Kind
from data.history import ViewingKind

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class _Bar:
    """What a likeness must reach to count, and how sure it is then. `doubt`: how often it leads to another title."""

    share: float
    presence: float
    sure: float
    doubt: float


_BARS: Mapping[How, _Bar] = {"name": _Bar(0.2, 0.5, 1.0, 1.0), "loose": _Bar(0.75, 0.75, 0.9, 30.0)}


@dataclass(frozen=True, slots=True, eq=False)
class MatchIndex:
    """All names of a catalogue; numpy arrays only, so that it can be stored and mapped into memory.

    `names` are whole names folded, `loose` what is left of them without what is printed at will. `imdb_numbers` int64
    are sorted, with the title of each in `imdb_rows`. By title: `years` int16 (0 unknown); `weights` float32, how
    likely it is meant against others of its name; `absent` float32, how likely one of its name is that is not here;
    `has_imdb` bool. `spellings` serve `near` and `search`.
    """

    names: Names
    loose: Names
    imdb_numbers: NDArray[np.int64]
    imdb_rows: Rows
    years: NDArray[np.int16]
    weights: NDArray[np.float32]
    absent: NDArray[np.float32]
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
        steps: tuple[tuple[How, Spell, Names, Spell | None], ...] = (
            ("name", whole, self.names, None),
            ("loose", loose, self.loose, None),
            ("loose", unremarked, self.loose, remarked),
        )
        for how, spell, table, but in steps:
            still = np.array([at for at, one in enumerate(found) if one is None], dtype=np.intp)
            candidates = self._candidates(questions, questions.keys(still, spell), table, _BARS[how].doubt)
            if but:
                others, rows, _ = _entries(self.loose, *questions.keys(still, but))
                candidates = leave_out(candidates, others, rows)
            _answer(choose(candidates), how, found)
        return found

    def knows(self, name: str, kind: Kind) -> bool:
        """True when this is the name of any title of this kind. Made for many calls: a few microseconds each."""
        tables = (self.names, whole(name)), (self.loose, [*loose(name), *unremarked(name)])
        return any(table.has(key_of(text, kind)) for table, texts in tables for text in texts)

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

    def _candidates(self, questions: Questions, keys: tuple[Places, Keys], table: Names, doubt: float) -> Candidates:
        """All titles of these keys. One with another IMDb number than the export tells is another title."""
        asked, rows, languages = _entries(table, *keys)
        weight = self.weights[rows] * year_factor(self.years[rows], questions.year[asked])
        weight *= language_factor(languages, questions.language[asked], questions.speaks[asked])
        weight[self.has_imdb[rows] & (questions.imdb[asked] >= 0)] = 0.0
        return Candidates(asked, rows, weight, self.absent[rows] * questions.doubt[asked] * doubt)


def _answer(chosen: Chosen, how: How, found: list[Found | None]) -> None:
    """Write down what is clear enough."""
    bar = _BARS[how]
    clear = np.flatnonzero((chosen.share >= bar.share) & (chosen.presence >= bar.presence))
    confidence = chosen.share[clear] * chosen.presence[clear] * bar.sure
    for one, row, sure in zip(
        chosen.asked[clear].tolist(), chosen.row[clear].tolist(), confidence.tolist(), strict=True
    ):
        found[one] = Found(row, sure, how)


def _entries(table: Names, asked: Places, keys: Keys) -> tuple[Places, Rows, NDArray[np.uint16]]:
    """The entries of all keys, one behind the other: whose key each bears, its title and its language."""
    begin, end = table.between(keys)
    counts = end - begin
    at = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(begin, counts)
    return np.repeat(asked, counts), table.rows[at], table.languages[at]


def _fields(form: Any) -> list[str]:
    return [field.name for field in fields(form)]


def _below(part: str, form: Any, arrays: Mapping[str, Array]) -> dict[str, Array]:
    return {name: arrays[f"{part}.{name}"] for name in _fields(form)}


def _flat(value: Any, prefix: str) -> Iterable[tuple[str, Array]]:
    for name in _fields(value):
        part = getattr(value, name)
        yield from _flat(part, f"{name}.") if is_dataclass(part) else [(prefix + name, part)]
