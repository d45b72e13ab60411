"""The starter's tags against MovieLens' tag genome, film by film."""

import csv
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data.catalogue.match import fold
from data.catalogue.problem import CatalogueProblem
from data.catalogue.title import Title

#: From this relevance on a film has the tag in the genome.
HAS = 0.5
#: Films needed on each side before a tag is told.
_FEWEST = 5
#: Genome tag -> ours, where they say the same in other words. Equal names need no line.
SAME: Mapping[str, str] = {
    "brothers": "siblings", "french": "france", "graphic novel": "based on a comic",
    "lawyer": "legal drama", "notable nudity": "nudity", "race": "cars",
    "russian": "russia", "wartime": "war",
    "god": "faith", "bollywood": "india",
}  # fmt: skip
#: Columns of the shared file of 149 that stand for several tags at once (the highest of them): it lists these groups
#: first, by size, and `teen movie` holds "chick flick", `survival` "futuristic". They are no yardstick for one tag.
GROUPS = frozenset(
    {"adaptation", "betrayal", "death", "dysfunctional family", "family", "fantasy world", "fun movie", "greed"}
    | {"80s", "melancholic", "queer", "quirky", "road movie", "sexy", "small town", "survival", "teen movie"}
    | {"unlikely friendships", "vengeance", "very funny"}
)
_YEAR = re.compile(r"\s*\((\d{4})\)\s*$")
_ARTICLE = re.compile(r"^(.*), (The|A|An|Le|La|Les|Il|El|Das|Der|Die)$")


@dataclass(frozen=True, slots=True)
class Measured:
    """`tags` are (ours, theirs, AUC, films that have it there), worst first; `worst` lines name films that differ."""

    films: int
    median: float
    tags: tuple[tuple[str, str, float, int], ...]
    worst: tuple[str, ...]


def compare_genome(titles: Sequence[Title], archive: Path, worst: int = 0) -> Measured:
    """Per tag the chance that our relevance puts a film that has it (theirs >= .5) above one that has not."""
    try:
        with zipfile.ZipFile(archive) as ml:
            films = _films(titles, _rows(ml, "movies.csv"))
            columns = {row["tagId"]: row["tag"] for row in _rows(ml, "genome-tags.csv")}
            theirs = _scores(ml, films, list(columns))
    except (OSError, zipfile.BadZipFile, KeyError) as error:
        raise CatalogueProblem(f"{archive.name} cannot be read as a MovieLens archive with a tag genome.") from error
    order = sorted(theirs)
    told: list[tuple[str, str, float, int]] = []
    lines: list[str] = []
    for at, column in enumerate(columns.values()):
        tag = SAME.get(column, column)
        ours = np.array([films[movie].tags.get(tag, 0.0) for movie in order])
        scores = np.array([theirs[movie][at] for movie in order])
        has = scores >= HAS
        if column in GROUPS or not ours.any() or min(has.sum(), (~has).sum()) < _FEWEST:
            continue
        told.append((tag, column, auc(ours[has], ours[~has]), int(has.sum())))
        lines += _differing(tag, [films[movie].id for movie in order], ours, scores, worst)
    told.sort(key=lambda one: one[2])
    median = float(np.median([value for _, _, value, _ in told])) if told else float("nan")
    return Measured(len(order), median, tuple(told), tuple(lines))


def auc(positive: NDArray[np.float64], negative: NDArray[np.float64]) -> float:
    """Chance that one of `positive` exceeds one of `negative`, ties counting half (Mann-Whitney U / n m)."""
    ordered = np.sort(negative)
    below = np.searchsorted(ordered, positive, side="left")
    upto = np.searchsorted(ordered, positive, side="right")
    return float((below + upto).sum() / 2.0 / (len(positive) * len(negative)))


def split_name(name: str) -> tuple[str, int]:
    """MovieLens' `Matrix, The (1999)` as name and year; 0 without a year."""
    found = _YEAR.search(name)
    bare = _YEAR.sub("", name).strip()
    main = bare.split(" (", 1)[0]
    article = _ARTICLE.match(main)
    return (f"{article[2]} {article[1]}" if article else main), int(found[1]) if found else 0


def _films(titles: Sequence[Title], movies: Iterable[Mapping[str, str]]) -> dict[str, Title]:
    """Their movieId -> our film: same folded name, year at most one apart, the nearest year first."""
    known: defaultdict[str, list[Title]] = defaultdict(list)
    for title in titles:
        if title.kind == "movie":
            for name in {fold(title.title), *map(fold, title.also)}:
                known[name].append(title)
    found: dict[str, Title] = {}
    for movie in movies:
        name, year = split_name(movie["title"])
        near = [title for title in known.get(fold(name), ()) if abs(title.year - year) <= 1]
        if near:
            found[movie["movieId"]] = min(near, key=lambda title: abs(title.year - year))
    return found


def _scores(ml: zipfile.ZipFile, films: Mapping[str, Title], tags: Sequence[str]) -> dict[str, NDArray[np.float64]]:
    column = {tag: at for at, tag in enumerate(tags)}
    scores: dict[str, NDArray[np.float64]] = {}
    for row in _rows(ml, "genome-scores.csv"):
        if row["movieId"] in films:
            scores.setdefault(row["movieId"], np.zeros(len(tags)))[column[row["tagId"]]] = float(row["relevance"])
    return scores


def _rows(ml: zipfile.ZipFile, name: str) -> "csv.DictReader[str]":
    member = next(entry for entry in ml.namelist() if entry.rpartition("/")[2] == name)
    return csv.DictReader(io.TextIOWrapper(ml.open(member), encoding="utf-8", newline=""))


def _differing(
    tag: str, ids: Sequence[str], ours: NDArray[np.float64], scores: NDArray[np.float64], worst: int
) -> list[str]:
    """Where they are sure and we say nothing, and the other way round."""
    missed = [at for at in np.argsort(-scores, kind="stable")[:200] if scores[at] >= 0.8 and ours[at] == 0.0]  # noqa: PLR2004 - sure
    claimed = [at for at in np.argsort(scores, kind="stable") if ours[at] >= 0.8 and scores[at] < 0.2]  # noqa: PLR2004 - sure
    lines = [f"{tag}: not on {ids[at]}, measured {scores[at]:.2f}" for at in missed[:worst]]
    return lines + [f"{tag}: {ours[at]:.1f} on {ids[at]}, measured {scores[at]:.2f}" for at in claimed[:worst]]
