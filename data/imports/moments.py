"""Moments of other services: ISO 8601, milliseconds, words of older exports, and what spreadsheets make of them."""

import datetime as dt
import re
from collections.abc import Sequence

from data.imports.dates import read_dates

_ISO = re.compile(r"\s{0,9}(\d{4})-(\d{2})-(\d{2})(?!\d)")
_MILLISECONDS = re.compile(r"\d{11,14}")
#: `Sat Jan  7 00:00:00 2017`, as IMDb wrote until 2017.
_WORDS = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\d{1,2}) [\d:]{8} (\d{4})")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: Members do tell of films they saw as children; what lies further back is no memory.
_FIRST_YEAR, _LAST_YEAR = 1930, 2100
#: What a program writes that does not know the day.
_UNKNOWN = dt.date(1970, 1, 1)


def read_days(cells: Sequence[str]) -> list[dt.date | None]:
    """The day of each cell, None where it tells none. Days are those of the file, which are UTC with most services."""
    days = [_day(cell) for cell in cells]
    rest = [at for at, cell in enumerate(cells) if days[at] is None and cell.strip() and not _ISO.match(cell)]
    for at, day in zip(rest, read_dates([cells[at] for at in rest]).days, strict=True):
        days[at] = day
    return days


def _day(cell: str) -> dt.date | None:
    if found := _ISO.match(cell):
        return _make(int(found[1]), int(found[2]), int(found[3]))
    bare = cell.strip()
    if _MILLISECONDS.fullmatch(bare):
        days = int(bare) // (24 * 3600 * 1000)
        return _known(dt.date.fromordinal(_UNKNOWN.toordinal() + days)) if days < dt.date.max.toordinal() / 2 else None
    found = _WORDS.fullmatch(bare)
    if found and found[1] in _MONTHS:
        return _make(int(found[3]), _MONTHS.index(found[1]) + 1, int(found[2]))
    return None


def _make(year: int, month: int, day: int) -> dt.date | None:
    try:
        return _known(dt.date(year, month, day))
    except ValueError:
        return None


def _known(day: dt.date) -> dt.date | None:
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR and day != _UNKNOWN else None
