# pyright: basic
# implicit and scipy, on which it stands, have no types.
"""The strongest peer one can install: alternating least squares of `implicit` (Hu, Koren and Volinsky 2008).

`implicit` is an optional development dependency; nothing here is needed by the bot.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from itertools import product

import numpy as np
from numpy.typing import NDArray

from recommender.evaluate.dataset import Log, member_count
from recommender.evaluate.lists import best, hits, worth
from recommender.evaluate.peers import Scorer
from recommender.evaluate.splits import Histories, Split

_ITERATIONS = 15
_SEED = 0


@dataclass(frozen=True, slots=True)
class Setting:
    """One point of the grid."""

    factors: int
    alpha: float
    regularization: float


#: Within 1 % of the best of the grid, and fast. More confidence or more ridge than in the grid is worse.
BEST_KNOWN = Setting(128, 2.0, 30.0)
GRID = tuple(
    Setting(factors, *point) for factors, point in product((32, 128, 256), ((1.0, 5.0), (1.0, 15.0), (2.0, 30.0)))
)


def installed() -> bool:
    """Whether `implicit` can be had here."""
    return find_spec("implicit") is not None


def als(log: Log, titles: int, setting: Setting = BEST_KNOWN) -> Scorer:
    """Fit to the population; the factors of test members are solved from their histories alone.

    ImportError without `implicit`.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # advice about the threads of BLAS, which cost time only
        fitted = import_module("implicit.cpu.als").AlternatingLeastSquares(
            factors=setting.factors,
            alpha=setting.alpha,
            regularization=setting.regularization,
            iterations=_ITERATIONS,
            random_state=_SEED,
        )
    fitted.fit(_sparse(log.members, log.rows, member_count(log), titles), show_progress=False)

    def scores(known: Histories) -> NDArray[np.float32]:
        sizes = [len(watched.rows) for watched in known.watched]
        members = np.repeat(np.arange(len(sizes)), sizes)
        rows = np.concatenate([watched.rows for watched in known.watched])
        watched = _sparse(members, rows, len(sizes), titles)
        return fitted.recalculate_user(np.arange(len(sizes)), watched) @ fitted.item_factors.T

    return scores


def tuned_als(log: Log, titles: int, split: Split, grid: Sequence[Setting] = GRID) -> tuple[Scorer, Setting]:
    """The setting with the best nDCG@10 on this very split: a favour to the peer, not to us."""
    fitted = [(als(log, titles, setting), setting) for setting in grid]
    return max(fitted, key=lambda pair: _mean_ndcg(pair[0], split))


def _mean_ndcg(scorer: Scorer, split: Split) -> float:
    lists = best(scorer(split.known), split.known.seen, 10)
    return float(np.nanmean(worth(hits(lists, split.liked), split.liked.sum(axis=1), 10).ndcg))


def _sparse(members: NDArray[np.integer], rows: NDArray[np.integer], height: int, width: int) -> object:
    ones = np.ones(len(members), dtype=np.float32)
    return import_module("scipy.sparse").csr_matrix((ones, (members, rows)), shape=(height, width))
