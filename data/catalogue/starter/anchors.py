"""The anchors: for each tag, titles that have it fully, half and not at all.

They keep a tag's levels the same for every author, so each must agree with what its titles say.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from data.catalogue.starter import FOLDER
from data.catalogue.title import Title

#: Anchor -> the relevances it allows: full is strong or essential, half some or clear, none at most a hint.
RANGES: Mapping[str, tuple[float, float]] = {"full": (0.8, 1.0), "half": (0.4, 0.6), "none": (0.0, 0.2)}

Anchors = Mapping[str, Mapping[str, Sequence[str]]]


def read_anchors(folder: Path = FOLDER) -> Anchors:
    """Tag -> anchor (`full`, `half`, `none`) -> title ids. Raises ValueError for what is not TOML."""
    with (folder / "anchors.toml").open("rb") as file:
        return tomllib.load(file)


def anchor_mistakes(anchors: Anchors, titles: Sequence[Title], vocabulary: Sequence[str]) -> Iterator[str]:
    """Anchors that do not agree with the titles they name, and tags without any; one line each."""
    known = {title.id: title for title in titles}
    yield from (f"anchors.toml: tag {tag!r} has no anchors" for tag in vocabulary if tag not in anchors)
    for tag, groups in anchors.items():
        if tag not in vocabulary:
            yield f"anchors.toml: {tag!r} is not in tags.toml"
            continue
        yield from (f"anchors.toml: {tag!r} has no {anchor}" for anchor in RANGES if not groups.get(anchor))
        for anchor, ids in groups.items():
            yield from _disagreements(tag, anchor, ids, known)


def _disagreements(tag: str, anchor: str, ids: Any, known: Mapping[str, Title]) -> Iterator[str]:
    if anchor not in RANGES or not isinstance(ids, list):
        yield f"anchors.toml: {tag!r} holds lists named full, half and none, not {anchor}"
        return
    low, high = RANGES[anchor]
    for title_id in cast("list[str]", ids):
        if title_id not in known:
            yield f"anchors.toml: {tag!r} names {title_id}, which is no title"
            continue
        has = known[title_id].tags.get(tag, 0.0)
        if not low - 0.01 <= has <= high + 0.01:
            yield f"anchors.toml: {title_id} has {tag!r} at {has:.1f}, {anchor} means {low:.1f} to {high:.1f}"
