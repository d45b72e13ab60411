"""Histories: merging uploads, and hiding as if never uploaded."""

import datetime as dt
import itertools
import random
from dataclasses import replace

import pytest

from data.history import History, Opinion, Viewing, merge, merge_opinions, newest_first, without, work_key

MAY, JUNE = dt.date(2024, 5, 1), dt.date(2024, 6, 1)


def film(name: str, day: dt.date | None = MAY, seconds: int | None = None, match: str | None = None) -> Viewing:
    return Viewing(name, "movie", name, date=day, seconds=seconds, match=match)


def episode(show: str, number: int, day: dt.date | None = MAY, match: str | None = None) -> Viewing:
    return Viewing(
        f"{show}: Season 1: Episode {number}", "episode", show, "Season 1", 1, None, number, day, None, match
    )


def test_uploading_a_file_again_changes_nothing() -> None:
    rows = newest_first([film("Salt", MAY), episode("Harbour", 1, JUNE), episode("Harbour", 2, None)])
    assert merge(rows, rows) == rows
    assert merge(merge((), rows), reversed(rows)) == rows


def test_a_later_upload_brings_what_was_watched_since() -> None:
    old = (film("Salt", MAY),)
    assert merge(old, (film("Sea", JUNE), film("Salt", MAY))) == (film("Sea", JUNE), film("Salt", MAY))


def test_an_older_upload_takes_nothing_away() -> None:
    assert merge((film("Sea", JUNE), film("Salt", MAY)), (film("Salt", MAY),)) == (film("Sea", JUNE), film("Salt", MAY))


def test_a_film_watched_on_two_days_is_two_rows() -> None:
    assert len(merge((film("Salt", MAY),), (film("Salt", JUNE),))) == 2


def test_the_later_reading_of_a_row_wins() -> None:
    (row,) = merge((film("Salt", match=None),), (film("Salt", match="salt"),))
    assert row.match == "salt"


@pytest.mark.parametrize(
    ("old", "new", "kept"), [(60, None, 60), (None, 60, 60), (60, 90, 90), (90, 60, 90), (5, 0, 5)]
)
def test_time_watched_is_never_lost(old: int | None, new: int | None, kept: int) -> None:
    (row,) = merge((film("Salt", seconds=old),), (film("Salt", seconds=new, match="salt"),))
    assert (row.seconds, row.match) == (kept, "salt")


def test_uploads_in_any_order_end_in_the_same_rows() -> None:
    parts = ((film("A", MAY, 5),), (film("B", JUNE), film("A", MAY)), (film("C", None), film("B", JUNE, 9)))
    results = [{(v.raw, v.date, v.seconds) for v in merge(merge(a, b), c)} for a, b, c in itertools.permutations(parts)]
    assert all(result == results[0] for result in results)
    assert len(results[0]) == 3


def test_rows_without_a_date_come_last_and_a_day_keeps_its_order() -> None:
    rows = [film("no day", None), film("first", MAY), film("newest", JUNE), film("second", MAY)]
    assert [v.raw for v in newest_first(rows)] == ["newest", "first", "second", "no day"]


def test_a_work_is_the_same_whatever_its_case_and_spaces() -> None:
    assert film("The  SEA ").work == film("the sea").work == work_key("movie", "The Sea")
    assert work_key("movie", "The Sea") != work_key("episode", "The Sea")


def test_hiding_a_series_hides_all_its_rows_and_nothing_else() -> None:
    rows = (episode("Harbour", 1), film("Harbour"), episode("Harbour", 2), episode("Harbour Lights", 1))
    left = without(History(rows, "v1"), {work_key("episode", "Harbour")})
    assert left == History((film("Harbour"), episode("Harbour Lights", 1)), "v1")


def test_hiding_a_catalogue_title_hides_it_under_every_name() -> None:
    rows = (film("Salt & Sea", match="sea"), film("Sal y mar", JUNE, match="sea"), film("Sea", match="other"))
    assert without(History(rows, "v1"), {"sea"}).viewings == (film("Sea", match="other"),)


def test_hiding_nothing_leaves_unmatched_rows_alone() -> None:
    history = History((film("Unknown"),), "v1")
    assert without(history, frozenset()) is history
    assert without(history, {"sea"}) == history


def test_hidden_is_as_if_never_uploaded() -> None:
    """In 2,000 random histories the view after hiding equals the history that never held those rows."""
    rng = random.Random(3)  # noqa: S311 - the same histories every time
    names = {f"Film {at}": rng.choice([None, "a", "b", "c"]) for at in range(12)}
    differed = 0
    for _ in range(2_000):
        watched = rng.choices([*names], k=rng.randrange(20))
        rows = [film(name, MAY + dt.timedelta(rng.randrange(40)), match=names[name]) for name in watched]
        hidden = {work_key("movie", name) for name in rng.sample([*names], 3)} | set(rng.sample(["a", "b"], 1))
        known = {row.match for row in rows if row.match and row.work in hidden}  # what is hidden has these names too
        never = [row for row in rows if row.work not in hidden and row.match not in hidden | known]
        differed += len(never) < len(rows)
        assert without(History(merge((), rows), "v"), hidden) == History(merge((), never), "v")
    assert differed > 1_000


