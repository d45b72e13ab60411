"""Dates of a file.

The order of day and month is inferred from all its rows: no export mixes orders, and the language does not tell.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

DateOrder = Literal["year first", "month first", "day first"]

_NUMBERS = re.compile(r"\s{0,9}(\d{1,4})([^\d:]{1,3})(\d{1,2})[^\d:]{1,3}(\d{1,4})(?!\d)")
#: What a spreadsheet makes of a date: `5-Sep-26`, `5 September 2026`; `Sep 5, 2026`.
_DAY_MONTH = re.compile(r"\s{0,9}(\d{1,2})[ .-]{1,2}([A-Za-z]{3,9})\.?[ ,-]{1,2}(\d{2,4})(?!\d)")
_MONTH_DAY = re.compile(r"\s{0,9}([A-Za-z]{3,9})\.? {1,2}(\d{1,2}),? {1,2}(\d{4})(?!\d)")
_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
#: Netflix began to stream in 2007; what a spreadsheet makes of an empty moment lies in 1900 or 1970.
_FIRST_YEAR, _LAST_YEAR = 2007, 2100
_CENTURY = 2000
_BUDDHIST_FROM, _BUDDHIST_AHEAD = 2400, 543

Numbers = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Dates:
    """The days in the order given, None where a cell holds none, and the order their parts were written in.

    `is_sure` is False when the numbers allow another order as well as this one.
    """

    days: tuple[dt.date | None, ...]
    order: DateOrder | None
    is_sure: bool = True


def is_day(cell: str) -> bool:
    """True when the cell has the shape of a date, whatever its order."""
    return bool(_NUMBERS.match(cell) or _DAY_MONTH.match(cell) or _MONTH_DAY.match(cell))


def read_dates(cells: Sequence[str]) -> Dates:
    """Read a column of dates (or moments: the day counts), in the file's order: exports run from newest to oldest."""
    distinct = dict.fromkeys(cells)
    settled = {cell: _settled(cell) for cell in distinct}
    numbers = {cell: _numbers(cell) for cell in distinct if settled[cell] is None}
    open_cells = [cell for cell in cells if numbers.get(cell)]
    if not open_cells:
        days = tuple(settled[cell] for cell in cells)
        return Dates(days, "year first" if any(days) else None)
    order, is_sure = _infer(open_cells, numbers)
    other: DateOrder = "day first" if order == "month first" else "month first"
    for cell, parts in numbers.items():
        if parts:
            settled[cell] = _date(parts, order) or _date(parts, other)
    return Dates(tuple(settled[cell] for cell in cells), order, is_sure)


def _settled(cell: str) -> dt.date | None:
    """A date that can be read in one way only: the year in front with four digits, or the month by its name."""
    found = _NUMBERS.match(cell)
    if found:
        return _make(int(found[1]), int(found[3]), int(found[4])) if len(found[1]) > 2 else None  # noqa: PLR2004 - a year
    found = _DAY_MONTH.match(cell)
    if found:
        return _make(_full_year(found[3]), _MONTHS.get(found[2][:3].lower(), 0), int(found[1]))
    found = _MONTH_DAY.match(cell)
    return _make(int(found[3]), _MONTHS.get(found[1][:3].lower(), 0), int(found[2])) if found else None


def _numbers(cell: str) -> Numbers | None:
    found = _NUMBERS.match(cell)
    if not found or len(found[1]) > 2:  # noqa: PLR2004 - a year in front was settled
        return None
    return int(found[1]), int(found[3]), int(found[4])


def _infer(cells: Sequence[str], numbers: dict[str, Numbers | None]) -> tuple[DateOrder, bool]:
    """The order under which fewest cells are impossible, then fewest run against the file; and if that is clear."""
    orders: list[DateOrder] = ["month first", "day first", "year first"]
    if not any("/" in cell for cell in cells):
        orders[:2] = [
            "day first",
            "month first",
        ]  # dots and hyphens stand between day and month, slashes in either order
    faults = {order: _faults(cells, numbers, order) for order in orders}
    best = min(orders, key=lambda order: faults[order])
    clear = all(faults[order] > faults[best] for order in orders[:2] if order != best)
    return best, clear


def _faults(cells: Sequence[str], numbers: dict[str, Numbers | None], order: DateOrder) -> tuple[int, int]:
    days = {cell: _date(parts, order) for cell, parts in numbers.items() if parts}
    seen = [days[cell] for cell in cells]
    return seen.count(None), _against_the_run(day for day in seen if day)


def _against_the_run(days: Iterable[dt.date]) -> int:
    """How many neighbours run the wrong way, in a list that runs one way."""
    steps = [(before > after) - (before < after) for before, after in pairwise(days)]
    return min(steps.count(1), steps.count(-1))


def _date(parts: Numbers, order: DateOrder) -> dt.date | None:
    first, second, third = parts
    if order == "year first":
        return _make(_CENTURY + first, second, third)
    month, day = (first, second) if order == "month first" else (second, first)
    return _make(_full_year(str(third)), month, day)


def _full_year(digits: str) -> int:
    year = int(digits)
    return _CENTURY + year if year < 100 else year  # noqa: PLR2004 - two digits


def _make(year: int, month: int, day: int) -> dt.date | None:
    if year >= _BUDDHIST_FROM:
        year -= _BUDDHIST_AHEAD  # Thai calendar
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
