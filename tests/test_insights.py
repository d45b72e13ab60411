"""Tables of tiny histories whose answers are obvious: how long, and when."""

import datetime as dt

import pytest

from data.history import Viewing
from data.insights import (
    WEEKS,
    calendar,
    genres,
    minutes_of,
    shared,
    time_by_kind,
    top,
    weekday_by_month,
)
from tests.insight_samples import DAY, TITLES, days, film, history, row


@pytest.mark.parametrize(
    ("viewing", "minutes"),
    [
        (row("The Tide Mill", match="s1", seconds=90), 1.5),
        (row("The Tide Mill", match="s1", seconds=0), 0),
        (row("The Tide Mill", match="s1"), 40),
        (row("Nobody Knows It", match="gone"), 35),
        (row("Nobody Knows It"), 35),
        (film("Nobody Knows It"), 100),
    ],
)
def test_time_is_what_the_export_says_then_the_usual_length_then_a_guess(viewing: Viewing, minutes: float) -> None:
    assert minutes_of(viewing, TITLES) == minutes


@pytest.mark.parametrize("rows", [(), (row("The Tide Mill", None, match="s1"), film("Undated", None))])
def test_without_dates_there_is_nothing_over_time(rows: tuple[Viewing, ...]) -> None:
    assert time_by_kind(history(*rows), TITLES) is None
    assert calendar(history(*rows), TITLES) is None
    assert weekday_by_month(history(*rows)) is None


def test_an_empty_history_has_no_top_and_no_genres() -> None:
    assert top(history(), TITLES, "episode") is top(history(), TITLES, "movie") is genres(history(), TITLES) is None
    nothing = shared(history(), history(), TITLES)
    assert (nothing.titles, nothing.both, nothing.first_only, nothing.second_only, nothing.genres) == ((), 0, 0, 0, ())


def test_one_row_makes_one_step_one_day_and_one_cell() -> None:
    one = history(row("The Tide Mill", match="s1", seconds=3600))
    time = time_by_kind(one, TITLES)
    assert time
    assert (time.starts, time.step) == ((dt.date(2024, 3, 1),), 1)
    assert (time.series, time.films, time.series_total, time.film_total) == ((60.0,), (0.0,), 60, 0)
    year = calendar(one, TITLES)
    assert year
    assert len(year.minutes) == 7 * WEEKS
    assert [(at, minutes) for at, minutes in enumerate(year.minutes) if minutes] == [(7 * WEEKS - 5, 60.0)]
    assert (year.first.weekday(), year.streak, year.is_latest) == (0, 1, True)
    heat = weekday_by_month(one)
    assert heat
    assert (heat.first, heat.last) == (DAY, DAY)
    assert [(d, m) for d, day in enumerate(heat.rows) for m, count in enumerate(day) if count] == [(2, 2)]


def test_rows_without_a_date_count_in_totals_and_in_no_step() -> None:
    time = time_by_kind(history(row("A", seconds=600), row("A", None, seconds=1200)), TITLES)
    assert time
    assert (time.series, time.series_total) == ((10.0,), 30)


def test_half_minutes_add_up() -> None:
    time = time_by_kind(history(*[row("A", seconds=20)] * 6), TITLES)
    assert time
    assert time.series_total == pytest.approx(2.0) == time.series[0]


@pytest.mark.parametrize("seconds", [(60, 60), (60, None), (None, None)])
def test_time_is_called_estimated_when_any_of_it_is(seconds: tuple[int | None, ...]) -> None:
    rows = history(*[row("The Tide Mill", match="s1", seconds=each) for each in seconds])
    tables = [f(rows, TITLES) for f in (time_by_kind, genres, calendar)] + [top(rows, TITLES, "episode")]
    assert [table.is_estimated for table in tables if table] == [None in seconds] * 4


@pytest.mark.parametrize(
    ("last", "step", "count", "second"),
    [
        (dt.date(2003, 12, 31), 1, 24, dt.date(2002, 2, 1)),
        (dt.date(2004, 1, 1), 3, 9, dt.date(2002, 4, 1)),
        (dt.date(2007, 12, 31), 3, 24, dt.date(2002, 4, 1)),
        (dt.date(2008, 1, 1), 12, 7, dt.date(2003, 1, 1)),
        (dt.date(2021, 6, 1), 12, 20, dt.date(2003, 1, 1)),
    ],
)
def test_steps_are_months_then_quarters_then_years(last: dt.date, step: int, count: int, second: dt.date) -> None:
    time = time_by_kind(history(row("A", last, seconds=60), film("B", dt.date(2002, 1, 1), seconds=120)), TITLES)
    assert time
    assert (time.step, len(time.starts), time.starts[:2]) == (step, count, (dt.date(2002, 1, 1), second))
    assert (time.series[-1], time.films[0]) == (1.0, 2.0)
    assert sum(time.series) + sum(time.films) == 3.0


def test_a_step_without_viewing_is_there_and_empty() -> None:
    time = time_by_kind(history(row("A", dt.date(2024, 4, 2)), row("A", dt.date(2024, 2, 2))), TITLES)
    assert time
    assert [bool(minutes) for minutes in time.series] == [True, False, True]


def test_the_calendar_ends_with_the_last_week_watched() -> None:
    year = calendar(history(*[row("A", day, seconds=60) for day in days(DAY - dt.timedelta(days=29), 30)]), TITLES)
    assert year
    assert year.first + dt.timedelta(days=7 * WEEKS - 1) == dt.date(2024, 3, 10)
    assert (sum(year.minutes), year.streak, year.is_latest) == (30.0, 30, True)


def test_a_day_off_breaks_the_longest_run() -> None:
    watched = [*days(DAY, 3), *days(DAY + dt.timedelta(days=4), 5)]
    year = calendar(history(*[row("A", day) for day in watched]), TITLES)
    assert year
    assert year.streak == 5


def test_a_nearly_empty_last_year_gives_way_to_the_fullest() -> None:
    full = list(days(dt.date(2020, 1, 1), 200))
    late = list(days(dt.date(2024, 1, 1), 3))
    year = calendar(history(*[row("A", day, seconds=60) for day in (*full, *late)]), TITLES)
    assert year
    assert not year.is_latest
    assert sum(year.minutes) == 200.0
    busy = calendar(history(*[row("A", day, seconds=60) for day in (*full, *days(dt.date(2024, 1, 1), 30))]), TITLES)
    assert busy
    assert (busy.is_latest, sum(busy.minutes)) == (True, 30.0)


def test_weekdays_of_all_years_fall_into_one_month() -> None:
    wednesdays = [dt.date(2023, 3, 1), dt.date(2024, 3, 6), dt.date(2024, 3, 13)]
    heat = weekday_by_month(history(*[row("A", day) for day in (*wednesdays, dt.date(2024, 12, 1))]))
    assert heat
    assert (heat.rows[2][2], heat.rows[6][11], sum(map(sum, heat.rows))) == (3, 1, 4)
    assert (heat.first, heat.last) == (dt.date(2023, 3, 1), dt.date(2024, 12, 1))
