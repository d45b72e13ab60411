"""From candidates to the list a group sees: who has seen what, one strategy, some variety, the top n."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from recommender.aggregation import STRATEGIES, Order, Strategy
from recommender.chances import calibrate, chance_at, shares_of
from recommender.explain import confidences, shared_tags_of
from recommender.model import FULL, Model
from recommender.profile import Profile
from recommender.steering import critique, less_popular, reach
from recommender.taste import Taste, tastes_of

#: Variety (MMR): weight of the group's order against likeness to what stands above, over so many titles. Of 100 it
#: takes the same twenty but for one or two.
MMR_LAMBDA = 0.8
MMR_POOL = 40
#: Titles of each member's own best that are voted on where limits leave so many of them.
_BALLOT = 200
#: Worth of what has its place already, in millionths.
_TAKEN = -(10**9)
_Ballots = tuple[NDArray[np.int64], list[NDArray[np.float64]]]


@dataclass(frozen=True, slots=True, eq=False)
class _Wishes:
    """Tonight's, as far as they change votes: `wanted` float64 (titles,) in reaches of a score, if anything is."""

    surprise: bool
    wanted: NDArray[np.float64] | None


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One ranked title: its `row`, the match of the `group` and of each member (0..1), the shared `tags` (columns).

    `confidence` (0..1) says how far the match rests on what is known of the members and the title (see
    `explain.confidence`), not on popularity alone.
    """

    row: int
    group: float
    members: tuple[float, ...]
    tags: tuple[int, ...]
    confidence: float = 0.0


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
    members: Sequence[Profile | Taste],
    candidates: NDArray[np.bool_],
    *,
    n: int,
    strategy: str = "fair",
    fatigue: NDArray[np.float64] | None = None,
    weights: NDArray[np.float64] | None = None,
    surprise: bool = False,
    steer: NDArray[np.float64] | None = None,
) -> tuple[Recommendation, ...]:
    """The n best candidates (bool (titles,)) for one to ten members, best first; all when there are fewer.

    A member is a profile, or a `Taste` kept from before, which saves the scoring. `strategy` is a key of `STRATEGIES`
    (KeyError otherwise). `fatigue` (titles,) in [0, 1] takes that share of a title's chance away. `weights` (members,)
    above 0 say how much each member counts, in proportion. `surprise` prefers less popular titles of about the same
    worth, `steer` (tags,) are clicks for more (1) or less (-1) of a tag (see `steering`). Matches are about title and
    member alone: no wish of tonight changes them. The order of the members does not change the list: their matches
    follow them. ValueError for weights that are not above 0.
    """
    rule = STRATEGIES[strategy]
    if not members or n < 1 or not candidates.any():
        return ()
    tastes = _tastes(model, members)
    wishes = _Wishes(surprise, critique(model, steer) if steer is not None and steer.any() else None)
    ballots = _short_ballots(tastes, candidates, rule, wishes) or _ballots(model, tastes, candidates, rule, wishes)
    rows, votes = ballots
    cast, shares = _in_own_order(votes, weights)
    if fatigue is not None:
        cast = cast * (1.0 - np.clip(fatigue[rows], 0.0, 1.0))
    ordered = rows[rule.order(cast, max(n, MMR_POOL) if rule.varied else n, shares)]
    return _told(model, tastes, diversify(model, ordered, n) if rule.varied else ordered)


def _tastes(model: Model, members: Sequence[Profile | Taste]) -> list[Taste]:
    """Those of the members, of whom profiles are scored together."""
    new = [one for one in members if isinstance(one, Profile)]
    made = iter(tastes_of(model, new) if new else ())
    return [next(made) if isinstance(one, Profile) else one for one in members]


def diversify(model: Model, ranked: Order, n: int) -> Order:
    """The first n by maximal marginal relevance (Carbonell and Goldstein 1998) over an order of rows.

    Relevance is the chance that belongs to a place in the order, as a share of the first place's; likeness is the
    cosine of z-scored tags.
    """
    pool = ranked[:MMR_POOL]
    directions = model.directions[pool]
    alike = _in_millionths((1.0 - MMR_LAMBDA) * (directions @ directions.T).astype(np.float64))
    worth = _in_millionths(_relevance(len(pool)))
    likeness = np.zeros(len(pool), dtype=np.int64)
    chosen: list[int] = []
    for _ in range(min(n, len(pool))):
        best = int((worth - likeness).argmax())
        chosen.append(best)
        worth[best] = _TAKEN
        np.maximum(likeness, alike[best], out=likeness)
    rest = ranked[len(pool) :][: max(n - len(pool), 0)]
    return np.concatenate([pool[np.array(chosen, dtype=np.int64)], rest])


def _in_millionths(values: NDArray[np.float64]) -> NDArray[np.int64]:
    """Whole numbers, so that what differs by rounding alone is equal, and the higher in the order wins."""
    return np.rint(values * 1e6).astype(np.int64)


@lru_cache(8)
def _relevance(places: int) -> NDArray[np.float64]:
    return MMR_LAMBDA * chance_at(np.arange(1.0, places + 1.0)) / chance_at(np.ones(1))


def _told(model: Model, tastes: Sequence[Taste], ranked: Order) -> tuple[Recommendation, ...]:
    """The ranked rows with what there is to say about them."""
    matches = shares_of(np.stack([taste.heights(ranked) for taste in tastes], axis=1))
    profiles = [taste.profile for taste in tastes]
    weights = [taste.weights for taste in tastes if taste.profile.n]
    tags = shared_tags_of(model, np.array(weights).reshape(len(weights), model.features.shape[1]), ranked)
    groups = np.sort(matches, axis=1).mean(axis=1).tolist()
    sure = confidences(model, profiles, ranked).tolist()
    told = zip(ranked.tolist(), groups, matches.tolist(), tags, sure, strict=True)
    return tuple(Recommendation(row, group, tuple(each), tagged, known) for row, group, each, tagged, known in told)


def _short_ballots(
    tastes: Sequence[Taste], candidates: NDArray[np.bool_], rule: Strategy, wishes: _Wishes
) -> _Ballots | None:
    """Votes on what stands at the top for somebody; None when that needs a look at the whole catalogue."""
    if wishes.surprise or wishes.wanted is not None or rule.votes != "chances":
        return None
    tops = [taste.top[candidates[taste.top]][:_BALLOT] for taste in tastes]
    if min(len(top) for top in tops) < _BALLOT:
        return None
    is_top = np.zeros(len(candidates), dtype=np.bool_)
    is_top[np.concatenate(tops)] = True
    rows = np.flatnonzero(is_top)
    return rows, [taste.votes(rows) for taste in tastes]


def _ballots(
    model: Model, tastes: Sequence[Taste], candidates: NDArray[np.bool_], rule: Strategy, wishes: _Wishes
) -> _Ballots:
    """Votes of every member on every candidate, with tonight's wishes."""
    rows = np.flatnonzero(candidates)
    votes: list[NDArray[np.float64]] = []
    for taste in tastes:
        added = None if wishes.wanted is None else reach(taste.scores) * wishes.wanted
        if wishes.surprise:
            added = less_popular(model, taste.scores, candidates) + (0.0 if added is None else added)
        if rule.votes == "closeness":
            votes.append(_closeness(model, taste.profile, added)[rows])
        else:
            scores = taste.scores if added is None else (taste.scores + added).astype(np.float32)
            votes.append(calibrate(model, scores, candidates, taste.profile.rated)[rows])
    return rows, votes


