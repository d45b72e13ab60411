"""Intervals of many means at once are those of each mean alone."""

import numpy as np
import pytest

from recommender.evaluate.bootstrap import intervals
from recommender.evaluate.metrics import difference, interval


def test_each_column_has_the_interval_that_it_has_alone() -> None:
    rng = np.random.default_rng(3)
    values = rng.random((300, 3)) ** np.array([1.0, 2.0, 4.0])
    mean, low, high = intervals(values)
    alone = [interval(column, rng) for column in values.T]
    np.testing.assert_allclose(mean, values.mean(axis=0))
    np.testing.assert_allclose(np.stack([low, high], axis=1), alone, atol=0.006)


def test_columns_of_differences_are_paired() -> None:
    rng = np.random.default_rng(3)
    theirs = rng.random(200)
    mine = theirs + rng.normal(0.02, 0.01, 200)
    _, low, high = intervals((mine - theirs)[:, None])
    np.testing.assert_allclose([low[0], high[0]], difference(mine, theirs, rng)[1:], atol=0.001)


def test_who_is_unknown_in_one_column_still_counts_in_the_others() -> None:
    values = np.array([[1.0, 1.0], [np.nan, 0.0], [1.0, 1.0], [1.0, 0.0]])
    mean, low, high = intervals(values)
    assert mean.tolist() == [1.0, 0.5]
    assert (low[0], high[0]) == (1.0, 1.0)
    assert low[1] < 0.5 < high[1]


def test_nothing_known_is_nan_and_no_warning() -> None:
    mean, low, high = intervals(np.full((5, 1), np.nan))
    assert np.isnan([mean[0], low[0], high[0]]).all()


def test_a_mean_over_four_times_the_members_is_twice_as_sure() -> None:
    values = np.random.default_rng(0).random((1600, 1))
    few, many = (np.subtract(*intervals(part)[:0:-1])[0] for part in (values[:400], values))
    assert few / many == pytest.approx(2.0, rel=0.15)
