"""How much of histories is known, and whether what is matched is right."""

import argparse
import json
from pathlib import Path

import pytest

from data.catalogue import coverage
from data.catalogue.catalogue import Catalogue, build_catalogue
from data.catalogue.problem import CatalogueProblem
from data.catalogue.title import Kind, Title

HISTORY = """Title,Date
"Harbour Lights: Season 1: The Ferry","5/3/24"
"Harbour Lights: Season 1: The Storm","5/2/24"
"Salt Road","5/1/24"
"Nobody Knows This One","4/30/24"
"""


def title(key: str, name: str, kind: Kind = "movie") -> Title:
    return Title(key, kind, name, 2020, 90, ("drama",), ("GB",), "en", "PG", 3, {"dark": 1.0})


SHELF = build_catalogue([title("lights", "Harbour Lights", "series"), title("salt", "Salt Road")], ["dark"], "v1")


def folder_of(path: Path, labels: str = "", history: str = HISTORY) -> Path:
    (path / "one.csv").write_text(history, encoding="utf-8")
    (path / "notes.txt").write_text("not an export", encoding="utf-8")
    if labels:
        (path / coverage.LABELS).write_text(f"history,raw,kind,title\n{labels}\n", encoding="utf-8")
    return path


def test_rows_and_works_are_counted_apart(tmp_path: Path) -> None:
    found = coverage.measure(folder_of(tmp_path), SHELF)
    (file,) = found.files
    assert (file.file, file.rows, file.rows_matched, file.works, file.works_matched) == ("one.csv", 4, 3, 3, 2)
    assert file.share == pytest.approx(0.75)
    assert file.works_share == pytest.approx(2 / 3)
    assert found.unknown == (("Nobody Knows This One (movie)", 1),)


def test_a_labelled_title_that_is_matched_rightly_is_not_wrong(tmp_path: Path) -> None:
    labels = (
        "one.csv,Harbour Lights: Season 1: The Ferry,episode,Harbour Lights\n"
        "one.csv,Salt Road,movie,Salt Road\n"
        "one.csv,Nobody Knows This One,movie,Nobody Knows This One\n"
        "one.csv,Trailer: Salt Road,promo,"
    )
    found = coverage.measure(folder_of(tmp_path, labels), SHELF)
    assert (found.labelled, found.labelled_matched, found.wrong) == (3, 2, ())


@pytest.mark.parametrize(
    "labels",
    ["one.csv,Salt Road,movie,Salt Road to Nowhere", "one.csv,Salt Road,episode,Salt Road"],
    ids=["another name", "another kind"],
)
def test_a_labelled_title_that_is_taken_for_another_is_wrong(labels: str, tmp_path: Path) -> None:
    found = coverage.measure(folder_of(tmp_path, labels), SHELF)
    assert found.labelled_matched == 1
    assert [hit.matched for hit in found.wrong] == ["Salt Road (2020)"]


def use(shelf: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage, "current_catalogue", lambda *_: (shelf, None))


def asked(folder: Path, *words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    coverage.add_arguments(parser)
    return parser.parse_args([str(folder), *words])


def test_for_programs_there_are_figures_and_no_titles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    use(SHELF, monkeypatch)
    folder = folder_of(tmp_path, "one.csv,Salt Road,movie,Salt Road to Nowhere")
    assert coverage.run(asked(folder, "--json")) == 0
    text = capsys.readouterr().out
    told = json.loads(text)
    assert [file["share"] for file in told["files"]] == list(told["medians"].values()) == [0.75]
    assert told["labels"] == {"labelled": 1, "matched": 1, "wrong": 1}
    assert "Salt Road" not in text


def test_on_the_screen_offenders_and_unknown_works_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    use(SHELF, monkeypatch)
    folder = folder_of(tmp_path, "one.csv,Salt Road,movie,Salt Road to Nowhere")
    assert coverage.run(asked(folder, "--unknown", "1")) == 0
    text = capsys.readouterr().out
    assert "Salt Road to Nowhere (movie) -> Salt Road (2020) by name" in text
    assert "1 Nobody Knows This One (movie)" in text


def test_a_folder_without_exports_is_told_by_the_exit_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(SHELF, monkeypatch)
    (tmp_path / "notes.txt").write_text("nothing", encoding="utf-8")
    assert coverage.run(asked(tmp_path)) == 1


def test_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(CatalogueProblem, match="nowhere cannot be read: No such file or directory"):
        coverage.measure(tmp_path / "nowhere", SHELF)
