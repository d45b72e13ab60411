"""The starter's facts against the Netflix shelf of July 2022."""

import ast
import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.catalogue.match import fold
from data.catalogue.problem import CatalogueProblem
from data.catalogue.title import Title

#: Their genre -> ours; a title agrees when any of its genres does.
GENRE: Mapping[str, tuple[str, ...]] = {
    "scifi": ("sci-fi",), "documentation": ("documentary", "stand-up", "reality", "food", "music", "history", "sport"),
    "animation": ("animation", "anime", "kids", "family"), "family": ("family", "kids"), "war": ("war", "history"),
    "comedy": ("comedy", "stand-up", "talk"), "reality": ("reality", "food", "documentary"),
}  # fmt: skip
_NEAR_MINUTES = 0.15
#: Years apart up to which two may be one work; from two years on only when their lengths differ by less than this.
_APART = 3
_OTHER_WORK = 0.3


@dataclass(frozen=True, slots=True)
class Facts:
    """Share of compared titles with each fact right, all of them right, and one line for each difference."""

    compared: int
    right: Mapping[str, float]
    all_right: float
    differences: tuple[str, ...]


def compare_facts(titles: Sequence[Title], file: Path) -> Facts:
    """Compare titles that both hold: same folded name and kind, years at most three apart (a year may be what differs).

    A title of the other kind is compared only in the very same year, and one years apart only when it is as long.

    Seasons may be more than in 2022, and one fewer, for the shelf counts announced seasons and specials. Minutes may
    differ by 15 %, or by five. Genres agree when one does.
    """
    shelf = _shelf(file)
    right: defaultdict[str, int] = defaultdict(int)
    lines: list[str] = []
    compared = whole = 0
    for title in titles:
        theirs = _twin(title, shelf.get(fold(title.title), []))
        if theirs is None:
            continue
        compared += 1
        checks = _checks(title, theirs)
        for field, (ours, told, agrees) in checks.items():
            right[field] += agrees
            if not agrees:
                lines.append(f"{title.id}: {field} {ours}, there {told}")
        whole += all(agrees for _, _, agrees in checks.values())
    shares = {field: right[field] / max(1, compared) for field in ("kind", "year", "minutes", "seasons", "genres")}
    return Facts(compared, shares, whole / max(1, compared), tuple(lines))


def _shelf(file: Path) -> dict[str, list[dict[str, str]]]:
    shelf: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    try:
        with file.open(encoding="utf-8", newline="") as table:
            for row in csv.DictReader(table):
                if row["title"]:
                    shelf[fold(row["title"])].append(row)
    except (OSError, KeyError) as error:
        raise CatalogueProblem(f"{file.name} cannot be read as the table of Netflix titles.") from error
    return shelf


def _twin(title: Title, rows: Sequence[dict[str, str]]) -> dict[str, str] | None:
    same = [row for row in rows if _kind(row) == title.kind and _apart(title, row) <= _APART]
    best = min(same, key=lambda row: _apart(title, row), default=None)
    if best is None:  # the other kind in the very same year: a mistake of ours rather than a namesake
        return next((row for row in rows if _apart(title, row) == 0), None)
    length = float(best["runtime"] or 0)
    is_namesake = _apart(title, best) > 1 and abs(length - title.minutes) > _OTHER_WORK * length
    return None if is_namesake else best


def _apart(title: Title, row: Mapping[str, str]) -> int:
    return abs(int(row["release_year"]) - title.year)


def _kind(row: Mapping[str, str]) -> str:
    return "series" if row["type"] == "SHOW" else "movie"


def _checks(title: Title, row: Mapping[str, str]) -> dict[str, tuple[object, object, bool]]:
    """Field -> ours, theirs, whether they agree."""
    minutes, year = int(float(row["runtime"] or 0)), int(row["release_year"])
    seasons = int(float(row["seasons"] or 0))
    genres = ast.literal_eval(row["genres"] or "[]")
    wanted = {ours for genre in genres for ours in GENRE.get(genre, (genre,))}
    close = minutes == 0 or abs(title.minutes - minutes) <= max(5, _NEAR_MINUTES * minutes)
    return {
        "kind": (title.kind, _kind(row), title.kind == _kind(row)),
        "year": (title.year, year, abs(title.year - year) <= 1),
        "minutes": (title.minutes, minutes, close),
        "seasons": (
            title.seasons,
            seasons,
            title.kind == "movie" or not seasons or (title.seasons or 0) >= seasons - 1,
        ),
        "genres": (title.genres, genres, not wanted or bool(wanted.intersection(title.genres))),
    }
