"""How much a member would like each title, as a score, as a chance and as the match that people see."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from statistics import NormalDist
from typing import cast

import numpy as np
from numpy.typing import NDArray

from recommender.kinds import mix_kinds, standard
from recommender.learned import LENGTHS, RANKS, STEPS, Learned
from recommender.model import Model
from recommender.profile import Profile
from recommender.scan import scan_alike

#: Weights of popularity and of quality beside taste.
POPULARITY_WEIGHT = 1.5
QUALITY_WEIGHT = 0.45
#: Weights of the low pass, tags and quality beside what ratings taught of single titles.
_SMOOTH_BESIDE, _WHITE_BESIDE, _QUALITY_BESIDE = 0.3, 0.2, 0.1
#: Evidence at which taste is believed half, in the first and the second step of the shrinkage.
_FIRST_DOUBT, _SECOND_DOUBT = 15.0, 30.0
#: p(liked | rank) of this score on held-out viewings; nearly the same for 600, 2,000 and 12,000 titles.
_RANKS = np.log(np.array([1.0, 10.0, 100.0, 200.0, 1000.0]))
_CHANCES = np.log(np.array([0.30, 0.10, 0.027, 0.016, 0.003]))
_LEARNED_RANKS, _LEARNED_LENGTHS = np.log(RANKS), np.log(LENGTHS)
_NORMAL = NormalDist()
#: Correlation of a score with liking: by popularity alone, after a long history, and the evidence half-way.
_BLIND_TRUST, _FULL_TRUST, _HALF_TRUST = 0.35, 0.55, 15.0


def score(model: Model, profile: Profile) -> NDArray[np.float32]:
    """Score per title (titles,), float32; an empty profile gives popularity.

    By tags, with two-step shrinkage by the evidence e: c = a near' + (1 - a) popularity with a = e / (e + 15) and near
    the cosine of z-scored tags; plain = b (whitened + near + 1.5 popularity + 0.45 quality) + (1 - b) c with
    b = e^2 / (e^2 + 30^2). For films that others rated, with m the evidence in rated titles and g = m^1.5 / (m^1.5 +
    30^1.5):
    g (learned + 0.2 whitened + 0.1 quality) + (1 - g) plain. A film without ratings takes for `learned` what rated ones
    with its score by tags have on average. Each term is standardised within its kind, so films have a spread about 1;
    in the end series are put among the films (see `mix_kinds`).
    """
    return scores_of(model, [profile])[0]


def scores_of(model: Model, profiles: Sequence[Profile]) -> list[NDArray[np.float32]]:
    """`score` of several members (titles,) each: the catalogue is read once for all of them."""
    known = [profile for profile in profiles if profile.n]
    likeness = iter(_likeness(model, known))
    learned = iter([None] * len(known) if model.learned is None else _learned_scores(model.learned, known))
    return [_score(model, one, next(likeness), next(learned)) if one.n else _blank(model, one) for one in profiles]


def _blank(model: Model, profile: Profile) -> NDArray[np.float32]:
    return mix_kinds(model.prior, model.series, profile.series_share)


def _score(
    model: Model, profile: Profile, likeness: NDArray[np.float32], learned: NDArray[np.floating] | None
) -> NDArray[np.float32]:
    scores = np.empty(len(model.series), dtype=np.float32)
    for rows in model.kinds:
        if len(rows):
            facts = _facts(model, likeness, rows)
            full = _full(facts)
            found = _plain(facts, full, profile.evidence)
            if learned is not None and profile.rated > 0.0 and not model.series[rows[0]]:
                g = np.float32(_believed(profile.rated, 1.5))
                found = g * _told(model, rows, facts, full, learned) + (np.float32(1.0) - g) * found
            scores[rows] = found
    return mix_kinds(scores, model.series, profile.series_share)


def by_tags(model: Model, profile: Profile) -> NDArray[np.float32]:
    """Score per title (titles,) by tags, popularity and quality alone, standardised within each kind."""
    likeness = _likeness(model, [profile])[0]
    scores = np.zeros(len(model.series), dtype=np.float32)
    for rows in model.kinds:
        scores[rows] = _full(_facts(model, likeness, rows))
    return scores


@dataclass(frozen=True, slots=True, eq=False)
class _Facts:
    """What is known of the titles (k,) of one kind for a member, each float32 with spread 1."""

    near: NDArray[np.floating]
    white: NDArray[np.floating]
    prior: NDArray[np.float32]
    quality: NDArray[np.float32]


def _likeness(model: Model, profiles: Sequence[Profile]) -> NDArray[np.float32]:
    """Cosine of z-scored tags, and the same of whitened ones: float32 (profiles, 2, titles)."""
    vectors = [(one.direction, (model.whitening @ one.vector).astype(np.float32)) for one in profiles]
    found = scan_alike(model.directions, [vector for pair in vectors for vector in pair])
    return found.reshape(len(profiles), 2, len(model.directions))


def _facts(model: Model, likeness: NDArray[np.float32], rows: NDArray[np.int64]) -> _Facts:
    near, white = likeness
    sure = model.certainty.confidence[rows]
    return _Facts(standard(near[rows], sure), standard(white[rows], sure), model.prior[rows], model.quality[rows])


def _full(facts: _Facts) -> NDArray[np.floating]:
    liking = np.float32(POPULARITY_WEIGHT) * facts.prior + np.float32(QUALITY_WEIGHT) * facts.quality
    return standard(facts.white + facts.near + liking)


def _plain(facts: _Facts, full: NDArray[np.floating], evidence: float) -> NDArray[np.floating]:
    a = np.float32(evidence / (evidence + _FIRST_DOUBT))
    b = np.float32(_believed(evidence, 2.0))
    one = np.float32(1.0)
    careful = a * standard(facts.near + facts.prior) + (one - a) * facts.prior
    return b * full + (one - b) * careful


def _believed(evidence: float, power: float) -> float:
    """How far the second step goes: later and then faster for a power above 1, which measured best at every length."""
    return evidence**power / (evidence**power + _SECOND_DOUBT**power)


def _told(
    model: Model,
    rows: NDArray[np.int64],
    facts: _Facts,
    full: NDArray[np.floating],
    learned: NDArray[np.floating],
) -> NDArray[np.floating]:
    """What ratings let expect of the films (rows,), in spreads over the rated ones, with tags and quality beside it.

    Scores by tags stand in for that where nobody rated, as far as they tell (`Learned.expected`).
    """
    known = cast("Learned", model.learned)
    expected = np.full(len(model.series), np.nan, dtype=np.float32)
    expected[known.rows] = learned
    told = expected[rows]
    unrated = np.flatnonzero(np.isnan(told))
    told[unrated] = np.interp(full[unrated], STEPS, known.expected)
    told += np.float32(_WHITE_BESIDE) * facts.white + np.float32(_QUALITY_BESIDE) * facts.quality
    return told


def learned_scores(learned: Learned, profile: Profile) -> NDArray[np.floating]:
    """What ratings let expect of each rated title (rated,), with mean 0 and a spread near 1.

    `ease` with spread 1 and, where there is one, 0.3 of `lowpass` with spread 1.
    """
    return _learned_scores(learned, [profile])[0]


def _learned_scores(learned: Learned, profiles: Sequence[Profile]) -> list[NDArray[np.floating]]:
    single = [standard(one) for one in scan_alike(learned.outward, [profile.factors for profile in profiles])]
    if learned.smooth_out.size:
        smooth = scan_alike(learned.smooth_out, [profile.smooth for profile in profiles])
        return [one + np.float32(_SMOOTH_BESIDE) * standard(two) for one, two in zip(single, smooth, strict=True)]
    return single


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
