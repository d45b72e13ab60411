"""What Blendz is measured against, one member at a time: each a function from histories to scores.

`implicit` has a file of its own (als).
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from recommender.evaluate.dataset import Dataset, Log, table, title_counts
from recommender.evaluate.splits import Histories

#: Histories to scores (members, titles), higher is better. Seen titles may have any score.
Scorer = Callable[[Histories], NDArray[np.float32]]
Scores = NDArray[np.float32]

#: Bayes mean: so many ratings of this value are added to each title's (3.4 of 5 stars).
_BAYES_WEIGHT, _BAYES_VALUE = 20.0, 0.68
_NEIGHBOURS = 100
#: Ridge of the whitening, in titles of z-scored tags; tuned on fold 0 of MovieLens.
_RIDGE = 30.0
_BLOCK = 1024
_TINY = 1e-9


def popularity(dataset: Dataset) -> NDArray[np.float32]:
    """log(1 + how many members rated it) (titles,)."""
    return np.log1p(title_counts(dataset.population, dataset.titles)).astype(np.float32)


def bayes_mean(log: Log, titles: int) -> NDArray[np.float32]:
    """Mean rating (titles,) in 0..1, shrunk to 0.68 as if by 20 ratings."""
    totals = np.bincount(log.rows, weights=log.values, minlength=titles)
    return ((totals + _BAYES_WEIGHT * _BAYES_VALUE) / (title_counts(log, titles) + _BAYES_WEIGHT)).astype(np.float32)


def same_for_all(values: NDArray[np.float32]) -> Scorer:
    """Everybody gets the same scores (titles,)."""
    return lambda known: np.broadcast_to(values, (len(known.watched), len(values)))


def distances(features: NDArray[np.float32], centres: NDArray[np.float32]) -> Scores:
    """Euclidean distance (members, titles) of raw features to each member's centre, over sqrt(tags): 0..1."""
    squares = np.square(centres).sum(axis=1)[:, None] + np.square(features).sum(axis=1)[None, :]
    gaps = squares - 2.0 * centres @ features.T
    return np.sqrt(np.maximum(gaps, 0.0) / features.shape[1]).astype(np.float32)


def mean_taste(features: NDArray[np.float32], known: Histories) -> NDArray[np.float32]:
    """Plain mean (members, tags) of what each watched, as in a `Profile`."""
    return np.stack([features[watched.rows].mean(axis=0) for watched in known.watched])


def power_taste(features: NDArray[np.float32], known: Histories) -> NDArray[np.float32]:
    """The original project's mean (members, tags): the square of the mean root of each tag."""
    return np.square(mean_taste(np.sqrt(features), known))


def seed_published(features: NDArray[np.float32]) -> Scorer:
    """The original project's order as it was published: the farthest from the mean taste first."""
    return lambda known: distances(features, power_taste(features, known))


def seed_nearest(features: NDArray[np.float32]) -> Scorer:
    """The same, turned round as it was meant: the nearest first."""
    return lambda known: -distances(features, power_taste(features, known))


def item_knn(log: Log, titles: int, neighbours: int = _NEIGHBOURS) -> Scorer:
    """Item-based nearest neighbours by cosine of who rated them (Sarwar et al. 2001; k = 100).

    A title's score is the sum of its likeness to those of its own k nearest that were watched.
    """
    raters = table(log, titles)
    raters /= np.maximum(np.linalg.norm(raters, axis=0), 1.0)
    k = min(neighbours, titles)
    near = np.zeros((titles, k), dtype=np.int64)
    likeness = np.zeros((titles, k), dtype=np.float32)
    for at in range(0, titles, _BLOCK):
        block = raters[:, at : at + _BLOCK].T @ raters
        block[np.arange(len(block)), np.arange(at, at + len(block))] = 0.0
        near[at : at + _BLOCK] = np.argpartition(-block, k - 1, axis=1)[:, :k]
        likeness[at : at + _BLOCK] = np.take_along_axis(block, near[at : at + _BLOCK], axis=1)

    def scores(known: Histories) -> Scores:
        out = np.zeros((len(known.watched), titles), dtype=np.float32)
        for row, watched in zip(out, known.watched, strict=True):
            flags = np.zeros(titles, dtype=np.float32)
            flags[watched.rows] = 1.0
            row[:] = np.einsum("tk,tk->t", flags[near], likeness)
        return out

    return scores


def whitened_tags(features: NDArray[np.float32], ridge: float = _RIDGE) -> Scorer:
    """Ridge regression of "watched" on z-scored tags: score = Q sum(Q watched), Q = Z (Z'Z + ridge)^-1/2."""
    z = _columns(features)
    values, vectors = np.linalg.eigh(z.T.astype(np.float64) @ z)
    q = (z @ (vectors / np.sqrt(np.maximum(values, 0.0) + ridge))).astype(np.float32)
    return lambda known: np.stack([q[watched.rows].sum(axis=0) for watched in known.watched]) @ q.T


def tags_and_popularity(features: NDArray[np.float32], popular: NDArray[np.float32]) -> Scorer:
    """z(whitened) + z(cosine) + 1.5 z(popularity), all of z-scored tags: the best known mix without ratings."""
    white = whitened_tags(features)
    z = _columns(features)
    unit = z / np.maximum(np.linalg.norm(z, axis=1, keepdims=True), _TINY)
    prior = (1.5 * _rows(popular[None, :])).astype(np.float32)

    def scores(known: Histories) -> Scores:
        near = np.stack([unit[watched.rows].sum(axis=0) for watched in known.watched]) @ unit.T
        return _rows(white(known)) + _rows(near) + prior

    return scores


def _columns(features: NDArray[np.float32]) -> NDArray[np.float32]:
    """Z-scored columns."""
    return (features - features.mean(axis=0)) / np.maximum(features.std(axis=0), _TINY)


def _rows(scores: Scores) -> Scores:
    """Z-scored rows."""
    return (scores - scores.mean(axis=1, keepdims=True)) / np.maximum(scores.std(axis=1, keepdims=True), _TINY)
