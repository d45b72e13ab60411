"""Titles as bytes, one behind the other, each read only when somebody asks for it."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, fields
from functools import lru_cache
from operator import index
from typing import Any, cast, overload

import numpy as np
from numpy.typing import NDArray

from data.catalogue.catalogue import FULL
from data.catalogue.title import Title

#: Titles kept after they were read: a few evenings' worth.
_KEPT = 512
_DEFAULTS = {field.name: field.default for field in fields(Title) if field.default is not MISSING}


class StoredTitles(Sequence[Title]):
    """Rows of `text`; safe to read from several threads. The whole is never in memory: do not iterate in a hot path.

    `text` uint8 holds one JSON object a title, without its tags; `starts` int64 (titles + 1,) says where each begins.
    A title's tags are its row of `features` uint8 (titles, tags), in the order of `tags`.
    """

    def __init__(
        self, text: NDArray[np.uint8], starts: NDArray[np.int64], tags: Sequence[str], features: NDArray[np.uint8]
    ) -> None:
        # The cache must not know this object: in a circle with it the files would stay mapped after their last use.
        self._read: Callable[[int], Title] = lru_cache(_KEPT)(_reader(text, starts, tuple(tags), features))
        self._length = len(starts) - 1

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, at: int) -> Title: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Title, ...]: ...
    def __getitem__(self, at: int | slice) -> Title | tuple[Title, ...]:
        if isinstance(at, slice):
            return tuple(self._read(row) for row in range(*at.indices(self._length)))
        row = index(at)
        row += self._length if row < 0 else 0
        if not 0 <= row < self._length:
            raise IndexError(f"no title {at}: there are {self._length}")
        return self._read(row)


def title_bytes(titles: Iterable[Title]) -> Iterable[bytes]:
    """The JSON object of each title, what it lacks left out."""
    for title in titles:
        known = {
            name: value
            for name in Title.__dataclass_fields__
            if name != "tags" and (value := getattr(title, name)) != _DEFAULTS.get(name, MISSING)
        }
        yield json.dumps(known, ensure_ascii=False, separators=(",", ":"), default=dict).encode(
            "utf-8", "surrogatepass"
        )


def _reader(
    text: NDArray[np.uint8], starts: NDArray[np.int64], tags: tuple[str, ...], features: NDArray[np.uint8]
) -> Callable[[int], Title]:
    def read(row: int) -> Title:
        stored = json.loads(text[starts[row] : starts[row + 1]].tobytes().decode("utf-8", "surrogatepass"))
        return _title(
            stored, {tag: value / FULL for tag, value in zip(tags, features[row].tolist(), strict=True) if value}
        )

    return read


def _title(stored: dict[str, Any], tags: Mapping[str, float]) -> Title:
    """JSON knows lists alone where a title has tuples."""
    known: dict[str, Any] = {name: _tuple(value) for name, value in stored.items()}
    if names := stored.get("names"):
        known["names"] = {language: _tuple(some) for language, some in names.items()}
    return Title(**known, tags=tags)


def _tuple(value: Any) -> Any:
    return tuple(cast("list[Any]", value)) if isinstance(value, list) else value
