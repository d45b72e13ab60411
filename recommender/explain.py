"""Which tags speak for or against a title, from the same numbers that score it, and what else keeps it from the top."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from recommender.chances import match_share
from recommender.model import FULL, Model
from recommender.profile import Profile
from recommender.scoring import score
from recommender.steering import popularity_part

#: A title has a tag from this relevance on; weaker ones are not worth naming.
HAS_TAG = 0.35
#: A tag is said of a title only when it is believed at least this far: written, measured, or surely inferred.
BELIEVED = 0.4
#: Evidence from here on is more than noise (a strong tag of a known taste reaches 1 to 4).
CLEAR = 0.15
#: Evidence at which a member is half known: as for the match that people see.
HALF_KNOWN = 15.0
#: A member is less convinced than the others when their match is so far below the mean of the others'.
_APART = 0.1


@dataclass(frozen=True, slots=True)
class Burden:
    """What keeps a title from the top of a group's list, tags apart. Amounts are in spreads of a score, over the group.

    `popularity` is what titles known as little lack on average against the top, `taste` the rest of what is missing;
    either can be below 0. `least` is the member (a place among the profiles) whom it suits clearly less than the
    others, if there is one. `main` says which weighs most: `member` when without them less than half would be missing,
    `unknown` for taste when hardly anything is known of the title; None when nothing is missing.
    """

    main: Literal["popularity", "taste", "unknown", "member"] | None
    popularity: float
    taste: float
    least: int | None


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
    return _said(model, np.array([row]))[0] * tag_weights(model, profile)


def shared_tags(model: Model, profiles: Sequence[Profile], row: int, k: int = 3) -> tuple[int, ...]:
    """Up to k tags (columns) of the title that clearly speak for it for every member, by the least convinced one.

    Members without a history have no say. None when the group shares no clear reason: then none should be claimed.
    """
    return shared_tags_of(model, weights_of(model, profiles), np.array([row]), k)[0]


def weights_of(model: Model, profiles: Sequence[Profile]) -> NDArray[np.float64]:
    """`tag_weights` (members, tags) of the members who have a history."""
    known = [tag_weights(model, profile) for profile in profiles if profile.n]
    return np.stack(known) if known else np.zeros((0, model.features.shape[1]))


def shared_tags_of(
    model: Model, weights: NDArray[np.float64], rows: NDArray[np.int64], k: int = 3
) -> tuple[tuple[int, ...], ...]:
    """`shared_tags` of many titles (rows,), from the members' tag weights (members, tags)."""
    if not len(weights):
        return ((),) * len(rows)
    said = _said(model, rows)
    least = said * weights[0]
    for one in weights[1:]:
        np.minimum(least, said * one, out=least)
    places, columns = np.nonzero(least >= CLEAR)
    order = np.lexsort((columns, -least[places, columns], places))
    found = columns[order]
    ends = np.searchsorted(places, np.arange(len(rows) + 1)).tolist()
    return tuple(tuple(found[at : min(end, at + k)].tolist()) for at, end in itertools.pairwise(ends))


def shared_tags_by_size(
    model: Model, weights: NDArray[np.float64], row: int, k: int = 3
) -> tuple[tuple[int, ...], ...]:
    """`shared_tags` of the first member alone, of the first two, ... of all, from their tag weights (members, tags)."""
    said = _said(model, np.array([row]))[0]
    columns = np.flatnonzero(said)
    least = np.minimum.accumulate(said[columns] * weights[:, columns], axis=0)
    return tuple(tuple(int(columns[at]) for at in _strongest(values, k)) for values in least)


def against(model: Model, profiles: Sequence[Profile], row: int, k: int = 3) -> tuple[int, ...]:
    """Up to k tags (columns) of the title that clearly speak against it for some member: what pulled it down.

    The strongest for any member come first. None for members without a history.
    """
    weights = weights_of(model, profiles)
    if not len(weights):
        return ()
    return _strongest(-(weights * _said(model, np.array([row]))[0]).min(axis=0), k)


