"""Lines to cells.

Netflix never breaks a cell over lines, so each line is read by itself: a quote left open in one line cannot swallow the
next. Lines, columns and fields are bounded.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data.export import unguarded
from data.imports.columns import MOST_COLUMNS, Columns, columns_by_header, columns_by_shape
from data.imports.dates import is_day
from data.imports.problem import MOST_ROWS, ImportProblem

DELIMITERS = (",", ";", "\t", "|")
_LONGEST_LINE = 10_000
_LONGEST_TITLE = 1_000
_HEADER_WITHIN = 5
_SHAPE_SAMPLE = 40
_MOST_JOINED = 4
#: What a line may consist of that says nothing.
_EMPTY = ' \t;,"\ufeff'


@dataclass(frozen=True, slots=True)
class Table:
    """A recognised file: what its columns hold and its lines behind the header, none of them read yet."""

    columns: Columns
    delimiter: str
    lines: Sequence[str]
    first_row: int

    def rows(self) -> Iterator[list[str] | None]:
        """Each row as exactly `columns.count` cells, or None for a row that cannot be made sense of."""
        at = 0
        while at < len(self.lines):
            row, used = _read_row(self.lines, at, self.columns, self.delimiter)
            at += used
            yield row


def split_text(text: str) -> list[str]:
    """The lines of a text.

    Raises ImportProblem when there are too many, before any is split, or none with anything in it.
    """
    if max(text.count("\n"), text.count("\r")) > MOST_ROWS:
        raise ImportProblem("too_many_rows")
    plain = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    lines = plain.lstrip("\ufeff").split("\n")
    if not any(line.strip(_EMPTY) for line in lines):
        raise ImportProblem("empty")
    return lines


def read_table(text: Sequence[str]) -> Table:
    """Recognise a history by its header, else by the shape of its cells. Blank lines are left out.

    Raises ImportProblem when it is a known file of another kind, or fits nothing.
    """
    lines = [line for line in text if line.strip(_EMPTY)]
    lines[0] = lines[0].lstrip("\ufeff")
    table = _by_header(lines) or _by_shape(lines)
    if table is None:
        raise ImportProblem("unknown_columns")
    return table


def split_line(line: str, delimiter: str) -> list[str]:
    """The cells of one line; a line that was quoted as a whole is read a second time."""
    bare = line.rstrip(";") if delimiter == "," else line
    cells = _cells(bare, delimiter)
    return _cells(cells[0], delimiter) if len(cells) == 1 and delimiter in cells[0] else cells


def _cells(line: str, delimiter: str) -> list[str]:
    if '"' not in line:
        return line.split(delimiter, MOST_COLUMNS)
    simple = line[1:-1].split(f'"{delimiter}"', MOST_COLUMNS)
    if line[0] == line[-1] == '"' and line.count('"') == 2 * len(simple):
        return simple  # every cell quoted, none with a quote in it: how Netflix writes
    is_spaced = f'{delimiter} "' in line  # `"Kite", "12/24/24"`: the blank is no part of a cell
    return next(csv.reader([line.strip()], delimiter=delimiter, skipinitialspace=is_spaced), list[str]())


def _by_header(lines: Sequence[str]) -> Table | None:
    for at, line in enumerate(lines[:_HEADER_WITHIN]):
        if len(line) > _LONGEST_LINE:
            continue
        for delimiter in DELIMITERS:
            columns = columns_by_header(split_line(line, delimiter))
            if columns:
                return Table(columns, delimiter, lines[at + 1 :], at + 2)
    return None


def _by_shape(lines: Sequence[str]) -> Table | None:
    sample = [line for line in lines[:_SHAPE_SAMPLE] if len(line) <= _LONGEST_LINE]
    for delimiter in DELIMITERS:
        rows = [split_line(line, delimiter) for line in sample]
        above = _rows_above(rows)
        columns = columns_by_shape(rows[above:])
        if columns:
            return Table(columns, delimiter, lines[above:], above + 1)
    return None


def _rows_above(rows: Sequence[Sequence[str]]) -> int:
    """How many lines stand above the viewings where no header is known: `sep=;`, and a header in other words.

    A header has every cell filled and no digit in any; whether viewings follow is asked of the rows below it.
    """
    at = 1 if rows and rows[0] and rows[0][0].lower().startswith("sep=") else 0
    header: Sequence[str] = rows[at] if at < len(rows) else ()
    is_header = len(header) > 1 and all(cell.strip() and not any(map(str.isdigit, cell)) for cell in header)
    return at + is_header


def _read_row(lines: Sequence[str], at: int, columns: Columns, delimiter: str) -> tuple[list[str] | None, int]:
    """The row that begins at this line, and how many lines it takes."""
    line = lines[at]
    if len(line) > _LONGEST_LINE:
        return None, 1
    row = _fit(split_line(line, delimiter), columns, delimiter)
    if line.count('"') % 2 == 0 or (row and is_day(row[columns.date])):
        return row, 1
    for used in range(2, _MOST_JOINED + 1):
        joined = _fit(split_strictly("\n".join(lines[at : at + used]), delimiter), columns, delimiter)
        if joined and (is_day(joined[columns.date]) or (columns.is_own and not joined[columns.date])):
            return joined, used
    return row, 1


def split_strictly(record: str, delimiter: str) -> list[str]:
    """The cells of a record over several lines, or none when it is not well formed."""
    try:
        return next(csv.reader([record], delimiter=delimiter, strict=True), list[str]())
    except csv.Error:
        return []


def _fit(cells: list[str], columns: Columns, delimiter: str) -> list[str] | None:
    """As many cells as there are columns: what is too much belongs to the title (a comma that was not quoted)."""
    while len(cells) > columns.count and not cells[-1].strip():
        cells.pop()
    surplus = len(cells) - columns.count
    if surplus > 0:
        end = columns.title + surplus + 1
        cells[columns.title : end] = [delimiter.join(cells[columns.title : end])]
    if len(cells) <= max(columns.title, columns.date):
        return None
    if columns.is_own:
        cells[columns.title] = unguarded(cells[columns.title])
    if len(cells[columns.title]) > _LONGEST_TITLE:
        return None
    return cells + [""] * (columns.count - len(cells))
