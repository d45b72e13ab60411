"""Headers in any language: a known one names the columns, an unknown one is at least never taken for a viewing."""

import pytest

from data.imports import ImportProblem, ImportReport, read_export
from data.imports.columns import columns_by_header

ROWS = '"Harbour Lights: Season 1: Low Tide","12/24/24"\n"The Last Orchard","12/23/24"\n"Kite","1/2/24"\n'
TITLES = ["Harbour Lights: Season 1: Low Tide", "The Last Orchard", "Kite"]


def read(text: str) -> tuple[list[str], ImportReport]:
    viewings, report = read_export(text.encode()).take()
    return [viewing.raw for viewing in viewings], report


@pytest.mark.parametrize(
    "header",
    [
        "Tittel,Dato", "TITTEL,DATO", "Naslov,Datum", "Titlu,Dată", "Titlu,Data\u0306", "Τίτλος,Ημερομηνία",
        "ΤΊΤΛΟΣ,ΗΜΕΡΟΜΗΝΊΑ", "Назва,Дата", "Заглавие,Дата", "Tajuk,Tarikh", "Tiêu đề,Ngày", "ชื่อเรื่อง,วันที่",
        "Názov,Dátum", "Pealkiri,Kuupäev", "Judul,Tanggal", "Title_of_Show,Date Watched", "タイトル,日付",
    ],
)  # fmt: skip
def test_other_languages_are_known(header: str) -> None:
    columns = columns_by_header(header.split(","))
    assert columns is not None
    assert (columns.title, columns.date) == (0, 1)
    found, report = read(f"{header}\n{ROWS}")
    assert (found, report.read, report.undated) == (TITLES, 3, 0)


UNKNOWN = ["Qwx,Zyv", "sep=,\nQwx,Zyv", '"Qwx","Zyv"']


@pytest.mark.parametrize("header", UNKNOWN)
@pytest.mark.parametrize("rows", [1, 2, 3])
def test_an_unknown_header_is_no_viewing(header: str, rows: int) -> None:
    below = "".join(ROWS.splitlines(keepends=True)[:rows])
    found, report = read(f"{header}\n{below}")
    assert (found, report.read, report.kept, report.undated) == (TITLES[:rows], rows, rows, 0)


def test_an_unknown_header_with_the_date_first_is_no_viewing() -> None:
    assert read("Zyv;Qwx\n12/24/24;Kite\n12/23/24;Mud\n")[0] == ["Kite", "Mud"]


def test_an_unknown_header_of_viewing_activity_is_no_viewing() -> None:
    header = "Qa,Qb,Qc,Qd,Qe,Qf,Qg,Qh,Qi,Qj\n"
    row = "Ada,2024-05-14 20:00:00,00:40:00,,{},,TV,00:40:00,00:40:00,SE\n"
    found, report = read(header + row.format("Kite") + row.format("Mud"))
    assert (found, report.source, report.read) == (["Kite", "Mud"], "activity", 2)


@pytest.mark.parametrize("first", ['"22 July","soon"', '"Salt",""', '"Salt","12/2"', '"Salt","12/25/24"'])
def test_a_first_row_that_is_a_viewing_stays_one(first: str) -> None:
    older = ROWS.replace('/24"', '/23"')
    found, report = read(f"{first}\n{ROWS}{older}")
    assert (len(found), report.read) == (7, 7)


def test_words_without_dates_below_are_no_header() -> None:
    with pytest.raises(ImportProblem) as caught:
        read("Qwx,Zyv\nrent,nine\nfood,three\n")
    assert caught.value.code == "unknown_columns"