def test_the_same_viewing_from_both_of_netflixs_exports_is_one_row() -> None:
    """The activity file spells the episode's number out; the account page leaves out a show's only season."""
    account = Viewing("Harbour: The Storm", "episode", "Harbour", None, None, "The Storm", None, MAY)
    activity = Viewing(
        "Harbour: Season 1: The Storm (Episode 3)", "episode", "Harbour", "Season 1", 1, "The Storm", 3, MAY, 1500
    )
    (row,) = merge((account,), (activity,))
    assert row == activity
    (row,) = merge((activity,), (account,))
    assert (row.raw, row.seconds) == (account.raw, 1500)


def test_two_seasons_that_name_their_episodes_alike_stay_apart() -> None:
    first, second = (
        episode("Harbour", 1),
        Viewing("Harbour: Season 2: Episode 1", "episode", "Harbour", "Season 2", 2, None, 1, MAY),
    )
    assert len(merge((first,), (second,))) == 2


def evenings(name: str, counts: list[int]) -> tuple[Viewing, ...]:
    """A history with so many films on each day, newest first."""
    days = [MAY + dt.timedelta(at) for at, rows in enumerate(counts) for _ in range(rows)]
    return newest_first([film(f"{name} {at}", day) for at, day in enumerate(days)])


def test_the_same_history_in_another_language_takes_its_place() -> None:
    counts = [1, 3, 2, 0, 5, 1, 1, 4, 2, 0, 3, 6]
    english, spanish = evenings("Film", counts), evenings("Película", [*counts, 2])
    assert merge(english, spanish) == spanish


def test_what_was_watched_before_the_translation_begins_stays() -> None:
    counts = [1, 3, 2, 0, 5, 1, 1, 4, 2, 0, 3, 6]
    old = film("Long ago", dt.date(2020, 1, 1))
    assert merge((*evenings("Film", counts), old), evenings("Película", counts)) == (*evenings("Película", counts), old)


def test_somebody_elses_evenings_take_no_place() -> None:
    mine = evenings("Film", [1, 3, 2, 0, 5, 1, 1, 4, 2, 0, 3, 6])
    theirs = evenings("Other", [2, 0, 1, 4, 1, 3, 0, 2, 2, 1, 0, 1])
    assert len(merge(mine, theirs)) == len(mine) + len(theirs)


def test_a_row_without_a_day_says_nothing_where_another_tells_it() -> None:
    dated = Viewing("Harbour Lights", "movie", "Harbour Lights", date=dt.date(2024, 5, 1))
    rated = Viewing("Harbour Lights", "movie", "Harbour Lights", year=1998)
    assert merge([dated], [rated]) == (dated,)
    assert merge([rated], [dated]) == (dated,)
    assert merge([], [rated]) == (rated,)


def test_a_series_as_a_whole_says_nothing_where_its_episodes_are_known() -> None:
    episode = Viewing("Soup: 1", "episode", "Soup", episode="1", episode_no=1, date=dt.date(2024, 5, 1))
    whole = Viewing("Soup", "episode", "Soup")
    assert merge([episode], [whole]) == (episode,)
    assert merge([], [whole]) == (whole,)


def test_what_was_said_last_of_a_title_holds_and_a_list_takes_no_rating_away() -> None:
    loved = Opinion("Soup", None, "Soup", rating=1.0, date=dt.date(2024, 5, 1))
    listed = Opinion("Soup", None, "Soup", wanted=True, date=dt.date(2024, 6, 1))
    disliked = Opinion("Soup", None, "Soup", rating=0.0, date=dt.date(2024, 7, 1))
    assert merge_opinions([loved], [listed]) == (replace(listed, rating=1.0),)
    assert merge_opinions([disliked], [loved]) == (disliked,)


def test_the_year_tells_opinions_of_namesakes_apart() -> None:
    old, new = (Opinion("Soup", "movie", "Soup", rating=0.5, year=year) for year in (1979, 2019))
    assert set(merge_opinions([old], [new])) == {old, new}


def test_a_title_hidden_while_unknown_stays_hidden_under_the_name_it_is_known_by_later() -> None:
    raw = Viewing("La Zorbla", "episode", "La Zorbla", match="ozark")
    other = Viewing("Ozark", "episode", "Ozark", match="ozark", date=MAY)
    told = History((other, raw), "v", (Opinion("Ozark", None, "Ozark", rating=0.8, match="ozark"),))
    assert without(told, {raw.work}) == History((), "v", ())


def test_namesakes_that_years_tell_apart_are_two() -> None:
    old, new = (Viewing("The Host", "movie", "The Host", year=year) for year in (2006, 2013))
    assert set(merge([old], [new])) == {old, new}
    assert merge([old], [replace(old, year=None)]) == (old,)


def test_opinions_of_one_day_keep_their_order() -> None:
    said = tuple(Opinion(name, "movie", name, rating=1.0, date=MAY) for name in ("A", "B", "C"))
    assert merge_opinions(said, ()) == said
