"""Curves measured on members nothing was learned from: p(liked | rank, history), and what the unrated can expect."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recommender.learned import LENGTHS, RANKS, STEPS, Learned
from recommender.model import Model
from recommender.profile import Profile, Watched, build_profile
from recommender.ratings import LIKED, Ratings
from recommender.scoring import by_tags, learned_scores, score

#: Share of a member's ratings that the curves ask for.
_HELD = 0.2
#: How far a longer history lets expect more likings among what is held out, of how far it does in ratings. Much of
#: that is how much somebody watches, not how well they are known: all of it gives lists to those who watch most and
#: costs pairs 5 % of nDCG, none of it leaves 3 % more of them without a hit. In MovieLens this much does both by 1 %.
_BELIEVED = 0.45
#: Ranks that p(liked) is measured at, and the ridge and the steps of the regression.
_LAST, _RIDGE, _STEPS = 1_000, 0.1, 25


@dataclass(frozen=True, slots=True, eq=False)
class _Case:
    """A member kept apart: what the model may know of them, and what they liked besides."""

    watched: Watched
    liked: NDArray[np.int64]


def measure_curves(
    model: Model, trial: Learned, ratings: Ratings, rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """p(liked) at `LENGTHS` and `RANKS`, and the mean learned score at `STEPS`, over the members behind the ratings."""
    cases = list(_cases(ratings, rng))
    trying = replace(model, learned=trial)
    people = [build_profile(trying, case.watched) for case in cases]
    expected = _expect(trying, people, cases, trial)
    trying = replace(model, learned=replace(trial, expected=expected))
    return _chances(trying, people, cases), expected


def _cases(ratings: Ratings, rng: np.random.Generator) -> Sequence[_Case]:
    cases: list[_Case] = []
    for member in np.unique(ratings.members):
        own = ratings.only(ratings.members == member)
        held = rng.random(len(own.rows)) < _HELD
        known = own.rows[~held].astype(np.int64)
        if len(known):
            watched = Watched(known, np.ones(len(known), np.int64), np.full(len(known), np.nan))
            cases.append(_Case(watched, own.rows[held & (own.values >= LIKED)].astype(np.int64)))
    return cases


def _expect(model: Model, people: Sequence[Profile], cases: Sequence[_Case], learned: Learned) -> NDArray[np.float64]:
    """Mean learned score of titles about each step of the score by tags, never falling."""
    edges = np.concatenate([[-np.inf], (STEPS[1:] + STEPS[:-1]) / 2.0, [np.inf]])
    sums, counts = np.zeros(len(STEPS)), np.zeros(len(STEPS))
    for person, case in zip(people, cases, strict=True):
        unseen = ~np.isin(learned.rows, case.watched.rows)
        at = np.searchsorted(edges, by_tags(model, person)[learned.rows][unseen]) - 1
        sums += np.bincount(at, learned_scores(learned, person)[unseen], minlength=len(STEPS))
        counts += np.bincount(at, minlength=len(STEPS))
    filled = counts > 0
    return np.maximum.accumulate(np.interp(STEPS, STEPS[filled], sums[filled] / counts[filled]))


def _chances(model: Model, people: Sequence[Profile], cases: Sequence[_Case]) -> NDArray[np.float64]:
    """p(liked) (lengths, ranks) among unseen films, never rising with the rank: logistic regression.

    On log rank, its square and log evidence, the last believed by a share.
    """
    ranks, last = np.log(np.arange(1.0, _LAST + 1.0)), min(_LAST, int((~model.series).sum()))
    tables: list[NDArray[np.float64]] = []
    hits: list[NDArray[np.float64]] = []
    for person, case in zip(people, cases, strict=True):
        scores = score(model, person).astype(np.float64)
        scores[model.series] = -np.inf
        scores[case.watched.rows] = -np.inf
        at = (scores > scores[case.liked, None]).sum(axis=1)
        tables.append(_facts(ranks[:last], person.rated))
        hits.append(np.bincount(at[at < last], minlength=last).astype(np.float64))
    usual = float(np.exp(np.mean([np.log(max(person.rated, 1.0)) for person in people])))
    weights = _logistic(np.concatenate(tables), np.minimum(np.concatenate(hits), 1.0))
    weights[3] = max(weights[3], 0.0)
    believed = usual * (LENGTHS / usual) ** _BELIEVED
    odds = np.stack([_facts(np.log(RANKS), length) @ weights for length in believed.tolist()])
    return np.minimum.accumulate(1.0 / (1.0 + np.exp(-odds)), axis=1)


def _facts(ranks: NDArray[np.float64], rated: float) -> NDArray[np.float64]:
    """What the regression knows of places at these logarithms of ranks (k,): (k, 4)."""
    length = np.full(len(ranks), np.log(max(rated, 1.0)))
    return np.column_stack([np.ones(len(ranks)), ranks, ranks**2, length])


def _logistic(facts: NDArray[np.float64], hits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights (facts,) of a logistic regression by Newton's method."""
    weights = np.zeros(facts.shape[1])
    ridge = _RIDGE * np.eye(facts.shape[1])
    for _ in range(_STEPS):
        chances = 1.0 / (1.0 + np.exp(-np.clip(facts @ weights, -30.0, 30.0)))
        slope = facts.T @ (hits - chances) - ridge @ weights
        weights = weights + np.linalg.solve((facts.T * (chances * (1.0 - chances))) @ facts + ridge, slope)
    return weights
