"""Many lists at once: the best of each row of scores, and the metrics of `metrics` for all rows in one go."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Stands in a list that is shorter than the others.
NOTHING = -1


@dataclass(frozen=True, slots=True, eq=False)
class Worth:
    """What lists are worth to one member each: float (lists,), nan where there was nothing to find."""

    ndcg: NDArray[np.float64]
    recall: NDArray[np.float64]
    hit: NDArray[np.float64]
    first: NDArray[np.float64]


def best(scores: NDArray[np.float32], seen: NDArray[np.bool_], n: int) -> NDArray[np.int64]:
    """Rows (members, n) of the highest scores (members, titles) among unseen titles, best first, then by row.

    `NOTHING` fills lists of members with fewer unseen titles.
    """
    n = min(n, scores.shape[1])
    shown = np.where(seen, -np.inf, scores)
    top = np.sort(np.argpartition(-shown, n - 1, axis=1)[:, :n], axis=1)
    values = np.take_along_axis(shown, top, axis=1)
    order = np.argsort(-values, axis=1, kind="stable")
    ranked = np.take_along_axis(top, order, axis=1)
    return np.where(np.take_along_axis(values, order, axis=1) == -np.inf, NOTHING, ranked)


def hits(lists: NDArray[np.int64], liked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which places (lists, n) hold a title that the list's member liked (lists, titles)."""
    return np.take_along_axis(liked, np.maximum(lists, 0), axis=1) & (lists != NOTHING)


def worth(found: NDArray[np.bool_], relevant: NDArray[np.int64], n: int) -> Worth:
    """Metrics at n from hits (lists, places) and how many titles could have been found (lists,).

    The same numbers as `metrics.ndcg`, `recall`, `hit` and `first_hit`, which say where they come from.
    """
    discounts = 1.0 / np.log2(np.arange(2, n + 2))
    ideal = np.concatenate([[np.nan], np.cumsum(discounts)])[np.minimum(relevant, n)]
    shown = found[:, :n]
    any_hit = shown.any(axis=1)
    first = np.where(any_hit, discounts[np.argmax(shown, axis=1)], 0.0)
    nothing = relevant < 1
    return Worth(
        ndcg=shown @ discounts[: shown.shape[1]] / ideal,
        recall=np.where(nothing, np.nan, shown.sum(axis=1) / np.maximum(relevant, 1)),
        hit=np.where(nothing, np.nan, any_hit),
        first=np.where(nothing, np.nan, first),
    )
