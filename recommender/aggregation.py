"""Members' scores to one order for the group: the strategies, each named as in the literature."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Votes = NDArray[np.float64]
Order = NDArray[np.int64]
#: Titles of each member, and of the group, that a greedy rule looks at for every place it fills.
_SHORTLIST = 4


@dataclass(frozen=True, slots=True)
class Strategy:
    """A rule: `order` takes votes (members, titles) in [0, 1], higher is better, and n, and gives columns, best first.

    `votes` says what the rule was made for: calibrated chances, or closeness (1 - scaled distance) to a mean taste.
    `varied` is False for a rule whose own order stands, without the variety that is added to the others.
    """

    order: Callable[[Votes, int], Order]
    votes: Literal["chances", "closeness"] = "chances"
    varied: bool = True


def fair(votes: Votes, n: int) -> Order:
    """Each place to the title that adds most to the chance that every member likes something above or at it.

    Greedy marginal gain of sum_u [1 - prod_i (1 - p_ui)]: GFAR, Kaya, Bridge and Tintarev, RecSys 2020.
    """
    columns = _shortlist(votes, n)
    open_votes = votes[:, columns]
    missed = np.ones(len(votes))
    chosen: list[int] = []
    for _ in range(min(n, len(columns))):
        gains = missed @ open_votes
        gains[chosen] = -1.0
        best = int(np.argmax(gains))
        chosen.append(best)
        missed *= 1.0 - open_votes[:, best]
    return columns[np.array(chosen, dtype=np.int64)]


def average(votes: Votes, n: int) -> Order:
    """Highest mean first (additive utilitarian; Masthoff 2004)."""
    return _best(votes.mean(axis=0), n)


def least_misery(votes: Votes, n: int) -> Order:
    """Highest minimum first: a title is as good as its least happy member finds it (O'Connor et al. 2001)."""
    return _best(votes.min(axis=0), n)


def seed(votes: Votes, n: int) -> Order:
    """The original project's rule, kept for its history: of the 2n best by power mean, the n with least deviation.

    The mean of the members' distances is the square of the mean of their roots. The original sorted the farthest
    first by mistake; here the nearest come first. Still worse than popularity on held-out viewings.
    """
    distances = 1.0 - votes
    means = np.sqrt(np.maximum(distances, 0.0)).mean(axis=0) ** 2
    nearest = _best(-means, 2 * n)
    return nearest[np.argsort(distances[:, nearest].std(axis=0), kind="stable")[:n]]


STRATEGIES: Mapping[str, Strategy] = MappingProxyType(
    {
        "fair": Strategy(fair),
        "average": Strategy(average),
        "least_misery": Strategy(least_misery),
        "seed": Strategy(seed, "closeness", varied=False),
    }
)


def _best(values: NDArray[np.float64], n: int) -> Order:
    return np.argsort(-values, kind="stable")[:n].astype(np.int64)


def _shortlist(votes: Votes, n: int) -> Order:
    """Columns that can win a place: the best of each member and of the sum."""
    size = _SHORTLIST * n
    if votes.shape[1] <= size:
        return np.arange(votes.shape[1], dtype=np.int64)
    return np.unique([np.argpartition(-row, size)[:size] for row in (*votes, votes.sum(axis=0))])
