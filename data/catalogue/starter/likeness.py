"""How alike the starter's titles are by their tags, as a fan would see it. Pure.

A plain cosine calls everything popular alike: common tags ("funny", "violent") drown the telling ones. So tags are
centred within films and within series and scaled to their spread, with a floor for rare tags, as the recommender does
before it whitens (the two packages do not know each other, so the few lines are here as well).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from data.catalogue.title import Title

#: A tag's spread counts as at least this share of the median spread.
_LEAST_SPREAD = 0.5
_TINY = 1e-9


def relevances(titles: Sequence[Title], tags: Sequence[str]) -> NDArray[np.float32]:
    """float32 (titles, tags): the relevance of each tag, 0 where a title has it not."""
    column = {tag: at for at, tag in enumerate(tags)}
    table = np.zeros((len(titles), len(tags)), dtype=np.float32)
    for row, title in enumerate(titles):
        for tag, relevance in title.tags.items():
            table[row, column[tag]] = relevance
    return table


def directions(table: NDArray[np.float32], series: NDArray[np.bool_]) -> NDArray[np.float32]:
    """The rows of `table` (titles, tags) centred within their kind (`series` bool (titles,)), scaled, at length one."""
    centred = table.copy()
    for kind in (series, ~series):
        if kind.any():
            centred[kind] -= table[kind].mean(axis=0)
    spreads = centred.std(axis=0)
    alive = spreads > _TINY
    floor = _LEAST_SPREAD * float(np.median(spreads[alive])) if alive.any() else 1.0
    scaled = centred / np.maximum(spreads, floor)
    return scaled / np.maximum(np.linalg.norm(scaled, axis=1, keepdims=True), _TINY)


def nearest(rows: NDArray[np.float32], row: int, among: NDArray[np.bool_], n: int) -> list[tuple[int, float]]:
    """The `n` rows most like this one with their cosine, best first; `among` (titles,) says which may be named."""
    cosines = rows @ rows[row]
    found = np.flatnonzero(among)
    found = found[found != row]
    order = found[np.argsort(-cosines[found], kind="stable")][:n]
    return [(int(other), float(cosines[other])) for other in order]


def alike(rows: NDArray[np.float32], least: float) -> list[tuple[int, int, float]]:
    """Pairs of rows (i < j) whose cosine is at least `least`, most alike first."""
    cosines = np.triu(rows @ rows.T, k=1)
    pairs = np.argwhere(cosines >= least)
    found = [(int(i), int(j), float(cosines[i, j])) for i, j in pairs]
    return sorted(found, key=lambda pair: -pair[2])
