"""The two viewing histories of Netflix, account page and viewing activity: cells in, viewings out."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from data.history import Viewing, newest_first
from data.imports.dates import Dates, read_dates
from data.imports.encoding import mend
from data.imports.problem import ImportProblem
from data.imports.report import Export, ProfileRows, Reason, Source, make_profiles
from data.imports.rows import Table
from data.titles import ParsedTitle, Row, TitleBook, parse_titles, why_dropped
from data.titles.language import guess_language

#: Less of a film or an episode than this, over all times it was opened, was not watched.
LEAST_SECONDS = 120
MOST_SECONDS = 24 * 3600
_LENGTH = re.compile(r"\s{0,9}(\d{1,3}):(\d{2}):(\d{2})")
_LONGEST_PROFILE = 100
#: What a spreadsheet makes of a title that looks like a day: `22 July` -> `22-Jul`.
_DAY_TITLE = re.compile(r"(\d{1,2})-([A-Z][a-z]{2})")
_LONGEST_DAY_TITLE = 6
_MONTHS = {
    "Jan": "January", "Feb": "February", "Mar": "March", "Apr": "April", "May": "May", "Jun": "June", "Jul": "July",
    "Aug": "August", "Sep": "September", "Oct": "October", "Nov": "November", "Dec": "December",
}  # fmt: skip


class Watched(NamedTuple):  # a tuple, for there may be 200,000 and they are made three times as fast
    """One row of a file before its title is parsed. `seconds` is None where the file does not tell."""

    profile: str
    raw: str
    text: str
    moment: str
    seconds: int | None
    dropped: Reason | None = None


def read_history(table: Table, book: TitleBook, source: Source) -> Export:
    """Read every row of a recognised file.

    Raises ImportProblem when there are no rows, when their dates cannot be read, or when nothing remains.
    """
    watched, broken = _read_rows(table)
    if not watched and not broken:
        raise ImportProblem("no_rows")
    dates = _read_dates(watched, table.first_row)
    rows = [Row(row.text, day) for row, day in zip(watched, dates.days, strict=True) if row.dropped is None]
    parsed = parse_titles(rows, table.columns.layout, book)
    titles = {row.text: title for row, title in zip(rows, parsed, strict=True)}
    profiles = _by_profile(watched, dates.days, titles)
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
    for cells in table.rows():
        if cells:
            watched.append(_watched(cells, table))
        else:
            broken += 1
    return watched, broken


def _watched(cells: Sequence[str], table: Table) -> Watched:
    columns = table.columns
    raw = cells[columns.title]
    text = _mend_title(raw)
    dropped: Reason | None = why_dropped(text, columns.layout)
    if columns.supplemental is not None and cells[columns.supplemental].strip():
        dropped = dropped or "promotional"
    return Watched(
        profile=cells[columns.profile].strip()[:_LONGEST_PROFILE] if columns.profile is not None else "",
        raw=raw,
        text=text,
        moment=cells[columns.date],
        seconds=_seconds(cells[columns.duration]) if columns.duration is not None else None,
        dropped=dropped,
    )


def _read_dates(rows: Sequence[Watched], first_row: int) -> Dates:
    dates = read_dates([row.moment for row in rows])
    written = [at for at, row in enumerate(rows) if row.moment.strip()]
    unreadable = [at for at in written if dates.days[at] is None]
    if unreadable and len(unreadable) * 2 > len(written):
        raise ImportProblem("dates", row=unreadable[0] + first_row)
    return dates


def _by_profile(
    rows: Sequence[Watched], days: Sequence[dt.date | None], titles: Mapping[str, ParsedTitle]
) -> dict[str, ProfileRows]:
    parts: dict[str, list[tuple[Watched, dt.date | None]]] = {}
    for row, day in zip(rows, days, strict=True):
        parts.setdefault(row.profile, []).append((row, day))
    return {profile: _fold(part, titles) for profile, part in parts.items()}


def _fold(rows: Sequence[tuple[Watched, dt.date | None]], titles: Mapping[str, ParsedTitle]) -> ProfileRows:
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
    viewings = (_viewing(row, seconds, titles[row.text], day) for (_, day), (row, seconds) in pieces.items())
    return ProfileRows(newest_first(viewings), dropped)


def _totals(rows: Iterable[Watched]) -> dict[str, int | None]:
    """Seconds of each printed title over all times it was opened; None when any of them is unknown."""
    totals: dict[str, int | None] = {}
    for row in rows:
        known = totals.get(row.raw, 0)
        totals[row.raw] = None if known is None or row.seconds is None else known + row.seconds
    return totals


def _viewing(row: Watched, seconds: int | None, title: ParsedTitle, day: dt.date | None) -> Viewing:
    return Viewing(
        raw=row.raw,
        kind=title.kind,
        title=title.title,
        season=title.season,
        season_no=title.season_no,
        episode=title.episode,
        episode_no=title.episode_no,
        date=day,
        seconds=None if seconds is None else min(seconds, MOST_SECONDS),
    )


def _seconds(cell: str) -> int | None:
    found = _LENGTH.match(cell)
    return min(int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3]), MOST_SECONDS) if found else None


def _mend_title(raw: str) -> str:
    text = mend(raw)
    day = _DAY_TITLE.fullmatch(text) if len(text) <= _LONGEST_DAY_TITLE else None
    month = _MONTHS.get(day[2]) if day else None
    return f"{day[1]} {month}" if day and month else text
