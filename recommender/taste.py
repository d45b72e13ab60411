"""What a blend asks of a member again and again, made once when their history or the catalogue changes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.explain import tag_weights
from recommender.model import Model
from recommender.profile import Profile
from recommender.scoring import chance_at, match_shares, score

#: Titles kept in their order: what the limits of most evenings leave of them is more than a list needs.
TOP = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class Taste:
    """A member's profile on one catalogue with what follows from it.

    `scores` float32 (titles,); `top` int32 (at most `TOP`,) the rows of the best titles, best first, `known` the same
    rows ascending with `chances` float32 in that order, and `floor` the chance of every other title; `ladder` float32
    the sorted scores of the reference; `weights` float64 (tags,) as `explain.tag_weights`.
    """

    profile: Profile
    scores: NDArray[np.float32]
    top: NDArray[np.int32]
    known: NDArray[np.int32]
    chances: NDArray[np.float32]
    floor: float
    ladder: NDArray[np.float32]
    weights: NDArray[np.float64]

    def votes(self, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """p(liked) of these rows, by their rank among all titles the member has not seen."""
        at = np.minimum(np.searchsorted(self.known, rows), len(self.known) - 1)
        return np.where(self.known[at] == rows, self.chances[at], self.floor).astype(np.float64)

    def matches(self, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """The match that people see of these rows, 0..1."""
        return match_shares(self.ladder, self.profile, self.scores[rows])


def taste_of(model: Model, profile: Profile) -> Taste:
    """Score every title for a member and keep what blends ask for."""
    scores = score(model, profile)
    size = min(TOP, len(scores))
    best = np.sort(np.argpartition(-scores, size - 1)[:size]) if size < len(scores) else np.arange(size)
    top = best[np.argsort(-scores[best], kind="stable")].astype(np.int32)
    seen = np.isin(top, profile.rows)
    places = np.cumsum(~seen) + seen
    order = np.argsort(top)
    chances = chance_at(places.astype(np.float64), model.learned, profile.rated)
    return Taste(
        profile=profile,
        scores=scores,
        top=top,
        known=top[order],
        chances=chances[order].astype(np.float32),
        floor=float(chance_at(np.array([2.0 * size]), model.learned, profile.rated)[0]),
        ladder=np.sort(scores[model.reference]),
        weights=tag_weights(model, profile),
    )
