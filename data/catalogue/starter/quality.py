"""`python -m data.catalogue check`: mistakes of the starter's files, and what is well formed but odd."""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from data.catalogue.match import fold
from data.catalogue.starter import FOLDER, files_of_titles, find_mistakes, read_tags, read_titles
from data.catalogue.starter.anchors import anchor_mistakes, read_anchors
from data.catalogue.starter.likeness import directions, nearest, relevances
from data.catalogue.starter.oddities import Oddities, find_oddities
from data.catalogue.title import Title

_NEIGHBOURS = 10
_SHOWN = 12


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder, the form of the answer, and titles to look at."""
    parser.add_argument("--folder", type=Path, default=FOLDER, help="a catalogue in the starter's form")
    parser.add_argument("--json", action="store_true", help="everything, for programs")
    parser.add_argument("--neighbours", metavar="TITLE", action="append", default=[], help="id or name; repeatable")


def run(arguments: argparse.Namespace) -> int:
    """Print what was found; 1 when there are mistakes."""
    folder: Path = arguments.folder
    mistakes = find_mistakes(folder)
    titles = () if mistakes else read_titles(folder)
    tags = [] if mistakes else list(read_tags(folder))
    if not mistakes and (folder / "anchors.toml").is_file():
        mistakes = list(anchor_mistakes(read_anchors(folder), titles, tags))
    if not titles:
        _print(arguments, {"mistakes": mistakes}, mistakes)
        return 1
    odd = find_oddities(titles, tags, _batches(folder))
    neighbours = {name: _neighbours(titles, tags, name) for name in arguments.neighbours}
    counts = _counts(titles, tags)
    found = {**counts, "mistakes": mistakes, "oddities": asdict(odd), "neighbours": neighbours}
    _print(arguments, found, [*mistakes, *_lines(counts, odd), *_neighbour_lines(neighbours)])
    return 1 if mistakes else 0


def _print(arguments: argparse.Namespace, found: dict[str, Any], lines: Sequence[str]) -> None:
    text = json.dumps(found, ensure_ascii=False, indent=1) if arguments.json else "\n".join(lines)
    print(text)  # noqa: T201 - the job's answer


def _counts(titles: Sequence[Title], tags: Sequence[str]) -> dict[str, Any]:
    series = sum(title.kind == "series" for title in titles)
    per_title = sorted(len(title.tags) for title in titles)
    return {
        "titles": len(titles),
        "films": len(titles) - series,
        "series": series,
        "tags": len(tags),
        "tags_a_title": {"least": per_title[0], "median": per_title[len(per_title) // 2], "most": per_title[-1]},
    }


def _lines(counts: dict[str, Any], odd: Oddities) -> Iterator[str]:
    dense = counts["tags_a_title"]
    yield (
        f"{counts['titles']} titles ({counts['films']} films, {counts['series']} series), {counts['tags']} tags, "
        f"{dense['least']} to {dense['most']} a title (median {dense['median']}): all well formed"
    )
    names = {
        "rare": "tags too rare to separate anything",
        "common": "tags on too many titles",
        "same_tags": "tags that say the same",
        "same_titles": "titles too alike",
        "drift": "batches that drift",
    }
    for name, text in names.items():
        lines: tuple[str, ...] = getattr(odd, name)
        yield f"{text}: {len(lines) or 'none'}"
        yield from (f"  {line}" for line in lines[:_SHOWN])


def _batches(folder: Path) -> dict[str, str]:
    """Title id -> where it was written: an author's batch file, or once filed, the kind and the decade."""
    batches: dict[str, str] = {}
    for path, entries in files_of_titles(folder):
        for key, fields in entries.items():
            filed = f"{fields['kind']} of the {fields['year'] // 10 * 10}s"
            batches[key] = path.stem if path.stem.startswith("batch") else filed
    return batches


def _neighbours(titles: Sequence[Title], tags: Sequence[str], name: str) -> list[dict[str, Any]]:
    """The ten nearest films and the ten nearest series of each title of this id or name."""
    series = np.array([title.kind == "series" for title in titles])
    rows = directions(relevances(titles, tags), series)
    wanted = [row for row, title in enumerate(titles) if title.id == name or fold(title.title) == fold(name)]
    return [
        {
            "title": titles[row].id,
            "films": [
                (titles[other].id, round(cosine, 3)) for other, cosine in nearest(rows, row, ~series, _NEIGHBOURS)
            ],
            "series": [
                (titles[other].id, round(cosine, 3)) for other, cosine in nearest(rows, row, series, _NEIGHBOURS)
            ],
        }
        for row in wanted
    ]


def _neighbour_lines(neighbours: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    for name, found in neighbours.items():
        if not found:
            yield f"{name}: no title of this id or name"
        for one in found:
            for kind in ("films", "series"):
                near = ", ".join(f"{other} {cosine:.2f}" for other, cosine in one[kind])
                yield f"{one['title']}, nearest {kind}: {near}"
