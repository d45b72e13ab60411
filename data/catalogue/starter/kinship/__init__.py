"""Which series of the starter belong together, for judging whom the recommender calls near.

Three kinds of kin: `makers` share somebody who made them (computed from the titles), `franchises` and `themes` are
lists written by hand before any neighbour was looked at. A list is not mended because of what a search found.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from data.catalogue.title import Title

FOLDER = Path(__file__).parent

KinKind = Literal["makers", "franchises", "themes"]


@dataclass(frozen=True, slots=True)
class Kin:
    """Series that belong together: ids of the starter, two or more, and what they have in common."""

    kind: KinKind
    name: str
    ids: tuple[str, ...]


def read_kin(kind: Literal["franchises", "themes"], folder: Path = FOLDER) -> tuple[Kin, ...]:
    """The lists of a kind as they were written."""
    with (folder / f"{kind}.toml").open("rb") as file:
        lists = cast("Mapping[str, list[str]]", tomllib.load(file))
    return tuple(Kin(kind, name, tuple(ids)) for name, ids in lists.items())


def kin_by_makers(titles: Iterable[Title]) -> tuple[Kin, ...]:
    """The series of each person who made two or more of them."""
    made: dict[str, list[str]] = {}
    for title in titles:
        if title.kind == "series":
            for maker in dict.fromkeys(title.makers):
                made.setdefault(maker, []).append(title.id)
    return tuple(Kin("makers", maker, tuple(ids)) for maker, ids in made.items() if len(ids) > 1)
