"""How alike two members' tastes are: a match against random pairs, and how far it can be believed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import prod, sqrt

import numpy as np
from numpy.typing import NDArray

from recommender.model import Model
from recommender.profile import Profile, Watched, build_profile

#: Random members the reference is made of, the titles each has watched, and how many of these stand for their taste.
#: With the pull (in spreads of the logarithm of the odds) their likenesses are spread like those of real pairs: the
#: 5, 25, 75 and 95 % points are -.37 -.18 .21 .40 here, -.36 -.15 .20 .47 between MovieLens members.
_MEMBERS, _HISTORY, _ANCHORS, _PULL = 96, 40, 3, 0.8
#: Episodes of a series that a random member has watched.
_EPISODES = 10
#: Evidence at which half of what a profile says is taste, not chance.
HALF_KNOWN = 15.0
_TINY = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """What a catalogue lets expect of any two members: made once per model, some 40 KB.

    `vector`, `direction` float64 (tags,) and `factors` float64 (rank,) are the taste of who watches what is popular,
    `likenesses` float64 (pairs,) those of random pairs, sorted.
    """

    vector: NDArray[np.float64]
    direction: NDArray[np.float64]
    factors: NDArray[np.float64]
    likenesses: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Affinity:
    """`match` is the share of random pairs that are less alike, drawn to 0.5 as far as `confidence` (0..1) is missing.

    `shared` titles were watched by both.
    """

    match: float
    confidence: float
    shared: int


def affinity(reference: Reference, one: Profile, other: Profile, shared: int = 0) -> Affinity:
    """How well two tastes match; 0.5 with confidence 0 when one of them is unknown.

    Confidence is sqrt(e/(e+15) f/(f+15)) with the members' evidence e and f, by tags or in titles that others rated,
    whichever is more. That is how far a match repeats: the correlation between the match of two members' one halves
    and of their other halves is .21, .38, .63, .74 for 5, 10, 25 and 50 titles, this says .25, .40, .63, .77. At equal
    lengths the number of shared titles adds nothing to it.
    """
    alike = likeness(reference, one, other)
    places = [np.searchsorted(reference.likenesses, alike, side=side) for side in ("left", "right")]
    share = float(np.mean(places)) / max(len(reference.likenesses), 1)
    told = [max(profile.evidence, profile.rated) for profile in (one, other)]
    confidence = sqrt(prod(evidence / (evidence + HALF_KNOWN) for evidence in told))
    return Affinity(0.5 + confidence * (share - 0.5), confidence, shared)


def likeness(reference: Reference, one: Profile, other: Profile) -> float:
    """Cosine of two tastes, -1..1: by tags (see `own_taste`), and by what ratings taught, popular taste taken out.

    Of two halves of one member's history and halves of different members', .93 are put in the right order (.85 when
    the halves are the older and the newer, .83 with ten titles each); .96, .88 and .88 where ratings were learned
    from. By the cosine of the profiles as they are it is .83, by the correlation of scores less popularity .90.
    """
    return float(_whole_taste(reference, one) @ _whole_taste(reference, other))


def own_taste(reference: Reference, profile: Profile) -> NDArray[np.float64]:
    """What sets a member apart from popular taste, by tags (2 x tags,): whitened and plain, of length one together.

    Zero when nothing does.
    """
    white = _without(profile.vector.astype(np.float64), reference.vector)
    plain = _without(profile.direction.astype(np.float64), reference.direction)
    return _unit(np.concatenate([_unit(white), _unit(plain)]))


def _whole_taste(reference: Reference, profile: Profile) -> NDArray[np.float64]:
    """`own_taste` and, as far as the history is one of rated titles, its factors (2 x tags + rank,), of length one."""
    rated = sqrt(profile.rated / max(profile.rated, profile.evidence, _TINY))
    learned = _unit(_without(profile.factors.astype(np.float64), reference.factors))
    return _unit(np.concatenate([own_taste(reference, profile), rated * learned]))


def build_reference(model: Model) -> Reference:
    """Popular taste, and the likenesses of random pairs; the same every time.

    Popular taste is the mean over titles with odds exp(prior). A random member draws three titles by these odds, and
    a history by the same odds times exp(pull x likeness to the three).
    """
    odds = np.exp(model.prior.astype(np.float64))
    odds /= odds.sum()
    popular = Reference(
        vector=(((odds * model.lengths) @ model.directions) @ model.whitening).astype(np.float64),
        direction=(odds @ model.directions).astype(np.float64),
        factors=np.zeros(0) if model.learned is None else odds[model.learned.rows] @ model.learned.inward,
        likenesses=np.zeros(0),
    )
    tastes = np.stack([_whole_taste(popular, profile) for profile in _random_members(model)])
    pairs = np.triu_indices(len(tastes), 1)
    alike: NDArray[np.float64] = np.einsum("it,jt->ij", tastes, tastes)[pairs]
    return replace(popular, likenesses=np.sort(alike.round(6)))


def _random_members(model: Model) -> Iterator[Profile]:
    rng = np.random.default_rng(0)
    titles = len(model.prior)
    for _ in range(_MEMBERS):
        drawn = model.prior + rng.gumbel(size=titles)
        anchors = np.argsort(-drawn, kind="stable")[:_ANCHORS]
        liking: NDArray[np.float64] = (model.directions @ model.directions[anchors].sum(axis=0)).astype(np.float64)
        liking /= max(float(liking.std()), _TINY)
        drawn = model.prior + _PULL * liking.round(4) + rng.gumbel(size=titles)
        rows = np.argsort(-drawn, kind="stable")[:_HISTORY]
        episodes = np.where(model.series[rows], _EPISODES, 1)
        yield build_profile(model, Watched(rows, episodes, np.full(len(rows), np.nan)))


def _without(vector: NDArray[np.float64], popular: NDArray[np.float64]) -> NDArray[np.float64]:
    return vector - popular * (float(vector @ popular) / max(float(popular @ popular), _TINY))


def _unit(vector: NDArray[np.float64]) -> NDArray[np.float64]:
    return vector / max(float(np.linalg.norm(vector)), _TINY)
