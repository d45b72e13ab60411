"""What an evaluation starts from: a catalogue as arrays, and two logs of who rated what, as values."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Log:
    """One row per rating, no title twice for a member.

    `members` int32 (r,) from 0; `rows` int32 (r,) titles of the catalogue; `values` float32 (r,) in 0..1; `times`
    int64 (r,) seconds.
    """

    members: NDArray[np.int32]
    rows: NDArray[np.int32]
    values: NDArray[np.float32]
    times: NDArray[np.int64]

    def where(self, chosen: NDArray[np.bool_]) -> "Log":
        """The chosen (r,) ratings, members as they were."""
        return Log(self.members[chosen], self.rows[chosen], self.values[chosen], self.times[chosen])


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """`features` float32 (titles, tags) in 0..1, `series` bool (titles,), who to learn from and who to ask.

    Nobody of the `testers` is in the `population`.
    """

    source: str
    features: NDArray[np.float32]
    series: NDArray[np.bool_]
    population: Log
    testers: Log

    @property
    def titles(self) -> int:
        """How many titles the catalogue holds."""
        return len(self.features)


def member_count(log: Log) -> int:
    """Members of a log, those without ratings below the last one included."""
    return int(log.members.max(initial=-1)) + 1


def title_counts(log: Log, titles: int) -> NDArray[np.int64]:
    """How many members rated each title (titles,)."""
    return np.bincount(log.rows, minlength=titles)


def table(log: Log, titles: int, values: NDArray[np.float32] | None = None) -> NDArray[np.float32]:
    """The log as (members, titles) with 1, or `values` (r,), where there is a rating and 0 elsewhere."""
    out = np.zeros((member_count(log), titles), dtype=np.float32)
    out[log.members, log.rows] = 1.0 if values is None else values
    return out


def active(log: Log, least: int, most: int | None = None, seed: int = 0) -> Log:
    """Only members with at least so many ratings, at most so many members at random, numbered anew from 0."""
    chosen = np.flatnonzero(np.bincount(log.members, minlength=member_count(log)) >= least)
    if most is not None and len(chosen) > most:
        chosen = np.sort(np.random.default_rng(seed).choice(chosen, most, replace=False))
    kept = log.where(np.isin(log.members, chosen))
    return Log(np.searchsorted(chosen, kept.members).astype(np.int32), kept.rows, kept.values, kept.times)


def most_rated(dataset: Dataset, titles: int) -> Dataset:
    """The same with only the titles that the population rated most often; all when there are no more."""
    if titles >= dataset.titles:
        return dataset
    counts = title_counts(dataset.population, dataset.titles)
    kept = np.sort(np.argsort(-counts, kind="stable")[:titles])
    return _narrow(dataset, kept, f"{dataset.source}, the {titles} most rated titles")


def rated_at_all(dataset: Dataset) -> Dataset:
    """The same with only the titles that anybody rated: the others could not be liked by anybody."""
    counts = title_counts(dataset.population, dataset.titles) + title_counts(dataset.testers, dataset.titles)
    return _narrow(dataset, np.flatnonzero(counts), dataset.source)


def _narrow(dataset: Dataset, kept: NDArray[np.int64], source: str) -> Dataset:
    return Dataset(
        source=source,
        features=dataset.features[kept],
        series=dataset.series[kept],
        population=_only(dataset.population, kept),
        testers=_only(dataset.testers, kept),
    )


def _only(log: Log, kept: NDArray[np.int64]) -> Log:
    inside = log.where(np.isin(log.rows, kept))
    return Log(inside.members, np.searchsorted(kept, inside.rows).astype(np.int32), inside.values, inside.times)
