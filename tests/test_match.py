"""Which title a name means: numbers, names, languages and namesakes. Never a likeness."""

import random
from dataclasses import dataclass

import numpy as np
import pytest

from data.catalogue.match import DOUBTFUL, Asked, MatchIndex, NameOf, build_index, weigh
from data.catalogue.title import Kind


@dataclass(frozen=True, slots=True)
class Entry:
    """One title of a shelf made for a test."""

    name: str
    kind: Kind = "movie"
    year: int = 2020
    popularity: float = 3.0
    imdb: str | None = None
    names: tuple[tuple[str, str], ...] = ()


def index_of(*entries: Entry) -> MatchIndex:
    names = [
        NameOf(row, entry.kind, language, name)
        for row, entry in enumerate(entries)
        for language, name in (("", entry.name), *entry.names)
    ]
    weights = weigh([entry.popularity for entry in entries], netflix=True)
    return build_index(names, [entry.year for entry in entries], weights, [entry.imdb for entry in entries])


def row_of(index: MatchIndex, asked: Asked) -> int | None:
    found = index.find(asked)
    return None if found is None else found.row


RETURNS = (
    Entry("The Return", year=1990, popularity=2.0, imdb="tt0000101"),
    Entry("The Return", year=2021, popularity=4.0, imdb="tt0000102"),
    Entry("The Return", "series", popularity=3.0, imdb="tt0000103"),
    Entry("Come Back", names=(("es", "El regreso"), ("tr", "Dönüş"))),
)


def test_a_number_decides_whatever_the_name_says() -> None:
    index = index_of(*RETURNS)
    found = index.find(Asked("Quite another name", "movie", imdb="tt0000101"))
    assert found == (0, 1.0, "id")
    assert row_of(index, Asked("The Return", "movie", year=2021, imdb="tt0000101")) == 0
    assert row_of(index, Asked("The Return", "movie")) == 1


def test_a_title_of_another_number_is_another_title() -> None:
    asked = Asked("The Return", "movie", imdb="tt0000999")
    assert row_of(index_of(*RETURNS), asked) is None
    unnumbered = index_of(Entry("The Return", imdb="tt0000101"), Entry("The Return", popularity=1.0))
    assert row_of(unnumbered, asked) == 1
    assert row_of(unnumbered, Asked("The Return", "movie", imdb="not a number")) == 0


@pytest.mark.parametrize(("year", "row"), [(1989, 0), (1990, 0), (1991, 0), (2020, 1), (2022, 1), (2005, None)])
def test_a_year_tells_namesakes_apart_and_may_be_one_off(year: int, row: int | None) -> None:
    assert row_of(index_of(*RETURNS), Asked("The Return", "movie", year=year)) == row


def test_a_year_in_brackets_counts_as_one() -> None:
    assert row_of(index_of(*RETURNS), Asked("The Return (1990)", "movie")) == 0
    assert row_of(index_of(*RETURNS), Asked("The Return [2021]", "movie")) == 1
    assert row_of(index_of(*RETURNS), Asked("The Return (1990)", "movie", year=2021)) == 1


def test_a_title_without_a_year_is_taken_only_when_none_fits_better() -> None:
    index = index_of(Entry("The Return", year=0, popularity=3.0), Entry("The Return", year=1990, popularity=3.0))
    assert row_of(index, Asked("The Return", "movie", year=1990)) == 1
    assert row_of(index, Asked("The Return", "movie", year=2010)) == 0


def test_the_kind_is_respected_and_may_be_open() -> None:
    index = index_of(*RETURNS)
    assert row_of(index, Asked("The Return", "episode")) == 2
    assert row_of(index, Asked("Come Back", "episode")) is None
    assert row_of(index, Asked("Come Back", None)) == 3
    assert row_of(index, Asked("The Return", None)) == 1


def test_a_name_in_any_language_is_found() -> None:
    index = index_of(*RETURNS)
    for language in (None, "es", "en", "tr"):
        assert row_of(index, Asked("El regreso", "movie", language=language)) == 3
    assert row_of(index, Asked("donus", "movie")) == 3


