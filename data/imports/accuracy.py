"""`python -m data.imports.accuracy FOLDER`: how many labelled titles are read right.

FOLDER holds exports and `gold_titles.csv` with the columns `history` (name of the export), `raw`, `kind` and `title`.
Each export is read whole, as a member would upload it, and the labelled rows are compared.
"""

import argparse
import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from data.imports import read_export
from data.titles import EMPTY_BOOK, TitleBook

LABELS = "gold_titles.csv"


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Labelled rows, and how many of them have the right kind, and the right kind and title."""

    rows: int
    kind: int
    kind_and_title: int


def measure(folder: Path, book: TitleBook) -> Accuracy:
    """Compare the labelled rows of a folder with what the importer makes of them. Promotional rows are left out."""
    with (folder / LABELS).open(encoding="utf-8", newline="") as file:
        gold = [row for row in csv.DictReader(file) if row["kind"] != "promo"]
    found = {name: dict(_titles(folder / name, book)) for name in {row["history"] for row in gold}}
    pairs = [(row, found[row["history"]].get(row["raw"], ("", ""))) for row in gold]
    kinds = sum(row["kind"] == kind for row, (kind, _) in pairs)
    titles = sum((row["kind"], row["title"].replace("\u00a0", " ")) == pair for row, pair in pairs)
    return Accuracy(len(gold), kinds, titles)


def _titles(path: Path, book: TitleBook) -> Iterator[tuple[str, tuple[str, str]]]:
    export = read_export(path.read_bytes(), book)
    for profile in export.profiles:
        for viewing in export.take(profile.name)[0]:
            yield viewing.raw, (viewing.kind, viewing.title)


def main() -> int:
    """Print the shares without a catalogue and with the starter."""
    from data.catalogue.load import load_catalogue  # noqa: PLC0415 - reading needs none, only this comparison does

    parser = argparse.ArgumentParser(prog="python -m data.imports.accuracy", description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    if not (folder / LABELS).is_file():
        print(f"{folder / LABELS} is missing: it holds the labels.", file=sys.stderr)  # noqa: T201 - a command line
        return 1
    for name, book in (("no catalogue", EMPTY_BOOK), ("starter catalogue", load_catalogue())):
        found = measure(folder, book)
        shares = f"kind {found.kind / found.rows:.1%}, kind and title {found.kind_and_title / found.rows:.1%}"
        print(f"{name}: {shares} of {found.rows} labelled titles")  # noqa: T201 - as above
    return 0


if __name__ == "__main__":
    sys.exit(main())
