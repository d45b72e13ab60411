"""Bootstrap intervals of many means over the same members or groups at once: what `metrics.interval` says of one."""

import numpy as np
from numpy.typing import NDArray

_ROUNDS = 1000
_LOW, _HIGH = 0.025, 0.975
_SEED = 7


def intervals(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Mean and both ends of the 95 % percentile interval (Efron 1979) of each column (k,) of values (members, k).

    All columns are drawn with the same members, so columns of differences are paired. nan is left out of its column's
    means; a column without anything known has nan for all three.
    """
    known = ~np.isnan(values)
    filled = np.where(known, values, 0.0)
    counts = _draws(len(values))
    with np.errstate(invalid="ignore"):  # nothing known: 0 / 0 is the nan that is promised
        means = (counts @ filled) / (counts @ known)
        mean = filled.sum(axis=0) / known.sum(axis=0)
    return mean, *_ends(means)


def _draws(members: int) -> NDArray[np.float64]:
    """How often each member is drawn in each round (rounds, members)."""
    rng = np.random.default_rng(_SEED)
    return np.stack(
        [np.bincount(rng.integers(0, members, members), minlength=members) for _ in range(_ROUNDS)], dtype=np.float64
    )


def _ends(means: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Quantiles of each column, over the rounds in which anybody known was drawn."""
    ordered = np.sort(means, axis=0)  # nan last
    last = np.maximum((~np.isnan(means)).sum(axis=0) - 1, 0)
    at = np.rint(np.outer([_LOW, _HIGH], last)).astype(np.int64)
    low, high = np.take_along_axis(ordered, at, axis=0)
    return low, high