def test_the_language_of_the_history_parts_namesakes() -> None:
    index = index_of(
        Entry("Home", popularity=3.0, names=(("fi", "Koti"), ("pl", "Dom"))),
        Entry("House", popularity=3.2, names=(("cs", "Dom"), ("da", "Hjem"))),
    )
    assert row_of(index, Asked("Dom", "movie", language="pl")) == 0
    assert row_of(index, Asked("Dom", "movie", language="cs")) == 1
    assert row_of(index, Asked("Dom", "movie")) == 1


def test_a_famous_original_beats_an_unknown_translation() -> None:
    index = index_of(Entry("Alma", popularity=4.5), Entry("Soul of a Village", popularity=1.0, names=(("es", "Alma"),)))
    assert row_of(index, Asked("Alma", "movie", language="es")) == 0


def test_namesakes_of_equal_weight_are_doubtful_and_a_dominant_one_is_not() -> None:
    equal = index_of(Entry("Twins"), Entry("Twins")).find(Asked("Twins", "movie"))
    dominant = index_of(Entry("Twins", popularity=4.0), Entry("Twins", popularity=2.0)).find(Asked("Twins", "movie"))
    assert equal is not None
    assert equal.confidence == pytest.approx(0.5)
    assert equal.confidence < DOUBTFUL
    assert dominant is not None
    assert dominant.confidence > DOUBTFUL


def test_many_are_found_as_each_alone() -> None:
    index = index_of(*RETURNS)
    words = ["The Return", "Return", "Come Back", "El regreso", "", "!!!", "Nobody", "(1990)", "The Return (1990)"]
    asked = [Asked(word, kind, language=language) for word in words for kind in ("movie", "episode", None) for language in (None, "es")]  # fmt: skip # noqa: E501 - one table
    assert index.find_many(asked) == [index.find(one) for one in asked]
    assert index.find_many([]) == []


def test_an_index_without_names_finds_nothing() -> None:
    index = index_of()
    assert index.find(Asked("Anything", None, imdb="tt0000001")) is None
    assert index.near("Anything at all", "movie") == []
    assert index.search("any") == []
    assert not index.knows("Anything", "movie")


def test_an_index_survives_storage_as_arrays() -> None:
    index = index_of(*RETURNS)
    stored = index.arrays()
    assert all(isinstance(array, np.ndarray) and array.dtype != object for array in stored.values())
    again = MatchIndex.from_arrays(stored)
    asked = [Asked(name, None, year) for name in ("The Return", "Return", "Donus") for year in (None, 1990)]
    assert again.find_many(asked) == index.find_many(asked)
    assert again.near("The Returnn of it", "movie") == index.near("The Returnn of it", "movie")
    del stored["names.keys"]
    with pytest.raises(KeyError, match=r"names\.keys"):
        MatchIndex.from_arrays(stored)


def test_any_text_may_be_asked_for() -> None:
    index = index_of(*RETURNS)
    rng = random.Random(5)  # noqa: S311 - the same texts every time
    texts = ["".join(chr(rng.randrange(0x3000)) for _ in range(rng.randrange(20))) for _ in range(500)]
    texts += ["\ud800", "x" * 100_000, "(" * 5_000, "tt0000101"]
    assert index.find_many([Asked(text, None, 10**30, "tt" + text) for text in texts]) == [None] * len(texts)


