"""Groups: one list for all, judged by what each member liked (coupled) and by their own scores (decoupled)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.evaluate.lists import NOTHING, worth
from recommender.evaluate.protocol import Track, quiet
from recommender.evaluate.splits import Split

Order = NDArray[np.int64]
#: Lists are judged at these lengths.
LENGTHS = (10, 20)
#: What is kept of a list: nDCG of the mean and of the worst member, share of members without a hit, discounted first
#: hit, and the share of their ideal list's predicted worth that the mean and the worst member get.
METRICS = ("ndcg", "worst", "zrecall", "dfh", "predicted", "predicted_worst")


@dataclass(frozen=True, slots=True, eq=False)
class Electorate:
    """One group at the moment of choosing: `members` (m,), candidate `rows` (k,), `votes` (m, k) of one source."""

    members: NDArray[np.int64]
    rows: NDArray[np.int64]
    votes: NDArray[np.float64]


Rule = Callable[[Electorate, int], Order]


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """One way to turn members' scores into votes, and the rules, by key, that choose candidates' columns from them.

    `votes` takes members (m,) and candidate rows (k,) and gives float64 (m, k). `chances` are what the decoupled view
    calls true: votes in 0..1 of the same model; None where the model has no chances.
    """

    votes: Callable[[NDArray[np.int64], NDArray[np.int64]], NDArray[np.float64]]
    rules: Mapping[str, Rule]
    chances: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """The groups of one split: `members` of each, its `kind`, and the sources of votes on that split, by key."""

    split: Split
    groups: Sequence[tuple[str, NDArray[np.int64]]]
    sources: Mapping[str, Source]


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """Per group: its `kinds` and `sizes` (groups,), and figures[method][length][metric] float (groups,)."""

    kinds: NDArray[np.str_]
    sizes: NDArray[np.int64]
    figures: Mapping[str, Mapping[int, Mapping[str, NDArray[np.float64]]]]


def measure_groups(panels: Sequence[Panel], track: Track[int] = quiet) -> Measured:
    """Every rule of every source on the same groups.

    Candidates are unseen by every member, and members who could find nothing liked among them are left out of means
    and minima; figures are nan for a group of such members only.
    """
    parts = [_panel(panel, f"groups, part {at}", track) for at, panel in enumerate(panels, 1)]
    groups = [group for panel in panels for group in panel.groups]
    keys = {key: None for part in parts for key in part}
    return Measured(
        kinds=np.array([kind for kind, _ in groups]),
        sizes=np.array([len(members) for _, members in groups], dtype=np.int64),
        figures={
            key: {
                n: {
                    name: np.concatenate(
                        [
                            part[key][n][name] if key in part else np.full(len(panel.groups), np.nan)
                            for part, panel in zip(parts, panels, strict=True)
                        ]
                    )
                    for name in METRICS
                }
                for n in LENGTHS
            }
            for key in keys
        },
    )


def _panel(panel: Panel, doing: str, track: Track[int]) -> dict[str, dict[int, dict[str, NDArray[np.float64]]]]:
    keys = [key for source in panel.sources.values() for key in source.rules]
    lists = {key: np.full((len(panel.groups), max(LENGTHS)), NOTHING, dtype=np.int64) for key in keys}
    shares = {key: np.full((len(panel.groups), len(LENGTHS), 2), np.nan) for key in keys}
    relevant: list[NDArray[np.int64]] = []
    for at in track(range(len(panel.groups)), doing):
        members = panel.groups[at][1]
        rows = np.flatnonzero(~panel.split.known.seen[members].any(axis=0))
        relevant.append(panel.split.liked[members][:, rows].sum(axis=1))
        cast = {key: source.votes(members, rows) for key, source in panel.sources.items()}
        for key, source in panel.sources.items():
            ideal = None if source.chances is None else _ideal(cast[source.chances])
            for name, rule in source.rules.items():
                columns = rule(Electorate(members, rows, cast[key]), max(LENGTHS))
                lists[name][at, : len(columns)] = rows[columns]
                if ideal is not None and source.chances is not None:
                    shares[name][at] = _predicted(cast[source.chances], columns, ideal)
    return {key: _coupled(panel, lists[key], relevant, shares[key]) for key in keys}


def _ideal(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """What each member's own best list of every length would be worth to them (members, lengths)."""
    most = min(max(LENGTHS), chances.shape[1])
    own = -np.sort(np.partition(-chances, most - 1, axis=1)[:, :most], axis=1)
    return np.stack([own[:, :n].sum(axis=1) for n in LENGTHS], axis=1)


def _predicted(chances: NDArray[np.float64], columns: Order, ideal: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean and least share of their ideal that members get from a list (lengths, 2)."""
    given = np.stack([chances[:, columns[:n]].sum(axis=1) for n in LENGTHS], axis=1) / ideal
    return np.stack([given.mean(axis=0), given.min(axis=0)], axis=1)


def _coupled(
    panel: Panel, lists: NDArray[np.int64], relevant: Sequence[NDArray[np.int64]], shares: NDArray[np.float64]
) -> dict[int, dict[str, NDArray[np.float64]]]:
    members = np.concatenate([members for _, members in panel.groups])
    starts = np.cumsum([0, *(len(group) for _, group in panel.groups)])
    own = np.repeat(np.arange(len(panel.groups)), np.diff(starts))
    shown = lists[own]
    found = panel.split.liked[members[:, None], np.maximum(shown, 0)] & (shown != NOTHING)
    out: dict[int, dict[str, NDArray[np.float64]]] = {}
    for at, n in enumerate(LENGTHS):
        value = worth(found, np.concatenate(relevant), n)
        out[n] = {
            "ndcg": _mean(value.ndcg, starts),
            "worst": _least(value.ndcg, starts),
            "zrecall": 1.0 - _mean(value.hit, starts),
            "dfh": _mean(value.first, starts),
            "predicted": shares[:, at, 0],
            "predicted_worst": shares[:, at, 1],
        }
    return out


def _mean(values: NDArray[np.float64], starts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Mean over the known values of each group; nan without any."""
    known = ~np.isnan(values)
    counts = np.add.reduceat(known.astype(np.float64), starts[:-1])
    sums = np.add.reduceat(np.where(known, values, 0.0), starts[:-1])
    return np.where(counts > 0.0, sums / np.maximum(counts, 1.0), np.nan)


def _least(values: NDArray[np.float64], starts: NDArray[np.int64]) -> NDArray[np.float64]:
    least = np.minimum.reduceat(np.where(np.isnan(values), np.inf, values), starts[:-1])
    return np.where(np.isinf(least), np.nan, least)
