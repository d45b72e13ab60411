"""What is measured against what: each method gives a member's scores. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recommender.model import Model
from recommender.profile import Watched, build_profile
from recommender.scoring import score

BLENDZ, POPULARITY, TAGS, UNRATED = "blendz", "popularity", "tags", "without ratings"
_NOTHING = Watched(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float64))


@dataclass(frozen=True, slots=True, eq=False)
class Method:
    """A model to score with; `blind` says that what the member watched is kept from it."""

    model: Model
    blind: bool = False

    def scores(self, known: Watched) -> NDArray[np.float32]:
        """Score per title (titles,), higher is better."""
        return score(self.model, build_profile(self.model, _NOTHING if self.blind else known))


def methods_of(model: Model) -> Mapping[str, Method]:
    """`blendz` as it is, `popularity` alone, and `tags` without any weight on what is popular or well rated.

    A model that learned from ratings is also measured without what it learned.
    """
    unrated = replace(model, learned=None, quality=np.zeros_like(model.quality))
    methods = {
        BLENDZ: Method(model),
        POPULARITY: Method(model, blind=True),
        TAGS: Method(replace(unrated, prior=np.zeros_like(model.prior))),
    }
    return methods if model.learned is None else methods | {UNRATED: Method(unrated)}
