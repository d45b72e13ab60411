"""Histories as members upload them: each layout, and each kind of damage seen in the wild, with its account of rows."""

import csv
import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from data.history import Viewing
from data.imports import Export, ImportProblem, ImportReport, read_export, read_exports

SAMPLES = Path(__file__).parent / "samples" / "imports"
ROWS = [
    ("Harbour Lights: Season 1: Low Tide", "12/24/24"),
    ("The Last Orchard", "12/23/24"),
    ("Kind, Kinder", "1/2/24"),
]


def read(text: str) -> tuple[tuple[Viewing, ...], ImportReport]:
    return read_export(text.encode()).take()


def titles(text: str) -> list[str]:
    return [viewing.title for viewing in read(text)[0]]


def table(rows: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([("Title", "Date"), *rows])
    return file.getvalue()


def sample(name: str) -> Export:
    return read_export((SAMPLES / name).read_bytes())


def test_the_account_page() -> None:
    viewings, report = sample("account_page.csv").take()
    assert (report.source, report.read, report.kept, dict(report.dropped)) == ("account page", 10, 9, {"no title": 1})
    assert (report.films, report.series, report.episodes) == (2, 2, 6)
    assert (report.language, report.date_order, report.is_date_order_sure) == ("en", "month first", True)
    assert report.period == (dt.date(2025, 1, 2), dt.date(2025, 5, 14))
    assert viewings[0].title == "Harbour Lights"
    assert viewings[1].episode == "Fog, Horn and Rope"
    assert all(viewing.seconds is None and viewing.match is None for viewing in viewings)


def test_viewing_activity_holds_a_household_and_one_profile_is_taken() -> None:
    export = sample("activity_2025.csv")
    assert [(profile.name, profile.kept) for profile in export.profiles] == [("Ada", 2), ("Bo", 1)]
    viewings, report = export.take("Bo")
    assert [(viewing.title, viewing.season_no) for viewing in viewings] == [("Clay Kingdom", 2)]
    assert (report.read, report.kept, report.dropped) == (7, 1, {"promotional": 1, "other profile": 5})
    with pytest.raises(ImportProblem, match="Ada, Bo") as caught:
        export.take("Cy")
    assert caught.value.code == "no_profile"


def test_a_title_watched_in_pieces_is_one_row_and_one_hardly_opened_is_none() -> None:
    viewings, report = sample("activity_2025.csv").take("Ada")
    assert [(viewing.title, viewing.seconds) for viewing in viewings] == [
        ("Harbour Lights", 41 * 60), ("Mira, Alone: The Film", 5890),
    ]  # fmt: skip
    assert viewings[0].episode_no == 1
    assert report.dropped == {"promotional": 1, "watched in pieces": 1, "too short": 1, "other profile": 2}


def test_pieces_of_two_days_are_two_rows_and_count_together_towards_two_minutes() -> None:
    header = "Profile Name,Start Time,Duration,Title,Supplemental Video Type\n"
    rows = "Ada,2024-03-03 20:10:00,00:01:10,Orchard,\nAda,2024-03-02 20:10:00,00:01:10,Orchard,\n"
    assert [viewing.seconds for viewing in read(header + rows)[0]] == [70, 70]


def test_the_columns_of_2026_stand_in_another_order() -> None:
    viewings, report = sample("activity_2026.csv").take()
    assert [(v.kind, v.title, v.seconds) for v in viewings] == [
        ("episode", "Harbour Lights", 2460), ("movie", "The Last Orchard: Part II", 6720),
    ]  # fmt: skip
    assert (report.source, report.profile, report.dropped) == ("activity", "Ada", {"promotional": 1})


@pytest.mark.parametrize("name", ["account_page.csv", "activity_2025.csv", "activity_2026.csv"])
def test_every_row_read_is_kept_or_dropped_for_a_reason(name: str) -> None:
    export = sample(name)
    for profile in export.profiles:
        viewings, report = export.take(profile.name)
        assert report.kept == len(viewings) == profile.kept
        assert report.read == report.kept + sum(report.dropped.values())


class TestLayouts:
    """Other headers, delimiters and quoting: each file says the same as the plain one."""

    PLAIN = table(ROWS)

    @pytest.mark.parametrize(
        "text",
        [
            PLAIN.replace("\r\n", "\n"),
            PLAIN.replace("\r\n", "\r"),
            "\ufeff" + PLAIN,
            table(ROWS, ";"),
            table(ROWS, "\t"),
            "sep=;\n" + table(ROWS, ";"),
            PLAIN.replace('"Title","Date"', "title,date"),
            PLAIN.replace('"Title","Date"', "Titel,Datum"),
            PLAIN.replace('"Title","Date"', "タイトル,日付"),
            PLAIN.replace('"Title","Date"\r\n', ""),
            PLAIN.replace("\r\n", ";;\r\n"),
            "Date,Title;;\n" + "".join(f'{date},"{title}";;\n' for title, date in ROWS),
            PLAIN.replace("\r\n", "\r\n\r\n"),
            "Date,Title\n" + "".join(f'{date},"{title}"\n' for title, date in ROWS),
            "".join(f'"{date}","{title}"\n' for title, date in ROWS),
            "Title of Show,Date,Day of Week\n" + "".join(f'"{title}",{date},Monday\n' for title, date in ROWS),
            "Title,Date\n" + "".join(f'"{title},""{date}"""\n' for title, date in ROWS),
            '"Title,Date"\n' + "".join(f'"""{title}"",""{date}"""\n' for title, date in ROWS),
            "Title,Date\n" + "".join(f"{title},{date}\n" for title, date in ROWS),
            PLAIN.replace("\r\n", "\x00\r\n"),
        ],
        ids=["lf", "cr", "bom", "semicolon", "tab", "sep line", "lower case", "german", "japanese", "no header",
             "trailing semicolons", "behind the title too", "blank lines", "date first", "bare date first",
             "extra column",
             "whole lines quoted", "header quoted too", "comma not quoted", "nul"],
    )  # fmt: skip
    def test_says_the_same(self, text: str) -> None:
        viewings, report = read(text)
        assert [(viewing.raw, viewing.date) for viewing in viewings] == [
            ("Harbour Lights: Season 1: Low Tide", dt.date(2024, 12, 24)),
            ("The Last Orchard", dt.date(2024, 12, 23)),
            ("Kind, Kinder", dt.date(2024, 1, 2)),
        ]
        assert (report.read, report.dropped) == (3, {})

    def test_activity_without_a_header_is_known_by_its_cells(self) -> None:
        for name in ("activity_2025.csv", "activity_2026.csv"):
            bare = (SAMPLES / name).read_text(encoding="utf-8").partition("\n")[2]
            assert read(bare)[0] == sample(name).take()[0]

    def test_activity_that_a_spreadsheet_rewrote(self) -> None:
        header = "ProfileName,StartTime,Duration,Attributes,Title,Supplemental Video Type,Country;;\n"
        rows = "Ada,3/14/24 20:10,0:41:00,,Orchard,,SE;;\nAda,3/2/24 9:05,1:00:00,,Kite,,SE;;\n"
        rows += "Ada,1/1/1970 0:00,0:09:00,,Old,,SE;;\n"
        viewings, report = read(header + rows)
        assert [(v.title, v.date, v.seconds) for v in viewings] == [
            ("Orchard", dt.date(2024, 3, 14), 2460), ("Kite", dt.date(2024, 3, 2), 3600), ("Old", None, 540),
        ]  # fmt: skip
        assert report.undated == 1


class TestEncodings:
    """Text that is not plain UTF-8."""

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
    def test_western_text(self, encoding: str) -> None:
        content = table([("Élan: Saison 2: Forêt", "12/24/24"), ("Œuvre", "12/23/24")]).encode(encoding)
        assert [viewing.title for viewing in read_export(content).take()[0]] == ["Élan", "Œuvre"]

    @pytest.mark.parametrize(
        ("encoding", "text"),
        [
            ("cp1250", "Łódź: Część 2: Mgła"), ("cp1254", "Ağaç: 2. Sezon: Gölge"), ("cp1251", "Маяк: Сезон 2: Туман"),
            ("cp932", "灯台: シーズン2: 霧"), ("cp949", "등대: 시즌 2: 안개"), ("gb18030", "灯塔: 第 2 季: 雾"),
            ("cp1255", "מגדלור: עונה 2: ערפל"), ("cp1256", "منارة: الموسم 2: ضباب"),
        ],
    )  # fmt: skip
    def test_a_legacy_code_page_is_told_by_its_season_words(self, encoding: str, text: str) -> None:
        content = table([(text, "12/24/24"), (text + " x", "12/23/24")]).encode(encoding)
        assert read_export(content).take()[0][0].title == text.partition(":")[0]

    def test_one_broken_byte_does_not_spoil_the_rest(self) -> None:
        content = table([(f"Élan {at}", "12/24/24") for at in range(30)]).encode().replace(b"lan 7", b"lan\xff 7")
        assert "Élan 8" in {viewing.title for viewing in read_export(content).take()[0]}

    def test_text_decoded_wrongly_before_is_mended_and_raw_kept(self) -> None:
        broken = ["Kid McÂ²", "Ã‰lan", "Pokémon", "Ã\xa0 table"]
        viewings = read(table([(text, "12/24/24") for text in broken]))[0]
        assert [viewing.title for viewing in viewings] == ["Kid Mc²", "Élan", "Pokémon", "à table"]
        assert [viewing.raw for viewing in viewings] == broken


class TestDamage:
    """Rows that are not what they should be: only they suffer, and the report says so."""

    def test_an_open_quote_does_not_swallow_the_next_row(self) -> None:
        text = 'Title,Date\n"Orchard,12/24/24\n"Kite","12/23/24"\n"Mud","12/22/24"\n'
        assert titles(text) == ["Orchard", "Kite", "Mud"]
        swallowed = list(csv.reader(io.StringIO(text)))
        assert len(swallowed) < 4  # the control: read as a whole, rows are lost without a word

    def test_a_cell_over_two_lines_is_one_row(self) -> None:
        assert titles('Title,Date\n"Orch\nard","12/24/24"\n"Kite","12/23/24"\n') == ["Orch ard", "Kite"]

    def test_blank_and_nameless_rows_are_counted(self) -> None:
        text = table(
            [("", "12/24/24"), (" : Episode 1", "12/24/24"), ("New Harbour: : ", "12/24/24"), ("Kite", "12/23/24")]
        )
        assert read(text)[1].dropped == {"no title": 3}

    def test_a_row_of_one_cell_is_broken(self) -> None:
        assert read("Title,Date\nKite,12/24/24\nend of list\n")[1].dropped == {"broken row": 1}

    def test_an_endless_line_or_title_is_broken(self) -> None:
        text = f"Title,Date\nKite,12/24/24\n{'x' * 20_000},12/24/24\n{'y' * 2_000},12/24/24\n"
        assert read(text)[1].dropped == {"broken row": 2}

    def test_the_same_title_on_the_same_day_is_one_row(self) -> None:
        text = table([("Kite", "12/24/24"), ("Kite", "12/24/24"), ("Kite", "12/23/24")])
        assert (read(text)[1].kept, read(text)[1].dropped) == (2, {"duplicate": 1})

    def test_a_title_that_a_spreadsheet_took_for_a_day(self) -> None:
        viewing = read(table([("22-Jul", "12/24/24")]))[0][0]
        assert (viewing.title, viewing.raw) == ("22 July", "22-Jul")

    @pytest.mark.parametrize("name", ["=1+1", "+ Rapides", "@home", "-30-", "#Awake"])
    def test_a_title_that_begins_like_a_formula_is_left_alone(self, name: str) -> None:
        assert titles(table([(name, "12/24/24")])) == [name]


@pytest.mark.parametrize("name", ["Teaser: Dark", "Trailer: Kite", "Kite (Trailer)", "Trailer Park Boys: Season 1: Bo"])
def test_only_the_column_tells_a_trailer_for_its_words_hit_real_titles(name: str) -> None:
    assert [viewing.raw for viewing in read(table([(name, "12/24/24")]))[0]] == [name]
    activity = "Profile Name,Start Time,Duration,Title,Supplemental Video Type\n" + "Ada,2024-12-24 20:10:00,00:41:00,"
    assert read(f"{activity}{name},\n")[1].kept == 1
    assert read(f"{activity}Kite,\n{activity.splitlines()[1]}{name},TRAILER\n")[1].dropped == {"promotional": 1}


def test_several_files_are_several_exports_and_other_parts_of_the_report_are_passed_over() -> None:
    page, activity = ((SAMPLES / name).read_bytes() for name in ("account_page.csv", "activity_2025.csv"))
    interests = b"Profile Name,Show,Has Watched,Is Interested,Event Date\nAda,Kite,yes,yes,2024-01-01\n"
    exports = read_exports([("x", page), ("IndicatedPreferences.csv", interests), ("y", activity)])
    assert [export.source for export in exports] == ["account page", "activity"]
    with pytest.raises(ImportProblem, match=r"IndicatedPreferences\.csv"):
        read_exports([("IndicatedPreferences.csv", interests)])


def test_the_book_reaches_the_grammar() -> None:
    class Book:
        def is_movie(self, text: str) -> bool:
            return text == "no such film"

        def is_series(self, text: str) -> bool:
            return text == "Mira Volkova"

    content = (SAMPLES / "account_page.csv").read_bytes()
    assert read_export(content, Book()).take()[1].films == read_export(content).take()[1].films - 1
