"""A member's own files: complete, readable, harmless in a spreadsheet."""

import csv
import datetime as dt
import io
import json

import pytest

from data.export import everything_json, history_csv
from data.history import History, Viewing


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def history(*viewings: Viewing) -> History:
    return History(viewings, "v1")


def film(raw: str, day: dt.date | None = None, seconds: int | None = None) -> Viewing:
    return Viewing(raw, "movie", raw, date=day, seconds=seconds)


def test_every_row_is_in_the_table() -> None:
    table = history_csv(history(film("Salt", dt.date(2024, 5, 1), 5400), film('The "Sea", again: Ünïcode 海')))
    assert [row[:5] for row in rows_of(table)] == [
        ["Title", "Date", "Seconds", "Kind", "Name"],
        ["Salt", "2024-05-01", "5400", "movie", "Salt"],
        ['The "Sea", again: Ünïcode 海', "", "", "movie", 'The "Sea", again: Ünïcode 海'],
    ]


def test_a_row_says_what_it_was_read_as() -> None:
    episode = Viewing("Dune Bay: Season 2: Low (Episode 4)", "episode", "Dune Bay", "Season 2", 2, "Low", 4)
    assert rows_of(history_csv(history(episode)))[1][3:] == ["episode", "Dune Bay", "Season 2", "2", "Low", "4"]


def test_a_spreadsheet_is_told_the_encoding() -> None:
    assert history_csv(history()).startswith(b"\xef\xbb\xbf")


STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"]
FORMULAS = [
    "1+1", "cmd|'/c calc'!A1", 'HYPERLINK("http://evil.example","click")', "SUM(A1:A9)", 'IMPORTXML("http://x")', "A1"
]  # fmt: skip


@pytest.mark.parametrize("start", STARTS, ids=ascii)
def test_no_cell_is_a_formula(start: str) -> None:
    table = history_csv(history(*(film(start + formula) for formula in FORMULAS)))
    for row, formula in zip(rows_of(table)[1:], FORMULAS, strict=True):
        assert row[0] == row[4] == f"'{start}{formula}"


def test_an_ordinary_title_is_left_as_it_is() -> None:
    names = ["9-1-1", "Mother!", "'71", "$ for free", "(500) Days", "C+", "1 = 2"]
    assert [row[0] for row in rows_of(history_csv(history(*map(film, names))))[1:]] == names


def test_a_title_with_a_line_break_stays_one_row() -> None:
    assert [row[0] for row in rows_of(history_csv(history(film("two\nlines"), film("next"))))[1:]] == [
        "two\nlines",
        "next",
    ]


def test_everything_else_is_readable_json() -> None:
    stored = {"consent": {"1": "ask"}, "hidden": ["Ünïcode 海"], "at": dt.datetime(2024, 5, 1, 20, 15, tzinfo=dt.UTC)}
    text = everything_json(stored).decode()
    assert "Ünïcode 海" in text
    assert json.loads(text) == stored | {"at": "2024-05-01 20:15:00+00:00"}
