"""Learns from ratings what a catalogue's model needs: factors, quality, and curves calibrated on members held out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recommender.ease import count_pairs, cut, solve_ease
from recommender.learned import RANKS, STEPS, Learned
from recommender.model import Model
from recommender.profile import Profile, Watched, build_profile
from recommender.ratings import LIKED, Ratings
from recommender.scoring import by_tags, score

#: Titles that fewer members rated are not learned about, nor more titles than a machine of 8 GB can solve.
FEWEST_RATERS, MOST_TITLES = 3, 10_000
#: Members learned from at most: a choice of them, the same every time.
MOST_MEMBERS = 60_000
RANK = 512
#: With fewer of these there is nothing to learn.
FEWEST_MEMBERS, FEWEST_TITLES = 100, 50
#: Members kept apart for the curves, as a share and at most; they have rated so many titles at least.
_APART, _MOST_APART, _ENOUGH = 0.1, 500, 20
#: Bayes mean: as if so many more members had rated a title with the mean of all.
_PRIOR_RATERS = 20.0
#: Share of a member's ratings that the curves ask for.
_HELD = 0.2

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True, eq=False)
class _Case:
    """A member kept apart: what the model may know of them, and what they liked besides."""

    watched: Watched
    liked: NDArray[np.int64]


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
    trial = _fit(gram, target, columns, chosen, rank)
    report("Factors for the trial are there; the curves come next.")
    curves = _calibrate(model, trial, chosen.only(is_apart), rng)
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
    counts = ratings.counts()[columns]
    sums = np.bincount(ratings.rows, ratings.values, minlength=ratings.titles)[columns]
    middle = float(ratings.values.mean())
    quality = (sums + _PRIOR_RATERS * middle) / (counts + _PRIOR_RATERS)
    return Learned(
        rows=columns,
        inward=inward,
        outward=outward,
        quality=quality.astype(np.float32),
        chances=np.zeros(len(RANKS)),
        expected=np.zeros(len(STEPS)),
    )


def _calibrate(
    model: Model, trial: Learned, ratings: Ratings, rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """p(liked) at `RANKS` and the mean learned score at `STEPS`, over the members kept apart."""
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
        told = learned.outward @ person.factors
        unseen = ~np.isin(learned.rows, case.watched.rows)
        values = (told[unseen] - told.mean()) / max(float(told.std()), 1e-9)
        at = np.searchsorted(edges, by_tags(model, person)[learned.rows][unseen]) - 1
        sums += np.bincount(at, values, minlength=len(STEPS))
        counts += np.bincount(at, minlength=len(STEPS))
    filled = counts > 0
    return np.maximum.accumulate(np.interp(STEPS, STEPS[filled], sums[filled] / counts[filled]))


def _chances(model: Model, people: Sequence[Profile], cases: Sequence[_Case]) -> NDArray[np.float64]:
    """p(liked) about each of `RANKS` among unseen films, never rising; bins meet half-way on a logarithmic axis."""
    edges = np.concatenate([[0.0], np.sqrt(RANKS[1:] * RANKS[:-1]), [RANKS[-1] * 2.0]])
    found = np.zeros(len(RANKS))
    for person, case in zip(people, cases, strict=True):
        scores = score(model, person).astype(np.float64)
        scores[model.series] = -np.inf
        scores[case.watched.rows] = -np.inf
        ranks: NDArray[np.float64] = 1.0 + (scores > scores[case.liked, None]).sum(axis=1, dtype=np.float64)
        at: NDArray[np.intp] = np.searchsorted(edges, ranks, side="left") - 1
        found += np.bincount(at[at < len(RANKS)], minlength=len(RANKS))
    places = np.diff(np.floor(edges))
    return np.minimum.accumulate(np.maximum(found, 0.5) / (places * max(len(cases), 1)))
