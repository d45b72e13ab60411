"""Netflix's shelf of July 2022 from Kaggle: fetching it, and reading its two tables."""

import importlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from data.catalogue.build.draft import Draft
from data.catalogue.build.shelf import Shelf, open_shelf, read_rows
from data.catalogue.build.words import to_countries, to_genres, to_maturity
from data.catalogue.problem import CatalogueProblem
from data.catalogue.title import Kind

HANDLE = "victorsoeiro/netflix-tv-shows-and-movies"
_KINDS: Mapping[str, Kind] = {"MOVIE": "movie", "SHOW": "series"}
_COLUMNS = (
    *("id", "title", "type", "description", "release_year", "age_certification", "runtime", "genres"),
    *("production_countries", "seasons", "imdb_id", "imdb_score", "imdb_votes"),
)
_MOST_CAST = 6
_WORD = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_IMDB = re.compile(r"tt\d{7,9}")


def fetch_kaggle(folder: Path) -> None:
    """Put titles.csv and credits.csv into the folder by kagglehub, which needs no account for this set.

    Raises CatalogueProblem when kagglehub is not installed or Kaggle does not give the set.
    """
    by_hand = (
        f"Or fetch https://www.kaggle.com/datasets/{HANDLE} in a browser and give --source kaggle-netflix=THE_FILE.zip."
    )
    try:
        kagglehub: Any = importlib.import_module("kagglehub")
    except ImportError as error:
        raise CatalogueProblem(
            f"kagglehub is not installed: pip install -e '.[build]', then try again. {by_hand}"
        ) from error
    try:
        kagglehub.dataset_download(HANDLE, output_dir=str(folder), force_download=True)
    except (OSError, ValueError) as error:  # what requests raises is an OSError
        raise CatalogueProblem(f"Kaggle did not give the set ({error}). {by_hand}") from error


def read_kaggle(path: Path) -> Iterator[Draft]:
    """The shelf in a folder or zip, or the titles.csv in it; credits.csv beside it is used. Raises CatalogueProblem.

    A row without a title is left out.
    """
    shelf = open_shelf(path)
    people = _read_credits(shelf)
    for row in read_rows(shelf, "titles.csv", _COLUMNS):
        cells = dict(zip(_COLUMNS, row, strict=True))
        if cells["title"].strip() and cells["type"] in _KINDS:
            yield _draft(cells, people.get(cells["id"], ([], [])))


def _draft(cells: Mapping[str, str], people: tuple[list[str], list[str]]) -> Draft:
    countries = to_countries(_words(cells["production_countries"]))
    kind = _KINDS[cells["type"]]
    seasons = _whole(cells["seasons"])
    return Draft(
        kind=kind,
        title=cells["title"].strip(),
        year=_whole(cells["release_year"]),
        imdb=cells["imdb_id"] if _IMDB.fullmatch(cells["imdb_id"]) else None,
        kaggle=cells["id"],
        minutes=_whole(cells["runtime"]),
        seasons=seasons if kind == "series" and seasons else None,
        genres=to_genres(_words(cells["genres"]), countries),
        countries=countries,
        maturity=to_maturity(cells["age_certification"]),
        votes=_whole(cells["imdb_votes"]),
        rating=float(cells["imdb_score"]) if _is_number(cells["imdb_score"]) else None,
        makers=tuple(people[1]),
        cast=tuple(people[0][:_MOST_CAST]),
        description=" ".join(cells["description"].split()),
        netflix=True,
        source="kaggle-netflix",
    )


def _read_credits(shelf: Shelf) -> Mapping[str, tuple[list[str], list[str]]]:
    """Title -> its actors in the order of the table, and its directors."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    if "credits.csv" not in shelf:
        return found
    for title, name, role in read_rows(shelf, "credits.csv", ("id", "name", "role")):
        actors, directors = found.setdefault(title, ([], []))
        if role == "DIRECTOR" and name not in directors:
            directors.append(name)
        elif role == "ACTOR" and len(actors) < _MOST_CAST and name not in actors:
            actors.append(name)
    return found


def _words(cell: str) -> list[str]:
    """The words of a list as Python prints it: `['drama', 'crime']`."""
    return [one or other for one, other in _WORD.findall(cell)]


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()


def _whole(text: str) -> int:
    return round(float(text)) if _is_number(text) else 0
