"""What is measured for groups: Blendz' strategies on calibrated chances, the list as shipped, and the peers' rules."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from recommender.aggregation import STRATEGIES, Strategy
from recommender.chances import chance_at
from recommender.evaluate import group_peers
from recommender.evaluate.electorate import Electorate, Order, Rule, Source
from recommender.evaluate.lists import best
from recommender.model import Model
from recommender.ranking import recommend
from recommender.taste import TOP, Taste

Scores = NDArray[np.float32]
#: Key of a method -> what people read.
NAMES: Mapping[str, str] = {
    **{name: f"Blendz {name.replace('_', ' ')}" for name in STRATEGIES},
    "shipped": "Blendz fair, as shipped (with variety)",
    "average_z": "Blendz average of z-scores",
    "tags_fair": "Blendz fair, tags and popularity only",
    "als_average": "ALS + average of z-scores",
    "als_gfar": "ALS + GFAR, Borda 20 (Kaya 2020)",
    "als_ep_fuzzda": "ALS + EP-FuzzDA",
    "popularity": "popularity",
    "seed_published": "seed as published",
}
_TINY = 1e-9


def blendz_sources(model: Model, tastes: Sequence[Taste], closeness: Scores) -> dict[str, Source]:
    """Every strategy of the house on chances or closeness (members, titles), and the list that a group is shown."""
    scores = np.stack([taste.scores for taste in tastes])
    kinds: dict[str, dict[str, Rule]] = {"chances": {}, "closeness": {}}
    for name, strategy in STRATEGIES.items():
        kinds[strategy.votes][name] = _strategy(strategy)
    tops = _tops(tastes)
    return {
        "chances": Source(_chances(tastes), {**kinds["chances"], "shipped": _shipped(model, tastes)}, tops, "chances"),
        "z": Source(_z(scores), {"average_z": _peer(group_peers.mean_score)}, tops, "chances"),
        "closeness": Source(closeness, kinds["closeness"], truth="chances"),
    }


def tags_source(tastes: Sequence[Taste]) -> dict[str, Source]:
    """The same chances and rule, from a model that learned nothing from ratings."""
    return {"tags": Source(_chances(tastes), {"tags_fair": _strategy(STRATEGIES["fair"])}, _tops(tastes), "tags")}


def als_sources(scores: Scores, seen: NDArray[np.bool_]) -> dict[str, Source]:
    """The published rules on what ALS says (members, titles); its chances are by rank, on the curve of tags."""
    tops = best(scores, seen, min(TOP, scores.shape[1]))
    chances = np.full(scores.shape, chance_at(np.array([2.0 * TOP]))[0], dtype=np.float32)
    ranks = chance_at(np.arange(1.0, tops.shape[1] + 1.0)).astype(np.float32)
    np.put_along_axis(chances, tops, np.broadcast_to(ranks, tops.shape), axis=1)
    return {
        "als": Source(chances, {"als_ep_fuzzda": _peer(group_peers.ep_fuzzda)}, tops, "als"),
        "als_raw": Source(scores, {"als_gfar": _gfar}, tops, "als"),
        "als_z": Source(_z(scores), {"als_average": _peer(group_peers.mean_score)}, tops, "als"),
    }


def seed_source(distances: Scores) -> dict[str, Source]:
    """The original project, on its own distances (members, titles)."""
    return {"distances": Source(distances, {"seed_published": _peer(group_peers.seed_published)})}


def popularity_source(popular: NDArray[np.float32], members: int) -> dict[str, Source]:
    """One order for everybody."""
    votes = np.broadcast_to(popular, (members, len(popular)))
    return {"popularity": Source(votes, {"popularity": _peer(group_peers.mean_score)})}


def _strategy(strategy: Strategy) -> Rule:
    return lambda electorate, n: strategy.order(electorate.votes, n)


def _peer(rule: Callable[[NDArray[np.float64], int], Order]) -> Rule:
    return lambda electorate, n: rule(electorate.votes, n)


def _gfar(electorate: Electorate, n: int) -> Order:
    return group_peers.gfar(group_peers.borda_shares(electorate.votes), n)


def _shipped(model: Model, tastes: Sequence[Taste]) -> Rule:
    def order(electorate: Electorate, n: int) -> Order:
        group = [tastes[int(member)] for member in electorate.members.tolist()]
        chosen = recommend(model, group, electorate.candidates, n=n)
        return np.searchsorted(electorate.rows, [one.row for one in chosen])

    return order


def _chances(tastes: Sequence[Taste]) -> Scores:
    everything = np.arange(len(tastes[0].scores))
    return np.stack([taste.votes(everything).astype(np.float32) for taste in tastes])


def _tops(tastes: Sequence[Taste]) -> NDArray[np.int64]:
    return np.stack([taste.top for taste in tastes]).astype(np.int64)


def _z(scores: Scores) -> Scores:
    centred = scores - scores.mean(axis=1, keepdims=True, dtype=np.float64)
    return (centred / np.maximum(centred.std(axis=1, keepdims=True), _TINY)).astype(np.float32)
