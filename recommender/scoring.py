"""How much a member would like each title, as a score, as a chance and as the match that people see."""

from math import erf, sqrt

import numpy as np
from numpy.typing import NDArray

from recommender.model import Model, within_kind
from recommender.profile import Profile

#: Weights of popularity and of a leaning to one kind beside taste.
POPULARITY_WEIGHT = 1.5
LEANING_WEIGHT = 0.35
#: Evidence at which taste is believed half, in the first and the second step of the shrinkage.
_FIRST_DOUBT = 15.0
_SECOND_DOUBT = 40.0
#: p(liked | rank) of this score on held-out viewings; nearly the same for 600, 2,000 and 12,000 titles.
_RANKS = np.log(np.array([1.0, 10.0, 100.0, 200.0, 1000.0]))
_CHANCES = np.log(np.array([0.30, 0.10, 0.027, 0.016, 0.003]))
#: Correlation of a score with liking: by popularity alone, after a long history, and the evidence half-way.
_BLIND_TRUST, _FULL_TRUST, _HALF_TRUST = 0.35, 0.55, 15.0


def score(model: Model, profile: Profile) -> NDArray[np.float32]:
    """Score per title (titles,), float32, spread about 1; an empty profile gives popularity.

    Two-step shrinkage by evidence e: c = a taste' + (1 - a) popularity with a = e / (e + 15) and taste' the cosine
    of z-scored tags; score = b (whitened + cosine + 1.5 popularity) + (1 - b) c with b = e / (e + 40).
    """
    prior = model.prior.astype(np.float64)
    if profile.n == 0:
        return model.prior.copy()
    sure = model.certainty.confidence
    seen = model.directions @ np.stack([profile.direction, model.whitening @ profile.vector], axis=1)
    near = within_kind(seen[:, 0].astype(np.float64), model.series, sure)
    white = within_kind((seen[:, 1] * model.lengths).astype(np.float64), model.series, sure)
    a = profile.evidence / (profile.evidence + _FIRST_DOUBT)
    b = profile.evidence / (profile.evidence + _SECOND_DOUBT)
    careful = a * within_kind(near + prior, model.series) + (1.0 - a) * prior
    full = within_kind(white + near + POPULARITY_WEIGHT * prior, model.series)
    lean = LEANING_WEIGHT * profile.leaning * np.where(model.series, 0.5, -0.5)
    return np.round(b * full + (1.0 - b) * careful + lean, 4).astype(np.float32)


def calibrate(model: Model, scores: NDArray[np.float32], candidates: NDArray[np.bool_]) -> NDArray[np.float64]:
    """p(liked) (titles,) by rank among the candidates (bool (titles,)); 0 for the rest.

    Where limits leave the share f of the catalogue, rank r stands at (r - 1/2) / f + 1/2 in the whole of it: the best
    of few is no sure thing (measured: the best of a random tenth is liked with .14, not .30). Equal scores rank by row.
    """
    rows = np.flatnonzero(candidates)
    order = np.argsort(-scores[rows], kind="stable")
    chances = np.zeros(len(model.series), dtype=np.float64)
    if len(rows):
        places = np.arange(len(rows), dtype=np.float64) + 0.5
        chances[rows[order]] = chance_at(places * (len(chances) / len(rows)) + 0.5)
    return chances


def chance_at(ranks: NDArray[np.float64]) -> NDArray[np.float64]:
    """p(liked) at these ranks (from 1) in a whole catalogue: straight lines on logarithmic axes."""
    at = np.log(ranks)
    slope = (_CHANCES[-1] - _CHANCES[-2]) / (_RANKS[-1] - _RANKS[-2])
    return np.exp(np.interp(at, _RANKS, _CHANCES) + slope * np.maximum(at - _RANKS[-1], 0.0))


def match_share(scores: NDArray[np.float32], profile: Profile, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """The match that people see (rows,), 0..1: the chance that the member likes a title more than a random one.

    With z the score in spreads over the whole catalogue and r its correlation with liking, a title beats one drawn
    at random with probability Phi(r z / sqrt(2 - r^2)) (both normal). r grows with evidence, r^2 = .35^2 + (.55^2 -
    .35^2) e / (e + 15): what held-out likings beat, measured with 600 popular titles. So a top pick is near .9, a
    mediocre one .5, a poor one .15, and a short history keeps all nearer to one half. Limits of an evening leave
    a match as it is.
    """
    spread = float(scores.std())
    z = (scores[rows].astype(np.float64) - float(scores.mean())) / (spread if spread > 0.0 else 1.0)
    sure = profile.evidence / (profile.evidence + _HALF_TRUST)
    trust = sqrt(_BLIND_TRUST**2 + (_FULL_TRUST**2 - _BLIND_TRUST**2) * sure)
    return np.array([0.5 * (1.0 + erf(trust * at / sqrt(2.0 * (2.0 - trust**2)))) for at in z.tolist()])
