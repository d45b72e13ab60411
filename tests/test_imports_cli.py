"""The command line: what the importer makes of a file."""

import json
from pathlib import Path

import pytest

from data.imports.__main__ import main

SAMPLES = Path(__file__).parent / "samples" / "imports"
ROW_KEYS = [
    "raw",
    "kind",
    "title",
    "season",
    "season_no",
    "episode",
    "episode_no",
    "date",
    "seconds",
    "match",
    "year",
    "imdb",
]


def lines(capsys: pytest.CaptureFixture[str]) -> tuple[list[dict[str, object]], str]:
    printed = capsys.readouterr()
    return [json.loads(line) for line in printed.out.splitlines()], printed.err


def test_json_prints_each_kept_row_and_then_the_report(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(SAMPLES / "account_page.csv"), "--json"]) == 0
    found, notes = lines(capsys)
    *rows, last = found
    assert notes == ""
    assert all(list(row) == ROW_KEYS for row in rows)
    assert rows[0] == {
        "raw": "Harbour Lights: Season 2: The Long Pier", "kind": "episode", "title": "Harbour Lights",
        "season": "Season 2", "season_no": 2, "episode": "The Long Pier", "episode_no": None, "date": "2025-05-14",
        "seconds": None, "match": None, "year": None, "imdb": None,
    }  # fmt: skip
    report = last["report"]
    assert isinstance(report, dict)
    assert report["kept"] == len(rows) == 9
    assert report["dropped"] == {"no title": 1}
    assert report["period"] == ["2025-01-02", "2025-05-14"]
    assert report["profiles"] == [{"name": "", "kept": 9, "period": ["2025-01-02", "2025-05-14"]}]
    assert {"read", "source", "language", "date_order", "profile"} <= set(report)


def test_a_household_is_never_taken_whole(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(SAMPLES / "activity_2025.csv")
    assert main([path]) == 2
    assert "Ada (2), Bo (1)" in capsys.readouterr().err
    assert main([path, "--json"]) == 0
    found, notes = lines(capsys)
    assert len(found) == 3
    assert "Taking 'Ada'" in notes
    assert main([path, "--json", "--profile", "Bo"]) == 0
    assert [row.get("title") for row in lines(capsys)[0]] == ["Clay Kingdom", None]


def test_the_report_for_people_names_counts_and_reasons(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(SAMPLES / "account_page.csv")]) == 0
    printed = capsys.readouterr().out
    for told in ("9 of 10 rows kept", "account page", "month first", "left out: no title", "Harbour Lights"):
        assert told in printed


def test_a_title_of_the_catalogue_is_matched(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "page.csv"
    path.write_text("Title,Date\nStranger Things: Stranger Things 4: Papa,5/1/25\n", encoding="utf-8")
    assert main([str(path), "--json"]) == 0
    row = lines(capsys)[0][0]
    assert row["title"] == "Stranger Things"
    assert row["match"]


def test_opinions_stand_beside_the_report(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "watchlist.csv"
    path.write_text("Date,Name,Year,Letterboxd URI\n2024-05-02,Kite,2001,x\n", encoding="utf-8")
    assert main([str(path), "--json"]) == 0
    (last,) = lines(capsys)[0]
    assert last["opinions"] == [
        {"raw": "Kite", "kind": "movie", "title": "Kite", "rating": None, "wanted": True, "date": "2024-05-02",
         "match": None, "year": 2001, "imdb": None}
    ]  # fmt: skip
    path.rename(tmp_path / "some.csv")
    assert main([str(tmp_path / "some.csv")]) == 0
    printed = capsys.readouterr().out
    assert "count as watched" in printed
    assert "Letterboxd" in printed


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_a_file_that_cannot_be_read_ends_with_one(
    name: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main([str(tmp_path / name), "--json"]) == 1
    found, notes = lines(capsys)
    error = found[0]["error"]
    assert isinstance(error, dict)
    assert error["code"] == "no_file"
    assert str(error["message"]) in notes


def test_an_unknown_profile_ends_with_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(SAMPLES / "activity_2025.csv"), "--profile", "Cy"]) == 1
    assert "Ada, Bo" in capsys.readouterr().err
