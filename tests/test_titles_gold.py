"""The labelled titles of the development histories as a bar, where they are at hand."""

import os
from pathlib import Path

import pytest

from data.catalogue.load import load_catalogue
from data.imports.accuracy import Accuracy, measure
from data.titles import EMPTY_BOOK

SHARED = os.environ.get("BLENDZ_SHARED_DATA")


@pytest.mark.skipif(not SHARED, reason="BLENDZ_SHARED_DATA is not set: labelled histories are not in the repository")
@pytest.mark.parametrize("with_catalogue", [False, True])
def test_labelled_titles_are_read_right(*, with_catalogue: bool) -> None:
    found = measure(Path(SHARED or ".") / "histories", load_catalogue() if with_catalogue else EMPTY_BOOK)
    assert found.kind >= 0.99 * found.rows
    assert found.kind_and_title >= 0.97 * found.rows


def test_right_and_wrong_readings_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text('Title,Date\n"Harbour: Season 1: Fog","5/13/24"\n"Salt","5/14/24"\n')
    (tmp_path / "gold_titles.csv").write_text(
        "history,raw,kind,title\none.csv,Harbour: Season 1: Fog,episode,Harbour\none.csv,Salt,movie,Sea Salt\n"
        "one.csv,Gone,episode,Gone\none.csv,Trailer: Salt,promo,\n"
    )
    assert measure(tmp_path, EMPTY_BOOK) == Accuracy(rows=3, kind=2, kind_and_title=1)
