"""How far up the hidden titles stand: per member, and as means with intervals over the members. Pure.

Each member counts once: their figure is the mean over their trials. Films and series are ranked apart, and together
as one list.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.evaluating.methods import Method
from bot.evaluating.splits import SEED, Trial
from recommender.evaluate.metrics import hit, interval, ndcg, recall

KINDS = ("movie", "series", "together")
METRICS: Mapping[str, Callable[[NDArray[np.bool_], int], float]] = {
    "ndcg@10": lambda hits, relevant: ndcg(hits, relevant, 10),
    "recall@20": lambda hits, relevant: recall(hits, relevant, 20),
    "hit@10": lambda hits, relevant: hit(hits, relevant, 10),
}
#: Lengths of the list of which the share of series is told; a list is never longer than the last.
LENGTHS = (10, 20)
#: A member with fewer titles of a kind, or nothing to find in one of their trials, is left out of its figures.
FEWEST = 5


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """One member, one split: `worth` float (kinds, methods, metrics), nan for a kind that is left out.

    `series` float (methods, lengths) is the share of series in the first places of `together`, `hidden` that in what
    was to be found; nan where `together` is left out.
    """

    worth: NDArray[np.float64]
    series: NDArray[np.float64]
    hidden: float


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over members with its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float


def figures_of(trials: Sequence[Trial], methods: Mapping[str, Method], series: NDArray[np.bool_]) -> Figures:
    """Rank for each trial with each method and look where the hidden titles stand."""
    masks = (~series, series, np.ones_like(series))
    worth = np.full((len(KINDS), len(methods), len(METRICS)), np.nan)
    shares = np.full((len(methods), len(LENGTHS)), np.nan)
    counted = [bool(trials) and _is_enough(trials, mask) for mask in masks]
    if not any(counted):
        return Figures(worth, shares, float("nan"))
    orders = [[order(method.scores(trial.known)) for method in methods.values()] for trial in trials]
    for kind, mask in enumerate(masks):
        if counted[kind]:
            worth[kind] = np.mean([_worth(*pair, mask) for pair in zip(trials, orders, strict=True)], axis=0)
    if not counted[-1]:
        return Figures(worth, shares, float("nan"))
    shares = np.mean([_shares(*pair, series) for pair in zip(trials, orders, strict=True)], axis=0)
    return Figures(worth, shares, float(np.mean([series[trial.relevant].mean() for trial in trials])))


def order(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """Rows, best first; equal scores by row."""
    return np.argsort(-scores, kind="stable")


def mean_of(values: NDArray[np.float64]) -> Mean:
    """Over the members (members,), nan left out; nan when nobody is left."""
    known = values[~np.isnan(values)]
    low, high = interval(known, np.random.default_rng(SEED))
    return Mean(float(known.mean()) if len(known) else float("nan"), low, high)


def _is_enough(trials: Sequence[Trial], mask: NDArray[np.bool_]) -> bool:
    """Whether each trial hides something to find of this kind, and there are `FEWEST` titles of it altogether."""
    found = [int((trial.relevant & mask).sum()) for trial in trials]
    known = int(mask[trials[0].known.rows].sum())
    return min(found) > 0 and found[0] + known >= FEWEST


def _worth(trial: Trial, orders: Sequence[NDArray[np.int64]], mask: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Float (methods, metrics) of one trial among the candidates of a kind."""
    relevant = int((trial.relevant & mask).sum())
    hits = [trial.relevant[_first(ranked, trial, mask)] for ranked in orders]
    return np.array([[metric(found, relevant) for metric in METRICS.values()] for found in hits])


def _shares(trial: Trial, orders: Sequence[NDArray[np.int64]], series: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Float (methods, lengths): series among the first places."""
    every = np.ones_like(series)
    lists = [series[_first(ranked, trial, every)] for ranked in orders]
    return np.array([[found[:length].mean() for length in LENGTHS] for found in lists])


def _first(ranked: NDArray[np.int64], trial: Trial, mask: NDArray[np.bool_]) -> NDArray[np.int64]:
    return ranked[(trial.candidates & mask)[ranked]][: LENGTHS[-1]]
