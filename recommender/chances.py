"""What a score is worth: the chance that a title is liked, by rank, and the match that people see."""

from functools import lru_cache
from math import sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from recommender.learned import LENGTHS, RANKS, Learned
from recommender.model import Model
from recommender.profile import Profile

#: p(liked | rank) of scores by tags on held-out viewings; nearly the same for 600, 2,000 and 12,000 titles.
_RANKS = np.log(np.array([1.0, 10.0, 100.0, 200.0, 1000.0]))
_CHANCES = np.log(np.array([0.30, 0.10, 0.027, 0.016, 0.003]))
_LEARNED_RANKS, _LEARNED_LENGTHS = np.log(RANKS), np.log(LENGTHS)
_NORMAL = NormalDist()
#: Correlation of a score with liking: by popularity alone, after a long history, and the evidence half-way.
_BLIND_TRUST, _FULL_TRUST, _HALF_TRUST = 0.35, 0.55, 15.0


def calibrate(
    model: Model, scores: NDArray[np.float32], candidates: NDArray[np.bool_], rated: float = 0.0
) -> NDArray[np.float64]:
    """p(liked) (titles,) by rank among the candidates (bool (titles,)); 0 for the rest.

    Where limits leave the share f of the catalogue, rank r stands at (r - 1/2) / f + 1/2 in the whole of it: the best
    of few is no sure thing (measured: the best of a random tenth is liked with .14, not .30). Equal scores rank by row.
    `rated` is the member's evidence in titles that others rated.
    """
    rows = np.flatnonzero(candidates)
    order = np.argsort(-scores[rows], kind="stable")
    chances = np.zeros(len(model.series), dtype=np.float64)
    if len(rows):
        places = np.arange(len(rows), dtype=np.float64) + 0.5
        chances[rows[order]] = chance_at(places * (len(chances) / len(rows)) + 0.5, model.learned, rated)
    return chances


def chance_at(ranks: NDArray[np.float64], learned: Learned | None = None, rated: float = 0.0) -> NDArray[np.float64]:
    """p(liked) at these ranks (from 1) in a whole catalogue: straight lines on logarithmic axes.

    That of scores by tags; with evidence in rated titles the learned one, at the length of the history.
    """
    if learned is None or rated <= 0.0:
        return _line(ranks, _RANKS, _CHANCES)
    known: NDArray[np.float64] = np.log(learned.chances)
    at: float = np.interp([np.log(rated)], _LEARNED_LENGTHS, np.arange(len(LENGTHS)))[0]
    below = min(int(at), len(LENGTHS) - 2)
    return _line(ranks, _LEARNED_RANKS, known[below] + (at - below) * (known[below + 1] - known[below]))


def _line(ranks: NDArray[np.float64], known: NDArray[np.float64], chances: NDArray[np.float64]) -> NDArray[np.float64]:
    at = np.log(ranks)
    first, last = ((chances[one] - chances[one - 1]) / (known[one] - known[one - 1]) for one in (1, -1))
    outside = first * np.minimum(at - known[0], 0.0) + last * np.maximum(at - known[-1], 0.0)
    return np.exp(np.interp(at, known, chances) + outside)


def match_share(
    model: Model, scores: NDArray[np.float32], profile: Profile, rows: NDArray[np.int64]
) -> NDArray[np.float64]:
    """The match that people see (rows,), 0..1: the chance that the member likes a title more than a known one.

    Against the titles most people know (`Model.reference`): a score that beats the share q of theirs stands z = the
    normal quantile of q above, and with r the correlation of scores with liking it beats one drawn at random among
    them with probability Phi(r z / sqrt(2 - r^2)). r grows with evidence, r^2 = .35^2 + (.55^2 - .35^2) e / (e + 15):
    what held-out likings beat, measured with 600 popular titles. So a top pick is near .9, a mediocre one .5, a poor
    one .15, and a short history keeps all nearer to one half. Limits of an evening leave a match as it is.
    """
    return shares_of(heights_of(np.sort(scores[model.reference]), profile, scores[rows]))


def heights_of(ladder: NDArray[np.float32], profile: Profile, scores: NDArray[np.float32]) -> NDArray[np.float64]:
    """Spreads by which scores (rows,) stand above the reference, whose sorted scores are the ladder.

    As far as a history tells: `shares_of` makes a match of them, see `match_share`.
    """
    beaten = ladder.searchsorted(scores) + ladder.searchsorted(scores, "right")
    sure = profile.evidence / (profile.evidence + _HALF_TRUST)
    trust = sqrt(_BLIND_TRUST**2 + (_FULL_TRUST**2 - _BLIND_TRUST**2) * sure)
    return trust / sqrt(2.0 - trust**2) * _heights(len(ladder))[beaten]


def shares_of(heights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The normal distribution at heights of any shape."""
    return np.interp(heights, *_normal())


@lru_cache(8)
def _heights(size: int) -> NDArray[np.float64]:
    """Normal quantile of having beaten 0, 1/2, 1 ... of so many others."""
    return np.array([_NORMAL.inv_cdf((at / 2.0 + 0.5) / (size + 1.0)) for at in range(2 * size + 1)])


@lru_cache(1)
def _normal() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The normal distribution at steps so small that straight lines between them are it."""
    steps = np.linspace(-4.0, 4.0, 4_001)
    return steps, np.array([_NORMAL.cdf(at) for at in steps.tolist()])
