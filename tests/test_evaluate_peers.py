"""The peers do what their names say, on tables whose answer is obvious."""

import numpy as np
import pytest

from recommender.evaluate import als
from recommender.evaluate.dataset import Dataset
from recommender.evaluate.peers import (
    Scorer,
    bayes_mean,
    item_knn,
    popularity,
    seed_nearest,
    seed_published,
    whitened_tags,
)
from recommender.evaluate.splits import Histories, hold_out
from tests.rating_samples import log

#: Even titles are watched by even members, odd ones by odd members; nobody has seen all of their kind.
CHESS = log(
    *((member, row, 1.0) for member in range(20) for row in range(10) if (member + row) % 2 == 0 and row != member)
)


def history(*rows: int, titles: int = 10) -> Histories:
    known = log(*((0, row, 1.0) for row in rows))
    return hold_out(known, np.zeros(len(rows), dtype=np.bool_), titles).known


def first_unseen(scorer: Scorer, known: Histories) -> int:
    scores = np.where(known.seen, -np.inf, scorer(known))
    return int(np.argmax(scores[0]))


def collaborative() -> list[object]:
    absent = pytest.mark.skipif(not als.installed(), reason="implicit is an optional dependency")
    return [
        pytest.param(lambda: item_knn(CHESS, 10), id="item-kNN"),
        pytest.param(lambda: als.als(CHESS, 10, als.Setting(2, 1.0, 0.1)), id="ALS", marks=absent),
    ]


@pytest.mark.parametrize("fit", collaborative())
@pytest.mark.parametrize("side", [0, 1])
def test_who_watched_even_titles_is_shown_even_ones(fit: object, side: int) -> None:
    assert callable(fit)
    scores = fit()(history(side, side + 2, side + 4))[0]
    own, other = scores[side + 6 :: 2], scores[1 - side :: 2]
    assert own.min() > other.max()


def test_item_knn_asks_only_the_nearest() -> None:
    ratings = log((0, 0, 1.0), (0, 1, 1.0), (1, 0, 1.0), (1, 1, 1.0), (2, 0, 1.0), (2, 2, 1.0))
    scores = {k: item_knn(ratings, 3, neighbours=k)(history(2, titles=3))[0] for k in (1, 2)}
    assert scores[1][0] == 0.0  # the one nearest to title 0 is title 1, which was not watched
    assert scores[2][0] > 0.0


@pytest.mark.skipif(not als.installed(), reason="implicit is an optional dependency")
def test_tuning_takes_the_setting_that_finds_more() -> None:
    split = hold_out(CHESS, np.arange(len(CHESS.rows)) % 4 == 0, 10)
    useless, useful = als.Setting(2, 1.0, 1e9), als.Setting(2, 1.0, 0.1)
    assert als.tuned_als(CHESS, 10, split, (useless, useful))[1] == useful


def test_the_seed_ranks_its_own_taste_last_and_turned_round_first() -> None:
    features = np.array([[1.0, 0.0], [0.9, 0.1], [0.0, 1.0]], dtype=np.float32)
    known = history(0, titles=3)
    assert first_unseen(seed_published(features), known) == 2
    assert first_unseen(seed_nearest(features), known) == 1


def test_the_seeds_mean_is_drawn_to_the_tag_that_all_share() -> None:
    features = np.array([[1.0, 0.5], [0.0, 0.5], [0.25, 0.5], [0.5, 0.5]], dtype=np.float32)
    assert first_unseen(seed_nearest(features), history(0, 1, titles=4)) == 2  # (1 + 0)^2 / 4, where the mean says .5


def test_tags_that_say_the_same_count_once() -> None:
    rng = np.random.default_rng(0)
    one, other = rng.random((2, 400))
    copies = np.stack([one, *(one + rng.normal(0.0, 0.01, 400) for _ in range(9)), other], axis=1)
    known = history(*np.argsort(one + other)[-12:].tolist(), titles=400)
    scores = whitened_tags(copies.astype(np.float32))(known)[0]
    assert np.corrcoef(scores, other)[0, 1] == pytest.approx(np.corrcoef(scores, one)[0, 1], abs=0.2)


def test_few_high_ratings_are_not_trusted_like_many() -> None:
    ratings = log(
        (0, 0, 1.0), *((member, 1, 0.9) for member in range(100)), *((member, 2, 0.2) for member in range(100))
    )
    few, many, poor = bayes_mean(ratings, 3).tolist()
    assert many > few > poor


def test_popularity_counts_members_not_stars() -> None:
    ratings = log((0, 0, 1.0), (0, 1, 0.1), (1, 1, 0.1))
    dataset = Dataset("", np.zeros((3, 1), np.float32), np.zeros(3, np.bool_), ratings, ratings)
    assert np.argsort(-popularity(dataset)).tolist() == [1, 0, 2]
