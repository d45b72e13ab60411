"""What is hardly known moves little: titles without tags, guessed tags, ratings and watchlists."""

import numpy as np
import pytest
from numpy.typing import NDArray

from recommender.explain import evidence, shared_tags
from recommender.model import Certainty, Model, build_model, certain
from recommender.profile import Watched, build_profile, judge
from recommender.scoring import score
from tests.planted import TAGS_EACH, TITLES, Town, history, member, precision, town


@pytest.fixture(scope="module")
def place() -> Town:
    return town()


def rebuilt(place: Town, certainty: Certainty, features: NDArray[np.float32] | None = None) -> Model:
    return build_model(place.features if features is None else features, place.popularity, place.series, certainty)


def known(place: Town) -> Certainty:
    return certain(TITLES, place.features.shape[1])


def test_bytes_and_relevances_give_the_same_model(place: Town) -> None:
    as_bytes = np.round(place.features * 255).astype(np.uint8)
    model = build_model(as_bytes, place.popularity, place.series)
    assert np.allclose(model.directions, place.model.directions, atol=1e-6)


def test_titles_without_tags_keep_the_order_of_their_popularity(place: Town) -> None:
    sure = known(place)
    blank = np.arange(0, TITLES, 3)
    sure.confidence[blank] = 0.0
    features = place.features.copy()
    features[blank] = 0.0
    model = rebuilt(place, sure, features)
    person = build_profile(model, history(np.flatnonzero(place.taste == 2)[:30]))
    scores = score(model, person)
    for kind in (place.series, ~place.series):
        rows = blank[kind[blank]]
        order = np.argsort(place.popularity[rows], kind="stable")
        assert (np.diff(scores[rows][order]) >= 0).all()


def test_taste_moves_an_empty_row_only_where_it_is_believed(place: Town) -> None:
    """The control: believed, a title without tags is one that lacks everything, and tastes disagree about that."""
    blank = np.arange(0, TITLES, 3)
    features = place.features.copy()
    features[blank] = 0.0
    doubted = known(place)
    doubted.confidence[blank] = 0.0
    moved: list[float] = []
    for sure in (known(place), doubted):
        model = rebuilt(place, sure, features)
        person = build_profile(model, history(np.flatnonzero((place.taste == 2) & (features.sum(axis=1) > 0))[:30]))
        moved.append(float(np.abs(model.directions[blank] @ person.direction).max()))
    assert moved[0] > 0.01
    assert moved[1] == 0.0


def test_blank_titles_do_not_change_what_others_are_like(place: Town) -> None:
    features = np.vstack([place.features, np.zeros((200, place.features.shape[1]), dtype=np.float32)])
    popularity = np.concatenate([place.popularity, np.full(200, 3.0, dtype=np.float32)])
    series = np.concatenate([place.series, np.arange(200) % 2 == 0])
    sure = certain(TITLES + 200, features.shape[1])
    sure.confidence[TITLES:] = 0.0
    model = build_model(features, popularity, series, sure)
    assert np.allclose(model.directions[:TITLES], place.model.directions, atol=1e-5)


def test_a_guessed_tag_that_is_not_trusted_moves_nothing(place: Town) -> None:
    sure = known(place)
    sure.inferred[:] = True
    sure.trust[:TAGS_EACH] = 0.0
    model = rebuilt(place, sure)
    assert np.abs(model.directions[:, :TAGS_EACH]).max() == 0.0


def test_a_guess_is_no_reason_but_what_is_surely_inferred_is(place: Town) -> None:
    person = np.flatnonzero(place.taste == 4)[:30]
    row = int(np.flatnonzero(place.taste == 4)[40])
    for trust, said in ((0.2, False), (0.9, True)):
        sure = known(place)
        sure.inferred[row] = True
        sure.trust[:] = trust
        model = rebuilt(place, sure)
        assert bool(shared_tags(model, [build_profile(model, history(person))], row)) is said


def test_a_title_of_low_confidence_counts_less_in_a_profile(place: Town) -> None:
    sure = known(place)
    sure.confidence[:] = 0.5
    model = rebuilt(place, sure)
    rows = np.arange(10)
    assert build_profile(model, history(rows)).evidence == pytest.approx(
        build_profile(place.model, history(rows)).evidence / 2
    )


def rated(rows: NDArray[np.int64], ratings: list[float], wanted: NDArray[np.int64] | None = None) -> Watched:
    plain = history(rows)
    return Watched(plain.rows, plain.counts, plain.ages, np.array(ratings), wanted)


def test_a_rating_weighs_a_title_and_none_changes_nothing() -> None:
    weights = judge(np.array([0.0, 0.3, 0.6, 0.7, 0.8, 1.0, np.nan]))
    assert weights.tolist() == [-0.25, -0.125, 1.0, 1.0, 1.5, 1.5, 1.0]


def test_unrated_titles_make_the_same_profile_as_ever(place: Town) -> None:
    rows = np.arange(12)
    plain, told = build_profile(place.model, history(rows)), build_profile(place.model, rated(rows, [np.nan] * 12))
    assert np.array_equal(plain.vector, told.vector)
    assert plain.evidence == told.evidence


def test_what_was_disliked_speaks_against_its_like(place: Town) -> None:
    liked, disliked = np.flatnonzero(place.taste == 1)[:15], np.flatnonzero(place.taste == 3)[:15]
    rows = np.concatenate([liked, disliked])
    told = build_profile(place.model, rated(rows, [1.0] * 15 + [0.0] * 15))
    plain = build_profile(place.model, history(rows))
    others = np.flatnonzero(place.taste == 3)[15:]
    assert score(place.model, told)[others].mean() < score(place.model, plain)[others].mean() - 0.5


def test_a_watchlist_says_what_one_is_after(place: Town) -> None:
    wanted = np.flatnonzero(place.taste == 5)[:20]
    empty = np.array([], dtype=np.int64)
    only = build_profile(place.model, Watched(empty, empty, empty.astype(np.float64), None, wanted))
    scores = score(place.model, only)
    assert only.evidence == pytest.approx(10.0)
    assert scores[place.taste == 5].mean() > scores[place.taste != 5].mean() + 0.3


def test_a_few_dislikes_do_not_make_a_list_worse(place: Town) -> None:
    person = member(place, 4, 30)
    bad = np.flatnonzero(place.taste == 0)[:5]
    rows = np.concatenate([person.rows, np.setdiff1d(bad, person.rows)])
    ratings = [0.9] * len(person.rows) + [0.1] * (len(rows) - len(person.rows))
    told = build_profile(place.model, rated(rows, ratings))
    assert precision(score(place.model, told), person) >= precision(score(place.model, person.profile), person)


def test_evidence_of_a_tag_falls_with_what_is_believed_of_it(place: Town) -> None:
    row = int(np.flatnonzero(place.taste == 4)[40])
    watched = history(np.flatnonzero(place.taste == 4)[:30])
    found: list[float] = []
    for confidence in (1.0, 0.6):
        sure = known(place)
        sure.confidence[row] = confidence
        model = rebuilt(place, sure)
        found.append(float(evidence(model, build_profile(model, watched), row).max()))
    assert found[1] < found[0]
