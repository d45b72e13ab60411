"""What is kept of a member gives the list that scoring anew gives, and narrow limits still get a whole list."""

import numpy as np
import pytest
from numpy.typing import NDArray

from recommender.aggregation import STRATEGIES
from recommender.chances import calibrate, chance_at
from recommender.model import Model, build_model
from recommender.profile import Profile, Watched, build_profile
from recommender.ranking import Recommendation, recommend
from recommender.scoring import score
from recommender.taste import TOP, Taste, taste_of, tastes_of

TITLES, TAGS = 5_000, 40
ALL = np.ones(TITLES, dtype=np.bool_)


@pytest.fixture(scope="module")
def model() -> Model:
    rng = np.random.default_rng(11)
    features = (rng.random((TITLES, TAGS)) * (rng.random((TITLES, TAGS)) < 0.2)).astype(np.float32)
    return build_model(features, rng.integers(1, 6, TITLES).astype(np.float32), rng.random(TITLES) < 0.3)


def profile(model: Model, tag: int, seed: int = 0) -> Profile:
    """Somebody who watched forty titles in which a tag is strong."""
    strong = np.argsort(-model.features[:, tag].astype(np.int64), kind="stable")[:200]
    rows = np.random.default_rng((seed, tag)).choice(strong, 40, replace=False)
    return build_profile(model, Watched(rows, np.ones(40, np.int64), np.arange(40.0)))


@pytest.fixture(scope="module")
def profiles(model: Model) -> list[Profile]:
    return [profile(model, tag) for tag in (1, 5, 9)]


@pytest.fixture(scope="module")
def tastes(model: Model, profiles: list[Profile]) -> list[Taste]:
    return [taste_of(model, one) for one in profiles]


def rows(picks: tuple[Recommendation, ...]) -> list[int]:
    return [pick.row for pick in picks]


@pytest.mark.parametrize("name", sorted(STRATEGIES))
def test_a_kept_taste_gives_the_same_list(
    model: Model, profiles: list[Profile], tastes: list[Taste], name: str
) -> None:
    assert recommend(model, tastes, ALL, n=20, strategy=name) == recommend(model, profiles, ALL, n=20, strategy=name)


@pytest.mark.parametrize("name", ["fair", "average", "nash"])
def test_a_short_ballot_elects_whom_the_long_one_does(model: Model, tastes: list[Taste], name: str) -> None:
    """Against votes on every title, each member's chances over the whole catalogue."""
    short = rows(recommend(model, tastes, ALL, n=20, strategy=name))
    votes = np.stack([calibrate(model, taste.scores, ALL) for taste in tastes])
    long = STRATEGIES[name].order(votes, 40).tolist()
    assert len(set(short) & set(long)) >= 17


def test_limits_that_leave_little_of_what_is_kept_still_fill_a_list(model: Model, tastes: list[Taste]) -> None:
    outside = ALL.copy()
    outside[np.concatenate([taste.top for taste in tastes])] = False
    assert outside.sum() >= 20
    picks = rows(recommend(model, tastes, outside, n=20))
    assert len(set(picks)) == 20
    assert outside[picks].all()
    assert rows(recommend(model, tastes, outside, n=20, strategy="average"))[0] in _best_on_average(tastes, outside)


def _best_on_average(tastes: list[Taste], candidates: NDArray[np.bool_]) -> list[int]:
    means = np.mean([taste.scores for taste in tastes], axis=0)
    return np.argsort(np.where(candidates, -means, np.inf))[:20].tolist()


def test_the_best_title_one_has_not_seen_stands_first(model: Model, profiles: list[Profile]) -> None:
    taste = taste_of(model, profiles[0])
    unseen = taste.top[~np.isin(taste.top, profiles[0].rows)].astype(np.int64)
    assert taste.votes(unseen[:3]) == pytest.approx(chance_at(np.array([1.0, 2.0, 3.0])), rel=1e-6)
    assert np.isin(taste.top[:20], profiles[0].rows).any()  # else the test could not fail


def test_what_is_not_kept_has_less_chance_than_all_that_is(tastes: list[Taste]) -> None:
    gone = np.setdiff1d(np.arange(TITLES), tastes[0].top)
    assert len(tastes[0].top) == TOP
    assert tastes[0].votes(gone).max() < tastes[0].votes(tastes[0].top.astype(np.int64)).min()


def test_what_is_kept_is_in_the_order_of_the_scores(model: Model, profiles: list[Profile]) -> None:
    taste = taste_of(model, profiles[1])
    scores = score(model, profiles[1])
    assert (np.diff(scores[taste.top]) <= 0.0).all()
    assert scores[taste.top].min() >= np.sort(scores)[-TOP]


def test_members_scored_together_are_as_if_alone(model: Model, profiles: list[Profile], tastes: list[Taste]) -> None:
    nobody = build_profile(model, Watched(*([np.zeros(0, np.int64)] * 3)))
    for at, together in enumerate(tastes_of(model, [profiles[0], nobody, *profiles[1:]])):
        alone = taste_of(model, nobody) if at == 1 else tastes[max(at - 1, 0)]
        assert np.array_equal(together.scores, alone.scores)
        assert np.array_equal(together.chances, alone.chances)
        assert np.array_equal(together.top, alone.top)
