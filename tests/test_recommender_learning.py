"""What ratings teach: titles of one crowd speak for each other, whatever their tags say; and honest curves."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from recommender.chances import chance_at
from recommender.ease import count_pairs, cut, solve_ease
from recommender.learned import LENGTHS, RANKS, Learned
from recommender.learning import learn
from recommender.lowpass import low_pass
from recommender.model import Model, build_model
from recommender.profile import Watched, build_profile
from recommender.ratings import Ratings, gather_ratings
from recommender.scoring import score

TITLES, CROWDS, MEMBERS, EACH = 400, 4, 480, 30
#: Series, and films nobody rated, stand at the end.
FILMS, RATED = 300, 240


def crowd_of(rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Each title belongs to one of four crowds, which its tags do not tell."""
    return rows % CROWDS


def rate(lengths: NDArray[np.int64]) -> Ratings:
    """Members rate so many titles, most of their own crowd, and love those."""
    rng = np.random.default_rng(3)
    members, rows, values = [], [], []
    for member, length in enumerate(lengths.tolist()):
        odds = np.where(crowd_of(np.arange(RATED)) == member % CROWDS, 40.0, 1.0)
        seen = rng.choice(RATED, length, replace=False, p=odds / odds.sum())
        members += [member] * length
        rows += seen.tolist()
        values += np.where(crowd_of(seen) == member % CROWDS, 0.9, 0.4).tolist()
    return gather_ratings(np.array(members), np.array(rows), np.array(values, np.float32), TITLES)


@pytest.fixture(scope="module")
def ratings() -> Ratings:
    """Members of one length."""
    return rate(np.full(MEMBERS, EACH))


@pytest.fixture(scope="module")
def blank() -> Model:
    """Tags that are noise, and the same popularity for all."""
    rng = np.random.default_rng(4)
    series = np.arange(TITLES) >= FILMS
    return build_model(rng.random((TITLES, 20)).astype(np.float32), np.full(TITLES, 3.0, np.float32), series)


@pytest.fixture(scope="module")
def learned(blank: Model, ratings: Ratings) -> Learned:
    found = learn(blank, ratings, rank=16)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def taught(blank: Model, learned: Learned) -> Model:
    assert blank.learned is None
    return build_model(blank.features, np.full(TITLES, 3.0, np.float32), blank.series, learned=learned)


def watched(rows: list[int]) -> Watched:
    return Watched(np.array(rows), np.ones(len(rows), np.int64), np.full(len(rows), np.nan))


def share_of_crowd(model: Model, crowd: int) -> float:
    """Share of the ten best unseen films that belong to the crowd of thirty watched ones."""
    rows = [crowd + CROWDS * at for at in range(30)]
    scores = score(model, build_profile(model, watched(rows)))
    scores[rows] = -np.inf
    scores[FILMS:] = -np.inf
    return float((crowd_of(np.argsort(-scores, kind="stable")[:10]) == crowd).mean())


def test_what_one_crowd_watches_is_found_where_tags_say_nothing(blank: Model, taught: Model) -> None:
    found, control = ([share_of_crowd(model, crowd) for crowd in range(CROWDS)] for model in (taught, blank))
    assert np.mean(found) > 0.6
    assert np.mean(control) < 0.3  # tags alone


def test_turned_round_it_finds_the_other_crowds(taught: Model) -> None:
    assert taught.learned is not None
    upside_down = replace(taught, learned=replace(taught.learned, outward=-taught.learned.outward))
    assert np.mean([share_of_crowd(upside_down, crowd) for crowd in range(CROWDS)]) < 0.2


def test_ratings_of_films_leave_series_alone(blank: Model, taught: Model) -> None:
    rows = [CROWDS * at for at in range(30)]
    plain, told = (score(model, build_profile(model, watched(rows))) for model in (blank, taught))
    assert np.corrcoef(plain[FILMS:], told[FILMS:])[0, 1] > 0.9
    assert np.corrcoef(plain[:RATED], told[:RATED])[0, 1] < 0.8


def test_an_empty_history_still_gives_popularity(taught: Model) -> None:
    assert np.array_equal(score(taught, build_profile(taught, watched([]))), taught.prior)


def test_films_nobody_rated_are_neither_lost_nor_first(taught: Model) -> None:
    scores = score(taught, build_profile(taught, watched([0, 4, 8, 12, 16])))
    assert np.isfinite(scores).all()
    assert scores[:RATED].max() > scores[RATED:FILMS].max() > np.median(scores[:RATED])


