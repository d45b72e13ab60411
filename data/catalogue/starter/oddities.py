"""What is well formed and still looks wrong: tags that tell nothing, titles too alike, levels that drift. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.catalogue.starter.likeness import alike, directions, relevances
from data.catalogue.title import Title

#: A tag that fewer titles bear than this, or more than this share, separates nothing.
FEWEST_BEARERS, MOST_BEARERS = 5, 0.6
#: Two tags correlated above this say the same.
SAME_TAGS = 0.9
#: Two titles more alike than this are told apart by nobody, unless one follows the other.
SAME_TITLES = 0.97
#: A group of titles drifts when the share that bears a tag, or its mean level, is this many robust spreads off.
DRIFT = 4.0
_FEWEST_IN_GROUP = 30


@dataclass(frozen=True, slots=True)
class Oddities:
    """One line for each finding, by what it is about."""

    rare: tuple[str, ...]
    common: tuple[str, ...]
    same_tags: tuple[str, ...]
    same_titles: tuple[str, ...]
    drift: tuple[str, ...]


def find_oddities(titles: Sequence[Title], tags: Sequence[str], groups: Mapping[str, str]) -> Oddities:
    """Look at the whole starter; `groups` is title id -> the batch it was written in."""
    table = relevances(titles, tags)
    bearers: list[int] = (table > 0).sum(axis=0).tolist()
    return Oddities(
        rare=tuple(f"{tag}: {n} titles" for tag, n in zip(tags, bearers, strict=True) if n < FEWEST_BEARERS),
        common=tuple(
            f"{tag}: {n / len(titles):.0%} of titles"
            for tag, n in zip(tags, bearers, strict=True)
            if n > MOST_BEARERS * len(titles)
        ),
        same_tags=tuple(_same_tags(table, tags)),
        same_titles=tuple(_same_titles(table, titles)),
        drift=tuple(_drift(table, titles, tags, groups)),
    )


def _same_tags(table: NDArray[np.float32], tags: Sequence[str]) -> list[str]:
    borne: list[int] = np.flatnonzero((table > 0).sum(axis=0) >= FEWEST_BEARERS).tolist()
    if len(borne) < 2:  # noqa: PLR2004 - a pair
        return []
    alike_tags = np.triu(np.corrcoef(table[:, borne].T), k=1)
    pairs: list[list[int]] = np.argwhere(alike_tags > SAME_TAGS).tolist()
    return [f"{tags[borne[i]]} and {tags[borne[j]]}: correlation {alike_tags[i, j]:.2f}" for i, j in pairs]


def _same_titles(table: NDArray[np.float32], titles: Sequence[Title]) -> list[str]:
    series = np.array([title.kind == "series" for title in titles])
    follows = {(title.after, title.id) for title in titles if title.after}
    lines: list[str] = []
    for i, j, cosine in alike(directions(table, series), SAME_TITLES):
        a, b = titles[i], titles[j]
        if not {(a.id, b.id), (b.id, a.id)} & follows:
            lines.append(f"{a.id} and {b.id}: {cosine:.3f}")
    return lines


def _drift(
    table: NDArray[np.float32], titles: Sequence[Title], tags: Sequence[str], groups: Mapping[str, str]
) -> list[str]:
    """Batches whose density or levels differ from the rest more than batches differ among each other."""
    members: defaultdict[str, list[int]] = defaultdict(list)
    for row, title in enumerate(titles):
        members[groups.get(title.id, "")].append(row)
    large = {group: rows for group, rows in members.items() if len(rows) >= _FEWEST_IN_GROUP}
    if len(large) < 3:  # noqa: PLR2004 - a median needs company
        return []
    density = {group: float((table[rows] > 0).sum(axis=1).mean()) for group, rows in large.items()}
    levels = {group: float(table[rows][table[rows] > 0].mean()) for group, rows in large.items()}
    lines = [f"{group}: {value:.1f} tags a title" for group, value in _outliers(density)]
    lines += [f"{group}: mean level {value:.2f}" for group, value in _outliers(levels)]
    for at, tag in enumerate(tags):
        shares = {group: float((table[rows, at] > 0).mean()) for group, rows in large.items()}
        lines += [f"{group}: {tag!r} on {value:.0%} of its titles" for group, value in _outliers(shares, 0.04)]
    return lines


def _outliers(values: Mapping[str, float], least_spread: float = 0.01) -> list[tuple[str, float]]:
    """Those further from the median than `DRIFT` robust spreads (1.48 x the median absolute deviation)."""
    found = np.array(list(values.values()))
    centre = float(np.median(found))
    spread = max(1.4826 * float(np.median(np.abs(found - centre))), least_spread)
    return [(group, value) for group, value in values.items() if abs(value - centre) > DRIFT * spread]
