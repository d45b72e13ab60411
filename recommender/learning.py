"""Learns from ratings what a catalogue's model needs: factors, quality, and curves measured on members held out."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from recommender.curves import measure_curves
from recommender.ease import count_pairs, cut, solve_ease
from recommender.learned import LENGTHS, RANKS, STEPS, Learned
from recommender.lowpass import low_pass
from recommender.model import Model
from recommender.ratings import Ratings

#: Titles that fewer members rated are not learned about, nor more titles than a machine of 8 GB can solve.
FEWEST_RATERS, MOST_TITLES = 3, 10_000
#: Members learned from at most: a choice of them, the same every time.
MOST_MEMBERS = 60_000
#: Factors of the weights, and of the low pass beside so many.
RANK, SMOOTH_RANK = 512, 192
#: With fewer of these there is nothing to learn.
FEWEST_MEMBERS, FEWEST_TITLES = 100, 50
#: Members kept apart for the curves, as a share and at most; they have rated so many titles at least.
_APART, _MOST_APART, _ENOUGH = 0.1, 500, 20
#: Bayes mean: as if so many more members had rated a title with the mean of all.
_PRIOR_RATERS = 20.0

Report = Callable[[str], None]


def learn(model: Model, ratings: Ratings, report: Report = lambda _: None, rank: int = RANK) -> Learned | None:
    """What these ratings teach about the films of a model that has learned nothing yet; None when they are too few.

    The curves are measured on members kept apart, with factors learned from the others; the factors that are given
    are learned from all.
    """
    rng = np.random.default_rng(0)
    films = ratings.only(~model.series[ratings.rows])
    chosen = _choose(films, rng)
    columns = _columns(chosen)
    members = len(np.unique(chosen.members))
    if members < FEWEST_MEMBERS or len(columns) < FEWEST_TITLES:
        return None
    report(f"Learning from {members:,} members who rated {len(columns):,} films.")
    apart = _apart(chosen, rng)
    is_apart = np.isin(chosen.members, apart)
    gram, target = count_pairs(chosen.only(~is_apart), columns)
    trial = _fit(gram, target, columns, chosen.only(~is_apart), rank)
    report("Factors for the trial are there; the curves come next.")
    curves = measure_curves(model, trial, chosen.only(is_apart), rng)
    more = count_pairs(chosen.only(is_apart), columns)
    gram += more[0]
    target += more[1]
    learned = _fit(gram, target, columns, chosen, rank)
    report("Factors learned.")
    return replace(learned, chances=curves[0], expected=curves[1])


def _choose(ratings: Ratings, rng: np.random.Generator) -> Ratings:
    members = np.unique(ratings.members)
    if len(members) <= MOST_MEMBERS:
        return ratings
    return ratings.only(np.isin(ratings.members, rng.choice(members, MOST_MEMBERS, replace=False)))


def _columns(ratings: Ratings) -> NDArray[np.int64]:
    """Rows of the titles that are learned about, ascending: rated often enough, the most rated."""
    counts = ratings.counts()
    order = np.argsort(-counts, kind="stable")[:MOST_TITLES]
    return np.sort(order[counts[order] >= FEWEST_RATERS])


def _apart(ratings: Ratings, rng: np.random.Generator) -> NDArray[np.int32]:
    members, counts = np.unique(ratings.members, return_counts=True)
    eager = members[counts >= _ENOUGH]
    return rng.choice(eager, min(round(_APART * len(eager)), _MOST_APART), replace=False)


def _fit(
    gram: NDArray[np.float32], target: NDArray[np.float32], columns: NDArray[np.int64], ratings: Ratings, rank: int
) -> Learned:
    inward, outward = cut(solve_ease(gram, target), gram, rank)
    smooth_in, smooth_out = low_pass(ratings, columns, max(rank * SMOOTH_RANK // RANK, 1))
    counts = ratings.counts()[columns]
    sums = np.bincount(ratings.rows, ratings.values, minlength=ratings.titles)[columns]
    middle = float(ratings.values.mean())
    quality = (sums + _PRIOR_RATERS * middle) / (counts + _PRIOR_RATERS)
    return Learned(
        rows=columns,
        inward=inward,
        outward=outward,
        quality=quality.astype(np.float32),
        chances=np.zeros((len(LENGTHS), len(RANKS))),
        expected=np.zeros(len(STEPS)),
        smooth_in=smooth_in,
        smooth_out=smooth_out,
    )
