"""What is known of a member and what is held out: random fifths, the latest fifth, and histories cut short."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recommender.evaluate.dataset import Log, member_count
from recommender.profile import Watched
from recommender.ratings import LIKED

_DAY = 86_400.0


@dataclass(frozen=True, slots=True, eq=False)
class Histories:
    """What a method may know: `watched` of each member, newest first, and `seen` bool (members, titles).

    Seen titles are never candidates. Where histories were cut short, `seen` is still the whole of them.
    """

    watched: tuple[Watched, ...]
    seen: NDArray[np.bool_]

    @property
    def titles(self) -> int:
        """How many titles the catalogue holds."""
        return self.seen.shape[1]


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """What is known, and the held-out titles each member `liked` bool (members, titles)."""

    known: Histories
    liked: NDArray[np.bool_]


def fold_of(log: Log, folds: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """The fold of each rating (r,): every member's ratings dealt out evenly, at random."""
    fold = np.zeros(len(log.members), dtype=np.int64)
    for at in _by_member(log.members):
        fold[at] = rng.permutation(len(at)) % folds
    return fold


def latest(log: Log, share: float = 0.2) -> NDArray[np.bool_]:
    """Which ratings (r,) are among the last share of their member's, by time, at equal times by place in the log."""
    held = np.zeros(len(log.members), dtype=np.bool_)
    for at in _by_member(log.members):
        ordered = at[np.argsort(log.times[at], kind="stable")]
        held[ordered[int(len(at) * (1.0 - share)) :]] = True
    return held


def hold_out(log: Log, held: NDArray[np.bool_], titles: int, *, rated: bool = False) -> Split:
    """Histories of all ratings that are not held out (r,); ratings themselves are ignored unless `rated`."""
    known, kept = log.where(~held), log.where(held & (log.values >= LIKED))
    members = member_count(log)
    seen, liked = np.zeros((2, members, titles), dtype=np.bool_)
    seen[known.members, known.rows] = True
    liked[kept.members, kept.rows] = True
    ends = np.cumsum(np.bincount(known.members, minlength=members))
    newest = np.lexsort((-known.times, known.members))
    watched = (_watched(known, at, rated=rated) for at in np.split(newest, ends[:-1]))
    return Split(Histories(tuple(watched), seen), liked)


def choose(histories: Histories, members: NDArray[np.int64]) -> Histories:
    """Those of these members (m,), in this order."""
    return Histories(tuple([histories.watched[int(member)] for member in members]), histories.seen[members])


def cut(histories: Histories, most: int, rng: np.random.Generator) -> Histories:
    """Histories of at most so many titles, chosen at random, as if the rest had never been uploaded."""
    return replace(histories, watched=tuple(_cut(watched, most, rng) for watched in histories.watched))


def _cut(watched: Watched, most: int, rng: np.random.Generator) -> Watched:
    if len(watched.rows) <= most:
        return watched
    at = np.sort(rng.choice(len(watched.rows), most, replace=False))
    ratings = None if watched.ratings is None else watched.ratings[at]
    ages = watched.ages[at] - watched.ages[at].min()
    return Watched(watched.rows[at], watched.counts[at], ages, ratings)


def _watched(log: Log, at: NDArray[np.int64], *, rated: bool) -> Watched:
    times = log.times[at]
    return Watched(
        rows=log.rows[at].astype(np.int64),
        counts=np.ones(len(at), dtype=np.int64),
        ages=(times.max(initial=0) - times) / _DAY,
        ratings=log.values[at].astype(np.float64) if rated else None,
    )


def _by_member(members: NDArray[np.int32]) -> list[NDArray[np.int64]]:
    """Places of each member's ratings, in the log's order."""
    order = np.argsort(members, kind="stable")
    return np.split(order, np.cumsum(np.bincount(members))[:-1])