def known(*names: str, kind: Kind = "movie", popularity: float = 3.0) -> MatchIndex:
    return index_of(*(Entry(name, kind, popularity=popularity) for name in names))


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("The Lantern", "Lantern"),
        ("Lantern", "The Lantern"),
        ("El farol", "Farol"),
        ("Marvel's Lantern Men", "Lantern Men"),
        ("Lantern Part One", "Lantern: Part 1"),
        ("Lantern: Part I", "Lantern Part 1"),
        ("Lantern III", "Lantern 3"),
        ("Lantern & Son", "Lantern y Son"),
        ("Lantern i Son", "Lantern and Son"),
        ("Lantern: The Movie", "Lantern"),
        ("Lantern the Movie 2: Dusk", "Lantern 2: Dusk"),
        ("Lanternmaker", "Lantern-Maker"),
        ("Lantern (U.S.)", "Lantern"),
        ("Lantern", "Lantern (U.K.)"),
        ("Lantern (U.S.)", "Lantern (USA)"),
        ("Lantern: Light", "Lantern: Light: Lantern Light"),
        ("Lantern", "Lantern (Hindi Version)"),
        ("Lantern (Hindi)", "Lantern (Tamil)"),
        ("Lantern (2020)", "Lantern"),
    ],
)
def test_what_is_printed_at_will_parts_no_names(title: str, asked: str) -> None:
    assert row_of(known(title), Asked(asked, "movie")) == 0
    assert known(title).knows(asked, "movie")


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("Lantern (U.S.)", "Lantern (U.K.)"),
        ("Lantern (2020)", "Lantern (2010)"),
        ("Lantern", "Lantern 2"),
        ("Lantern II", "Lantern III"),
        ("Lantern", "Lantern: The Making Of"),
        ("Lantern: Dusk", "Lantern"),
        ("Lantern - Dusk", "Lantern"),
        ("Lanterns", "Lantern"),
        ("It", "I.T."),
        ("The Movie", "The"),
        ("I, Lantern", "Lantern"),
        ("Bye Bye", "Bye"),
    ],
)
def test_what_tells_titles_apart_keeps_them_apart(title: str, asked: str) -> None:
    assert row_of(known(title), Asked(asked, "movie")) is None


def test_a_remark_leads_to_the_title_that_has_it() -> None:
    index = known("Lantern (U.S.)", "Lantern (U.K.)", "Lantern", kind="series")
    rows = [row_of(index, Asked(name, "episode")) for name in ("Lantern (US)", "Lantern (UK)", "Lantern")]
    assert rows == [0, 1, 2]


def test_a_title_known_by_two_names_keeps_its_remark() -> None:
    index = index_of(Entry("Lantern (U.S.)", names=(("", "Lantern"),)))
    assert row_of(index, Asked("Lantern", "movie")) == 0
    assert row_of(index, Asked("Lantern (U.K.)", "movie")) is None


def test_a_loose_name_of_two_titles_means_neither() -> None:
    assert row_of(known("The Lantern", "A Lantern"), Asked("Lantern", "movie")) is None


def test_of_films_of_one_name_a_new_one_is_meant_before_an_old_one_somewhat_better_known() -> None:
    index = index_of(Entry("Ashes", year=1962, popularity=3.2), Entry("Ashes", year=2019, popularity=2.5))
    assert row_of(index, Asked("Ashes", "movie")) == 1
    assert row_of(index, Asked("Ashes", "movie", year=1962)) == 0


def shelf_of_one(name: str, year: int, popularity: float, *, netflix: bool) -> MatchIndex:
    return build_index([NameOf(0, "movie", "", name)], [year], weigh([popularity], netflix=netflix))


def test_a_short_name_of_a_film_nobody_knows_is_no_match() -> None:
    """It is more often that of a new film the catalogue lacks; a name of many words or a year is."""
    assert row_of(shelf_of_one("Ashes", 1972, 1.0, netflix=False), Asked("Ashes", "movie")) is None
    assert row_of(shelf_of_one("Ashes", 1972, 1.0, netflix=False), Asked("Ashes", "movie", 1972)) == 0
    assert row_of(shelf_of_one("Ashes", 1972, 1.0, netflix=True), Asked("Ashes", "movie")) == 0
    assert row_of(shelf_of_one("Ashes", 1972, 3.5, netflix=False), Asked("Ashes", "movie")) == 0
    long = shelf_of_one("The Ashes of the Last Lantern", 1972, 1.0, netflix=False)
    assert row_of(long, Asked("The Ashes of the Last Lantern", "movie")) == 0
