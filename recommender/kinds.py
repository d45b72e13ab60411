"""Films and series side by side: neither kind may drown the other, however many titles each has."""

import numpy as np
from numpy.typing import NDArray

#: Below this a spread is rounding.
_TINY = 1e-9


def within_kind(
    values: NDArray[np.floating], series: NDArray[np.bool_], confidence: NDArray[np.float32] | None = None
) -> NDArray[np.float64]:
    """The values (titles,) with mean 0 and spread 1 among films and among series; 0 where a kind is all alike.

    Values that carry the title's `confidence` c as a factor (v = c x) are centred by c times the mean of x, so that
    c = 0 stays 0; mean and spread weigh titles by c.
    """
    out = np.zeros(len(values))
    for kind in (series, ~series):
        rows = np.flatnonzero(kind)
        out[rows] = standard(values[rows].astype(np.float64), None if confidence is None else confidence[rows])
    return out


def standard(values: NDArray[np.floating], confidence: NDArray[np.float32] | None = None) -> NDArray[np.floating]:
    """Values (k,) of one kind with mean 0 and spread 1, in their own precision (see `within_kind`)."""
    if confidence is None:
        centred = values - values.mean() if len(values) else values
        size = float(len(values))
    else:
        total = float(confidence.sum(dtype=np.float64))
        centred = values - confidence * (float(values.sum(dtype=np.float64)) / total if total > 0.0 else 0.0)
        centred = centred.astype(values.dtype)
        size = float(np.dot(confidence, confidence))
    spread = float(np.sqrt(np.dot(centred, centred) / size)) if size > 0.0 else 0.0
    return centred / values.dtype.type(spread) if spread > _TINY else np.zeros_like(values)


def mix_kinds(scores: NDArray[np.floating], series: NDArray[np.bool_], share: float) -> NDArray[np.float32]:
    """Scores (titles,) in which series stand among films as often as `share` says: float32, to four places.

    The series of rank r takes the score of the film of rank r (1 - share) / share, so that of any list from the top
    that share is series: calibrated recommendations (Steck, RecSys 2018), with kinds for genres. Scores themselves
    cannot be compared, for kinds differ in how many titles there are, how many of them nobody knows, and what is
    known of the others. Films keep their scores, equal series stay equal.
    """
    scores = np.round(scores, 4).astype(np.float32)
    films, shows = scores[~series], scores[series]
    if len(films) and len(shows):
        _, of, counts = np.unique(shows, return_inverse=True, return_counts=True)
        above = len(shows) - np.cumsum(counts) + 0.5 * counts
        places = above * ((1.0 - share) / share)
        asked = _best(films, int(places[0]) + 2)
        shown = np.interp(places, np.arange(len(asked)) + 0.5, asked)
        scores[series] = np.round(shown - np.maximum(places / len(films) - 1.0, 0.0), 4)[of]
    return scores


def _best(values: NDArray[np.float32], n: int) -> NDArray[np.float32]:
    """The n greatest values or all, greatest first."""
    return np.sort(values if n >= len(values) else np.partition(values, -n)[-n:])[::-1]
