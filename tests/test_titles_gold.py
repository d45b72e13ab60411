"""The labelled titles of the development histories as a bar, where they are at hand."""

import csv
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.catalogue.load import load_catalogue
from data.imports import read_export
from data.titles import EMPTY_BOOK, TitleBook

SHARED = os.environ.get("BLENDZ_SHARED_DATA")
HISTORIES = Path(SHARED or ".") / "histories"

pytestmark = pytest.mark.skipif(
    not SHARED, reason="BLENDZ_SHARED_DATA is not set: the labelled histories are not part of the repository"
)


def share_right(book: TitleBook) -> tuple[float, float]:
    """Shares of labelled rows with the right kind, and with the right kind and title."""
    with (HISTORIES / "gold_titles.csv").open(encoding="utf-8", newline="") as file:
        gold = [row for row in csv.DictReader(file) if row["kind"] != "promo"]
    found = {name: dict(_titles(name, book)) for name in {row["history"] for row in gold}}
    nothing = ("", "")
    pairs = [(row, found[row["history"]].get(row["raw"], nothing)) for row in gold]
    kinds = sum(row["kind"] == kind for row, (kind, _) in pairs)
    titles = sum((row["kind"], row["title"].replace("\u00a0", " ")) == pair for row, pair in pairs)
    return kinds / len(gold), titles / len(gold)


def _titles(name: str, book: TitleBook) -> Iterator[tuple[str, tuple[str, str]]]:
    export = read_export((HISTORIES / name).read_bytes(), book)
    for profile in export.profiles:
        for viewing in export.take(profile.name)[0]:
            yield viewing.raw, (viewing.kind, viewing.title)


@pytest.mark.parametrize("with_catalogue", [False, True])
def test_labelled_titles_are_read_right(*, with_catalogue: bool) -> None:
    kind, title = share_right(load_catalogue() if with_catalogue else EMPTY_BOOK)
    assert kind >= 0.99
    assert title >= 0.97
