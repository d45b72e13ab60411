"""One member at a time: random fifths, the latest fifth, and histories cut short."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from recommender.evaluate.lists import NOTHING, Worth, best, hits, worth
from recommender.evaluate.peers import Scorer
from recommender.evaluate.splits import Split, choose, cut

T = TypeVar("T")
#: Goes through things while showing how far it is: (things, what is being done).
Track = Callable[[Sequence[T], str], Iterable[T]]

#: Places of a list that count, and those of its recall.
PLACES, RECALL_PLACES = 10, 20
#: How long the histories of the table of short histories are; it is about members with at least the most of these.
CAPS = (1, 3, 5, 10, 20, 50)


@dataclass(frozen=True, slots=True, eq=False)
class Single:
    """What a method's lists were worth: float (splits, members), nan where there was nothing to find.

    `coverage` is the share of the catalogue in anybody's first ten places, mean over the splits.
    """

    ndcg: NDArray[np.float64]
    recall: NDArray[np.float64]
    hit: NDArray[np.float64]
    coverage: float


def quiet(things: Sequence[T], doing: str) -> Iterable[T]:
    """Shows nothing."""
    del doing
    return things


def measure_single(
    scorers: Mapping[str, Scorer], splits: Sequence[Split], track: Track[str] = quiet
) -> dict[str, Single]:
    """Every method on the same splits."""
    return {key: _single(scorers[key], splits) for key in track(list(scorers), "single lists")}


def _single(scorer: Scorer, splits: Sequence[Split]) -> Single:
    shown = [best(scorer(split.known), split.known.seen, RECALL_PLACES) for split in splits]
    pairs = list(zip(shown, splits, strict=True))
    ten = [_worth(lists, split, PLACES) for lists, split in pairs]
    twenty = [_worth(lists, split, RECALL_PLACES) for lists, split in pairs]
    return Single(
        ndcg=np.stack([each.ndcg for each in ten]),
        recall=np.stack([each.recall for each in twenty]),
        hit=np.stack([each.hit for each in ten]),
        coverage=float(np.mean([_coverage(lists, split) for lists, split in pairs])),
    )


def _worth(lists: NDArray[np.int64], split: Split, n: int) -> Worth:
    return worth(hits(lists, split.liked), split.liked.sum(axis=1), n)


def _coverage(lists: NDArray[np.int64], split: Split) -> float:
    shown = lists[:, :PLACES]
    return len(np.unique(shown[shown != NOTHING])) / split.known.titles


def measure_caps(
    scorers: Mapping[str, Scorer],
    splits: Sequence[Split],
    caps: Sequence[int] = CAPS,
    track: Track[int | None] = quiet,
) -> dict[int | None, dict[str, NDArray[np.float64]]]:
    """nDCG@10 (splits, members) by most known titles (None: all), of members who have as many as the last cap."""
    return {most: _capped(scorers, splits, most, caps[-1]) for most in track([*caps, None], "short histories")}


def _capped(
    scorers: Mapping[str, Scorer], splits: Sequence[Split], most: int | None, least: int
) -> dict[str, NDArray[np.float64]]:
    values = {key: np.full((len(splits), len(splits[0].liked)), np.nan) for key in scorers}
    for at, split in enumerate(splits):
        long = np.flatnonzero([len(watched.rows) >= least for watched in split.known.watched])
        whole = Split(choose(split.known, long), split.liked[long])
        known = whole.known if most is None else cut(whole.known, most, np.random.default_rng((at, most)))
        for key, scorer in scorers.items():
            values[key][at, long] = _worth(best(scorer(known), known.seen, PLACES), whole, PLACES).ndcg
    return values
