"""The two viewing histories of Netflix, account page and viewing activity: cells in, viewings out."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from data.history import newest_first
from data.imports.columns import Columns
from data.imports.dates import Dates, read_dates
from data.imports.own import fold_own, own_row, with_layouts
from data.imports.problem import ImportProblem
from data.imports.report import Export, ProfileRows, Reason, Source, make_profiles
from data.imports.rows import Table
from data.imports.watched import LEAST_SECONDS, MOST_SECONDS, Dated, Watched, make_viewing, mend_title
from data.titles import Layout, ParsedTitle, Row, TitleBook, parse_titles, why_dropped
from data.titles.language import guess_language

_LENGTH = re.compile(r"\s{0,9}(\d{1,3}):(\d{2}):(\d{2})")
_LONGEST_PROFILE = 100
#: Layout and text: what a parsed title is found under.
_Titles = Mapping[tuple[Layout, str], ParsedTitle]


def read_history(table: Table, book: TitleBook, source: Source) -> Export:
    """Read every row of a recognised file.

    Raises ImportProblem when there are no rows, when their dates cannot be read, or when nothing remains.
    """
    watched, broken = _read_rows(table)
    if not watched and not broken:
        raise ImportProblem("no_rows")
    dates = _read_dates(watched, table.first_row)
    titles = _parse(watched, dates.days, book)
    profiles = _by_profile(watched, dates.days, titles, is_own=table.columns.is_own)
    if not any(part.viewings for part in profiles.values()):
        raise ImportProblem("nothing_kept", read=len(watched) + broken)
    return Export(
        source=source,
        profiles=make_profiles(profiles),
        language=guess_language(titles.values()),
        date_order=dates.order,
        is_date_order_sure=dates.is_sure,
        broken=broken,
        rows=profiles,
    )


def _read_rows(table: Table) -> tuple[list[Watched], int]:
    """The rows of a table, and how many make no sense."""
    watched: list[Watched] = []
    broken = 0
    read = own_row if table.columns.is_own else _watched
    for cells in table.rows():
        if cells:
            watched.append(read(cells, table.columns))
        else:
            broken += 1
    return (with_layouts(watched) if table.columns.is_own else watched), broken


def _watched(cells: Sequence[str], columns: Columns) -> Watched:
    raw = cells[columns.title]
    text = mend_title(raw)
    dropped: Reason | None = why_dropped(text, columns.layout)
    if columns.supplemental is not None and cells[columns.supplemental].strip():
        dropped = dropped or "promotional"
    return Watched(
        profile=cells[columns.profile].strip()[:_LONGEST_PROFILE] if columns.profile is not None else "",
        raw=raw,
        text=text,
        moment=cells[columns.date],
        seconds=_seconds(cells[columns.duration]) if columns.duration is not None else None,
        layout=columns.layout,
        dropped=dropped,
    )


def _parse(rows: Sequence[Watched], days: Sequence[dt.date | None], book: TitleBook) -> _Titles:
    """What the titles say. Only a member's own table mixes layouts; each is parsed by itself, as it was uploaded."""
    layouts: dict[Layout, list[Row]] = {}
    for row, day in zip(rows, days, strict=True):
        if row.dropped is None:
            layouts.setdefault(row.layout, []).append(Row(row.text, day))
    return {
        (layout, row.text): title
        for layout, found in layouts.items()
        for row, title in zip(found, parse_titles(found, layout, book), strict=True)
    }


def _read_dates(rows: Sequence[Watched], first_row: int) -> Dates:
    dates = read_dates([row.moment for row in rows])
    written = [at for at, row in enumerate(rows) if row.moment.strip()]
    unreadable = [at for at in written if dates.days[at] is None]
    if unreadable and len(unreadable) * 2 > len(written):
        raise ImportProblem("dates", row=unreadable[0] + first_row)
    return dates


def _by_profile(
    rows: Sequence[Watched], days: Sequence[dt.date | None], titles: _Titles, *, is_own: bool
) -> dict[str, ProfileRows]:
    parts: dict[str, list[tuple[Watched, dt.date | None]]] = {}
    for row, day in zip(rows, days, strict=True):
        parts.setdefault(row.profile, []).append((row, day))
    return {profile: (fold_own if is_own else _fold)(part, titles) for profile, part in parts.items()}


def _fold(rows: Dated, titles: _Titles) -> ProfileRows:
    """One viewing for each title and day, with the seconds of all its pieces; what was hardly opened is left out."""
    totals = _totals(row for row, _ in rows if row.dropped is None)
    pieces: dict[tuple[str, dt.date | None], tuple[Watched, int | None]] = {}
    dropped: Counter[Reason] = Counter()
    for row, day in rows:
        total = totals.get(row.raw)
        known = pieces.get((row.raw, day))
        if row.dropped is not None:
            dropped[row.dropped] += 1
        elif total is not None and total < LEAST_SECONDS:
            dropped["too short"] += 1
        elif known is None:
            pieces[row.raw, day] = (row, row.seconds)
        else:
            seconds = known[1] if row.seconds is None else row.seconds + (known[1] or 0)
            pieces[row.raw, day] = (known[0], seconds)
            dropped["duplicate" if seconds is None else "watched in pieces"] += 1
    viewings = (
        make_viewing(row, seconds, titles[row.layout, row.text], day) for (_, day), (row, seconds) in pieces.items()
    )
    return ProfileRows(newest_first(viewings), dropped)


def _totals(rows: Iterable[Watched]) -> dict[str, int | None]:
    """Seconds of each printed title over all times it was opened; None when any of them is unknown."""
    totals: dict[str, int | None] = {}
    for row in rows:
        known = totals.get(row.raw, 0)
        totals[row.raw] = None if known is None or row.seconds is None else known + row.seconds
    return totals


def _seconds(cell: str) -> int | None:
    found = _LENGTH.match(cell)
    return min(int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3]), MOST_SECONDS) if found else None
