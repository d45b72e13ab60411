"""`python -m data.catalogue coverage FOLDER`: how much of the histories in a folder the catalogue knows.

FOLDER holds exports. Where `gold_titles.csv` lies beside them (columns `history`, `raw`, `kind`, `title`), the labelled
titles also tell how many matches are wrong: those to a title of another kind, or without the labelled name.
"""

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any, Literal

from rich.console import Console
from rich.table import Table

from data.catalogue.catalogue import Catalogue
from data.catalogue.load import current_catalogue
from data.catalogue.match import Asked, Found, loosen, names_of
from data.catalogue.match.asked import KIND_OF, How
from data.catalogue.place import default_catalogue, default_state
from data.catalogue.problem import CatalogueProblem
from data.history import Viewing
from data.imports import ImportProblem, read_export

LABELS = "gold_titles.csv"
#: Kind and title of a row, as labelled by hand.
Label = tuple[Literal["movie", "episode"], str]


@dataclass(frozen=True, slots=True)
class FileCoverage:
    """What is known of one export: rows and different works, and how many of each the catalogue has."""

    file: str
    language: str | None
    rows: int
    rows_matched: int
    works: int
    works_matched: int

    @property
    def share(self) -> float:
        """Share of the rows whose film or series the catalogue has."""
        return self.rows_matched / self.rows if self.rows else 0.0

    @property
    def works_share(self) -> float:
        """The same of different films and series."""
        return self.works_matched / self.works if self.works else 0.0


