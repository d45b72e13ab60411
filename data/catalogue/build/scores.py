"""A measured tag genome: how far each tag applies to each of some thousand films, gathered from a long table."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.catalogue.problem import CatalogueProblem

_LARGEST_ID = 10_000_000  # MovieLens is below 300,000: a larger one is not a movie id
_LEAST_KNOWN = 0.5
_FIRST_ROWS = 4096


@dataclass(frozen=True, slots=True)
class Genome:
    """`scores[i, j]` is how far `tags[j]` applies to MovieLens movie `movies[i]`: 0 not at all, 255 entirely.

    movies: int32 (k,), ascending. scores: uint8 (k, tags).
    """

    movies: NDArray[np.int32]
    tags: tuple[str, ...]
    scores: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Pairs:
    """A stretch of the long table. movies, tags: int (n,), tags as columns; scores: float (n,)."""

    movies: NDArray[np.integer]
    tags: NDArray[np.integer]
    scores: NDArray[np.floating]


def gather_genome(tags: tuple[str, ...], stretches: Iterable[Pairs], name: str) -> Genome:
    """Fill the matrix from a table in any order; memory is that of the matrix, whatever the length of the table.

    Scores outside 0..1 are clipped. A movie with fewer than half of its tags is left out; any other missing pair gets
    the tag's mean over the movies that have it. Raises CatalogueProblem when nothing is left; `name` is the table's.
    """
    board = _Board(len(tags), name)
    for stretch in stretches:
        board.put(stretch)
    movies, scores, known = board.finish()
    full = known.mean(axis=1) >= _LEAST_KNOWN
    if not full.any():
        raise CatalogueProblem(f"{name} holds no complete movie: it is cut short or altered. Fetch it again.")
    movies, scores, known = movies[full], scores[full], known[full]
    for column in np.flatnonzero(~known.all(axis=0)):
        has = known[:, column]
        scores[~has, column] = round(float(scores[has, column].mean())) if has.any() else 0
    order = np.argsort(movies)
    return Genome(movies[order], tags, scores[order])


class _Board:
    """The matrix while it is filled: its rows are given out as movies turn up."""

    def __init__(self, width: int, name: str) -> None:
        self._name = name
        self._row_of = np.full(1 << 16, -1, dtype=np.int32)
        self._movies = np.empty(0, dtype=np.int32)
        self._scores = np.zeros((_FIRST_ROWS, width), dtype=np.uint8)
        self._known = np.zeros((_FIRST_ROWS, width), dtype=np.bool_)

    def put(self, pairs: Pairs) -> None:
        rows = self._rows(pairs.movies)
        if not np.isfinite(pairs.scores).all() or pairs.tags.min(initial=0) < 0:
            raise CatalogueProblem(f"{self._name} holds scores that are no numbers or of unknown tags. Fetch it again.")
        self._scores[rows, pairs.tags] = np.rint(np.clip(pairs.scores, 0.0, 1.0) * 255).astype(np.uint8)
        self._known[rows, pairs.tags] = True

    def finish(self) -> tuple[NDArray[np.int32], NDArray[np.uint8], NDArray[np.bool_]]:
        count = len(self._movies)
        return self._movies, self._scores[:count], self._known[:count]

    def _rows(self, movies: NDArray[np.integer]) -> NDArray[np.int32]:
        ids = np.unique(movies)
        if len(ids) and not 0 <= int(ids[0]) <= int(ids[-1]) < _LARGEST_ID:
            raise CatalogueProblem(f"{self._name} holds impossible movie ids. Fetch it again.")
        top = int(ids[-1]) + 1 if len(ids) else 0
        if top > len(self._row_of):
            self._row_of = np.pad(self._row_of, (0, top - len(self._row_of)), constant_values=-1)
        new = ids[self._row_of[ids] < 0].astype(np.int32)
        self._row_of[new] = np.arange(len(self._movies), len(self._movies) + len(new), dtype=np.int32)
        self._movies = np.concatenate([self._movies, new])
        while len(self._movies) > len(self._scores):
            self._scores = np.concatenate([self._scores, np.zeros_like(self._scores)])
            self._known = np.concatenate([self._known, np.zeros_like(self._known)])
        return self._row_of[movies]
