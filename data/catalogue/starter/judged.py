"""The starter's tags against people's judgements: which of two films is more of something.

Google's soft attributes (CC BY 4.0) hold, per rater, attribute and reference film, the films that are less, about as
and more of it than the reference.
"""

import csv
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.catalogue.match import fold
from data.catalogue.problem import CatalogueProblem
from data.catalogue.starter.measured import split_name
from data.catalogue.title import Title

#: Their attribute -> our tag, where both mean the same.
SAME: Mapping[str, str] = {
    "action filled": "action packed", "animated": "animation", "bizarre": "surreal", "crazy gore": "gory",
    "factual": "factual", "feels real": "realistic", "funny": "hilarious", "gory": "gory", "intense": "intense",
    "juvenile humor": "crude humor", "light-hearted": "feel-good", "make you think": "cerebral", "playful": "playful",
    "realistic": "realistic", "romantic": "romantic", "scary": "scary", "slow-paced": "slow paced",
    "tearful": "tear jerker", "terrifying": "scary", "twisty": "plot twist", "violent": "violent",
    "heartfelt": "heartwarming", "complicated": "complex plot", "documentary style": "documentary",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """`share` of the pairs that our levels tell apart are ordered as people did; `tied` are those they do not.

    `tags` are (ours, theirs, share, pairs told apart), worst first.
    """

    pairs: int
    tied: int
    share: float
    tags: tuple[tuple[str, str, float, int], ...]


def compare_judgements(titles: Sequence[Title], file: Path) -> Judged:
    """Every pair (reference, film judged more or less) that the starter holds, ordered by our relevance."""
    films = {(fold(name), title.year): title for title in titles if title.kind == "movie" for name in _names(title)}
    right: defaultdict[str, int] = defaultdict(int)
    pairs: defaultdict[str, int] = defaultdict(int)
    tied = 0
    try:
        with file.open(encoding="utf-8", newline="") as table:
            for row in csv.DictReader(table):
                if row["soft_attribute"] in SAME:
                    differences = _differences(row, films)
                    right[row["soft_attribute"]] += sum(difference > 0 for difference in differences)
                    pairs[row["soft_attribute"]] += sum(difference != 0 for difference in differences)
                    tied += differences.count(0.0)
    except (OSError, KeyError, ValueError) as error:
        raise CatalogueProblem(f"{file.name} cannot be read as the table of soft attributes.") from error
    told = sorted(
        ((SAME[name], name, right[name] / pairs[name], pairs[name]) for name in pairs if pairs[name]),
        key=lambda one: one[2],
    )
    total = sum(pairs.values())
    return Judged(total, tied, sum(right.values()) / total if total else float("nan"), tuple(told))


def _differences(row: Mapping[str, str], films: Mapping[tuple[str, int], Title]) -> list[float]:
    """Our difference of relevance for each pair of one judgement, above 0 where it agrees with the judge."""
    tag = SAME[row["soft_attribute"]]
    reference = _find(row["reference_title"], films)
    if reference is None:
        return []
    pairs = [
        (sign, _find(name, films))
        for side, sign in (("less_than", -1), ("more_than", 1))
        for name in (json.loads(row[side]) if row[side] else ())
    ]
    has = reference.tags.get(tag, 0.0)
    return [sign * (film.tags.get(tag, 0.0) - has) for sign, film in pairs if film and film is not reference]


def _find(name: str, films: Mapping[tuple[str, int], Title]) -> Title | None:
    bare, year = split_name(name)
    return next((films[fold(bare), near] for near in (year, year - 1, year + 1) if (fold(bare), near) in films), None)


def _names(title: Title) -> set[str]:
    return {title.title, *title.also}
