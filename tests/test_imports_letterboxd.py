"""Letterboxd: its tables alone, together, and in the zip."""

import datetime as dt

import pytest

from data.history import Opinion
from data.imports import Export, read_export, read_exports
from tests.test_imports_files import make_zip

HEADER = "Date,Name,Year,Letterboxd URI"
DIARY = f"{HEADER},Rating,Rewatch,Tags,Watched Date\n"
REVIEWS = f"{HEADER},Rating,Rewatch,Review,Tags,Watched Date\n"


def row(day: str, name: str, year: int | str = "", *rest: str) -> str:
    return ",".join((day, f'"{name}"', str(year), "https://example.org/x", *rest)) + "\n"


WATCHED = f"{HEADER}\n" + "".join(row("2023-01-01", name, year) for name, year in (("Kite", 2001), ("Orchard", 1987)))
FILES = {
    "watched.csv": WATCHED + row("2023-01-01", "Mud", ""),
    "diary.csv": DIARY + row("2023-05-02", "Kite", 2001, "2", "", "", "2023-05-01")
    + row("2024-05-02", "Kite", 2001, "4.5", "Yes", "kites", "2024-05-01"),
    "ratings.csv": f"{HEADER},Rating\n" + row("2024-05-02", "Kite", 2001, "5")
    + row("2023-01-03", "Orchard", 1987, "0.5"),
    "reviews.csv": REVIEWS
    + row("2024-05-02", "Kite", 2001, "4.5", "Yes", '"What\n\n""a"" kite,\nthis"', "", "2024-05-01"),
    "watchlist.csv": f"{HEADER}\n" + row("2024-06-01", "Harbour", 2020),
    "likes/films.csv": f"{HEADER}\n" + row("2023-01-01", "Kite", 2001) + row("2023-01-01", "Mud", ""),
    "profile.csv": "Date Joined,Username,Email Address\n2020-01-01,ada,ada@example.org\n",
    "deleted/diary.csv": DIARY + row("2023-05-02", "Thrown Away", 2001, "2", "", "", "2023-05-01"),
    "orphaned/ratings.csv": f"{HEADER},Rating\n" + row("2024-05-02", "Lost", 2001, "5"),
    "likes/reviews.csv": "Date,Name\n2023-01-01,Bo\n",
    "lists/best.csv": "Letterboxd list export v7\n",
}  # fmt: skip


def packed(folder: str = "") -> bytes:
    return make_zip({folder + name: text.encode() for name, text in FILES.items()})


def ratings(export: Export) -> dict[str, float | None]:
    return {opinion.title: opinion.rating for opinion in export.opinions_of()}


@pytest.mark.parametrize("folder", ["", "letterboxd-likes-2024/", "backup\\"])
def test_the_zip_says_what_was_watched_when_and_how_it_was_liked(folder: str) -> None:
    export = read_export(packed(folder))
    viewings, report = export.take()
    assert [(v.kind, v.title, v.year, v.date) for v in viewings] == [
        ("movie", "Kite", 2001, dt.date(2024, 5, 1)),
        ("movie", "Kite", 2001, dt.date(2023, 5, 1)),
        ("movie", "Orchard", 1987, None),
        ("movie", "Mud", None, None),
    ]
    assert export.opinions_of() == (
        Opinion("Harbour", "movie", "Harbour", None, wanted=True, date=dt.date(2024, 6, 1), year=2020),
        Opinion("Kite", "movie", "Kite", 1.0, date=dt.date(2024, 5, 2), year=2001),
        Opinion("Orchard", "movie", "Orchard", 0.0, date=dt.date(2023, 1, 3), year=1987),
        Opinion("Mud", "movie", "Mud", 0.9, date=dt.date(2023, 1, 1)),
    )
    assert (report.source, report.opinions, report.wanted, report.notes) == ("Letterboxd", 4, 1, ())
    assert (report.read, report.kept, report.dropped) == (11, 8, {"duplicate": 3})


def test_the_same_files_sent_one_by_one_say_the_same() -> None:
    names = [name for name in FILES if not name.startswith(("deleted", "orphaned", "profile", "lists", "likes/r"))]
    (export,) = read_exports([(name.rpartition("/")[2], FILES[name].encode()) for name in names])
    assert export.opinions_of() == read_export(packed()).opinions_of()
    assert export.take() == read_export(packed()).take()


def test_files_of_two_services_are_two_exports() -> None:
    page = b"Title,Date\nKite,12/24/24\n"
    exports = read_exports(
        [("a.csv", FILES["ratings.csv"].encode()), ("b.csv", page), ("watched.csv", WATCHED.encode())]
    )
    assert [export.source for export in exports] == ["Letterboxd", "account page"]


@pytest.mark.parametrize(("stars", "rating"), [("0.5", 0.0), ("2", 0.3333), ("3,5", 0.6667), ("5", 1.0)])
def test_stars_run_from_a_half_to_five(stars: str, rating: float) -> None:
    export = read_export(f'{HEADER},Rating\n2024-05-02,Kite,2001,x,"{stars}"\n'.encode())
    assert ratings(export) == {"Kite": pytest.approx(rating, abs=1e-4)}
    assert [(v.title, v.date) for v in export.take()[0]] == [("Kite", None)]


@pytest.mark.parametrize("stars", ["", "0", "5.5", "-1", "nan", "five"])
def test_what_is_no_number_of_stars_is_no_rating(stars: str) -> None:
    export = read_export(f"{HEADER},Rating\n2024-05-02,Kite,2001,x,{stars}\n".encode())
    assert (export.opinions_of(), export.take()[1].kept) == ((), 1)


