"""The figures of all members as one document with stable keys. Pure."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.evaluating.measure import KINDS, LENGTHS, METRICS, Figures, Mean, mean_of
from bot.evaluating.members import PassedOver
from bot.evaluating.methods import POPULARITY
from data.catalogue.catalogue import Catalogue

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """Figures by split, a `Figures` for each member in the order of the files, and the names of the methods."""

    splits: Mapping[str, Sequence[Figures]]
    methods: tuple[str, ...]
    files: int
    passed_over: tuple[PassedOver, ...]


def document_of(result: Result, catalogue: Catalogue) -> Document:
    """Everything measured, as JSON may hold it: numbers that are not known are null."""
    worth = {split: np.stack([one.worth for one in figures]) for split, figures in result.splits.items()}
    return {
        "members": _members(result, worth),
        "catalogue": catalogue_of(catalogue),
        "splits": {
            split: {
                name: _kind(values[:, kind], result.methods) for kind, name in enumerate(KINDS)
            }
            for split, values in worth.items()
        },
        "share": {split: _share(figures, result.methods) for split, figures in result.splits.items()},
    }  # fmt: skip


def catalogue_of(catalogue: Catalogue) -> Document:
    """What was ranked."""
    titles, series = len(catalogue.titles), int(catalogue.columns.series.sum())
    return {"version": catalogue.version, "sources": [*catalogue.sources], "titles": titles, "series": series}


def told(mean: Mean) -> dict[str, float | None]:
    """A mean and its interval; null where nobody counted."""
    values = {"mean": mean.mean, "low": mean.low, "high": mean.high}
    return {name: None if math.isnan(value) else round(value, 4) for name, value in values.items()}


def _members(result: Result, worth: Mapping[str, NDArray[np.float64]]) -> Document:
    counted = {
        split: {name: int((~np.isnan(values[:, kind, 0, 0])).sum()) for kind, name in enumerate(KINDS)}
        for split, values in worth.items()
    }
    count = len(next(iter(worth.values())))
    return {
        "count": count,
        "files": result.files,
        "passed_over": [{"file": one.file, "reason": one.reason} for one in result.passed_over],
        "counted": counted,
        "left_out": {split: {kind: count - n for kind, n in kinds.items()} for split, kinds in counted.items()},
    }


def _kind(values: NDArray[np.float64], methods: Sequence[str]) -> Document:
    """Of values (members, methods, metrics): each mean, and the paired gain over popularity."""
    base = methods.index(POPULARITY)
    return {
        method: {
            metric: told(mean_of(values[:, at, of]))
            | ({"gain": told(mean_of(values[:, at, of] - values[:, base, of]))} if at != base else {})
            for of, metric in enumerate(METRICS)
        }
        for at, method in enumerate(methods)
    }


def _share(figures: Sequence[Figures], methods: Sequence[str]) -> Document:
    """Share of series: in what was hidden, and in the first places of each method's common list."""
    shares = np.stack([one.series for one in figures])
    lists = {
        method: {f"top{length}": told(mean_of(shares[:, at, of])) for of, length in enumerate(LENGTHS)}
        for at, method in enumerate(methods)
    }
    return {"held_out": told(mean_of(np.array([one.hidden for one in figures]))), **lists}
