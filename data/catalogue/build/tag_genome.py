"""Reads the Tag Genome 2021: 9,734 films x 1,084 tags, with the metadata of 84,661 films."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

import numpy as np

from data.catalogue.build.draft import Draft
from data.catalogue.build.film_names import read_film_name
from data.catalogue.build.scores import Genome, Pairs, gather_genome
from data.catalogue.build.shelf import Shelf, open_shelf, read_chunks
from data.catalogue.problem import CatalogueProblem

#: The two predictions the set holds. TagDL, a neural network, came nearer to what people said (Kotkov et al. 2021).
Scores = Literal["tagdl", "glmer"]
_METADATA = "metadata.json"
_MOST_CAST = 6


@dataclass(frozen=True, slots=True)
class TagGenome:
    """`drafts` can be gone through once, and holds many more films than the genome; ids are MovieLens ids."""

    drafts: Iterator[Draft]
    genome: Genome


def read_tag_genome(path: Path, scores: Scores = "tagdl") -> TagGenome:
    """Read the zip as published, or a folder; of the two files of scores one is enough. Raises CatalogueProblem.

    TagDL's scores run from -0.08 to 1.14 and are clipped to 0..1. Item ids are those of MovieLens.
    """
    shelf = open_shelf(path)
    wanted = [f"{scores}.csv", "tagdl.csv", "glmer.csv"]
    name = next((name for name in wanted if name in shelf), None)
    if name is None:
        raise CatalogueProblem(f"{path} holds neither tagdl.csv nor glmer.csv: it is not the Tag Genome 2021.")
    return TagGenome(_read_drafts(shelf), _gather(shelf, name))


def _gather(shelf: Shelf, name: str) -> Genome:
    """Two passes: the first learns the tags' names, so that the second can fill a matrix of the right width."""
    tags: dict[str, int] = {}
    for _ in _read_pairs(shelf, name, tags):
        pass
    return gather_genome(tuple(tags), _read_pairs(shelf, name, tags), f"{name} in {shelf.path}")


def _read_pairs(shelf: Shelf, name: str, tags: dict[str, int]) -> Iterator[Pairs]:
    """The table in stretches; a tag's column is the order in which it first turned up."""
    for chunk in read_chunks(shelf, name, {"tag": str, "item_id": np.int32, "score": np.float32}):
        columns = (tags.setdefault(str(tag), len(tags)) for tag in chunk["tag"])
        yield Pairs(chunk["item_id"], np.fromiter(columns, dtype=np.int32), chunk["score"])


def _read_drafts(shelf: Shelf) -> Iterator[Draft]:
    if _METADATA not in shelf:
        return
    with shelf.open(_METADATA) as lines:
        for number, line in enumerate(lines, 1):
            try:
                draft = _draft(json.loads(line)) if line.strip() else None
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                raise CatalogueProblem(
                    f"Line {number} of {_METADATA} in {shelf.path} is no film: "
                    f"{f'it lacks {error}' if isinstance(error, KeyError) else 'it is altered or cut short'}. "
                    "Fetch it again."
                ) from error
            if draft is not None:
                yield draft


def _draft(entry: dict[str, Any]) -> Draft | None:
    found = read_film_name(str(entry["title"]))
    if not found.name:
        return None
    imdb = str(entry.get("imdbId") or "").removeprefix("tt")
    return Draft(
        kind="movie",
        title=found.name,
        year=found.year,
        imdb=f"tt{imdb.zfill(7)}" if imdb.isdecimal() else None,
        movielens=int(entry["item_id"]),
        rating=_rating(entry.get("avgRating")),
        also=found.also,
        makers=_people(entry.get("directedBy")),
        cast=_people(entry.get("starring"))[:_MOST_CAST],
        source="tag-genome-2021",
    )


def _rating(mean: Any) -> float | None:
    """MovieLens' mean of 0.5..5 on 0..10; 0 stands for a film nobody rated."""
    return round(float(mean) * 2, 2) if mean else None


def _people(names: Any) -> tuple[str, ...]:
    words = cast("str", names or "").split(",")
    return tuple(dict.fromkeys(name for word in words if (name := word.strip())))
