"""Are the series that Blendz calls near each other kin? Judged by lists written before anybody looked. Pure.

For each series with kin, all other series of the catalogue are ranked by how like it they are. Intervals are over
series; those of one list are much alike, so that the true intervals are somewhat wider.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.evaluating.measure import mean_of, order
from bot.evaluating.members import EvaluationProblem
from bot.evaluating.methods import BLENDZ, TAGS, methods_of
from bot.evaluating.summary import catalogue_of, told
from bot.shelf import Shelf
from data.catalogue.catalogue import Catalogue
from data.catalogue.starter import read_titles
from data.catalogue.starter.kinship import Kin, kin_by_makers, read_kin
from data.catalogue.title import GENRES
from recommender.evaluate.metrics import ndcg, recall
from recommender.profile import Watched

#: From a row to the likeness of every title (titles,) to it.
Likeness = Callable[[int], NDArray[np.float32]]

LENGTH = 10
LIKENESS, PROFILE, PROFILE_TAGS, GENRE, POPULARITY = "likeness", "profile", "profile by tags", "genres", "popularity"
#: Rows of history behind the one series that a profile is made of: a season.
_EPISODES = 10
#: Equal genres are told apart by popularity, which moves nothing else.
_TIE = 1e-4


def document_of(shelf: Shelf) -> dict[str, Any]:
    """Per kind of kin the means of each method, and each list by itself, the worst first.

    Raises EvaluationProblem when the catalogue has no kin.
    """
    series = np.flatnonzero(shelf.model.series)
    lists = [(kin, rows) for kin in every_kin() if len(rows := _rows(kin, shelf.catalogue)) > 1]
    if not lists:
        raise EvaluationProblem("The catalogue in use has no series of the lists of kin: the starter has them all.")
    likenesses = likenesses_of(shelf)
    nearest = nearest_of({row for _, rows in lists for row in rows}, likenesses, series)
    kinds = {
        kind: kin_of(rows for kin, rows in lists if kin.kind == kind) for kind in ("makers", "franchises", "themes")
    }
    worth = {kind: worth_of(near, nearest, [*likenesses]) for kind, near in kinds.items() if near}
    return {
        "catalogue": catalogue_of(shelf.catalogue),
        "series": {kind: len(values) for kind, values in worth.items()},
        "kinds": {kind: _means(values, [*likenesses], len(series)) for kind, values in worth.items()},
        "lists": sorted((_list(*one, nearest) for one in lists), key=lambda one: (one["ndcg@10"], one["name"])),
    }


def every_kin() -> tuple[Kin, ...]:
    """By makers, franchises and themes, of the starter's titles."""
    return (*kin_by_makers(read_titles()), *read_kin("franchises"), *read_kin("themes"))


def likenesses_of(shelf: Shelf) -> Mapping[str, Likeness]:
    """The recommender's own likeness, the scores of somebody who watched one series, and what any site could do."""
    model, methods = shelf.model, methods_of(shelf.model)
    genres = _genres(shelf.catalogue)

    def profile(method: str) -> Likeness:
        return lambda row: methods[method].scores(
            Watched(np.array([row]), np.array([_EPISODES]), np.zeros(1, dtype=np.float64))
        )

    return {
        LIKENESS: lambda row: model.directions @ model.directions[row],
        PROFILE: profile(BLENDZ),
        PROFILE_TAGS: profile(TAGS),
        GENRE: lambda row: genres @ genres[row] + np.float32(_TIE) * model.prior,
        POPULARITY: lambda _: model.prior,
    }


def nearest_of(
    rows: Iterable[int], likenesses: Mapping[str, Likeness], among: NDArray[np.int64]
) -> Mapping[int, Mapping[str, NDArray[np.int64]]]:
    """Row -> method -> the `LENGTH` other rows of `among` (k,) that are most like it, the nearest first."""
    return {
        row: {method: _nearest(row, likeness(row), among) for method, likeness in likenesses.items()} for row in rows
    }


def kin_of(lists: Iterable[Sequence[int]]) -> Mapping[int, frozenset[int]]:
    """Row -> all that share a list with it."""
    kin: dict[int, frozenset[int]] = {}
    for rows in lists:
        for row in rows:
            kin[row] = kin.get(row, frozenset()) | (frozenset(rows) - {row})
    return kin


def worth_of(
    kin: Mapping[int, frozenset[int]],
    nearest: Mapping[int, Mapping[str, NDArray[np.int64]]],
    methods: Sequence[str],
) -> NDArray[np.float64]:
    """Float (series, methods, 2): recall and nDCG of the kin of each series among its nearest."""
    worth = np.zeros((len(kin), len(methods), 2))
    for at, (row, others) in enumerate(kin.items()):
        for of, method in enumerate(methods):
            hits = np.array([near in others for near in nearest[row][method].tolist()], dtype=np.bool_)
            worth[at, of] = recall(hits, len(others), LENGTH), ndcg(hits, len(others), LENGTH)
    return worth


def _nearest(row: int, likeness: NDArray[np.float32], among: NDArray[np.int64]) -> NDArray[np.int64]:
    others = among[among != row]
    return others[order(likeness[others])[:LENGTH]]


def _means(worth: NDArray[np.float64], methods: Sequence[str], series: int) -> dict[str, Any]:
    """Of worth (series, methods, 2): means, what recall is in lists drawn at random, and the gain over genres."""
    lift = (series - 1) / LENGTH
    base = methods.index(GENRE)
    return {
        method: {
            "recall@10": told(mean_of(worth[:, at, 0])),
            "ndcg@10": told(mean_of(worth[:, at, 1])),
            "lift": told(mean_of(worth[:, at, 0] * lift)),
            "gain": told(mean_of(worth[:, at, 1] - worth[:, base, 1])),
        }
        for at, method in enumerate(methods)
    }


def _list(
    kin: Kin, rows: Sequence[int], nearest: Mapping[int, Mapping[str, NDArray[np.int64]]]
) -> dict[str, str | int | float]:
    """One list by the recommender's own likeness: each of its series, and the others of this list alone."""
    worth = worth_of(kin_of([rows]), nearest, [LIKENESS])[:, 0].mean(axis=0)
    figures = {"recall@10": round(float(worth[0]), 4), "ndcg@10": round(float(worth[1]), 4)}
    return {"kind": kin.kind, "name": kin.name, "series": len(rows), **figures}


def _rows(kin: Kin, catalogue: Catalogue) -> list[int]:
    known = (catalogue.rows[title] for title in kin.ids if title in catalogue.rows)
    return [row for row in known if catalogue.columns.series[row]]


def _genres(catalogue: Catalogue) -> NDArray[np.float32]:
    """float32 (titles, genres), rows of length one: which genres a title has."""
    column = {genre: at for at, genre in enumerate(sorted(GENRES))}
    table = np.zeros((len(catalogue.titles), len(column)), dtype=np.float32)
    for row, title in enumerate(catalogue.titles):
        table[row, [column[genre] for genre in title.genres if genre in column]] = 1.0
    return table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), np.float32(1.0))
