"""Scores: planted tastes are found, short histories stay with popularity, kinds keep their shares."""

from dataclasses import replace

import numpy as np
import pytest

from recommender.kinds import mix_kinds, within_kind
from recommender.profile import build_profile
from recommender.scoring import score
from tests.planted import TASTES, TITLES, Member, Town, history, member, precision, town

NOBODY = np.array([], dtype=np.int64)


@pytest.fixture(scope="module")
def place() -> Town:
    return town()


def crowd(place: Town, watched: int) -> list[Member]:
    return [member(place, taste, watched, seed) for taste in range(TASTES) for seed in range(5)]


def mean_precision(place: Town, people: list[Member], sign: float = 1.0) -> float:
    return float(np.mean([precision(sign * score(place.model, person.profile), person) for person in people]))


def popular_precision(place: Town, people: list[Member]) -> float:
    return float(np.mean([precision(place.model.prior, person) for person in people]))


def test_an_empty_history_gives_popularity(place: Town) -> None:
    scores = score(place.model, build_profile(place.model, history(NOBODY)))
    for kind in (place.series, ~place.series):
        order = np.argsort(scores[kind], kind="stable")
        assert (np.diff(place.model.prior[kind][order]) >= -1e-3).all()


def test_planted_tastes_beat_popularity_by_far(place: Town) -> None:
    people = crowd(place, 20)
    assert mean_precision(place, people) > 0.55
    assert mean_precision(place, people) > 4 * popular_precision(place, people)


def test_the_reversed_order_finds_nothing(place: Town) -> None:
    """The original project sorted the farthest first: what passes the test above must fail upside down."""
    assert mean_precision(place, crowd(place, 20), sign=-1.0) < 0.02


@pytest.mark.parametrize("watched", [1, 3, 5, 10, 20, 40])
def test_no_history_is_served_worse_than_by_popularity(place: Town, watched: int) -> None:
    people = crowd(place, watched)
    assert mean_precision(place, people) >= popular_precision(place, people)


def test_the_longer_the_history_the_more_taste_counts(place: Town) -> None:
    found = [mean_precision(place, crowd(place, watched)) for watched in (1, 5, 20)]
    assert found == sorted(found)
    assert found[0] < found[-1] - 0.3


def test_one_title_does_not_bring_obscure_titles_up(place: Town) -> None:
    for person in (member(place, taste, 1) for taste in range(TASTES)):
        careful = np.argsort(-score(place.model, person.profile), kind="stable")[:10]
        bold = np.argsort(
            -(place.model.directions @ (place.model.whitening @ person.profile.vector) * place.model.lengths),
            kind="stable",
        )[:10]
        assert place.popularity[careful].min() >= 4
        assert place.popularity[bold].min() <= 2  # taste alone would


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
@pytest.mark.parametrize("n", [10, 40])
def test_a_list_holds_series_as_often_as_the_member_watches_them(place: Town, share: float, n: int) -> None:
    person = member(place, 1, 30)
    scores = score(place.model, replace(person.profile, series_share=share))
    top = np.argsort(-scores, kind="stable")[:n]
    assert float(place.series[top].mean()) == pytest.approx(share, abs=0.5 / n + 0.05)


@pytest.mark.parametrize("obscure", [0, 3000])
def test_many_films_nobody_knows_do_not_push_series_out(obscure: int) -> None:
    """The control is what the kinds would be without: a hundred series and thousands of films standardised apart."""
    rng = np.random.default_rng(8)
    raw = np.concatenate([rng.standard_normal(100), rng.standard_normal(300) + 1.0, np.full(obscure, -1.0)])
    series = np.arange(len(raw)) < 100
    apart = within_kind(raw, series)
    mixed = mix_kinds(apart, series, 0.5)
    assert float(series[np.argsort(-mixed, kind="stable")[:20]].mean()) == 0.5
    if obscure:
        assert float(series[np.argsort(-apart, kind="stable")[:20]].mean()) < 0.1


def test_each_kind_keeps_its_own_order(place: Town) -> None:
    scores = np.random.default_rng(9).standard_normal(TITLES)
    mixed = mix_kinds(scores, place.series, 0.7)
    for kind in (place.series, ~place.series):
        order = np.argsort(scores[kind], kind="stable")
        assert (np.diff(mixed[kind][order]) >= 0.0).all()


def test_a_catalogue_of_one_kind_is_left_as_it_is() -> None:
    scores = np.random.default_rng(10).standard_normal(50)
    for series in (np.ones(50, np.bool_), np.zeros(50, np.bool_)):
        assert np.allclose(mix_kinds(scores, series, 0.3), scores, atol=1e-4)
