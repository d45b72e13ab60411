"""A history as small tables, ready for a chart or a sentence. Pure.

Time is what the export says (`seconds`), or the title's usual length where it says nothing; then `is_estimated` is set.
Rows without a date count in totals and nowhere else. Hidden titles are gone before a history comes here.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.catalogue.title import Title
from data.history import History, Viewing

#: Minutes of a title that neither the export nor the catalogue knows the length of.
_FILM_MINUTES, _EPISODE_MINUTES = 100.0, 35.0
#: Weeks of a calendar: a year.
WEEKS = 52
_MOST_STEPS = 24
#: A year with fewer days of viewing than this is nearly empty.
_FEW_DAYS = 20

Titles = Mapping[str, Title]


@dataclass(frozen=True, slots=True)
class TimeByKind:
    """Minutes of films and series over the whole history, oldest first, in steps of 1, 3 or 12 months.

    `starts` are the first days of the steps, the empty ones too. There are at most 24: of a longer history the latest
    24 years are steps, while the totals count everything.
    """

    starts: tuple[dt.date, ...]
    step: int
    films: tuple[float, ...]
    series: tuple[float, ...]
    film_total: float
    series_total: float
    is_estimated: bool


@dataclass(frozen=True, slots=True)
class Top:
    """The works watched longest: (name, minutes, rows), longest first, and how many works and minutes there are."""

    rows: tuple[tuple[str, float, int], ...]
    works: int
    total: float
    is_estimated: bool


@dataclass(frozen=True, slots=True)
class Genres:
    """Minutes by genre, most first; a title's time is shared out evenly among its genres."""

    rows: tuple[tuple[str, float], ...]
    total: float
    is_estimated: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """Minutes by day over a year, from a Monday on; `streak` is the longest run of days in it.

    It is the latest year, or the fullest where hardly anything was watched in the latest (`is_latest` False).
    """

    first: dt.date
    minutes: tuple[float, ...]
    streak: int
    is_latest: bool
    is_estimated: bool


@dataclass(frozen=True, slots=True)
class WeekdayByMonth:
    """Rows watched, of all years together: seven lists, Monday first, of twelve numbers, January first."""

    rows: tuple[tuple[int, ...], ...]
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class Shared:
    """What two members have both watched, and how their time is shared out among genres (shares of 0..1).

    `titles` are (name, rows of the first, rows of the second), most watched by both first.
    """

    titles: tuple[tuple[str, int, int], ...]
    both: int
    first_only: int
    second_only: int
    genres: tuple[tuple[str, float, float], ...]


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
        _is_estimated(history.viewings),
    )


def top(history: History, titles: Titles, kind: str, n: int = 7, *, public: bool = False) -> Top | None:
    """The films (`movie`) or series (`episode`) watched longest; `public` names catalogue titles only. None: none."""
    viewings = [v for v in history.viewings if v.kind == kind and (not public or is_showable(v, titles))]
    minutes: defaultdict[str, float] = defaultdict(float)
    rows: Counter[str] = Counter()
    names: dict[str, str] = {}
    for viewing in viewings:
        key = viewing.match if viewing.match in titles else viewing.work
        if key is None:
            continue
        names.setdefault(key, titles[key].title if key in titles else viewing.title)
        minutes[key] += minutes_of(viewing, titles)
        rows[key] += 1
    if not minutes:
        return None
    ranked = sorted(minutes, key=lambda key: (-minutes[key], -rows[key], names[key]))[:n]
    shown = tuple((names[key], minutes[key], rows[key]) for key in ranked)
    return Top(shown, len(minutes), sum(minutes.values()), _is_estimated(viewings))


def genres(history: History, titles: Titles, n: int = 8) -> Genres | None:
    """Time by genre of the titles the catalogue knows; None when it knows none."""
    counts = _genre_minutes(history, titles)
    if not counts:
        return None
    matched = [v for v in history.viewings if v.match in titles]
    ranked = sorted(counts.items(), key=lambda genre: (-genre[1], genre[0]))
    return Genres(tuple(ranked[:n]), sum(counts.values()), _is_estimated(matched))


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
    return Calendar(first, minutes, _longest_run(minutes), last == max(days), _is_estimated(history.viewings))


def weekday_by_month(history: History) -> WeekdayByMonth | None:
    """How many rows fall on which weekday in which month of the year; None for a history without dates."""
    days = [viewing.date for viewing in history.viewings if viewing.date]
    if not days:
        return None
    counts = Counter((day.weekday(), day.month) for day in days)
    rows = tuple(tuple(counts[weekday, month] for month in range(1, 13)) for weekday in range(7))
    return WeekdayByMonth(rows, min(days), max(days))


def shared(first: History, second: History, titles: Titles, n: int = 5) -> Shared:
    """What two members have in common, catalogue titles only."""
    ours = [Counter(v.match for v in history.viewings if is_showable(v, titles)) for history in (first, second)]
    both = ours[0].keys() & ours[1].keys()
    ranked = sorted(both, key=lambda key: (-min(ours[0][key], ours[1][key]), -ours[0][key] - ours[1][key], key or ""))
    named = tuple((titles[key].title, ours[0][key], ours[1][key]) for key in ranked[:n] if key)
    shares = [_shares(_genre_minutes(history, titles)) for history in (first, second)]
    weight = {genre: shares[0].get(genre, 0.0) + shares[1].get(genre, 0.0) for genre in {*shares[0], *shares[1]}}
    common = sorted(weight, key=lambda genre: (-weight[genre], genre))
    return Shared(
        named,
        len(both),
        len(ours[0]) - len(both),
        len(ours[1]) - len(both),
        tuple((genre, shares[0].get(genre, 0.0), shares[1].get(genre, 0.0)) for genre in common[:7]),
    )


def is_showable(viewing: Viewing, titles: Titles) -> bool:
    """True for what others may see named: a title of the catalogue, and none that belongs behind an age limit."""
    title = titles.get(viewing.match) if viewing.match else None
    return title is not None and not title.is_erotic


def minutes_of(viewing: Viewing, titles: Titles) -> float:
    """Time one row took, in minutes: as the export says, else the title's usual length."""
    if viewing.seconds is not None:
        return viewing.seconds / 60
    title = titles.get(viewing.match) if viewing.match else None
    if title is not None:
        return float(title.minutes)
    return _FILM_MINUTES if viewing.kind == "movie" else _EPISODE_MINUTES


def _genre_minutes(history: History, titles: Titles) -> dict[str, float]:
    minutes: defaultdict[str, float] = defaultdict(float)
    for viewing in history.viewings:
        title = titles.get(viewing.match) if viewing.match else None
        for genre in title.genres if title else ():
            minutes[genre] += minutes_of(viewing, titles) / len(title.genres if title else ())
    return {genre: round(time, 3) for genre, time in minutes.items()}  # else equal genres differ by the last digit


def _shares(minutes: Mapping[str, float]) -> dict[str, float]:
    total = sum(minutes.values())
    return {genre: time / total for genre, time in minutes.items()} if total else {}


def _is_estimated(viewings: Iterable[Viewing]) -> bool:
    return any(viewing.seconds is None for viewing in viewings)


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
