"""Hides part of what a member watched, so that a list made from the rest can be judged by it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bot.blending import watched
from data.catalogue.catalogue import Catalogue
from data.history import History
from recommender.profile import Watched

#: A fifth is held out; each title once.
FOLDS = 5
SEED = 4
#: A title rated below this was watched, but is nothing to look for: it stays hidden and no list is better for it.
LIKED = 0.6
#: Where a few days hold most titles (a list imported at once), dates tell no order: no more than this is held out.
_MOST_LATEST = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """What is known of a member, and what is hidden.

    `candidates` bool (titles,) is what may be ranked: all but the known titles. `relevant` bool (titles,) is what a
    good list would put first: the hidden titles that the member did not dislike.
    """

    known: Watched
    candidates: NDArray[np.bool_]
    relevant: NDArray[np.bool_]


def random_trials(whole: Watched, series: NDArray[np.bool_]) -> list[Trial]:
    """Five trials; each hides a fifth of the films and of the series, and every title is hidden once.

    What a member disliked is dealt out apart, so that each trial has its share of what is worth finding.
    """
    rng = np.random.default_rng(SEED)
    strata = 2 * _liked(whole) + series[whole.rows]
    dealt = np.concatenate([rng.permutation(np.flatnonzero(strata == stratum)) for stratum in range(4)])
    folds = np.empty(len(dealt), dtype=np.int64)
    folds[dealt] = np.arange(len(dealt)) % FOLDS
    return [
        _trial(without(whole, folds == fold), whole, hidden=whole.rows[folds == fold], titles=len(series))
        for fold in range(FOLDS)
    ]


def latest_trial(catalogue: Catalogue, history: History) -> Trial | None:
    """Hides the titles begun last, about a fifth of those with a date, as if the day before were today.

    The profile comes from rows of earlier days and rows without a date, whose titles are never hidden. None when the
    dates tell no order, or nothing is left on one side.
    """
    whole = watched(catalogue, history)
    began = _began(catalogue, history)
    cut = _cut(began)
    hidden = [row for row, day in began.items() if day and cut and day >= cut]
    if cut is None or len(hidden) > _MOST_LATEST * sum(day is not None for day in began.values()):
        return None
    gone = {catalogue.titles[row].id for row in hidden}
    earlier = replace(
        history,
        viewings=tuple(one for one in history.viewings if one.date is None or one.date < cut),
        opinions=tuple(
            one for one in history.opinions if (one.date is None or one.date < cut) and one.match not in gone
        ),
    )
    rows = np.array(hidden, dtype=np.int64)
    return _trial(watched(catalogue, earlier), whole, hidden=rows, titles=len(catalogue.titles))


def without(whole: Watched, gone: NDArray[np.bool_]) -> Watched:
    """The watched titles less those of the mask `gone` (k,)."""
    kept = ~gone
    ratings = None if whole.ratings is None else whole.ratings[kept]
    return Watched(whole.rows[kept], whole.counts[kept], whole.ages[kept], ratings, whole.wanted)


def _trial(known: Watched, whole: Watched, *, hidden: NDArray[np.int64], titles: int) -> Trial:
    candidates = np.ones(titles, dtype=np.bool_)
    candidates[whole.rows] = False
    candidates[hidden] = True
    relevant = np.zeros(titles, dtype=np.bool_)
    relevant[whole.rows[_liked(whole)]] = True
    return Trial(known, candidates, relevant & candidates)


def _liked(whole: Watched) -> NDArray[np.bool_]:
    if whole.ratings is None:
        return np.ones(len(whole.rows), dtype=np.bool_)
    return ~(whole.ratings < LIKED)


def _began(catalogue: Catalogue, history: History) -> dict[int, date | None]:
    """Row -> the first day it was watched; None when that of any of its rows is not known."""
    began: dict[int, date | None] = {}
    for viewing in history.viewings:
        row = catalogue.rows.get(viewing.match) if viewing.match else None
        if row is not None:
            first = began.get(row, viewing.date)
            began[row] = min(first, viewing.date) if first and viewing.date else None
    return began


def _cut(began: Mapping[int, date | None]) -> date | None:
    """The day from which on nearest to a fifth of the dated titles were begun; None without two such days."""
    days = sorted(day for day in began.values() if day)
    shares = {day: 1.0 - at / len(days) for at, day in reversed([*enumerate(days)]) if day > days[0]}
    return min(shares, key=lambda day: abs(shares[day] - 1 / FOLDS)) if shares else None
