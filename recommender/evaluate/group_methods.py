"""What is measured for groups: Blendz' strategies on calibrated chances, the list as shipped, and the peers' rules."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from recommender.aggregation import STRATEGIES, Strategy
from recommender.evaluate import group_peers
from recommender.evaluate.group_protocol import Electorate, Order, Rule, Source
from recommender.model import Model
from recommender.profile import Profile
from recommender.ranking import recommend
from recommender.scoring import calibrate, chance_at

Scores = NDArray[np.float32]
#: Key of a method -> what people read.
NAMES: Mapping[str, str] = {
    "shipped": "Blendz fair, as shipped (with variety)",
    **{name: f"Blendz {name.replace('_', ' ')}" for name in STRATEGIES},
    "average_z": "Blendz average of z-scores",
    "tags_fair": "Blendz fair, tags and popularity only",
    "als_average": "ALS + average of z-scores",
    "als_gfar": "ALS + GFAR, Borda 20 (Kaya 2020)",
    "als_ep_fuzzda": "ALS + EP-FuzzDA",
    "popularity": "popularity",
    "seed_published": "seed as published",
}
#: Places of a peer's list that have a chance; no rule chooses from below.
_DEPTH = 1000
_TINY = 1e-9


def blendz_sources(model: Model, scores: Scores, closeness: Scores) -> dict[str, Source]:
    """Every strategy of the house, on chances or closeness as it asks for, and the mean; all (members, titles)."""
    kinds: dict[str, dict[str, Rule]] = {"chances": {}, "closeness": {}}
    for name, strategy in STRATEGIES.items():
        kinds[strategy.votes][name] = _strategy(strategy)
    return {
        "chances": Source(_calibrated(model, scores), kinds["chances"], "chances"),
        "closeness": Source(_columns(closeness.astype(np.float64)), kinds["closeness"], "chances"),
        "z": Source(_columns(_z(scores)), {"average_z": _peer(group_peers.mean_score)}, "chances"),
    }


def shipped_source(model: Model, scores: Scores, profiles: Sequence[Profile]) -> dict[str, Source]:
    """The list that a group is shown: `recommend` with all its steps."""
    return {"shipped": Source(_calibrated(model, scores), {"shipped": _shipped(model, profiles)}, "chances")}


def tags_source(model: Model, scores: Scores) -> dict[str, Source]:
    """The same chances and rule, from a model that learned nothing from ratings."""
    return {"tags": Source(_calibrated(model, scores), {"tags_fair": _strategy(STRATEGIES["fair"])}, "tags")}


def als_sources(scores: Scores) -> dict[str, Source]:
    """The published rules on what ALS says, in the votes each was published with."""
    borda, plain = _ranked(scores, _borda), _ranked(scores, chance_at)
    return {
        "als_chances": Source(plain, {"als_ep_fuzzda": _peer(group_peers.ep_fuzzda)}, "als_chances"),
        "als_borda": Source(borda, {"als_gfar": _peer(group_peers.gfar)}, "als_chances"),
        "als_z": Source(_columns(_z(scores)), {"als_average": _peer(group_peers.mean_score)}, "als_chances"),
    }


def seed_source(distances: Scores) -> dict[str, Source]:
    """The original project, on its own distances (members, titles)."""
    rules = {"seed_published": _peer(group_peers.seed_published)}
    return {"distances": Source(_columns(distances.astype(np.float64)), rules)}


def popularity_source(popular: NDArray[np.float32]) -> dict[str, Source]:
    """One order for everybody."""
    votes = popular[None, :].astype(np.float64)
    return {"popularity": Source(lambda _, rows: votes[:, rows], {"popularity": _peer(group_peers.mean_score)})}


def _strategy(strategy: Strategy) -> Rule:
    return lambda electorate, n: strategy.order(electorate.votes, n)


def _peer(rule: Callable[[NDArray[np.float64], int], Order]) -> Rule:
    return lambda electorate, n: rule(electorate.votes, n)


def _shipped(model: Model, profiles: Sequence[Profile]) -> Rule:
    def order(electorate: Electorate, n: int) -> Order:
        candidates = np.zeros(len(model.series), dtype=np.bool_)
        candidates[electorate.rows] = True
        chosen = recommend(model, [profiles[int(member)] for member in electorate.members.tolist()], candidates, n=n)
        return np.searchsorted(electorate.rows, [one.row for one in chosen])

    return order


def _calibrated(model: Model, scores: Scores) -> Callable[[Order, Order], NDArray[np.float64]]:
    def votes(members: Order, rows: Order) -> NDArray[np.float64]:
        candidates = np.zeros(scores.shape[1], dtype=np.bool_)
        candidates[rows] = True
        return np.stack([calibrate(model, scores[member], candidates)[rows] for member in members])

    return votes


def _ranked(
    scores: Scores, worth: Callable[[NDArray[np.float64]], NDArray[np.float64]]
) -> Callable[[Order, Order], NDArray[np.float64]]:
    """Votes by rank (from 1) among the candidates, 0 below the first thousand."""

    def votes(members: Order, rows: Order) -> NDArray[np.float64]:
        shown = -scores[members][:, rows]
        order = group_peers.first(shown, _DEPTH)
        out = np.zeros(shown.shape)
        ranks = worth(np.arange(1.0, order.shape[1] + 1.0))
        np.put_along_axis(out, order, np.broadcast_to(ranks, order.shape), axis=1)
        return out

    return votes


def _borda(ranks: NDArray[np.float64]) -> NDArray[np.float64]:
    """Borda points of the best 20, as shares that add up to 1: the relevance in Kaya's own GFAR."""
    points = np.maximum(group_peers.BORDA_PLACES + 1.0 - ranks, 0.0)
    return points / points.sum()


def _columns(values: NDArray[np.float64]) -> Callable[[Order, Order], NDArray[np.float64]]:
    return lambda members, rows: values[members][:, rows]


def _z(scores: Scores) -> NDArray[np.float64]:
    centred = scores - scores.mean(axis=1, keepdims=True, dtype=np.float64)
    return centred / np.maximum(centred.std(axis=1, keepdims=True), _TINY)
