"""Which tags speak for or against a title, from the same numbers that score it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recommender.model import Model
from recommender.profile import Profile

#: A title has a tag from this relevance on; weaker ones are not worth naming.
HAS_TAG = 0.35


def evidence(model: Model, profile: Profile, row: int) -> NDArray[np.float64]:
    """Signed evidence (tags,) of each tag for the title in this row: what it adds to the member's taste score.

    The whitened score is z' w with w = (Z'Z + ridge)^-1 Z'h, the ridge solution for "watched"; the cosine score is
    z' v. Both are sums over tags, each scaled to length one before they are added.
    """
    z = model.standard[row].astype(np.float64)
    weights = (model.whitening @ profile.vector).astype(np.float64)
    along = profile.direction.astype(np.float64)
    return z * (_unit(weights) + _unit(along))


def shared_tags(model: Model, profiles: Sequence[Profile], row: int, k: int = 3) -> tuple[int, ...]:
    """Up to k tags the title has that speak for it for every member, strongest least first-hand evidence first.

    Members without a history have no say; none when no tag speaks for everybody.
    """
    known = [profile for profile in profiles if profile.n]
    if not known:
        return ()
    least = np.min([evidence(model, profile, row) for profile in known], axis=0)
    return _strongest(np.where(model.features[row] >= HAS_TAG, least, 0.0), k)


def pulled_down(model: Model, profile: Profile, row: int, k: int = 3) -> tuple[int, ...]:
    """Up to k tags the title has that speak against it for this member, strongest first."""
    if not profile.n:
        return ()
    return _strongest(np.where(model.features[row] >= HAS_TAG, -evidence(model, profile, row), 0.0), k)


def _unit(vector: NDArray[np.float64]) -> NDArray[np.float64]:
    length = float(np.linalg.norm(vector))
    return vector / length if length > 0.0 else vector


def _strongest(values: NDArray[np.float64], k: int) -> tuple[int, ...]:
    order = np.argsort(-values, kind="stable")[:k]
    return tuple(int(at) for at in order if values[at] > 0.0)