def burden(
    model: Model,
    profiles: Sequence[Profile],
    row: int,
    above: NDArray[np.int64],
    scores: Sequence[NDArray[np.float32]] | None = None,
) -> Burden:
    """Why the title in this row is not higher, besides its tags, against the rows that top the list.

    `scores` are the members' (titles,), where they are known already.
    """
    scores = [score(model, profile) for profile in profiles] if scores is None else scores
    gaps = np.array([float(one[above].mean()) - float(one[row]) for one in scores])
    everybody = np.ones(len(model.prior), dtype=np.bool_)
    parts = [popularity_part(model, one, everybody) for one in scores]
    popularity = float(np.mean([part[above].mean() - part[row] for part in parts]))
    missing = float(gaps.mean())
    shares = [float(match_share(model, *pair, np.array([row]))[0]) for pair in zip(scores, profiles, strict=True)]
    least = int(np.argmin(shares))
    others = np.delete(np.arange(len(profiles)), least)
    if not len(others) or float(np.mean([shares[at] for at in others])) - shares[least] < _APART:
        return Burden(_main(model, row, missing, popularity), popularity, missing - popularity, None)
    alone = missing > 0.0 and float(gaps[others].mean()) < missing / 2.0
    main = "member" if alone else _main(model, row, missing, popularity)
    return Burden(main, popularity, missing - popularity, least)


def _main(
    model: Model, row: int, missing: float, popularity: float
) -> Literal["popularity", "taste", "unknown"] | None:
    if missing <= 0.0:
        return None
    if popularity >= missing - popularity:
        return "popularity"
    return (
        "taste" if model.certainty.confidence[row] >= BELIEVED or _are_rated(model, np.array([row]))[0] else "unknown"
    )


def confidence(model: Model, profiles: Sequence[Profile], row: int) -> float:
    """How far a match rests on what is known rather than on popularity, 0..1, the mean over the group.

    For each member their evidence e as e / (e + `HALF_KNOWN`), times how far the title's tags are believed; or the
    same with the titles that others rated, when this is one of them, if that is more. So 0 for newcomers and for
    titles of which nothing is known, near 1 after long histories for a title known by hand.
    """
    return float(confidences(model, profiles, np.array([row]))[0])


def confidences(model: Model, profiles: Sequence[Profile], rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """`confidence` of many titles (rows,)."""
    tags, rated = model.certainty.confidence[rows].astype(np.float64), _are_rated(model, rows)
    by_tags = _known(np.array([one.evidence for one in profiles]))
    by_ratings = _known(np.array([one.rated for one in profiles]))
    sure = np.maximum(tags[:, None] * by_tags, rated[:, None] * by_ratings)
    return np.sort(sure, axis=1).mean(axis=1)


def _known(evidence: NDArray[np.float64]) -> NDArray[np.float64]:
    return evidence / (evidence + HALF_KNOWN)


def _are_rated(model: Model, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of these titles (rows,) others rated."""
    if model.learned is None or not len(model.learned.rows):
        return np.zeros(len(rows), dtype=np.bool_)
    at = np.minimum(np.searchsorted(model.learned.rows, rows), len(model.learned.rows) - 1)
    return model.learned.rows[at] == rows


def _said(model: Model, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """Z (rows, tags), 0 for tags that a title has not or is not believed to have."""
    sure = np.where(model.certainty.inferred[rows, None], model.certainty.trust, np.float32(1.0))
    has = (model.features[rows] >= HAS_TAG * FULL) & (sure * model.certainty.confidence[rows, None] >= BELIEVED)
    return np.where(has, model.directions[rows].astype(np.float64) * model.lengths[rows, None], 0.0)


def _unit(vector: NDArray[np.float32]) -> NDArray[np.float64]:
    length = float(np.linalg.norm(vector))
    return vector.astype(np.float64) / (length if length > 0.0 else 1.0)


def _strongest(values: NDArray[np.float64], k: int) -> tuple[int, ...]:
    """The k highest of the values that are clear, highest first."""
    clear = np.flatnonzero(values >= CLEAR)
    return tuple(int(at) for at in clear[np.argsort(-values[clear], kind="stable")[:k]])
