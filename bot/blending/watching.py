"""A member's history as the recommender takes it: rows, counts, ages and opinions. Pure."""

import math
from datetime import date

import numpy as np

from data.catalogue.catalogue import Catalogue
from data.history import History
from recommender.profile import Watched


def watched(catalogue: Catalogue, history: History) -> Watched:
    """The matched titles of a history, newest first: rows behind each, how long ago it was, what was said of it.

    Who rated a title has watched it; what only stands on a watchlist is wanted.
    """
    counts: dict[int, int] = {}
    latest: dict[int, date | None] = {}
    for viewing in history.viewings:
        row = catalogue.rows.get(viewing.match) if viewing.match else None
        if row is not None:
            counts[row] = counts.get(row, 0) + 1
            latest.setdefault(row, viewing.date)
    ratings: dict[int, float] = {}
    wanted: set[int] = set()
    for opinion in history.opinions:
        row = catalogue.rows.get(opinion.match) if opinion.match else None
        if row is not None and opinion.rating is not None:
            ratings.setdefault(row, opinion.rating)
            counts.setdefault(row, 1)
            latest.setdefault(row, None)
        elif row is not None and opinion.wanted:
            wanted.add(row)
    newest = max((day for day in latest.values() if day), default=None)
    ages = [(newest - day).days if newest and day else math.nan for day in latest.values()]
    return Watched(
        rows=np.array([*counts], dtype=np.int64),
        counts=np.array([*counts.values()], dtype=np.int64),
        ages=np.array(ages, dtype=np.float64),
        ratings=np.array([ratings.get(row, math.nan) for row in counts], dtype=np.float64),
        wanted=np.array(sorted(wanted - counts.keys()), dtype=np.int64),
    )
