"""What a list is worth: by hand for tiny lists, and how sure a mean is."""

import math

import numpy as np
import pytest

from recommender.evaluate.metrics import difference, first_hit, hit, interval, ndcg, recall


def places(*liked: int) -> np.ndarray:
    return np.array(liked, dtype=np.bool_)


def test_a_list_with_everything_liked_first_is_perfect() -> None:
    assert ndcg(places(1, 1, 0, 0), relevant=2, n=4) == 1.0


def test_a_liked_title_counts_less_further_down() -> None:
    assert ndcg(places(0, 1), relevant=1, n=2) == pytest.approx(1.0 / math.log2(3))
    assert first_hit(places(0, 0, 1), relevant=1, n=3) == pytest.approx(0.5)


def test_no_list_of_n_can_hold_more_than_n() -> None:
    assert ndcg(places(1, 1), relevant=50, n=2) == 1.0
    assert recall(places(1, 1), relevant=50, n=2) == 0.04


def test_what_stands_below_n_does_not_count() -> None:
    below = places(0, 0, 1)
    assert (ndcg(below, 1, 2), recall(below, 1, 2), hit(below, 1, 2), first_hit(below, 1, 2)) == (0.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize("metric", [ndcg, recall, hit, first_hit])
def test_who_could_find_nothing_is_left_out(metric: object) -> None:
    assert callable(metric)
    assert math.isnan(metric(places(0, 0), 0, 2))


def test_an_interval_holds_the_mean_and_narrows_with_members() -> None:
    rng = np.random.default_rng(1)
    few, many = rng.random(20), rng.random(2000)
    assert interval(few, rng)[0] < few.mean() < interval(few, rng)[1]
    assert np.diff(interval(many, rng))[0] < np.diff(interval(few, rng))[0] / 5


def test_a_small_gain_of_every_member_is_sure_where_two_means_are_not() -> None:
    rng = np.random.default_rng(2)
    mine = rng.random(100)
    gain, low, high = difference(mine + 0.01, mine, rng)
    assert (gain, low > 0.0, high < 0.02) == (pytest.approx(0.01), True, True)
    assert interval(mine + 0.01, rng)[0] < interval(mine, rng)[1]
