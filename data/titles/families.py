"""What the other rows of a file say: titles that share a prefix are siblings.

Episodes of one series are watched close together, films of one franchise are not. Measured: the median gap between
siblings is at most three days for 94 % of series and for 16 % of franchises.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from data.titles.book import TitleBook
from data.titles.fields import Printed

ALWAYS_ENOUGH = 6
ENOUGH_IN_A_BURST = 3
BURST_DAYS = 3
ENOUGH_ON_ONE_DAY = 2
#: Prefixes of more fields than this are not looked at; real titles need three.
DEEPEST = 4
_FILMS_OF_A_FRANCHISE = 1 / 3

Member = tuple[Printed, dt.date | None]


class Family(NamedTuple):  # a tuple, for a large file has a hundred thousand
    """The distinct titles below one prefix.

    `is_series`: they are episodes of one series, or of one season of it. `children`: different fields directly below
    that have something behind them; `seasons`: those of them that are series by themselves. `has_parts_only`: only
    `Part 1`, `Part 2` ... stand below, so it is one episode or film in parts.
    """

    size: int = 0
    is_series: bool = False
    children: int = 0
    seasons: int = 0
    has_parts_only: bool = False


_NOBODY = Family()


class Families:
    """The families of one file, by prefix. Built once, then only asked; a title without siblings has none."""

    def __init__(self, rows: Iterable[Member], book: TitleBook) -> None:
        """Group texts, each with the first day it was watched, under each of their prefixes."""
        self._families: dict[str, Family] = {}
        self._book = book
        distinct: dict[str, Member] = {}
        for printed, day in rows:
            whole = printed.name(0)
            first = distinct[whole][1] if whole in distinct else None
            distinct[whole] = (printed, min(first, day) if first and day else (first or day))
        self._group(list(distinct.values()), 1)

    def below(self, prefix: str) -> Family:
        """The titles below this prefix; an empty family when there are fewer than two."""
        return self._families.get(prefix, _NOBODY)

    def _group(self, members: Sequence[Member], length: int) -> list[Family]:
        """Make families of the members that go on behind `length` fields; the first fields of all are the same."""
        groups: dict[str, list[Member]] = {}
        for member in members:
            if len(member[0].fields) > length:
                groups.setdefault(member[0].fields[length - 1], []).append(member)
        return [self._make(group, length) if len(group) > 1 else _NOBODY for group in groups.values()]

    def _make(self, members: Sequence[Member], length: int) -> Family:
        prefix = members[0][0].name(0, length)
        below = self._group(members, length + 1) if length < DEEPEST else []
        parts_only = all(_is_part(printed, length) for printed, _ in members)
        is_series = _has_rhythm([day for _, day in members], parts_only=parts_only)
        family = Family(
            size=len(members),
            is_series=is_series and not self._is_franchise(prefix, members),
            children=len(below),
            seasons=sum(child.is_series for child in below),
            has_parts_only=parts_only,
        )
        self._families[prefix] = family
        return family

    def _is_franchise(self, prefix: str, members: Sequence[Member]) -> bool:
        films = sum(self._book.is_movie(printed.name(0)) for printed, _ in members)
        return films >= len(members) * _FILMS_OF_A_FRANCHISE and not self._book.is_series(prefix)


def _has_rhythm(first_days: Sequence[dt.date | None], *, parts_only: bool) -> bool:
    """True when titles are so many, or were watched so close together, that they are episodes."""
    if len(first_days) >= ALWAYS_ENOUGH:
        return True
    days = sorted(day for day in first_days if day)
    if len(days) < ENOUGH_IN_A_BURST:
        return len(days) == ENOUGH_ON_ONE_DAY and days[0] == days[-1] and not parts_only
    return median((after - before).days for before, after in pairwise(days)) <= BURST_DAYS


def _is_part(printed: Printed, length: int) -> bool:
    last = printed.labels[-1]
    return len(printed.fields) == length + 1 and last is not None and last.role == "part"
