"""Which titles most people know, by the sources at hand: those worth a question each to a slow one."""

import csv
import gzip
import heapq
import io
import statistics
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path

from data.catalogue.build.draft import Draft
from data.catalogue.build.kaggle import read_kaggle
from data.catalogue.build.movielens import read_movielens
from data.catalogue.build.shelf import open_shelf
from data.catalogue.problem import CatalogueProblem

_RATINGS = "title.ratings.tsv.gz"
_LEAST_SHARED = 20
_MOVIELENS = ("ml-25m", "ml-32m")


def find_famous(sources: Mapping[str, Path], most: int) -> list[Draft]:
    """The `most` titles with an IMDb number and the most votes, most votes first, each once.

    IMDb's own votes where its files are among the sources, else those on Kaggle's shelf and MovieLens' ratings, the
    latter scaled by what both have. Raises CatalogueProblem when no source gives IMDb numbers.
    """
    shelf = list(read_kaggle(sources["kaggle-netflix"])) if "kaggle-netflix" in sources else []
    films = [draft for name in _MOVIELENS if name in sources for draft in read_movielens(sources[name], name).drafts]
    if "imdb" in sources:
        numbers = {draft.imdb: draft.tmdb for draft in films if draft.tmdb is not None}
        found = _most_voted(sources["imdb"], most)
        for draft in found:
            draft.tmdb = numbers.get(draft.imdb)
    else:
        _scale(films, shelf)
        found = _once(chain(shelf, films))
    if not found:
        raise CatalogueProblem("tmdb needs another source that knows IMDb numbers: imdb, kaggle-netflix or MovieLens.")
    return heapq.nsmallest(most, found, key=lambda draft: (-draft.votes, draft.imdb or ""))


def _most_voted(folder: Path, most: int) -> list[Draft]:
    shelf = open_shelf(folder)
    with shelf.open(_RATINGS) as raw, gzip.open(raw) as table:
        rows = csv.reader(io.TextIOWrapper(table, "utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE)
        header = next(rows, None) or []
        for column in ("tconst", "numVotes"):
            if column not in header:
                raise CatalogueProblem(f"{_RATINGS} in {folder} lacks the column {column}. IMDb has changed its form.")
        name, votes = header.index("tconst"), header.index("numVotes")
        best = heapq.nlargest(most, ((int(row[votes]), row[name]) for row in rows))
    return [Draft(kind="movie", title="", imdb=imdb, votes=count, source="imdb") for count, imdb in best]


def _scale(films: Sequence[Draft], shelf: Sequence[Draft]) -> None:
    """Make ratings on MovieLens comparable with IMDb's votes: by the median ratio over films that have both."""
    votes = {draft.imdb: draft.votes for draft in shelf if draft.imdb and draft.votes}
    ratios = [votes[draft.imdb] / draft.votes for draft in films if draft.votes and draft.imdb in votes]
    factor = statistics.median(ratios) if len(ratios) >= _LEAST_SHARED else 1.0
    for draft in films:
        draft.votes = round(draft.votes * factor)


def _once(drafts: chain[Draft]) -> list[Draft]:
    """Of the drafts of one title the one with most votes; it keeps TMDB's number from another."""
    best: dict[str, Draft] = {}
    for draft in drafts:
        if not draft.imdb:
            continue
        other = best.setdefault(draft.imdb, draft)
        first, second = (draft, other) if draft.votes > other.votes else (other, draft)
        first.tmdb = first.tmdb if first.tmdb is not None or first.kind != second.kind else second.tmdb
        best[draft.imdb] = first
    return list(best.values())
