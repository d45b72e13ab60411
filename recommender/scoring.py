"""How much a member would like each title, as a score, as a chance and as the match that people see."""

from math import sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from recommender.kinds import mix_kinds, within_kind
from recommender.learned import RANKS, STEPS, Learned
from recommender.model import Model
from recommender.profile import Profile

#: Weights of popularity and of quality beside taste.
POPULARITY_WEIGHT = 1.5
QUALITY_WEIGHT = 0.45
#: Weights of tags and quality beside what ratings taught.
_WHITE_BESIDE, _QUALITY_BESIDE = 0.2, 0.1
#: Evidence at which taste is believed half, in the first and the second step of the shrinkage.
_FIRST_DOUBT = 15.0
_SECOND_DOUBT = 40.0
#: p(liked | rank) of this score on held-out viewings; nearly the same for 600, 2,000 and 12,000 titles.
_RANKS = np.log(np.array([1.0, 10.0, 100.0, 200.0, 1000.0]))
_CHANCES = np.log(np.array([0.30, 0.10, 0.027, 0.016, 0.003]))
_LEARNED_RANKS = np.log(RANKS)
_NORMAL = NormalDist()
#: Correlation of a score with liking: by popularity alone, after a long history, and the evidence half-way.
_BLIND_TRUST, _FULL_TRUST, _HALF_TRUST = 0.35, 0.55, 15.0


def score(model: Model, profile: Profile) -> NDArray[np.float32]:
    """Score per title (titles,), float32; an empty profile gives popularity.

    By tags, with two-step shrinkage by the evidence e: c = a near' + (1 - a) popularity with a = e / (e + 15) and near
    the cosine of z-scored tags; plain = b (whitened + near + 1.5 popularity + 0.45 quality) + (1 - b) c with
    b = e / (e + 40). For films that others rated, with m the evidence in rated titles and g = m / (m + 40):
    g (learned + 0.2 whitened + 0.1 quality) + (1 - g) plain. A film without ratings takes for `learned` what rated ones
    with its score by tags have on average. Each term is standardised within its kind, so films have a spread about 1;
    in the end series are put among the films (see `mix_kinds`).
    """
    if profile.n == 0:
        return mix_kinds(model.prior.astype(np.float64), model.series, profile.series_share)
    prior = model.prior.astype(np.float64)
    near, white = _likeness(model, profile)
    a = profile.evidence / (profile.evidence + _FIRST_DOUBT)
    b = profile.evidence / (profile.evidence + _SECOND_DOUBT)
    careful = a * within_kind(near + prior, model.series) + (1.0 - a) * prior
    full = _full(model, near, white)
    plain = b * full + (1.0 - b) * careful
    if model.learned is not None and profile.rated > 0.0:
        g = profile.rated / (profile.rated + _SECOND_DOUBT)
        known = learned_scores(model.learned, profile, full) + _WHITE_BESIDE * white + _QUALITY_BESIDE * model.quality
        plain = np.where(model.series, plain, g * known + (1.0 - g) * plain)
    return mix_kinds(plain, model.series, profile.series_share)


def by_tags(model: Model, profile: Profile) -> NDArray[np.float64]:
    """Score per title (titles,) by tags, popularity and quality alone, standardised within each kind."""
    return _full(model, *_likeness(model, profile))


def _likeness(model: Model, profile: Profile) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Cosine of z-scored tags, and the same of whitened ones, standardised within each kind."""
    sure = model.certainty.confidence
    seen = model.directions @ np.stack([profile.direction, model.whitening @ profile.vector], axis=1)
    near, white = (within_kind(column.astype(np.float64), model.series, sure) for column in seen.T)
    return near, white


def _full(model: Model, near: NDArray[np.float64], white: NDArray[np.float64]) -> NDArray[np.float64]:
    liking = POPULARITY_WEIGHT * model.prior + QUALITY_WEIGHT * model.quality
    return within_kind(white + near + liking, model.series)


def learned_scores(learned: Learned, profile: Profile, by_tags: NDArray[np.float64]) -> NDArray[np.float64]:
    """What ratings let expect of each title (titles,), in spreads over the rated ones.

    `by_tags` (titles,), in spreads, stands in for titles nobody rated, as far as it tells (`Learned.expected`).
    """
    told = (learned.outward @ profile.factors).astype(np.float64)
    spread = float(told.std())
    scores = np.interp(by_tags, STEPS, learned.expected)
    scores[learned.rows] = (told - told.mean()) / (spread if spread > 0.0 else 1.0)
    return scores


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

    The curve is that of scores by tags; with evidence in rated titles it becomes the one that was learned with them.
    """
    chances = _line(ranks, _RANKS, _CHANCES)
    if learned is None or rated <= 0.0:
        return chances
    share = rated / (rated + _SECOND_DOUBT)
    return np.exp(
        share * np.log(_line(ranks, _LEARNED_RANKS, np.log(learned.chances))) + (1.0 - share) * np.log(chances)
    )


def _line(ranks: NDArray[np.float64], known: NDArray[np.float64], chances: NDArray[np.float64]) -> NDArray[np.float64]:
    at = np.log(ranks)
    slope = (chances[-1] - chances[-2]) / (known[-1] - known[-2])
    return np.exp(np.interp(at, known, chances) + slope * np.maximum(at - known[-1], 0.0))


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
    return match_shares(np.sort(scores[model.reference]), profile, scores[rows])


def match_shares(ladder: NDArray[np.float32], profile: Profile, scores: NDArray[np.float32]) -> NDArray[np.float64]:
    """`match_share` of scores (rows,) against the sorted scores of the reference."""
    beaten = (np.searchsorted(ladder, scores, "left") + np.searchsorted(ladder, scores, "right")) / 2.0
    sure = profile.evidence / (profile.evidence + _HALF_TRUST)
    trust = sqrt(_BLIND_TRUST**2 + (_FULL_TRUST**2 - _BLIND_TRUST**2) * sure)
    factor = trust / sqrt(2.0 - trust**2)
    quantiles = (beaten + 0.5) / (len(ladder) + 1.0)
    return np.array([_NORMAL.cdf(factor * _NORMAL.inv_cdf(at)) for at in quantiles.tolist()])
