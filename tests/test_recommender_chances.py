"""Chances follow the measured table, and a match claims no more than a history tells."""

import numpy as np
import pytest
from numpy.typing import NDArray

from recommender.chances import calibrate, match_share
from recommender.profile import build_profile
from recommender.scoring import score
from tests.planted import TITLES, Town, history, member, town

NOBODY = np.array([], dtype=np.int64)


@pytest.fixture(scope="module")
def place() -> Town:
    return town()


def falling(count: int) -> NDArray[np.float32]:
    return np.linspace(3.0, -3.0, count).astype(np.float32)


def test_chances_follow_the_measured_table(place: Town) -> None:
    chances = calibrate(place.model, falling(TITLES), np.ones(TITLES, dtype=np.bool_))
    assert chances[[0, 9, 99]] == pytest.approx([0.30, 0.10, 0.027])
    assert (np.diff(chances) < 0).all()


def test_only_candidates_have_a_chance(place: Town) -> None:
    candidates = place.series
    chances = calibrate(place.model, falling(TITLES), candidates)
    assert np.array_equal(chances > 0, candidates)


def test_the_best_of_few_is_no_sure_thing(place: Town) -> None:
    few = np.arange(TITLES) % 10 == 3
    chances = calibrate(place.model, falling(TITLES), few)
    assert 0.10 < chances.max() < 0.16


def test_equal_scores_are_ranked_by_row(place: Town) -> None:
    chances = calibrate(place.model, np.zeros(TITLES, dtype=np.float32), np.ones(TITLES, dtype=np.bool_))
    assert (np.diff(chances) < 0).all()


def test_no_candidates_have_no_chances(place: Town) -> None:
    assert not calibrate(place.model, falling(TITLES), np.zeros(TITLES, dtype=np.bool_)).any()


def test_a_match_rises_with_the_score_and_stays_a_share(place: Town) -> None:
    person = member(place, 2, 60)
    scores = score(place.model, person.profile)
    order = np.argsort(scores, kind="stable")
    shares = match_share(place.model, scores, person.profile, order)
    assert (np.diff(shares) >= 0).all()
    assert 0.0 < shares[0] < 0.3
    assert 0.8 < shares[-1] < 1.0
    assert 0.4 < float(np.median(shares)) < 0.6


def test_the_same_score_claims_more_after_a_longer_history(place: Town) -> None:
    rows = member(place, 1, 60).rows
    known = [build_profile(place.model, history(rows[:watched])) for watched in (0, 3, 15, 60)]
    high, low = (
        [float(match_share(place.model, falling(TITLES), profile, np.array([at]))[0]) for profile in known]
        for at in (20, -20)
    )
    assert high == sorted(set(high))
    assert low == sorted(set(low), reverse=True)
    assert 0.5 < high[0] < 0.7


def test_a_match_is_the_share_of_titles_it_beats(place: Town) -> None:
    """Simulated likings whose correlation with the score is the one that is claimed."""
    rng = np.random.default_rng(4)
    person = member(place, 0, 80)
    trust = np.sqrt(0.35**2 + (0.55**2 - 0.35**2) * person.profile.evidence / (person.profile.evidence + 15.0))
    scores = rng.standard_normal(20000).astype(np.float32)
    liking = trust * scores + np.sqrt(1 - trust**2) * rng.standard_normal(20000)
    high = np.flatnonzero((scores > 1.9) & (scores < 2.1))
    beaten = float(np.mean([(liking < liking[row]).mean() for row in high]))
    assert float(match_share(place.model, scores, person.profile, high).mean()) == pytest.approx(beaten, abs=0.03)