class TestNames:
    """Watched, watchlist and likes have one header; only the name tells."""

    @pytest.mark.parametrize("name", ["watchlist.csv", "watchlist (1).csv", "watchlist-ada-2024-06-01.CSV"])
    def test_a_watchlist(self, name: str) -> None:
        export = read_export(WATCHED.encode(), name=name)
        assert export.take()[0] == ()
        assert [(o.title, o.wanted, o.rating) for o in export.opinions_of()] == [
            ("Kite", True, None), ("Orchard", True, None),
        ]  # fmt: skip

    @pytest.mark.parametrize("name", ["films.csv", "films (1).csv", "likes.csv", "likes/films.csv"])
    def test_likes(self, name: str) -> None:
        export = read_export(WATCHED.encode(), name=name)
        assert ratings(export) == {"Kite": 0.9, "Orchard": 0.9}
        assert len(export.take()[0]) == 2

    @pytest.mark.parametrize(
        ("name", "notes"), [("watched.csv", 0), ("films_watched.csv", 0), ("my films.csv", 1), ("", 1)]
    )
    def test_everything_else_counts_as_watched_and_the_report_says_so(self, name: str, notes: int) -> None:
        viewings, report = read_export(WATCHED.encode(), name=name).take()
        assert [(v.title, v.date) for v in viewings] == [("Kite", None), ("Orchard", None)]
        assert len(report.notes) == notes
        assert all("count as watched" in note and "watchlist.csv" in note for note in report.notes)


class TestLists:
    """A list has two tables: one about itself, one of its films."""

    LIST = (
        "Letterboxd list export v7\nDate,Name,Tags,URL,Description\n"
        '2024-01-01,{},,https://example.org,"Over\n\ntwo lines"'
        "\n\nPosition,Name,Year,URL,Description\n1,Kite,2001,https://example.org,\n2,Orchard,1987,https://example.org,so\n"
    )

    def test_its_films_count_as_watched_and_the_report_says_so(self) -> None:
        viewings, report = read_export(self.LIST.format("The best").encode(), name="the-best.csv").take()
        assert [(v.title, v.year) for v in viewings] == [("Kite", 2001), ("Orchard", 1987)]
        assert len(report.notes) == 1

    @pytest.mark.parametrize("name", ["Films to watch", "My watchlist", "Want"])
    def test_what_the_list_is_called_tells_a_watchlist(self, name: str) -> None:
        export = read_export(self.LIST.format(name).encode())
        assert [opinion.wanted for opinion in export.opinions_of()] == [True, True]
        assert export.take()[0] == ()


def test_a_film_without_a_year_is_that_of_the_same_name() -> None:
    text = (
        DIARY
        + row("2024-01-02", "Kite", 2001, "", "", "", "2024-01-01")
        + row("2024-01-04", "Kite", "", "5", "", "", "")
    )
    viewings, report = read_export(text.encode()).take()
    assert [(v.year, v.date) for v in viewings] == [(2001, dt.date(2024, 1, 1))]
    assert report.opinions == 1


def test_namesakes_of_two_years_are_two_films() -> None:
    text = f"{HEADER},Rating\n" + row("2024-05-02", "Kite", 2001, "5") + row("2024-05-02", "Kite", 1960, "1")
    export = read_export(text.encode())
    assert {(o.year, o.rating) for o in export.opinions_of()} == {(2001, 1.0), (1960, 0.1111)}
    assert len(export.take()[0]) == 2


def test_a_quote_left_open_spoils_its_own_row_alone() -> None:
    text = (
        f'{HEADER},Rating\n2024-05-02,"Kite,2001,x,5\n'
        + row("2024-05-02", "Mud", 2012, "4")
        + row("2024-05-02", "Low", 2012, "4")
    )
    export = read_export(text.encode())
    assert set(ratings(export)) == {"Mud", "Low"}
    assert export.take()[1].dropped == {"broken row": 1}


def test_a_film_seen_long_before_the_service_keeps_its_day() -> None:
    text = DIARY + row("2024-01-02", "Kite", 2001, "", "", "", "1988-07-30")
    assert [v.date for v in read_export(text.encode()).take()[0]] == [dt.date(1988, 7, 30)]
    text = DIARY + row("2024-01-02", "Kite", 2001, "", "", "", "0001-01-01")
    assert [v.date for v in read_export(text.encode()).take()[0]] == [None]


def test_a_spreadsheet_may_have_rewritten_it() -> None:
    text = "Date;Name;Year;Letterboxd URI;Rating;Rewatch;Tags;Watched Date\n02/05/2024;Kite;2001;x;4,5;;;24/12/2023\n"
    (viewing,), report = read_export(("\ufeff" + text).encode()).take()
    assert (viewing.title, viewing.date, report.opinions) == ("Kite", dt.date(2023, 12, 24), 1)


def test_a_table_of_the_zip_that_cannot_be_read_is_named() -> None:
    found = make_zip(
        {"watched.csv": WATCHED.encode(), "ratings.csv": b"\x00\x01\x02 nothing" * 9, "diary.csv": DIARY.encode()}
    )
    report = read_export(found).take()[1]
    assert report.kept == 2
    assert ["ratings.csv" in note for note in report.notes] == [True]


def test_what_a_review_says_goes_nowhere() -> None:
    assert "this" not in repr(read_export(packed()))
    assert "ada@example.org" not in repr(read_export(packed()))
