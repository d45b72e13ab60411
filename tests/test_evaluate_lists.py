"""Many lists at once say what the metrics of one list say, and hold what they should."""

import numpy as np
import pytest

from recommender.evaluate import metrics
from recommender.evaluate.lists import NOTHING, best, hits, worth


@pytest.mark.parametrize("n", [1, 5, 10])
@pytest.mark.parametrize(
    ("name", "one"),
    [("ndcg", metrics.ndcg), ("recall", metrics.recall), ("hit", metrics.hit), ("first", metrics.first_hit)],
)
def test_all_lists_at_once_are_worth_what_each_is_alone(name: str, one: object, n: int) -> None:
    rng = np.random.default_rng(n)
    found = rng.random((200, 8)) < 0.2
    relevant = found.sum(axis=1) + rng.integers(0, 3, 200)
    assert callable(one)
    alone = [one(row, int(could), n) for row, could in zip(found, relevant, strict=True)]
    np.testing.assert_allclose(getattr(worth(found, relevant, n), name), alone)
    assert np.isnan(alone).any()


def test_a_list_is_the_best_unseen_titles_best_first() -> None:
    scores = np.array([[1.0, 5.0, 3.0, 4.0]], dtype=np.float32)
    seen = np.array([[False, True, False, False]])
    assert best(scores, seen, 2).tolist() == [[3, 2]]


def test_equal_scores_keep_the_catalogues_order() -> None:
    scores = np.array([[1.0, 2.0, 2.0, 2.0]], dtype=np.float32)
    assert best(scores, np.zeros((1, 4), dtype=np.bool_), 4).tolist() == [[1, 2, 3, 0]]


def test_who_has_seen_nearly_all_gets_a_short_list_without_hits_at_its_end() -> None:
    scores = np.ones((1, 3), dtype=np.float32)
    lists = best(scores, np.array([[True, False, True]]), 3)
    assert lists.tolist() == [[1, NOTHING, NOTHING]]
    assert hits(lists, np.array([[True, True, True]])).tolist() == [[True, False, False]]
