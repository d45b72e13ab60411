"""Which tags speak for or against a title, from the same numbers that score it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recommender.model import FULL, Model
from recommender.profile import Profile

#: A title has a tag from this relevance on; weaker ones are not worth naming.
HAS_TAG = 0.35
#: A tag is said of a title only when it is believed at least this far: written, measured, or surely inferred.
BELIEVED = 0.4
#: Evidence from here on is more than noise (a strong tag of a known taste reaches 1 to 4).
CLEAR = 0.15
#: Evidence at which a member is half known: as for the match that people see.
HALF_KNOWN = 15.0


def tag_weights(model: Model, profile: Profile) -> NDArray[np.float64]:
    """How much a member's score rises with each z-scored tag (tags,), up to a common factor.

    The whitened score is z' w with w = (Z'Z + ridge)^-1 Z'h, the ridge solution for "watched" (h); the cosine score
    is z' v with v the mean direction. Both are sums over tags; each is scaled to length one before they are added.
    """
    return _unit(model.whitening @ profile.vector) + _unit(profile.direction)


def evidence(model: Model, profile: Profile, row: int) -> NDArray[np.float64]:
    """Signed evidence (tags,) of each tag for or against the title in this row.

    0 for tags the title has not, and for those it is not believed to have: a guess may move a score, but is no reason.
    """
    z = model.directions[row].astype(np.float64) * float(model.lengths[row])
    has = (model.features[row] >= HAS_TAG * FULL) & (model.certainty.of(row) >= BELIEVED)
    return np.where(has, z, 0.0) * tag_weights(model, profile)


def shared_tags(model: Model, profiles: Sequence[Profile], row: int, k: int = 3) -> tuple[int, ...]:
    """Up to k tags (columns) of the title that clearly speak for it for every member, by the least convinced one.

    Members without a history have no say. None when the group shares no clear reason: then none should be claimed.
    """
    known = [evidence(model, profile, row) for profile in profiles if profile.n]
    if not known:
        return ()
    least = np.min(known, axis=0)
    return _strongest(np.where(least >= CLEAR, least, 0.0), k)


def confidence(model: Model, profiles: Sequence[Profile], row: int) -> float:
    """How far a match rests on what is known rather than on popularity, 0..1.

    The members' evidence e as e / (e + `HALF_KNOWN`), its mean over the group, times how far the title's tags are
    believed: 0 for newcomers and for titles without tags, near 1 after long histories for a title known by hand.
    """
    known = np.sort([profile.evidence / (profile.evidence + HALF_KNOWN) for profile in profiles])
    return float(known.mean()) * float(model.certainty.confidence[row])


def _unit(vector: NDArray[np.float32]) -> NDArray[np.float64]:
    length = float(np.linalg.norm(vector))
    return vector.astype(np.float64) / (length if length > 0.0 else 1.0)


def _strongest(values: NDArray[np.float64], k: int) -> tuple[int, ...]:
    order = np.argsort(-values, kind="stable")[:k]
    return tuple(int(at) for at in order if values[at] > 0.0)
