"""What two members have in common and what parts them: titles they both would love or fall out about, and tags.

`candidates` and `watched` are masks (titles,) that say what may be named; who has watched what is the caller's secret.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.affinity import Reference, own_taste
from recommender.chances import shares_of
from recommender.model import Model
from recommender.profile import Profile
from recommender.ranking import recommend
from recommender.taste import Taste

#: Both would love a title from this match on, and fall out about it when the other's is so much lower.
LOVED, APART = 0.6, 0.2
#: A leaning from here on is more than noise; a member's strongest ones are .2 to .3.
_CLEAR = 0.05


@dataclass(frozen=True, slots=True)
class Clash:
    """A title (`row`) that the member in place `fan` (0 or 1) would love and the other would not."""

    row: int
    fan: int
    matches: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Leaning:
    """A tag (column) and how far each of two members leans to it, against popular taste: positive is more."""

    tag: int
    leanings: tuple[float, float]


def bridge(model: Model, one: Taste, other: Taste, candidates: NDArray[np.bool_]) -> int | None:
    """The title (row) that brings two together: the best for the less convinced of them, and not what everybody knows.

    None without candidates, or when it is no match for both.
    """
    picks = recommend(model, (one, other), candidates, n=1, strategy="least_misery", surprise=True)
    return picks[0].row if picks and min(picks[0].members) >= LOVED else None


def agreements(one: Taste, other: Taste, watched: NDArray[np.bool_], k: int = 3) -> tuple[int, ...]:
    """Up to k titles (rows) among the watched ones that both would love, by the less convinced of the two."""
    rows, matches = _matches((one, other), watched)
    least = matches.min(axis=0)
    order = np.argsort(-least, kind="stable")[:k]
    return tuple(int(rows[at]) for at in order if least[at] >= LOVED)


def clashes(one: Taste, other: Taste, watched: NDArray[np.bool_], k: int = 3) -> tuple[Clash, ...]:
    """Up to k titles among the watched ones that one would love and the other would not, the farthest apart first."""
    rows, matches = _matches((one, other), watched)
    apart = np.abs(matches[0] - matches[1])
    order = np.argsort(-np.where(matches.max(axis=0) >= LOVED, apart, -1.0), kind="stable")[:k]
    return tuple(
        Clash(int(rows[at]), int(matches[1, at] > matches[0, at]), (float(matches[0, at]), float(matches[1, at])))
        for at in order
        if matches[:, at].max() >= LOVED and apart[at] >= APART
    )


def leanings(
    model: Model, reference: Reference, one: Profile, other: Profile, k: int = 3
) -> tuple[tuple[Leaning, ...], tuple[Leaning, ...]]:
    """Up to k tags that both lean to more than popular taste does, and up to k that part them, strongest first.

    A leaning is how much a member's score rises with the z-scored tag, popular taste taken out (see `affinity`).
    """
    lean = np.stack([_lean(model, reference, profile) for profile in (one, other)])
    alike = np.where((lean >= _CLEAR).all(axis=0), lean.prod(axis=0), 0.0)
    apart = np.where((np.abs(lean) >= _CLEAR).all(axis=0), -lean.prod(axis=0), 0.0)
    return _strongest(lean, alike, k), _strongest(lean, apart, k)


def _matches(tastes: Sequence[Taste], watched: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    rows = np.flatnonzero(watched)
    return rows, shares_of(np.stack([taste.heights(rows) for taste in tastes]))


def _lean(model: Model, reference: Reference, profile: Profile) -> NDArray[np.float64]:
    taste = own_taste(reference, profile)
    tags = len(taste) // 2
    return model.whitening @ taste[:tags] + taste[tags:]


def _strongest(lean: NDArray[np.float64], values: NDArray[np.float64], k: int) -> tuple[Leaning, ...]:
    order = np.argsort(-values, kind="stable")[:k]
    return tuple(Leaning(int(at), (float(lean[0, at]), float(lean[1, at]))) for at in order if values[at] > 0.0)
