"""When a history was watched: by month, by day, by weekday. Pure."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence

from data.history import History
from data.insights.measure import Titles, is_estimated, minutes_of
from data.insights.tables import Calendar, TimeByKind, WeekdayByMonth

#: Weeks of a calendar: a year.
WEEKS = 52
_MOST_STEPS = 24
#: A year with fewer days of viewing than this is nearly empty.
_FEW_DAYS = 20


def time_by_kind(history: History, titles: Titles) -> TimeByKind | None:
    """Time with films and with series over the whole history; None for a history without dates."""
    dated = [viewing for viewing in history.viewings if viewing.date]
    days = [viewing.date for viewing in dated if viewing.date]
    if not days:
        return None
    starts, step = _steps(min(days), max(days))
    films: defaultdict[dt.date, float] = defaultdict(float)
    series: defaultdict[dt.date, float] = defaultdict(float)
    for viewing, day in zip(dated, days, strict=True):
        (films if viewing.kind == "movie" else series)[_start(day, step)] += minutes_of(viewing, titles)
    totals: defaultdict[str, float] = defaultdict(float)
    for viewing in history.viewings:
        totals[viewing.kind] += minutes_of(viewing, titles)
    return TimeByKind(
        starts,
        step,
        tuple(films[start] for start in starts),
        tuple(series[start] for start in starts),
        totals["movie"],
        totals["episode"],
        is_estimated(history.viewings),
    )


def calendar(history: History, titles: Titles) -> Calendar | None:
    """A year of viewing, day by day; None for a history without dates."""
    days: defaultdict[dt.date, float] = defaultdict(float)
    for viewing in history.viewings:
        if viewing.date:
            days[viewing.date] += minutes_of(viewing, titles)
    if not days:
        return None
    last = _fullest_end(sorted(days))
    first = last - dt.timedelta(days=last.weekday() + 7 * (WEEKS - 1))
    minutes = tuple(days.get(first + dt.timedelta(days=at), 0.0) for at in range(7 * WEEKS))
    return Calendar(first, minutes, _longest_run(minutes), last == max(days), is_estimated(history.viewings))


def weekday_by_month(history: History) -> WeekdayByMonth | None:
    """How many rows fall on which weekday in which month of the year; None for a history without dates."""
    days = [viewing.date for viewing in history.viewings if viewing.date]
    if not days:
        return None
    counts = Counter((day.weekday(), day.month) for day in days)
    rows = tuple(tuple(counts[weekday, month] for month in range(1, 13)) for weekday in range(7))
    return WeekdayByMonth(rows, min(days), max(days))


def _steps(first: dt.date, last: dt.date) -> tuple[tuple[dt.date, ...], int]:
    """The steps from the first to the last day, in the finest width that makes at most 24 of them."""
    for width in (1, 3, 12):
        starts = [_start(first, width)]
        while starts[-1] < _start(last, width):
            month = starts[-1].month - 1 + width
            starts.append(dt.date(starts[-1].year + month // 12, month % 12 + 1, 1))
        if len(starts) <= _MOST_STEPS:
            return tuple(starts), width
    return tuple(starts[-_MOST_STEPS:]), width


def _start(day: dt.date, width: int) -> dt.date:
    """First day of the step of so many months that a day lies in."""
    return day.replace(month=(day.month - 1) // width * width + 1, day=1)


def _fullest_end(days: Sequence[dt.date]) -> dt.date:
    """The last day of the year to show, of sorted days: the very last, unless its year is nearly empty."""
    year = dt.timedelta(days=7 * WEEKS - 7)
    active = {end: sum(end - year <= day <= end for day in days) for end in days[:: max(1, len(days) // 200)]}
    latest = sum(days[-1] - year <= day for day in days)
    best = max(active, key=lambda end: (active[end], end))
    return best if latest < _FEW_DAYS and active[best] > 2 * latest else days[-1]


def _longest_run(minutes: Sequence[float]) -> int:
    longest = run = 0
    for day in minutes:
        run = run + 1 if day else 0
        longest = max(longest, run)
    return longest
