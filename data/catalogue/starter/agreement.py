"""`python -m data.catalogue agreement`: two authors, who did not see each other's work, on the same titles."""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data.catalogue.starter import FOLDER, read_second, read_tags, read_titles
from data.catalogue.starter.anchors import read_anchors

#: A tag borne by fewer of the twice-authored titles than this (in either reading) is too rare to tell.
FEWEST = 8
#: Below this rank correlation a tag does not mean the same to two people.
LEAST = 0.4
_STRONG = 0.8


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two readings of the same titles, anchors left out.

    `spearman` is the rank correlation over all cells (titles x tags); `tags` holds it per tag where enough titles
    bear it; `median` is the median of those. `difference` is the mean difference of relevance where either gives the
    tag; `confirmed` the share of tags that one gives as strong or essential and the other gives at all.
    """

    titles: int
    spearman: float
    median: float
    tags: Mapping[str, float]
    rare: int
    difference: float
    confirmed: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder and the form of the answer."""
    parser.add_argument("--folder", type=Path, default=FOLDER, help="a catalogue in the starter's form")
    parser.add_argument("--json", action="store_true", help="every tag, for programs")


def run(arguments: argparse.Namespace) -> int:
    """Print how far the two agree; 1 without titles written twice."""
    folder: Path = arguments.folder
    tags = list(read_tags(folder))
    second = read_second(folder)
    first = {title.id: title.tags for title in read_titles(folder) if title.id in second}
    if not first:
        print("No title is written twice: second/*.toml is where the second reading belongs.")  # noqa: T201 - answer
        return 1
    ids = sorted(first)
    one, other = _table([first[key] for key in ids], tags), _table([second[key] for key in ids], tags)
    told = _anchored(folder, ids, tags)
    found = agree(np.where(told, np.nan, one), np.where(told, np.nan, other), tags)
    print(json.dumps(asdict(found), indent=1) if arguments.json else "\n".join(_lines(found)))  # noqa: T201 - answer
    return 0


def agree(first: NDArray[np.float64], second: NDArray[np.float64], tags: Sequence[str]) -> Agreement:
    """Compare two readings (titles, tags) of relevances in [0, 1]; cells that are nan in both do not count."""
    open_cells = ~np.isnan(first)
    told = [at for at in range(len(tags)) if min((first[:, at] > 0).sum(), (second[:, at] > 0).sum()) >= FEWEST]
    per_tag = {tags[at]: spearman(*(each[open_cells[:, at], at] for each in (first, second))) for at in told}
    either = (first > 0) | (second > 0)
    strong_first, strong_second = first >= _STRONG - 0.01, second >= _STRONG - 0.01
    confirmed = (strong_first & (second > 0)).sum() + (strong_second & (first > 0)).sum()
    return Agreement(
        titles=len(first),
        spearman=spearman(first[open_cells], second[open_cells]),
        median=float(np.median(list(per_tag.values()))) if per_tag else float("nan"),
        tags=dict(sorted(per_tag.items(), key=lambda item: item[1])),
        rare=len(tags) - len(told),
        difference=float(np.abs(first - second)[either].mean()) if either.any() else 0.0,
        confirmed=float(confirmed / max(1, strong_first.sum() + strong_second.sum())),
    )


def spearman(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    """Rank correlation with ties at their mean rank; nan where one of the two says the same of everything."""
    ranks_a, ranks_b = _ranks(a), _ranks(b)
    if ranks_a.std() == 0 or ranks_b.std() == 0:
        return float("nan")
    return float(np.corrcoef(ranks_a, ranks_b)[0, 1])


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts - 1) / 2.0)[inverse]


def _anchored(folder: Path, ids: Sequence[str], tags: Sequence[str]) -> NDArray[np.bool_]:
    """Cells (titles, tags) that both authors were told: the anchors. Their agreement proves nothing."""
    told = np.zeros((len(ids), len(tags)), dtype=np.bool_)
    if (folder / "anchors.toml").is_file():
        place, column = {key: at for at, key in enumerate(ids)}, {tag: at for at, tag in enumerate(tags)}
        for tag, groups in read_anchors(folder).items():
            for key in (key for group in groups.values() for key in group if key in place):
                told[place[key], column[tag]] = True
    return told


def _table(rows: Sequence[Mapping[str, float]], tags: Sequence[str]) -> NDArray[np.float64]:
    return np.array([[row.get(tag, 0.0) for tag in tags] for row in rows], dtype=np.float64)


def _lines(found: Agreement) -> list[str]:
    doubtful = [f"{tag} {value:.2f}" for tag, value in found.tags.items() if value < LEAST]
    return [
        f"{found.titles} titles written twice, by authors who did not see each other's work",
        f"rank correlation over all cells {found.spearman:.2f}, median tag {found.median:.2f}",
        f"{len(found.tags)} tags told, {found.rare} too rare to tell",
        f"mean difference where either gives the tag {found.difference:.2f} of 1",
        f"{found.confirmed:.0%} of strong and essential tags are given by the other as well",
        f"below {LEAST}: {', '.join(doubtful) or 'none'}",
    ]