def test_chances_fall_with_the_rank_and_are_shares(learned: Learned) -> None:
    assert (np.diff(learned.chances, axis=1) <= 0).all()
    assert (learned.chances > 0.0).all()
    assert (learned.chances[:, -1] < learned.chances[:, 0]).all()
    assert learned.chances.max() <= 1.0
    assert learned.chances.shape == (len(LENGTHS), len(RANKS))
    assert (np.diff(learned.expected) >= 0).all()


def test_well_rated_titles_have_quality(learned: Learned, ratings: Ratings) -> None:
    means = np.array([ratings.values[ratings.rows == row].mean() for row in learned.rows])
    assert np.corrcoef(means, learned.quality)[0, 1] > 0.9


def test_too_few_ratings_teach_nothing(blank: Model, ratings: Ratings) -> None:
    assert learn(blank, ratings.only(ratings.members < 60)) is None


def test_the_same_ratings_teach_the_same(blank: Model, ratings: Ratings, learned: Learned) -> None:
    again = learn(blank, ratings, rank=16)
    assert again is not None
    assert all(np.array_equal(again.arrays()[name], array) for name, array in learned.arrays().items())


def test_no_title_speaks_for_itself(ratings: Ratings) -> None:
    weights = solve_ease(*count_pairs(ratings, np.arange(RATED)))
    assert not np.diag(weights).any()


def test_the_weights_are_the_closed_form_for_plain_targets(ratings: Ratings) -> None:
    """Steck's B = I - P / diag(P) when what is predicted is what was seen."""
    gram, _ = count_pairs(ratings, np.arange(RATED))
    inverse = np.linalg.inv(gram.astype(np.float64) + np.diag(300.0 + 0.3 * np.diag(gram)))
    expected = np.eye(RATED) - inverse / np.diag(inverse)
    # The ridge stands in X'X + ridge only, so predicting X'X + ridge gives Steck's form.
    target = gram + np.diag(300.0 + 0.3 * np.diag(gram)).astype(np.float32)
    assert np.allclose(solve_ease(gram, target), expected, atol=2e-4)


def test_all_factors_together_are_the_weights_and_few_keep_most(ratings: Ratings) -> None:
    gram, target = count_pairs(ratings, np.arange(RATED))
    weights = solve_ease(gram, target)
    root = np.linalg.cholesky(gram.astype(np.float64) + 1e-3 * np.eye(RATED)).T

    def lost(rank: int) -> float:
        inward, outward = cut(weights, gram, rank)
        return float(np.linalg.norm(root @ (weights - inward @ outward.T)) / np.linalg.norm(root @ weights))

    assert lost(RATED) < 0.01
    assert lost(4) < 0.5


def test_of_two_ratings_the_last_counts() -> None:
    found = gather_ratings(np.array([7, 7, 3]), np.array([1, 1, 0]), np.array([0.2, 0.8, 0.5], np.float32), 2)
    assert (found.members.tolist(), found.rows.tolist()) == ([0, 1], [0, 1])
    assert found.values.tolist() == pytest.approx([0.5, 0.8])


def test_the_low_pass_tells_crowds_apart(ratings: Ratings) -> None:
    inward, outward = low_pass(ratings, np.arange(RATED), CROWDS)
    for crowd in range(CROWDS):
        liking = outward @ inward[crowd : crowd + CROWDS * 20 : CROWDS].sum(axis=0)
        own = crowd_of(np.arange(RATED)) == crowd
        assert liking[own].min() > liking[~own].max()


def test_all_directions_together_pass_everything(ratings: Ratings) -> None:
    inward, outward = low_pass(ratings, np.arange(RATED), RATED)
    assert np.allclose(inward @ outward.T, np.eye(RATED), atol=1e-3)


def test_the_better_a_member_is_known_the_likelier_the_first_places(blank: Model) -> None:
    learned = learn(blank, rate(np.random.default_rng(5).integers(20, 61, MEMBERS)), rank=16)
    assert learned is not None
    curves = [chance_at(np.array([1.0, 5.0, 50.0]), learned, rated) for rated in (1.0, 30.0, 500.0)]
    assert (np.diff(curves, axis=0) > 0.0).all()
    between = chance_at(np.array([1.0]), learned, 17.0)
    assert learned.chances[2, 0] < between[0] < learned.chances[3, 0]


def test_a_longer_history_never_makes_a_place_less_likely(learned: Learned) -> None:
    """Of members with equally many ratings, those of whom more is known have less held out."""
    assert (np.diff(learned.chances, axis=0) >= 0.0).all()


def test_without_ratings_the_curve_is_that_of_tags(learned: Learned) -> None:
    ranks = np.array([1.0, 10.0, 700.0])
    assert np.array_equal(chance_at(ranks, learned, 0.0), chance_at(ranks))
