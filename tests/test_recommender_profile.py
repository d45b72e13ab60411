"""Profiles: what counts how much in a history."""

import numpy as np
import pytest

from recommender.profile import Profile, Watched, build_profile, weigh
from tests.planted import Town, history, town

SERIES = np.array([True])


@pytest.fixture(scope="module")
def place() -> Town:
    return town()


def same(first: Profile, second: Profile) -> bool:
    return (
        np.array_equal(first.vector, second.vector)
        and np.array_equal(first.direction, second.direction)
        and (first.n, first.evidence, first.series_share) == (second.n, second.evidence, second.series_share)
    )


def weight(count: int, *, series: bool) -> float:
    return float(weigh(np.array([count]), np.array([series]))[0])


def test_one_episode_is_weaker_evidence_than_a_film() -> None:
    assert weight(1, series=True) < 0.5 * weight(1, series=False)


def test_fifty_episodes_are_stronger_evidence_than_a_film() -> None:
    assert weight(50, series=True) > 1.3 * weight(1, series=False)


def test_a_film_watched_once_counts_one() -> None:
    assert weight(1, series=False) == 1.0


def test_five_hundred_episodes_hardly_say_more_than_fifty() -> None:
    assert weight(50, series=True) < weight(500, series=True) < 1.1 * weight(50, series=True)


def test_a_film_on_repeat_has_a_limit() -> None:
    assert weight(2, series=False) < weight(100, series=False) == weight(1000, series=False)


def test_a_title_given_twice_changes_nothing(place: Town) -> None:
    once = history(np.array([3, 8, 20]))
    twice = Watched(np.array([3, 8, 3, 20]), np.array([10, 10, 99, 10]), np.array([0.0, 1.0, 50.0, 2.0]))
    assert same(build_profile(place.model, once), build_profile(place.model, twice))


def test_the_newest_titles_weigh_more_than_the_oldest(place: Town) -> None:
    rows = np.concatenate([np.flatnonzero(place.taste == 0)[:20], np.flatnonzero(place.taste == 1)[:20]])
    films_only = place.model.directions[np.flatnonzero(place.taste == 0)].mean(axis=0)
    new = build_profile(place.model, history(rows)).direction @ films_only
    old = build_profile(place.model, history(rows[::-1])).direction @ films_only
    assert new > old


def test_undated_titles_are_not_taken_for_the_newest(place: Town) -> None:
    rows, counts = np.arange(30), np.ones(30, dtype=np.int64)
    ages = np.concatenate([np.full(10, np.nan), np.arange(20.0)])
    undated_first = build_profile(place.model, Watched(rows, counts, ages))
    order = np.concatenate([np.arange(10, 30), np.arange(10)])
    undated_last = build_profile(place.model, Watched(rows[order], counts, ages[order]))
    assert np.allclose(undated_first.direction, undated_last.direction, atol=1e-6)


def test_without_dates_the_order_says_nothing(place: Town) -> None:
    rows, counts, ages = np.arange(30), np.ones(30, dtype=np.int64), np.full(30, np.nan)
    there = build_profile(place.model, Watched(rows, counts, ages))
    back = build_profile(place.model, Watched(rows[::-1], counts, ages))
    assert np.allclose(there.vector, back.vector, atol=1e-6)


def test_an_empty_history_is_a_profile_of_nothing(place: Town) -> None:
    profile = build_profile(place.model, history(np.array([], dtype=np.int64)))
    assert (profile.n, profile.evidence, profile.series_share) == (0, 0.0, 0.5)
    assert not profile.vector.any()


def test_who_watches_series_only_leans_to_series(place: Town) -> None:
    series, films = np.flatnonzero(place.series)[:30], np.flatnonzero(~place.series)[:30]
    assert build_profile(place.model, history(series)).series_share > 0.8
    assert build_profile(place.model, history(films)).series_share < 0.2


def test_one_series_is_hardly_a_leaning(place: Town) -> None:
    assert 0.5 < build_profile(place.model, history(np.flatnonzero(place.series)[:1])).series_share < 0.6
