"""Reads MovieLens (ml-25m, ml-32m, ml-latest and its small form): films, ratings, keywords and the tag genome."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data.catalogue.build.draft import Draft
from data.catalogue.build.film_names import read_film_name
from data.catalogue.build.scores import Genome, Pairs, gather_genome
from data.catalogue.build.shelf import Shelf, open_shelf, read_chunks, read_rows
from data.catalogue.build.words import to_genres
from data.catalogue.problem import CatalogueProblem

_LARGEST_ID = 10_000_000  # far above any MovieLens id: a larger one would only ask for memory
_MOST_KEYWORDS = 50
_LEAST_PEOPLE = 2  # what one person alone calls a film says more of the person
_NAMES_OF_TAGS = "genome-tags.csv"
_SCORES = "genome-scores.csv"
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Ratings:
    """How many rated a movie, and how. movies: int32 (k,), ascending; counts: int64 (k,); means: float64 (k,), 0..5."""

    movies: NDArray[np.int32]
    counts: NDArray[np.int64]
    means: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class MovieLens:
    """What a MovieLens set holds. `drafts` can be gone through once; `genome` is None where the set has none."""

    drafts: Iterator[Draft]
    genome: Genome | None
    ratings: Ratings


def read_movielens(path: Path, source: str = "ml-25m") -> MovieLens:
    """Read a zip as published, or a folder; only movies.csv is needed. Raises CatalogueProblem.

    Memory holds the genome's matrix, the keywords and a number per movie, never a table of ratings or scores. A draft's
    `votes` is the number of MovieLens ratings, `rating` their mean on 0..10, `keywords` what two or more people said.
    """
    shelf = open_shelf(path)
    ratings = _read_ratings(shelf)
    return MovieLens(_read_drafts(shelf, source, ratings), _read_genome(shelf), ratings)


def _read_drafts(shelf: Shelf, source: str, ratings: Ratings) -> Iterator[Draft]:
    links = _read_links(shelf)
    keywords = _read_keywords(shelf)
    for movie_text, title, genres in read_rows(shelf, "movies.csv", ("movieId", "title", "genres")):
        movie = _number(movie_text, "movies.csv", shelf)
        found = read_film_name(title)
        if not found.name:
            continue
        at = int(np.searchsorted(ratings.movies, movie))
        is_rated = at < len(ratings.movies) and int(ratings.movies[at]) == movie
        imdb, tmdb = links.get(movie, (None, None))
        yield Draft(
            kind="movie",
            title=found.name,
            year=found.year,
            imdb=imdb,
            movielens=movie,
            tmdb=tmdb,
            genres=to_genres(genres.split("|")),
            votes=int(ratings.counts[at]) if is_rated else 0,
            rating=round(float(ratings.means[at]) * 2, 2) if is_rated else None,
            also=found.also,
            keywords=keywords.get(movie, ()),
            source=source,
        )


def _read_links(shelf: Shelf) -> Mapping[int, tuple[str | None, int | None]]:
    if "links.csv" not in shelf:
        return {}
    return {
        _number(movie, "links.csv", shelf): (f"tt{imdb.zfill(7)}" if imdb.isdigit() else None, _maybe(tmdb))
        for movie, imdb, tmdb in read_rows(shelf, "links.csv", ("movieId", "imdbId", "tmdbId"))
    }


def _read_ratings(shelf: Shelf) -> Ratings:
    counts = np.zeros(0, dtype=np.int64)
    sums = np.zeros(0)
    if "ratings.csv" in shelf:
        for chunk in read_chunks(shelf, "ratings.csv", {"movieId": np.int32, "rating": np.float32}):
            movies = chunk["movieId"]
            if not 0 <= int(movies.min(initial=0)) <= int(movies.max(initial=0)) < _LARGEST_ID:
                raise CatalogueProblem(f"ratings.csv in {shelf.path} holds impossible movie ids. Fetch it again.")
            size = max(len(counts), int(movies.max(initial=0)) + 1)
            counts = np.pad(counts, (0, size - len(counts))) + np.bincount(movies, minlength=size)
            sums = np.pad(sums, (0, size - len(sums))) + np.bincount(movies, chunk["rating"], minlength=size)
    rated = np.flatnonzero(counts)
    return Ratings(rated.astype(np.int32), counts[rated], sums[rated] / counts[rated])


def _read_keywords(shelf: Shelf) -> Mapping[int, tuple[str, ...]]:
    """Movie -> what at least two people called it, most people first."""
    if "tags.csv" not in shelf:
        return {}
    codes: dict[str, int] = {}
    said: list[NDArray[np.int64]] = []
    for chunk in read_chunks(shelf, "tags.csv", {"userId": np.int64, "movieId": np.int64, "tag": str}):
        plain = [_SPACES.sub(" ", str(tag)).strip().lower() for tag in chunk["tag"]]
        stretch = np.empty((len(plain), 3), dtype=np.int64)
        stretch[:, 0], stretch[:, 2] = chunk["movieId"], chunk["userId"]
        stretch[:, 1] = [codes.setdefault(tag, len(codes)) for tag in plain]
        said.append(stretch)
    if not said:
        return {}
    each = np.unique(np.concatenate(said), axis=0)  # who says it twice, or once in capitals, says it once
    pairs, people = np.unique(each[:, :2], axis=0, return_counts=True)
    names = list(codes)
    found: dict[int, list[str]] = {}
    for at in np.lexsort((pairs[:, 1], -people)):
        word = names[int(pairs[at, 1])]
        if people[at] >= _LEAST_PEOPLE and word:
            found.setdefault(int(pairs[at, 0]), []).append(word)
    return {movie: tuple(words[:_MOST_KEYWORDS]) for movie, words in found.items()}


def _read_genome(shelf: Shelf) -> Genome | None:
    if _SCORES not in shelf:
        return None
    named = {
        _number(tag, _NAMES_OF_TAGS, shelf): name for tag, name in read_rows(shelf, _NAMES_OF_TAGS, ("tagId", "tag"))
    }
    columns = np.full(max(named, default=0) + 1, -1, dtype=np.int32)
    columns[list(named)] = np.arange(len(named))
    return gather_genome(tuple(named.values()), _read_pairs(shelf, columns), f"{_SCORES} in {shelf.path}")


def _read_pairs(shelf: Shelf, columns: NDArray[np.int32]) -> Iterator[Pairs]:
    for chunk in read_chunks(shelf, _SCORES, {"movieId": np.int32, "tagId": np.int32, "relevance": np.float32}):
        tags = chunk["tagId"]
        known = (tags >= 0) & (tags < len(columns))
        yield Pairs(chunk["movieId"], np.where(known, columns[np.where(known, tags, 0)], -1), chunk["relevance"])


def _number(text: str, name: str, shelf: Shelf) -> int:
    if not text.isdecimal() or int(text) >= _LARGEST_ID:
        raise CatalogueProblem(f"{name} in {shelf.path} holds {text[:20]!r} where an id belongs. Fetch it again.")
    return int(text)


def _maybe(text: str) -> int | None:
    return int(text) if text.isdecimal() else None
