"""From candidates to the list a group sees: who has seen what, one strategy, some variety, the top n."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.aggregation import STRATEGIES, Order, Strategy
from recommender.explain import shared_tags
from recommender.model import FULL, Model
from recommender.profile import Profile
from recommender.scoring import calibrate, chance_at, match_share, score

#: Variety (MMR): weight of the group's order against likeness to what stands above, over so many titles.
MMR_LAMBDA = 0.8
MMR_POOL = 100


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One ranked title: its `row`, the match of the `group` and of each member (0..1), the shared `tags` (columns)."""

    row: int
    group: float
    members: tuple[float, ...]
    tags: tuple[int, ...]


def unseen(watched_masks: NDArray[np.bool_], mode: str) -> NDArray[np.bool_]:
    """Mask (titles,) of what may be offered, from who watched what (members, titles).

    `everyone`: nobody has seen it; `someone`: at least one has not; `rewatch`: all. ValueError for other modes.
    """
    members = watched_masks.sum(axis=0, dtype=np.int64)
    if mode == "everyone":
        return members == 0
    if mode == "someone":
        return members < len(watched_masks)
    if mode == "rewatch":
        return members >= 0
    raise ValueError(f"unknown mode {mode!r}: everyone, someone or rewatch")


def recommend(  # noqa: PLR0913 - the blend's own wishes, named at the call
    model: Model,
    profiles: Sequence[Profile],
    candidates: NDArray[np.bool_],
    *,
    n: int,
    strategy: str = "fair",
    fatigue: NDArray[np.float64] | None = None,
) -> tuple[Recommendation, ...]:
    """The n best candidates (bool (titles,)) for one to ten members, best first; all when there are fewer.

    `strategy` is a key of `STRATEGIES` (KeyError otherwise). `fatigue` (titles,) in [0, 1] takes that share of a
    title's chance away. The order of the members does not change the list: their matches follow them.
    """
    rule = STRATEGIES[strategy]
    rows = np.flatnonzero(candidates)
    if not profiles or not len(rows) or n < 1:
        return ()
    scores = [score(model, profile) for profile in profiles]
    votes = [_votes(model, *pair, candidates, rule)[rows] for pair in zip(profiles, scores, strict=True)]
    # In an order of their own, so that rounding in the sums cannot depend on who was named first.
    cast = np.stack(sorted(votes, key=bytes))
    if fatigue is not None:
        cast = cast * (1.0 - np.clip(fatigue[rows], 0.0, 1.0))
    ordered = rows[rule.order(cast, max(n, MMR_POOL) if rule.varied else n)]
    ranked = diversify(model, ordered, n) if rule.varied else ordered
    matches = np.stack([match_share(*pair, ranked) for pair in zip(scores, profiles, strict=True)], axis=1)
    return tuple(
        Recommendation(
            row=int(row),
            group=float(np.sort(members).mean()),
            members=tuple(members.tolist()),
            tags=shared_tags(model, profiles, int(row)),
        )
        for row, members in zip(ranked, matches, strict=True)
    )


def diversify(model: Model, ranked: Order, n: int) -> Order:
    """The first n by maximal marginal relevance (Carbonell and Goldstein 1998) over an order of rows.

    Relevance is the chance that belongs to a place in the order, as a share of the first place's; likeness is the
    cosine of z-scored tags.
    """
    pool = ranked[:MMR_POOL]
    directions = model.directions[pool]
    relevance = MMR_LAMBDA * chance_at(np.arange(1.0, len(pool) + 1.0)) / chance_at(np.ones(1))
    likeness = np.zeros(len(pool))
    chosen: list[int] = []
    for _ in range(min(n, len(pool))):
        worth = relevance - (1.0 - MMR_LAMBDA) * likeness
        worth[chosen] = -np.inf
        best = int(np.argmax(np.round(worth, 6)))
        chosen.append(best)
        likeness = np.maximum(likeness, directions @ directions[best])
    rest = ranked[len(pool) :][: max(n - len(pool), 0)]
    return np.concatenate([pool[np.array(chosen, dtype=np.int64)], rest])


def _votes(
    model: Model, profile: Profile, scores: NDArray[np.float32], candidates: NDArray[np.bool_], rule: Strategy
) -> NDArray[np.float64]:
    if rule.votes == "chances":
        return calibrate(model, scores, candidates)
    distances = np.linalg.norm(model.features.astype(np.float32) / FULL - profile.centre, axis=1).astype(np.float64)
    return 1.0 - distances / max(float(np.sqrt(model.features.shape[1])), 1.0)
