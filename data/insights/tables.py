"""The tables that are made of a history, as values. Pure."""

import datetime as dt
from dataclasses import dataclass


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
