"""Titles whose tags are known, to be inferred as if they were not; here films with a measured genome."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data.catalogue.build.calibration import Floats
from data.catalogue.build.draft import Draft
from data.catalogue.build.kaggle import read_kaggle
from data.catalogue.build.methods import Lesson
from data.catalogue.build.movielens import read_movielens
from data.catalogue.build.scores import Genome
from data.catalogue.build.tag_model import pick
from data.catalogue.problem import CatalogueProblem

Rows = NDArray[np.intp]
_FOLDS = 5
_MOST_OTHERS = 3000  # films that help to learn: more change nothing


@dataclass(frozen=True, slots=True)
class Others:
    """Titles that may be learned from besides. drafts (k,); truth float32 (k, tags); weights float32 (k,)."""

    drafts: Sequence[Draft]
    truth: Floats
    weights: Floats


@dataclass(frozen=True, slots=True)
class Trial:
    """drafts (n,) without tags, truth float32 (n, tags) in 0..1; `others` of the rows that may be learned from."""

    name: str
    drafts: Sequence[Draft]
    truth: Floats
    tags: Sequence[str]
    others: Callable[[Rows], Others]


@dataclass(frozen=True, slots=True)
class Shelves:
    """Drafts of the Netflix shelf and of MovieLens, and the genome, rows in the order of `measured`."""

    netflix: Sequence[Draft]
    measured: Sequence[Draft]
    genome: Genome


def read_shelves(folder: Path) -> Shelves:
    """Read `netflix/` and `movielens/ml-25m-genome149.zip`, which must have a genome. Raises CatalogueProblem."""
    lens = read_movielens(folder / "movielens" / "ml-25m-genome149.zip")
    if lens.genome is None:
        raise CatalogueProblem(f"The MovieLens set in {folder} has no tag genome.")
    row_of = {int(movie): row for row, movie in enumerate(lens.genome.movies)}
    films = {row_of[draft.movielens]: draft for draft in lens.drafts if draft.movielens in row_of}
    rows = np.array(sorted(films), dtype=np.intp)
    genome = replace(lens.genome, movies=lens.genome.movies[rows], scores=lens.genome.scores[rows])
    return Shelves(list(read_kaggle(folder / "netflix")), [films[int(row)] for row in rows], genome)


def on_the_shelf(shelves: Shelves) -> Trial:
    """Films on the Netflix shelf that have a genome, by what the shelf says; others may be learned from."""
    row_of = {film.imdb: row for row, film in enumerate(shelves.measured) if film.imdb}
    pairs = {row_of[draft.imdb]: draft for draft in shelves.netflix if draft.imdb in row_of}
    rows = list(pairs)
    rest = np.array([row for row in most_rated(shelves.measured) if row not in pairs][:_MOST_OTHERS], dtype=np.intp)
    others = Others(pick(shelves.measured, rest), _truth(shelves.genome, rest), np.ones(len(rest), dtype=np.float32))
    return Trial(
        "films on the Netflix shelf, measured tags",
        list(pairs.values()),
        _truth(shelves.genome, rows),
        shelves.genome.tags,
        lambda _: others,
    )


def off_the_shelf(shelves: Shelves, most: int) -> Trial:
    """The other films with a genome, the most rated, by what MovieLens says: genres, year, rating, a few keywords."""
    there = {draft.imdb for draft in shelves.netflix if draft.imdb}
    rows = [row for row in most_rated(shelves.measured) if shelves.measured[row].imdb not in there][:most]
    films = [shelves.measured[row] for row in rows]
    tags = shelves.genome.tags
    return Trial(
        "films elsewhere, measured tags", films, _truth(shelves.genome, rows), tags, lambda _: nothing(len(tags))
    )


def lessons(trial: Trial, *, with_others: bool) -> Iterator[tuple[Lesson, Rows]]:
    """Five lessons, each with the rows it asks about; every row is asked once."""
    fold_of = np.random.default_rng(0).permutation(len(trial.drafts)) % _FOLDS
    for part in range(_FOLDS):
        known, asked = np.flatnonzero(fold_of != part), np.flatnonzero(fold_of == part)
        others = trial.others(known) if with_others else nothing(len(trial.tags))
        drafts = [*pick(trial.drafts, known), *others.drafts]
        weights = np.concatenate([np.ones(len(known)), others.weights]).astype(np.float32)
        truth = np.concatenate([trial.truth[known], others.truth])
        yield Lesson(drafts, truth, weights, pick(trial.drafts, asked), trial.tags), asked


def most_rated(drafts: Sequence[Draft]) -> list[int]:
    """Rows of drafts, most ratings first."""
    return sorted(range(len(drafts)), key=lambda row: -drafts[row].votes)


def nothing(width: int) -> Others:
    """No other titles."""
    return Others((), np.zeros((0, width), dtype=np.float32), np.zeros(0, dtype=np.float32))


def _truth(genome: Genome, rows: Sequence[int] | Rows) -> Floats:
    return genome.scores[np.asarray(rows, dtype=np.intp)].astype(np.float32) / 255