def _in_own_order(
    votes: Sequence[NDArray[np.float64]], weights: NDArray[np.float64] | None
) -> tuple[NDArray[np.float64], NDArray[np.float64] | None]:
    """Votes (members, titles) and weights with mean 1 in an order of their own.

    So rounding in the sums cannot depend on who was named first. Weights that are all the same are none.
    """
    given = np.ones(len(votes)) if weights is None else np.asarray(weights, dtype=np.float64)
    if given.shape != (len(votes),) or not (np.isfinite(given) & (given > 0.0)).all():
        raise ValueError("weights: one above 0 for each member")
    order = sorted(range(len(votes)), key=lambda at: (votes[at].tobytes(), given[at]))
    cast, given = np.stack([votes[at] for at in order]), given[order]
    return cast, None if (given == given[0]).all() else given / given.mean()


def _closeness(model: Model, profile: Profile, added: NDArray[np.float64] | None) -> NDArray[np.float64]:
    """Votes (titles,) of the original project: 1 - scaled distance from the mean of what somebody watched.

    Wishes are added in its own spreads.
    """
    watched = model.features[profile.rows]
    centre = watched.mean(axis=0, dtype=np.float32) if len(watched) else np.zeros(watched.shape[1], dtype=np.float32)
    distances = np.linalg.norm((model.features - centre) / FULL, axis=1).astype(np.float64)
    closeness = 1.0 - distances / max(float(np.sqrt(model.features.shape[1])), 1.0)
    return closeness if added is None else np.clip(closeness + float(closeness.std()) * added, 0.0, 1.0)
