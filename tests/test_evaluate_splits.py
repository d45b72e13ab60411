"""What is held out of a member's ratings, and what a method may know."""

import numpy as np

from recommender.evaluate.dataset import active, member_count
from recommender.evaluate.splits import cut, fold_of, hold_out, latest
from tests.rating_samples import log


def test_every_fifth_has_as_many_ratings_of_each_member() -> None:
    ratings = log(*((member, row, 1.0) for member in range(3) for row in range(20)))
    folds = fold_of(ratings, 5, np.random.default_rng(0))
    counts = [np.bincount(folds[ratings.members == member]).tolist() for member in range(3)]
    assert counts == [[4, 4, 4, 4, 4]] * 3


def test_the_latest_are_held_out_even_when_they_are_not_last_in_the_log() -> None:
    ratings = log((0, 7, 1.0), (0, 8, 1.0), (0, 9, 1.0), (0, 10, 1.0), (0, 11, 1.0))
    backwards = type(ratings)(ratings.members, ratings.rows, ratings.values, -ratings.times)
    assert ratings.rows[latest(ratings)].tolist() == [11]
    assert ratings.rows[latest(backwards)].tolist() == [7]


def test_a_held_out_title_is_a_candidate_and_liked_only_from_four_stars() -> None:
    ratings = log((0, 0, 1.0), (0, 1, 0.8), (0, 2, 0.7))
    split = hold_out(ratings, np.array([False, True, True]), 4)
    assert split.known.seen.tolist() == [[True, False, False, False]]
    assert split.liked.tolist() == [[False, True, False, False]]


def test_a_history_is_newest_first_and_says_nothing_of_ratings() -> None:
    ratings = log((0, 5, 0.2), (1, 6, 1.0), (0, 3, 1.0))
    watched = hold_out(ratings, np.zeros(3, dtype=np.bool_), 8).known.watched[0]
    assert (watched.rows.tolist(), watched.ages.tolist(), watched.ratings) == ([3, 5], [0.0, 2.0], None)
    rated = hold_out(ratings, np.zeros(3, dtype=np.bool_), 8, rated=True).known.watched[0].ratings
    assert rated is not None
    np.testing.assert_allclose(rated, [1.0, 0.2], rtol=1e-6)


def test_a_short_history_hides_titles_from_the_profile_but_never_offers_them() -> None:
    whole = hold_out(log(*((0, row, 1.0) for row in range(9))), np.zeros(9, dtype=np.bool_), 9).known
    short = cut(whole, 3, np.random.default_rng(0))
    assert len(short.watched[0].rows) == 3
    assert short.watched[0].ages[0] == 0.0
    assert short.seen.all()


def test_only_members_with_enough_ratings_are_asked() -> None:
    few_and_many = log((0, 0, 1.0), *((2, row, 1.0) for row in range(5)), *((4, row, 0.5) for row in range(5)))
    kept = active(few_and_many, 5)
    assert (member_count(kept), kept.values[kept.members == 1].tolist()) == (2, [0.5] * 5)
    assert member_count(active(few_and_many, 5, most=1)) == 1
