"""Names as text, to offer likely titles to a member who is asked which one is meant. Nothing here is ever accepted.

Likeness is rapidfuzz's `ratio`: 100 less the share of letters to insert or delete. From 95 up, with the same digits,
two of three films and all of seven series were right in a sample; below, and with any partial likeness, hardly one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.fuzz import ratio

from data.catalogue.match.fold import loosen
from data.catalogue.match.keys import Rows
from data.catalogue.title import Kind

LEAST_RATIO = 95.0
#: Two texts of a likeness of 95 differ by a tenth of their length at most.
_LENGTHS = 0.1
_SHORTEST = 9
_END = 3
_MOST_HITS = 2_000
_SEPARATOR = b"\n"

Buckets = NDArray[np.uint32]


@dataclass(frozen=True, slots=True, eq=False)
class Spellings:
    """Loosened names: `text` uint8 holds them as UTF-8, each behind a line break; `starts` int64 says where.

    `rows` int32 (spellings,) are their titles. Two texts that are nearly the same begin or end alike, so they are filed
    by kind, length and first three letters (`heads` uint32, sorted, of the spellings `head_at`) and by the last three.
    """

    text: NDArray[np.uint8]
    starts: NDArray[np.int64]
    rows: Rows
    heads: Buckets
    head_at: Rows
    tails: Buckets
    tail_at: Rows

    def near(
        self, name: str, kinds: tuple[Kind, ...], weights: NDArray[np.float32], limit: int
    ) -> list[tuple[int, float]]:
        """(row, ratio), best first: titles of these kinds with a name at least 95 % like this one and its digits."""
        asked = loosen(name)
        if len(asked) < _SHORTEST:
            return []
        best: dict[int, float] = {}
        for at in self._neighbours(asked, kinds):
            spelled = self._spelled(at)
            like = ratio(asked, spelled, score_cutoff=LEAST_RATIO)
            if like and _digits(asked) == _digits(spelled):
                row = int(self.rows[at])
                best[row] = max(like, best.get(row, 0.0))
        return sorted(best.items(), key=lambda one: (-one[1], -weights[one[0]], one[0]))[:limit]

    def search(self, query: str, weights: NDArray[np.float32], limit: int) -> list[int]:
        """Rows of titles with a name that is this, begins so, or has a word that does; of each, popular ones first."""
        asked = loosen(query).encode("utf-8", "surrogatepass")
        if not asked:
            return []
        held = self.text.tobytes()
        rows: dict[int, None] = {}
        for part in (_SEPARATOR + asked + _SEPARATOR, _SEPARATOR + asked, b" " + asked):
            hits = np.fromiter(islice(_places(held, part), _MOST_HITS), dtype=np.int64)
            found = self.rows[self.starts.searchsorted(hits, "right") - 1]
            rows.update(dict.fromkeys(found[np.argsort(-weights[found], kind="stable")].tolist()))
            if len(rows) >= limit:
                break
        return list(rows)[:limit]

    def _neighbours(self, asked: str, kinds: tuple[Kind, ...]) -> set[int]:
        near: set[int] = set()
        spare = int(len(asked) * _LENGTHS) + 1
        for kind in kinds:
            for length in range(len(asked) - spare, len(asked) + spare + 1):
                near.update(_bucket(self.heads, self.head_at, bucket(kind, length, asked[:_END])))
                near.update(_bucket(self.tails, self.tail_at, bucket(kind, length, asked[-_END:])))
        return near

    def _spelled(self, at: int) -> str:
        end = self.starts[at + 1] if at + 1 < len(self.starts) else len(self.text) - 1
        return self.text[self.starts[at] + 1 : end].tobytes().decode("utf-8", "surrogatepass")


def bucket(kind: Kind, length: int, letters: str) -> int:
    """Where names of this kind and length with these letters at one end are filed."""
    return crc32(f"{kind}{length}{letters}".encode("utf-8", "surrogatepass"))


def head_and_tail(kind: Kind, spelled: str) -> tuple[int, int]:
    """Both places a name is filed at."""
    return bucket(kind, len(spelled), spelled[:_END]), bucket(kind, len(spelled), spelled[-_END:])


def _bucket(sorted_buckets: Buckets, at: Rows, wanted: int) -> list[int]:
    first, end = sorted_buckets.searchsorted(np.uint32(wanted)), sorted_buckets.searchsorted(np.uint32(wanted), "right")
    return at[first:end].tolist()


def _places(held: bytes, part: bytes) -> Iterator[int]:
    at = held.find(part)
    while at >= 0:
        yield at
        at = held.find(part, at + 1)


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
