"""Tables of tiny histories whose answers are obvious: which works, which genres, what is shared and what is hidden."""

import datetime as dt
import itertools
from dataclasses import replace

import pytest

from data.history import History, without
from data.insights import calendar, genres, is_showable, shared, time_by_kind, top, weekday_by_month
from tests.insight_samples import TITLES, film, history, row


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


def test_what_belongs_behind_an_age_limit_is_not_named_to_others() -> None:
    adult = {**TITLES, "s2": replace(TITLES["s2"], tags={"erotic": 1.0})}
    mild = {**TITLES, "s2": replace(TITLES["s2"], tags={"erotic": 0.2})}
    rows = history(row("Second Breakfast", match="s2", seconds=600), row("The Tide Mill", match="s1", seconds=60))
    for titles, names in ((adult, ["The Tide Mill"]), (mild, ["Second Breakfast", "The Tide Mill"])):
        public, private = top(rows, titles, "episode", public=True), top(rows, titles, "episode")
        assert public
        assert private
        assert [name for name, _, _ in public.rows] == names
        assert [name for name, _, _ in private.rows] == ["Second Breakfast", "The Tide Mill"]
        assert sorted(name for name, _, _ in shared(rows, rows, titles).titles) == names
    assert [is_showable(viewing, adult) for viewing in (*rows.viewings, row("Nobody Knows It"))] == [False, True, False]
