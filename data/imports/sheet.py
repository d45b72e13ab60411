"""Tables of other services: found by their header, read record by record, and only the columns that are asked for.

A review or a note may run over many lines, so records are joined at their quotes; but a quote that is left open spoils
its own line and no other.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from data.imports.columns import MOST_COLUMNS, fold_name
from data.imports.moments import read_days
from data.imports.rows import DELIMITERS, split_line, split_strictly

_HEADER_WITHIN = 8
_LONGEST_LINE = 50_000
_LONGEST_RECORD = 200_000
_MOST_JOINED = 400
_BLANK = " \t;,\ufeff"

#: What a column is called here, and the folded names it may have in a file; the first that is there holds.
Names = Mapping[str, tuple[str, ...]]
IsHeader = Callable[[frozenset[str]], bool]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: all folded names of its header, the chosen columns of its rows, and how many rows make no sense.

    `above` are the cells over the header. A column that the file does not have is empty in every row.
    """

    names: frozenset[str]
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    broken: int
    above: tuple[str, ...]

    def records(self) -> Iterator[dict[str, str]]:
        """Each row by the names of its columns."""
        for row in self.rows:
            yield dict(zip(self.columns, row, strict=True))

    def days(self, column: str) -> list[dt.date | None]:
        """The days in a column, row by row; how they are written is inferred from all of them."""
        at = self.columns.index(column)
        return read_days([row[at] for row in self.rows])


@dataclass(frozen=True, slots=True)
class Header:
    """A header that was found: its folded names, and how the lines below it are to be read."""

    names: tuple[str, ...]
    delimiter: str
    above: tuple[str, ...]
    below: int


def find_header(lines: Sequence[str], is_header: IsHeader) -> Header | None:
    """The first record near the top that is a known header, under whichever delimiter."""
    for delimiter in DELIMITERS:
        above: list[str] = []
        at = 0
        for _ in range(_HEADER_WITHIN):
            at = _next(lines, at)
            if at >= len(lines):
                break
            cells, used = _record(lines, at, delimiter)
            names = _names(cells or [])
            at += used
            if names and is_header(frozenset(names)):
                return Header(names, delimiter, tuple(above), at)
            above += cells or []
    return None


def read_sheet(lines: Sequence[str], header: Header, wanted: Names) -> Sheet:
    """The rows under a header."""
    count = len(header.names)
    places = [_place(header.names, names) for names in wanted.values()]
    rows: list[tuple[str, ...]] = []
    broken, at = 0, _next(lines, header.below)
    while at < len(lines):
        cells, used = _record(lines, at, header.delimiter, count)
        at = _next(lines, at + used)
        fitted = _fit(cells, count) if cells else None
        if fitted:
            rows.append(tuple(fitted[place] if place is not None else "" for place in places))
        else:
            broken += 1
    return Sheet(frozenset(header.names), tuple(wanted), rows, broken, header.above)


def _next(lines: Sequence[str], at: int) -> int:
    """The first line from here on that is not blank."""
    while at < len(lines) and not lines[at].strip(_BLANK):
        at += 1
    return at


def _names(cells: Sequence[str]) -> tuple[str, ...]:
    names = [fold_name(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names) if 1 < len(names) <= MOST_COLUMNS else ()


def _place(names: Sequence[str], wanted: Sequence[str]) -> int | None:
    return next((names.index(name) for name in wanted if name in names), None)


def _record(lines: Sequence[str], at: int, delimiter: str, count: int = 0) -> tuple[list[str] | None, int]:
    """The cells of the record that begins at this line, None for one that makes no sense, and how many lines it takes.

    Its quotes have to close within bounds, and with as many cells as the header has where that is known.
    """
    line = lines[at]
    if len(line) > _LONGEST_LINE:
        return None, 1
    if line.count('"') % 2 == 0:
        return split_line(line, delimiter), 1
    length = len(line)
    for used, more in enumerate(lines[at + 1 : at + _MOST_JOINED], start=2):
        length += len(more)
        if length > _LONGEST_RECORD:
            break
        if more.count('"') % 2:
            cells = split_strictly("\n".join(lines[at : at + used]), delimiter)
            return (cells, used) if cells and len(cells) in (count, count or len(cells)) else (None, 1)
    return None, 1


def _fit(cells: list[str], count: int) -> list[str] | None:
    """As many cells as there are columns; None when there are more, or one alone."""
    while len(cells) > count and not cells[-1].strip():
        cells.pop()
    if not 1 < len(cells) <= count:
        return None
    return cells + [""] * (count - len(cells))
