"""What a blend asks of a member again and again, made once when their history or the catalogue changes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.chances import chance_at, heights_of
from recommender.explain import tag_weights
from recommender.model import Model
from recommender.profile import Profile
from recommender.scoring import scores_of

#: Titles kept in their order: what the limits of most evenings leave of them is more than a list needs.
TOP = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class Taste:
    """A member's profile on one catalogue with what follows from it.

    `scores` and `chances` float32 (titles,), p(liked) by rank among all titles the member has not seen; `top` int32 (at
    most `TOP`,) the rows of the best titles, best first: all others have the same small chance. `ladder` float32 are
    the sorted scores of the reference; `weights` float64 (tags,) as `explain.tag_weights`.
    """

    profile: Profile
    scores: NDArray[np.float32]
    chances: NDArray[np.float32]
    top: NDArray[np.int32]
    ladder: NDArray[np.float32]
    weights: NDArray[np.float64]

    def votes(self, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """p(liked) of these rows."""
        return self.chances[rows].astype(np.float64)

    def heights(self, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """What `chances.shares_of` makes the match that people see of these rows."""
        return heights_of(self.ladder, self.profile, self.scores[rows])


def taste_of(model: Model, profile: Profile) -> Taste:
    """Score every title for a member and keep what blends ask for."""
    return tastes_of(model, [profile])[0]


def tastes_of(model: Model, profiles: Sequence[Profile]) -> list[Taste]:
    """`taste_of` several members at once, which takes less time than one by one and gives the same."""
    pairs = zip(profiles, scores_of(model, profiles), strict=True)
    return [_taste(model, profile, scores) for profile, scores in pairs]


def _taste(model: Model, profile: Profile, scores: NDArray[np.float32]) -> Taste:
    size = min(TOP, len(scores))
    best = np.flatnonzero(scores >= np.partition(scores, -size)[-size])  # some more where scores are equal
    top = best[np.argsort(-scores[best], kind="stable")[:size]].astype(np.int32)
    seen = np.zeros(len(scores), dtype=np.bool_)
    seen[profile.rows] = True
    found = chance_at(np.append(_places(seen[top]), 2.0 * size), model.learned, profile.rated)
    chances = np.full(len(scores), found[-1], dtype=np.float32)
    chances[top] = found[:-1]
    return Taste(
        profile=profile,
        scores=scores,
        chances=chances,
        top=top,
        ladder=np.sort(scores[model.reference]),
        weights=tag_weights(model, profile),
    )


def _places(seen: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Ranks (k,) among the unseen of titles in their order, rising; what was seen stands between its neighbours."""
    at = np.arange(len(seen))
    since = at - np.maximum.accumulate(np.where(seen, -1, at))
    return np.cumsum(~seen) + since / (since + 1.0)