@dataclass(frozen=True, slots=True)
class LabelledMatch:
    """A labelled title, the title of the catalogue it was taken for, and whether that is another one."""

    file: str
    label: str
    matched: str
    how: How
    is_wrong: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of a folder: its files, labelled rows that were matched and wrongly so, and unknown works with their rows."""

    files: tuple[FileCoverage, ...]
    labelled: int
    labelled_matched: int
    wrong: tuple[LabelledMatch, ...]
    unknown: tuple[tuple[str, int], ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which folder, which catalogue, and the form of the answer."""
    parser.add_argument("folder", type=Path, help="exports, and gold_titles.csv where some titles are labelled")
    parser.add_argument("--json", action="store_true", help="for programs, without titles")
    parser.add_argument("--catalogue", type=Path, default=default_catalogue(), help="not the catalogue in use")
    parser.add_argument("--state", type=Path, default=default_state(), help="where built catalogues are kept")
    parser.add_argument(
        "--unknown", type=int, default=0, metavar="N", help="also name the N unknown works with most rows"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print it; 1 when the folder holds no export."""
    catalogue, problem = current_catalogue(arguments.state, arguments.catalogue)
    told = f"{len(catalogue.titles):,} titles of {' and '.join(catalogue.sources)} ({catalogue.version})"
    print(problem or f"Measured with {told}.", file=sys.stderr)  # noqa: T201 - which catalogue it was
    coverage = measure(arguments.folder, catalogue)
    if arguments.json:
        print(json.dumps(summary(coverage), ensure_ascii=False, indent=1))  # noqa: T201 - the answer
    else:
        _show(coverage, arguments.unknown)
    return 0 if coverage.files else 1


def measure(folder: Path, catalogue: Catalogue) -> Coverage:
    """Read every export of the folder and match it. Raises CatalogueProblem when the folder cannot be read."""
    labels = _read_labels(folder)
    parts = [part for path in files_of(folder) if (part := _measure_file(path, labels.get(path.name, {}), catalogue))]
    unknown: Counter[str] = Counter()
    for _, _, names in parts:
        unknown.update(names)
    hits = [hit for _, hits, _ in parts for hit in hits]
    wrong = tuple(hit for hit in hits if hit.is_wrong)
    return Coverage(
        tuple(file for file, _, _ in parts),
        sum(map(len, labels.values())),
        len(hits),
        wrong,
        tuple(unknown.most_common()),
    )


def summary(coverage: Coverage) -> dict[str, Any]:
    """Figures without any title: by file, the median share of rows by group of languages, and precision."""
    files = [
        asdict(file) | {"share": round(file.share, 4), "works_share": round(file.works_share, 4)}
        for file in coverage.files
    ]
    wrong = len(coverage.wrong)
    return {
        "files": files,
        "medians": {name: round(median(shares), 4) for name, shares in _by_group(coverage.files).items()},
        "labels": {"labelled": coverage.labelled, "matched": coverage.labelled_matched, "wrong": wrong},
    }


def _measure_file(
    path: Path, labels: Mapping[str, Label], catalogue: Catalogue
) -> tuple[FileCoverage, list[LabelledMatch], Counter[str]] | None:
    """What is known of an export, its labelled rows that matched, and the unknown works; None for another file."""
    try:
        export = read_export(path.read_bytes(), catalogue, path.name)
    except ImportProblem:
        return None
    except OSError as error:
        raise CatalogueProblem(f"{path} cannot be read: {error.strerror}.") from error
    viewings = [viewing for profile in export.profiles for viewing in export.take(profile.name)[0]]
    works = {viewing.work: viewing for viewing in viewings}
    asked = [Asked(one.title, one.kind, one.year, one.imdb, export.language) for one in works.values()]
    found = dict(zip(works, catalogue.index.find_many(asked), strict=True))
    rows_matched = sum(found[viewing.work] is not None for viewing in viewings)
    works_matched = sum(one is not None for one in found.values())
    file = FileCoverage(path.name, export.language, len(viewings), rows_matched, len(works), works_matched)
    hits = {viewing.raw: hit for viewing in viewings if viewing.raw in labels and (hit := found[viewing.work])}
    judged = [_judge(path.name, labels[raw], hit, catalogue) for raw, hit in hits.items()]
    return file, judged, Counter(_name(viewing) for viewing in viewings if not found[viewing.work])


def _judge(file: str, label: Label, found: Found, catalogue: Catalogue) -> LabelledMatch:
    title = catalogue.titles[found.row]
    kind, name = label
    names = {loosen(one.name) for one in names_of([title])}
    is_wrong = title.kind != KIND_OF[kind] or loosen(name) not in names
    return LabelledMatch(file, f"{name} ({kind})", f"{title.title} ({title.year})", found.how, is_wrong)


def _name(viewing: Viewing) -> str:
    return f"{viewing.title} ({viewing.kind})"


def files_of(folder: Path) -> list[Path]:
    """The files of a folder of exports, by name, without the labels. Raises CatalogueProblem for another folder."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.is_file() and path.name != LABELS)
    except OSError as error:
        raise CatalogueProblem(f"{folder} cannot be read: {error.strerror}.") from error
    return paths


def _read_labels(folder: Path) -> Mapping[str, Mapping[str, Label]]:
    """Export -> printed text -> what it is. Promotional rows have no title."""
    labels: dict[str, dict[str, Label]] = {}
    if (folder / LABELS).is_file():
        with (folder / LABELS).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["kind"] in ("movie", "episode"):
                    labels.setdefault(row["history"], {})[row["raw"]] = (row["kind"], row["title"])
    return labels


def _by_group(files: Iterable[FileCoverage]) -> dict[str, list[float]]:
    groups: dict[str, list[float]] = {}
    for file in files:
        groups.setdefault("English" if file.language == "en" else "other", []).append(file.share)
    return groups


def _show(coverage: Coverage, unknown: int) -> None:
    console = Console()
    table = Table("file", "language", "rows", "matched", "works", "matched")
    for file in coverage.files:
        shares = f"{file.share:.1%}", f"{file.works:,}", f"{file.works_share:.1%}"
        table.add_row(file.file, file.language or "?", f"{file.rows:,}", *shares)
    console.print(table)
    for name, shares in _by_group(coverage.files).items():
        console.print(f"{name}: median {median(shares):.1%} of the rows of {len(shares)} files")
    if coverage.labelled:
        wrong = len(coverage.wrong)
        told = f"{coverage.labelled_matched} of {coverage.labelled} labelled titles matched, {wrong} of them wrongly"
        console.print(told)
    for hit in coverage.wrong:
        console.print(f"  {hit.file}: {hit.label} -> {hit.matched} by {hit.how}", markup=False)
    for name, rows in coverage.unknown[:unknown]:
        console.print(f"{rows:>6} {name}", markup=False)
