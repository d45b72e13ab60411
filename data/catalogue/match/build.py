"""Arranges the names of a catalogue for search."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from data.catalogue.match.asked import NameOf
from data.catalogue.match.choose import age_factor
from data.catalogue.match.fold import loosen, remark, squeeze
from data.catalogue.match.index import MatchIndex
from data.catalogue.match.keys import Names, hash_name, imdb_number, language_code
from data.catalogue.match.questions import filed_loosely, whole
from data.catalogue.match.spellings import Spellings, head_and_tail
from data.catalogue.title import Title


def names_of(titles: Iterable[Title]) -> Iterator[NameOf]:
    """Every name of every title, rows in the order given."""
    for row, title in enumerate(titles):
        for name in (title.title, *title.also):
            yield NameOf(row, title.kind, "", name)
        for language, names in (title.names or {}).items():
            for name in names:
                yield NameOf(row, title.kind, language, name)


def build_index(
    names: Iterable[NameOf], years: ArrayLike, weights: ArrayLike, imdb: Sequence[str | None] = ()
) -> MatchIndex:
    """Index names, read once and not kept. By title: `years` (0 unknown), `weights` as of `weigh`, `imdb` numbers.

    Takes some 10 s and 100 MB for a million names.
    """
    wholes, looses, spelled = _Entries(), _Entries(), _Texts()
    for row, kind, language, name in names:
        series, code = kind == "series", language_code(language)
        for text in whole(name):
            wholes.add(text, row, code, series=series)
        for text in filed_loosely(squeeze(name), remark(name)):
            looses.add(text, row, code, series=series)
        bare = loosen(name)
        if bare:
            spelled.add(bare, row, head_and_tail(kind, bare))
    when = np.asarray(years, dtype=np.int16)
    weighed = np.asarray(weights, dtype=np.float32).reshape(len(when), 2)
    numbers = np.array([imdb_number(one) for one in imdb], dtype=np.int64)
    known = np.flatnonzero(numbers >= 0).astype(np.int32)
    by_number = known[np.argsort(numbers[known], kind="stable")]
    has_imdb = np.zeros(len(when), dtype=np.bool_)
    has_imdb[known] = True
    return MatchIndex(
        names=wholes.sorted(),
        loose=looses.sorted(),
        imdb_numbers=numbers[by_number],
        imdb_rows=by_number,
        years=when,
        weights=(weighed[:, 0] * age_factor(when)).astype(np.float32),
        absent=weighed[:, 1].copy(),
        has_imdb=has_imdb,
        spellings=spelled.filed(),
    )


@dataclass(slots=True, eq=False)
class _Entries:
    """Names on their way into a table."""

    keys: "array[int]" = field(default_factory=lambda: array("Q"))
    rows: "array[int]" = field(default_factory=lambda: array("i"))
    languages: "array[int]" = field(default_factory=lambda: array("H"))

    def add(self, spelled: str, row: int, language: int, *, series: bool) -> None:
        self.keys.append(int.from_bytes(hash_name(spelled), "little") & ~1 | series)
        self.rows.append(row)
        self.languages.append(language)

    def sorted(self) -> Names:
        keys = np.array(self.keys, dtype=np.uint64)
        rows = np.array(self.rows, dtype=np.int32)
        languages = np.array(self.languages, dtype=np.uint16)
        order = np.lexsort((languages, rows, keys))
        keys, rows, languages = keys[order], rows[order], languages[order]
        once = np.ones(len(keys), dtype=np.bool_)
        once[1:] = (keys[1:] != keys[:-1]) | (rows[1:] != rows[:-1]) | (languages[1:] != languages[:-1])
        return Names(keys[once], rows[once], languages[once])


@dataclass(slots=True, eq=False)
class _Texts:
    """Spellings on their way into their files; the same one of one title in a row is held once."""

    text: bytearray = field(default_factory=bytearray)
    starts: "array[int]" = field(default_factory=lambda: array("q"))
    rows: "array[int]" = field(default_factory=lambda: array("i"))
    heads: "array[int]" = field(default_factory=lambda: array("I"))
    tails: "array[int]" = field(default_factory=lambda: array("I"))
    seen: set[str] = field(default_factory=set[str])

    def add(self, spelled: str, row: int, ends: tuple[int, int]) -> None:
        if self.rows and self.rows[-1] != row:
            self.seen.clear()
        if spelled in self.seen:
            return
        self.seen.add(spelled)
        self.starts.append(len(self.text))
        self.text += b"\n" + spelled.encode("utf-8", "surrogatepass")
        self.rows.append(row)
        self.heads.append(ends[0])
        self.tails.append(ends[1])

    def filed(self) -> Spellings:
        heads, tails = np.array(self.heads, dtype=np.uint32), np.array(self.tails, dtype=np.uint32)
        head_at, tail_at = (np.argsort(one, kind="stable").astype(np.int32) for one in (heads, tails))
        return Spellings(
            np.frombuffer(bytes(self.text) + b"\n", dtype=np.uint8),
            np.array(self.starts, dtype=np.int64),
            np.array(self.rows, dtype=np.int32),
            heads[head_at],
            head_at,
            tails[tail_at],
            tail_at,
        )
