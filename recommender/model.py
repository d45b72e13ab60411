"""What the recommender knows of a catalogue before it meets a member: tags, popularity prior, and how sure it is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.kinds import mix_kinds, standard, within_kind
from recommender.learned import Learned
from recommender.whitening import (
    FULL_RELEVANCE,
    TINY,
    Certainty,
    as_bytes,
    certain,
    gram_of,
    inverse_root,
    standardise,
)

#: Ridge of the whitening: as much as so many average titles would add to every eigenvalue's total (see `build_model`).
RIDGE_TITLES = 8.0
#: Relevance 1 in the features.
FULL = FULL_RELEVANCE
#: How far tags may move a title inside its popularity tier: less than half a step, so tiers never cross.
_WITHIN_TIER = 0.45
#: Ridge of the popularity regression, in the same unit; tags tell little of popularity, so a strong one.
_TIER_RIDGE_TITLES = 20.0
#: Titles of the reference.
_REFERENCE = 1_000
#: Ridge of the regression of quality.
_QUALITY_RIDGE_TITLES = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A catalogue as arrays, one row per title.

    `features` uint8 (titles, tags), relevance times `FULL`. Z is the features centred within their kind and scaled,
    each tag shrunk to the mean by how little it is believed. `directions` float32 (titles, tags) are the rows of Z at
    the length of the title's confidence, `lengths` float32 (titles,) what makes them Z again; `whitening` float32
    (tags, tags) is (Z'Z + ridge)^-1/2. `prior` float32 (titles,) is popularity with mean 0 and spread 1 in each kind;
    `series` bool (titles,). `learned` is what ratings taught, if there were any; `quality` float32 (titles,) how well
    titles are rated, with spread 1 among the rated ones and 0 where nothing tells. `reference` int64
    (at most 1,000,) are the rows of the titles that most people know, ascending, which a match is measured against;
    `kinds` those of all films and of all series.
    """

    features: NDArray[np.uint8]
    directions: NDArray[np.float32]
    lengths: NDArray[np.float32]
    whitening: NDArray[np.float32]
    prior: NDArray[np.float32]
    series: NDArray[np.bool_]
    certainty: Certainty
    quality: NDArray[np.float32]
    reference: NDArray[np.int64]
    kinds: tuple[NDArray[np.int64], NDArray[np.int64]]
    learned: Learned | None = None


def build_model(  # noqa: PLR0913, PLR0917 - everything that is known of a catalogue
    features: NDArray[np.uint8] | NDArray[np.float32],
    popularity: NDArray[np.float32],
    series: NDArray[np.bool_],
    certainty: Certainty | None = None,
    learned: Learned | None = None,
    rating: NDArray[np.float32] | None = None,
) -> Model:
    """Prepare features (titles, tags), popularity tiers 1..5 (titles,) and the kind of each title.

    Features are uint8 (relevance times `FULL`) or float in [0, 1]. Without `certainty` all of them are known for sure.
    `learned` holds what ratings of some of these titles taught, `rating` (titles,) what people think of them on
    average, on any scale, nan where nobody said; a title of which nobody did is expected to be as good as others with
    its tags and popularity.

    Films and series are calibrated against each other here: tags are centred and popularity is standardised within
    each kind, so neither a tag that only tells the kinds apart nor a kind with higher tiers moves a list as a whole.
    Whitening is ridge regression of "watched" on tags: tags that say the same stop being counted many times. The
    ridge is `RIDGE_TITLES` x the mean squared length of a row of Z. That is near the mean eigenvalue of Z'Z for some
    hundred titles of sparse tags, where more whitening fits noise, and near nothing for many titles of dense tags:
    both measured best, on held-out viewings, with sizes from 600 to 12,000 titles.

    A tag that is hardly believed says hardly anything: its value moves to the mean of the title's kind, which is
    where a title without tags stands altogether. It is then ranked by its popularity, not as if it lacked everything.
    """
    series = np.asarray(series, dtype=np.bool_)
    known = as_bytes(features)
    sure = certainty or certain(*known.shape)
    directions, lengths = standardise(known, series, sure)
    gram = gram_of(directions, lengths)
    unit = float(np.trace(gram)) / max(float(np.square(sure.confidence, dtype=np.float64).sum()), 1.0)
    strong = inverse_root(gram, _TIER_RIDGE_TITLES * unit)
    prior = _prior(directions, lengths, strong, np.asarray(popularity, np.float64), series)
    quality = _quality(_told(learned, rating, len(series)), directions * lengths[:, None], prior)
    return Model(
        features=known,
        directions=directions,
        lengths=lengths,
        whitening=inverse_root(gram, RIDGE_TITLES * unit).astype(np.float32),
        prior=prior.astype(np.float32),
        series=series,
        certainty=sure,
        quality=quality.astype(np.float32),
        reference=np.sort(np.argsort(-mix_kinds(prior, series, 0.5), kind="stable")[:_REFERENCE]),
        kinds=(np.flatnonzero(~series), np.flatnonzero(series)),
        learned=learned,
    )


def _prior(
    directions: NDArray[np.float32],
    lengths: NDArray[np.float32],
    root: NDArray[np.float64],
    tiers: NDArray[np.float64],
    series: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Popularity tiers, finer inside a tier by what the tags let expect, standardised within each kind."""
    against = (within_kind(tiers, series) * lengths).astype(np.float32) @ directions
    expected = lengths * (directions @ (root @ (root @ against)).astype(np.float32))
    reach = float(np.abs(expected).max(initial=0.0))
    nudge = _WITHIN_TIER * expected.astype(np.float64) / reach if reach > TINY else np.zeros(len(tiers))
    return within_kind(tiers + nudge, series)


def _told(learned: Learned | None, rating: NDArray[np.float32] | None, titles: int) -> NDArray[np.float64]:
    """How well titles (titles,) are rated, standardised among those of one source: first what ratings taught."""
    told = np.full(titles, np.nan)
    if rating is not None:
        rated = np.flatnonzero(np.isfinite(rating))
        told[rated] = standard(rating[rated].astype(np.float64))
    if learned is not None:
        told[learned.rows] = standard(learned.quality.astype(np.float64))
    return told


def _quality(told: NDArray[np.float64], rows: NDArray[np.float32], prior: NDArray[np.float64]) -> NDArray[np.float64]:
    """How well titles are rated (titles,): as told, else what ridge regression on tags and popularity expects."""
    rated = np.isfinite(told)
    if not rated.any():
        return np.zeros(len(told))
    facts: NDArray[np.float64] = np.column_stack([rows, prior]).astype(np.float64)
    middle: NDArray[np.float64] = facts[rated].mean(axis=0)
    facts -= middle
    known, aim = facts[rated], told[rated]
    ridge = _QUALITY_RIDGE_TITLES * float(np.square(known).sum(axis=1).mean()) + TINY
    target: NDArray[np.float64] = known.T @ aim
    weights: NDArray[np.floating] = np.linalg.solve(known.T @ known + ridge * np.eye(known.shape[1]), target)
    expected: NDArray[np.float64] = (facts @ weights).astype(np.float64)
    return np.where(rated, told, expected)
