"""How much a member would like each title, as a score."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from recommender.kinds import mix_kinds, standard
from recommender.learned import STEPS, Learned
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
