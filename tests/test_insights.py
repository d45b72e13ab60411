"""Tables of tiny histories whose answers are obvious."""

import datetime as dt
import itertools
from collections.abc import Iterable

import pytest

from data.catalogue.title import Kind, Title
from data.history import History, Viewing, ViewingKind, without
from data.insights import WEEKS, calendar, genres, minutes_of, shared, time_by_kind, top, weekday_by_month

DAY = dt.date(2024, 3, 6)  # a Wednesday


def title(
    title_id: str, name: str, kind: Kind = "series", minutes: int = 30, genres: tuple[str, ...] = ("drama",)
) -> Title:
    return Title(title_id, kind, name, 2020, minutes, genres, ("GB",), "en", "TV-14", 3, {})


TITLES = {
    "s1": title("s1", "The Tide Mill", minutes=40, genres=("drama", "crime")),
    "s2": title("s2", "Second Breakfast", minutes=20, genres=("comedy",)),
    "f1": title("f1", "The Lamp Lighter", "movie", 90, ("drama", "family", "history")),
}


def row(  # noqa: PLR0913 - what a row may say
    name: str,
    date: dt.date | None = DAY,
    *,
    match: str | None = None,
    kind: ViewingKind = "episode",
    seconds: int | None = None,
    episode: str | None = None,
) -> Viewing:
    return Viewing(f"{name}: {episode}", kind, name, episode=episode, date=date, seconds=seconds, match=match)


def film(name: str, date: dt.date | None = DAY, *, match: str | None = None, seconds: int | None = None) -> Viewing:
    return row(name, date, match=match, kind="movie", seconds=seconds)


def history(*rows: Viewing) -> History:
    return History(rows, "test")


def days(first: dt.date, count: int, every: int = 1) -> Iterable[dt.date]:
    return (first + dt.timedelta(days=at * every) for at in range(count))


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


def test_top_ranks_by_time_and_not_by_rows() -> None:
    table = top(history(*[row("Shorts", seconds=60)] * 5, row("Long", seconds=6000)), TITLES, "episode")
    assert table
    assert table.rows == (("Long", 100.0, 1), ("Shorts", 5.0, 5))
    assert (table.works, table.total) == (2, 105.0)


def test_films_and_series_are_kept_apart_even_under_one_name() -> None:
    rows = history(row("Twin", seconds=60), film("Twin", seconds=120))
    series, films = top(rows, TITLES, "episode"), top(rows, TITLES, "movie")
    assert series
    assert films
    assert (series.rows, films.rows) == ((("Twin", 1.0, 1),), (("Twin", 2.0, 1),))


def test_names_of_one_title_are_one_work_and_unknown_names_keep_their_own() -> None:
    rows = history(
        row("Die Gezeitenmühle", match="s1", seconds=60),
        row("The Tide Mill", match="s1", seconds=60),
        row("Home Video", seconds=30),
        row("home  video", seconds=30),
    )
    table = top(rows, TITLES, "episode")
    assert table
    assert table.rows == (("The Tide Mill", 2.0, 2), ("Home Video", 1.0, 2))


def test_others_see_catalogue_titles_only() -> None:
    rows = history(row("My Own Tape", seconds=9000), row("Die Gezeitenmühle", match="s1", seconds=60))
    private, public = top(rows, TITLES, "episode"), top(rows, TITLES, "episode", public=True)
    assert private
    assert public
    assert [name for name, _, _ in private.rows] == ["My Own Tape", "The Tide Mill"]
    assert (public.rows, public.works, public.total) == ((("The Tide Mill", 1.0, 1),), 1, 1.0)
    assert top(history(row("My Own Tape")), TITLES, "episode", public=True) is None


def test_the_longest_seven_are_named_and_all_are_counted() -> None:
    table = top(history(*[row(f"Show {at}", seconds=60 * at) for at in range(1, 11)]), TITLES, "episode")
    assert table
    assert [name for name, _, _ in table.rows] == [f"Show {at}" for at in range(10, 3, -1)]
    assert (table.works, table.total) == (10, 55.0)


def test_several_genres_share_the_time_of_a_title() -> None:
    rows = history(
        film("The Lamp Lighter", match="f1", seconds=90 * 60),
        row("Second Breakfast", match="s2", seconds=45 * 60),
        row("Nobody Knows It", seconds=9000 * 60),
    )
    table = genres(rows, TITLES)
    assert table
    assert dict(table.rows) == {"comedy": 45, "drama": 30, "family": 30, "history": 30}
    assert (table.rows[0][0], table.total) == ("comedy", 135)


def test_a_title_that_the_catalogue_lost_has_no_genre() -> None:
    assert genres(history(row("Gone", match="s9")), TITLES) is None


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


def test_two_members_share_what_the_catalogue_knows() -> None:
    first = history(
        *[row("The Tide Mill", match="s1", seconds=60)] * 3,
        row("Second Breakfast", match="s2", seconds=60),
        row("My Own Tape"),
    )
    second = history(
        row("Die Gezeitenmühle", match="s1", seconds=60),
        film("The Lamp Lighter", match="f1", seconds=180),
        row("My Own Tape"),
    )
    table = shared(first, second, TITLES)
    assert table.titles == (("The Tide Mill", 3, 1),)
    assert (table.both, table.first_only, table.second_only) == (1, 1, 1)
    assert sum(a for _, a, _ in table.genres) == pytest.approx(1.0) == sum(b for _, _, b in table.genres)
    turned = shared(second, first, TITLES)
    assert turned.titles == (("The Tide Mill", 1, 3),)
    assert dict((g, (b, a)) for g, a, b in table.genres) == dict((g, (a, b)) for g, a, b in turned.genres)  # noqa: C402 - reads as the sentence it is


@pytest.mark.parametrize("hidden", [{"s1"}, {"episode:the tide mill"}, {"movie:home video"}])
def test_a_hidden_work_leaves_the_tables_of_a_history_that_never_had_it(hidden: set[str]) -> None:
    rows = [
        row("The Tide Mill", match="s1"),
        row("The Tide Mill", dt.date(2011, 5, 1), match="s1", seconds=900),
        row("Second Breakfast", dt.date(2024, 1, 2), match="s2"),
        film("Home Video", dt.date(2022, 7, 9)),
        film("The Lamp Lighter", None, match="f1", seconds=333),
    ]
    whole = history(*rows)
    never = history(*(v for v in rows if v.match not in hidden and v.work not in hidden))
    assert tables_of(without(whole, hidden)) == tables_of(never)
    assert tables_of(whole) != tables_of(never)


def tables_of(one: History) -> str:
    """Every table of a history, digit for digit."""
    other = history(row("The Tide Mill", match="s1"), row("Second Breakfast", match="s2"))
    tops = [
        top(one, TITLES, kind, public=public) for kind, public in itertools.product(("movie", "episode"), (False, True))
    ]
    times = [time_by_kind(one, TITLES), calendar(one, TITLES), weekday_by_month(one)]
    return repr([*tops, *times, genres(one, TITLES), shared(one, other, TITLES), shared(other, one, TITLES)])
