"""Measurements as the nested figures that `--json` writes and the tables show: means, intervals, paired differences."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.evaluate.bootstrap import intervals
from recommender.evaluate.group_protocol import LENGTHS, METRICS, Measured
from recommender.evaluate.protocol import Single

#: Metrics of groups that are compared in pairs.
COMPARED = ("ndcg", "worst", "zrecall", "dfh")
Values = NDArray[np.float64]


def single_figures(measured: Mapping[str, Single]) -> dict[str, Any]:
    """Mean and 95 % bootstrap interval over members of each metric, a member being the mean over the splits."""
    return {
        key: {
            **_estimates({"ndcg": one.ndcg, "recall": one.recall, "hit": one.hit}),
            "coverage": one.coverage,
        }
        for key, one in measured.items()
    }


def single_differences(measured: Mapping[str, Single], mine: str = "blendz") -> dict[str, Any]:
    """How much more nDCG `mine` has than each other method, paired by member."""
    return _estimates({key: measured[mine].ndcg - one.ndcg for key, one in measured.items() if key != mine})


def caps_figures(measured: Mapping[int | None, Mapping[str, Values]]) -> dict[str, Any]:
    """By most known titles (or "all"): nDCG@10 of each method and how far it is above popularity, paired."""
    out: dict[str, Any] = {}
    for most, row in measured.items():
        means = _estimates(row)
        gaps = _estimates({key: values - row["popularity"] for key, values in row.items()})
        out["all" if most is None else str(most)] = {
            key: {"ndcg": means[key]["mean"], "above": gap["mean"], "low": gap["low"], "high": gap["high"]}
            for key, gap in gaps.items()
        }
    return out


def group_figures(measured: Measured) -> dict[str, Any]:
    """[method][length][size][kind] -> metrics; kind "all" is the mean of the kinds, each counting alike."""
    return {
        key: {str(n): _by_size(measured, by_length[n]) for n in LENGTHS} for key, by_length in measured.figures.items()
    }


def group_differences(measured: Measured, mine: str = "fair", n: int = 20) -> dict[str, Any]:
    """[other method][size or "all"][metric] -> `mine` less the other over the same groups and splits."""
    own = measured.figures[mine][n]
    others = [key for key in measured.figures if key != mine]
    out: dict[str, Any] = {key: {} for key in others}
    for size, at in _sizes(measured).items():
        gaps = np.stack(
            [own[name][at] - measured.figures[key][n][name][at] for key in others for name in COMPARED], axis=1
        )
        cells = _cells(gaps)
        for place, key in enumerate(others):
            start = place * len(COMPARED)
            out[key][size] = dict(zip(COMPARED, cells[start : start + len(COMPARED)], strict=True))
    return out


def over_splits(values: Values) -> Values:
    """Mean over the splits that have one (members,), from (splits, members); nan for members without any."""
    known = ~np.isnan(values)
    sums = np.where(known, values, 0.0).sum(axis=0)
    return np.where(known.any(axis=0), sums / np.maximum(known.sum(axis=0), 1), np.nan)


def _estimates(values: Mapping[str, Values]) -> dict[str, dict[str, float | None]]:
    """Mean and interval of each, from (splits, members)."""
    columns = np.stack([over_splits(one) for one in values.values()], axis=1)
    return dict(zip(values, _cells(columns), strict=True))


def _cells(columns: Values) -> list[dict[str, float | None]]:
    return [
        {"mean": _number(mean), "low": _number(low), "high": _number(high)}
        for mean, low, high in zip(*(end.tolist() for end in intervals(columns)), strict=True)
    ]


def _by_size(measured: Measured, values: Mapping[str, Values]) -> dict[str, Any]:
    kinds = list(dict.fromkeys(measured.kinds.tolist()))
    out: dict[str, Any] = {}
    for size in sorted(set(measured.sizes.tolist())):
        cells = {
            kind: {name: _mean(values[name][(measured.sizes == size) & (measured.kinds == kind)]) for name in METRICS}
            for kind in kinds
        }
        every = {name: _mean(np.array([cell[name] for cell in cells.values()], dtype=np.float64)) for name in METRICS}
        out[str(size)] = {**cells, "all": every}
    return out


def _sizes(measured: Measured) -> dict[str, NDArray[np.bool_]]:
    sizes = {str(size): measured.sizes == size for size in sorted(set(measured.sizes.tolist()))}
    return {"all": np.ones(len(measured.sizes), dtype=np.bool_), **sizes}


def _mean(values: Values) -> float | None:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else None


def _number(value: float) -> float | None:
    return None if np.isnan(value) else value
