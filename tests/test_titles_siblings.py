"""What the other rows of a file, and a book of titles, tell about a text."""

import datetime as dt
from collections.abc import Iterable

import pytest

from data.titles import EMPTY_BOOK, Layout, ParsedTitle, Row, TitleBook, parse_titles

DAY = dt.date(2024, 5, 1)


class Book:
    """Knows the names it is given."""

    def __init__(self, movies: Iterable[str] = (), series: Iterable[str] = ()) -> None:
        self.movies, self.series = frozenset(movies), frozenset(series)
        self.questions = 0

    def is_movie(self, text: str) -> bool:
        self.questions += 1
        return text in self.movies

    def is_series(self, text: str) -> bool:
        self.questions += 1
        return text in self.series


def rows(*texts: str, gap: int = 1) -> list[Row]:
    return [Row(text, DAY - dt.timedelta(days=gap * at)) for at, text in enumerate(texts)]


def parse(found: list[Row], book: TitleBook = EMPTY_BOOK, layout: Layout = "account page") -> dict[str, ParsedTitle]:
    return {row.text: title for row, title in zip(found, parse_titles(found, layout, book), strict=True)}


KITES = ("Paper Moons: A Kite", "Paper Moons: The Umbrella", "Paper Moons: Letters")


def test_three_siblings_in_a_few_days_are_a_series() -> None:
    parsed = parse(rows(*KITES))
    assert {(title.kind, title.title) for title in parsed.values()} == {("episode", "Paper Moons")}
    assert parsed["Paper Moons: A Kite"].episode == "A Kite"


def test_three_films_of_a_franchise_over_months_stay_films() -> None:
    assert {title.kind for title in parse(rows(*KITES, gap=40)).values()} == {"movie"}


def test_six_siblings_are_a_series_at_any_pace() -> None:
    texts = [f"Paper Moons: {name}" for name in ("Kite", "Rain", "Snow", "Ink", "Wax", "Salt")]
    assert {title.kind for title in parse(rows(*texts, gap=40)).values()} == {"episode"}


def test_two_siblings_on_one_day_are_a_series_and_two_parts_are_not() -> None:
    assert {title.kind for title in parse(rows(*KITES[:2], gap=0)).values()} == {"episode"}
    assert {title.kind for title in parse(rows(*KITES[:2], gap=1)).values()} == {"movie"}
    parts = rows("Ember Stone: Part 1", "Ember Stone: Part 2", gap=0)
    assert {title.kind for title in parse(parts).values()} == {"movie"}


def test_watching_one_title_again_makes_no_siblings() -> None:
    again = [Row("Mira Volkova: Twelve Ducks", DAY - dt.timedelta(days=at)) for at in range(8)]
    assert parse(again)["Mira Volkova: Twelve Ducks"].kind == "movie"


def test_a_whole_title_in_the_book_is_a_film_whatever_its_siblings() -> None:
    book = Book(movies=["Paper Moons: A Kite"], series=["Paper Moons"])
    parsed = parse(rows(*KITES), book)
    assert parsed["Paper Moons: A Kite"] == ParsedTitle("movie", "Paper Moons: A Kite")
    assert parsed["Paper Moons: Letters"].kind == "episode"


def test_films_known_to_the_book_make_their_siblings_films() -> None:
    book = Book(movies=KITES[:2])
    assert {title.kind for title in parse(rows(*KITES), book).values()} == {"movie"}


def test_a_series_in_the_book_needs_no_siblings() -> None:
    book = Book(series=["Paper Moons"])
    assert parse(rows(KITES[0]), book)[KITES[0]].title == "Paper Moons"
    assert parse(rows(KITES[0]))[KITES[0]].kind == "movie"


def test_a_name_that_is_film_and_series_alike_decides_nothing_alone() -> None:
    book = Book(movies=["Paper Moons"], series=["Paper Moons"])
    assert parse(rows(KITES[0]), book)[KITES[0]].kind == "movie"


def test_the_longest_series_of_the_book_wins() -> None:
    book = Book(series=["Trek", "Trek: Far Side"])
    assert parse(rows("Trek: Far Side: Moonrise"), book)["Trek: Far Side: Moonrise"].title == "Trek: Far Side"


def test_one_unlabelled_row_beside_labelled_seasons_is_a_special() -> None:
    special = "Harbour Lights: The Wedding"
    parsed = parse(rows("Harbour Lights: Season 1: Low Tide", special, "Harbour Lights: Season 2: Gale"))
    assert parsed[special].kind == "movie"


def test_a_named_season_beside_labelled_ones_belongs_to_the_series() -> None:
    named = "Harbour Lights: Asylum: Locked In"
    title = parse(rows("Harbour Lights: Season 1: Low Tide", named))[named]
    assert (title.title, title.season, title.episode) == ("Harbour Lights", "Asylum", "Locked In")


def test_two_named_seasons_with_episodes_make_one_series() -> None:
    texts = [f"Law Bay: Night Unit: The {year} Year: {name}" for year in ("Tenth", "Ninth") for name in ("A", "B", "C")]
    parsed = parse(rows(*texts))
    assert {(t.title, t.season) for t in parsed.values()} == {
        ("Law Bay: Night Unit", "The Tenth Year"), ("Law Bay: Night Unit", "The Ninth Year"),
    }  # fmt: skip


def test_one_season_with_a_colon_in_the_series_name_keeps_the_colon() -> None:
    texts = [f"Neon: Runners: {name}" for name in ("Girl", "Boy", "Dog")]
    assert {title.title for title in parse(rows(*texts)).values()} == {"Neon: Runners"}


def test_parts_of_one_episode_are_not_a_series_of_their_own() -> None:
    texts = ["Isle: Camp: Boats", "Isle: Camp: Tents", *(f"Isle: Camp: Storm: Part {part}" for part in (1, 2, 3))]
    assert {title.title for title in parse(rows(*texts, gap=0)).values()} == {"Isle: Camp"}


def test_a_label_in_an_unknown_language_is_learned_from_three_series() -> None:
    texts = [
        f"{show}: Jaksok {number}: {name}"
        for number, show in enumerate(("A One", "B Two", "C Three"), 1)
        for name in "xy"
    ]
    parsed = parse(rows(*texts, gap=90))
    assert parsed["B Two: Jaksok 2: y"] == ParsedTitle("episode", "B Two", "Jaksok 2", 2, "y")
    alone = parse(rows(*texts[:2], gap=90))["A One: Jaksok 1: x"]
    assert alone.title != "A One"  # the control: one series teaches nothing


def test_rows_come_back_in_their_order_one_for_one() -> None:
    texts = ["B", "A", "B", "C: Season 1: x"]
    assert [title.title for title in parse_titles([Row(text) for text in texts], "account page")] == [
        "B",
        "A",
        "B",
        "C",
    ]


@pytest.mark.parametrize("layout", ["account page", "activity"])
def test_questions_to_the_book_grow_with_the_rows_not_faster(layout: Layout) -> None:
    def questions(count: int) -> int:
        book = Book()
        parse_titles([Row(f"One: Season of {at // 3}: Name {at}", DAY) for at in range(count)], layout, book)
        return book.questions

    assert questions(1_000) <= 2.2 * questions(500)


def test_texts_of_many_joints_cost_a_bounded_number_of_questions() -> None:
    def questions(joints: int) -> int:
        book = Book()
        parse_titles([Row("a: " * joints + str(at), DAY) for at in range(20)], "account page", book)
        return book.questions

    assert questions(300) == questions(12)
