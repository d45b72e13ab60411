"""Groups: one list for all, judged by what each member liked (coupled) and by their own scores (decoupled)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.evaluate.electorate import Source
from recommender.evaluate.lists import NOTHING, worth
from recommender.evaluate.protocol import Track, quiet
from recommender.evaluate.splits import Split

#: Groups: what kind each is of, and its members.
Groups = Sequence[tuple[str, NDArray[np.int64]]]
#: [length][metric] -> a value for each group.
Values = Mapping[int, Mapping[str, NDArray[np.float64]]]
#: Lists are judged at these lengths.
LENGTHS = (10, 20)
#: What is kept of a list: nDCG of the mean and of the worst member, share of members without a hit, discounted first
#: hit, and the share of their ideal list's predicted worth that the mean and the worst member get.
METRICS = ("ndcg", "worst", "zrecall", "dfh", "predicted", "predicted_worst")


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """`kinds` and `sizes` (groups,) of groups, once per split, and what each method's lists were worth to them."""

    kinds: NDArray[np.str_]
    sizes: NDArray[np.int64]
    figures: Mapping[str, Values]


@dataclass(frozen=True, slots=True, eq=False)
class _Lists:
    """One method's list for every group (groups, places), and its predicted worth (groups, lengths, 2)."""

    rows: NDArray[np.int64]
    shares: NDArray[np.float64]


def measure_groups(
    groups: Groups, panels: Iterable[tuple[Split, Mapping[str, Source]]], track: Track[int] = quiet
) -> Measured:
    """Every rule of every source on the same groups, in each split with the sources made from it.

    Candidates are unseen by every member. What a member liked but another has seen cannot be found and counts as
    missed. Members who liked nothing that was held out are left out of means and minima; figures are nan for a group of
    such members only. All splits need the same sources.
    """
    parts = [
        _measure(groups, split, sources, track(range(len(groups)), f"groups, part {at}"))
        for at, (split, sources) in enumerate(panels, 1)
    ]
    return Measured(
        kinds=np.array([kind for kind, _ in groups] * len(parts)),
        sizes=np.array([len(members) for _, members in groups] * len(parts), dtype=np.int64),
        figures={
            key: {
                n: {name: np.concatenate([part[key][n][name] for part in parts]) for name in METRICS} for n in LENGTHS
            }
            for key in parts[0]
        },
    )


def _measure(groups: Groups, split: Split, sources: Mapping[str, Source], places: Iterable[int]) -> dict[str, Values]:
    made = {key: _empty(len(groups)) for source in sources.values() for key in source.rules}
    for at in places:
        members = groups[at][1]
        candidates = np.asarray(~split.known.seen[members].any(axis=0), dtype=np.bool_)
        _choose(sources, members, candidates, made, at)
    return {key: _judge(groups, split, lists) for key, lists in made.items()}


def _empty(groups: int) -> _Lists:
    return _Lists(
        rows=np.full((groups, max(LENGTHS)), NOTHING, dtype=np.int64), shares=np.full((groups, len(LENGTHS), 2), np.nan)
    )


def _choose(
    sources: Mapping[str, Source],
    members: NDArray[np.int64],
    candidates: NDArray[np.bool_],
    made: Mapping[str, _Lists],
    at: int,
) -> None:
    """Writes what every rule chooses for one group to place `at` of its lists."""
    cast = {key: source.assemble(members, candidates) for key, source in sources.items()}
    ideals = {source.truth: _ideal(cast[source.truth].votes) for source in sources.values() if source.truth}
    for key, source in sources.items():
        for name, rule in source.rules.items():
            rows = cast[key].rows[rule(cast[key], max(LENGTHS))]
            made[name].rows[at, : len(rows)] = rows
            if source.truth is not None:
                chances = sources[source.truth].of(members, rows)
                made[name].shares[at] = _predicted(chances, ideals[source.truth])


def _ideal(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """What each member's own best list of every length would be worth to them (members, lengths)."""
    most = min(max(LENGTHS), chances.shape[1])
    own = -np.sort(np.partition(-chances, most - 1, axis=1)[:, :most], axis=1)
    return np.stack([own[:, :n].sum(axis=1) for n in LENGTHS], axis=1)


def _predicted(chances: NDArray[np.float64], ideal: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean and least share of their ideal (lengths, 2) that members get, by the list's chances (members, places)."""
    given = np.stack([chances[:, :n].sum(axis=1) for n in LENGTHS], axis=1) / ideal
    return np.stack([given.mean(axis=0), given.min(axis=0)], axis=1)


def _judge(groups: Groups, split: Split, lists: _Lists) -> Values:
    members = np.concatenate([members for _, members in groups])
    starts = np.cumsum([0, *(len(group) for _, group in groups)])[:-1]
    shown = np.repeat(lists.rows, [len(group) for _, group in groups], axis=0)
    found = split.liked[members[:, None], np.maximum(shown, 0)] & (shown != NOTHING)
    out: dict[int, dict[str, NDArray[np.float64]]] = {}
    for at, n in enumerate(LENGTHS):
        value = worth(found, split.liked.sum(axis=1)[members], n)
        out[n] = {
            "ndcg": _mean(value.ndcg, starts),
            "worst": _least(value.ndcg, starts),
            "zrecall": 1.0 - _mean(value.hit, starts),
            "dfh": _mean(value.first, starts),
            "predicted": lists.shares[:, at, 0],
            "predicted_worst": lists.shares[:, at, 1],
        }
    return out


def _mean(values: NDArray[np.float64], starts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Mean over the known values of each group; nan without any."""
    known = ~np.isnan(values)
    counts = np.add.reduceat(known.astype(np.float64), starts)
    sums = np.add.reduceat(np.where(known, values, 0.0), starts)
    return np.where(counts > 0.0, sums / np.maximum(counts, 1.0), np.nan)


def _least(values: NDArray[np.float64], starts: NDArray[np.int64]) -> NDArray[np.float64]:
    least = np.minimum.reduceat(np.where(np.isnan(values), np.inf, values), starts)
    return np.where(np.isinf(least), np.nan, least)
