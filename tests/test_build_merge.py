"""Several sources, one title each: who is the same, who wins, and how popular it is."""

from typing import Any

import numpy as np
import pytest

from data.catalogue.build.draft import Draft
from data.catalogue.build.merge import Merged, Merger
from data.catalogue.build.popularity import rate
from data.catalogue.title import Title


def draft(title: str = "Harbour Lights", year: int = 1998, source: str = "imdb", **more: Any) -> Draft:
    return Draft(more.pop("kind", "movie"), title, year, source=source, **more)


def authored(**more: Any) -> Title:
    facts: dict[str, Any] = {
        "id": "harbour-lights", "kind": "movie", "title": "Harbour Lights", "year": 1998, "minutes": 95,
        "genres": ("drama",), "countries": ("IE",), "language": "en", "maturity": "PG", "popularity": 4,
        "tags": {"cozy": 1.0}, "names": {"es": ("Luces del puerto",)},
    }  # fmt: skip
    return Title(**{**facts, **more})


def merged(*drafts: Draft, by_hand: tuple[Title, ...] = ()) -> list[Merged]:
    merger = Merger()
    merger.add_authored(by_hand)
    for one in drafts:
        merger.add([one])
    return merger.titles


def test_one_number_is_one_title_whatever_it_is_called() -> None:
    (one,) = merged(draft(imdb="tt1"), draft("Lichter im Hafen", 2001, "tmdb", imdb="tt1"))
    assert one.draft.also == ("Lichter im Hafen",)
    assert one.id == "tt1"


def test_two_numbers_are_two_titles_even_of_one_name() -> None:
    assert len(merged(draft(imdb="tt1"), draft(imdb="tt2", source="tmdb"))) == 2


def test_without_numbers_kind_name_and_year_decide() -> None:
    assert len(merged(draft(), draft("HARBOUR  lights!", 1999, "ml-25m"))) == 1
    assert len(merged(draft(), draft(year=2005, source="ml-25m"))) == 2
    assert len(merged(draft(), draft(kind="series", source="ml-25m"))) == 2


def test_one_source_may_list_a_remake_of_the_same_year() -> None:
    assert len(merged(draft(movielens=1, source="ml-25m"), draft(movielens=2, source="ml-25m"))) == 2


def test_the_nearest_year_is_taken_where_two_fit() -> None:
    first, second, _ = merged(draft(imdb="tt1"), draft(imdb="tt2", year=1999), draft("X", movielens=9, source="ml-25m"))
    merger = Merger()
    merger.add([first.draft, second.draft])
    merger.add([draft(year=1999, movielens=5, source="ml-25m")])
    assert [one.draft.movielens for one in merger.titles] == [None, 5]


def test_the_starter_wins_facts_and_gains_names_numbers_and_words() -> None:
    (one,) = merged(
        draft(imdb="tt1", minutes=99, names={"fr": ("Feux du port",)}, votes=9000, description="A cat keeps watch."),
        by_hand=(authored(),),
    )
    assert one.id == "harbour-lights"
    assert (one.draft.minutes, one.draft.imdb, one.draft.description) == (95, "tt1", "A cat keeps watch.")
    assert one.draft.names == {"es": ("Luces del puerto",), "fr": ("Feux du port",)}
    assert one.votes == {"imdb": 9000}


def test_a_name_in_another_language_needs_the_year_and_a_person_as_well() -> None:
    """The control: names in other languages are shared by many works, so the name alone joins nothing."""
    known = authored(cast=("Orla Invented", "Finn Invented"))
    same = draft("Luces del puerto", 1998, imdb="tt1", cast=("Orla Invented",))
    assert len(merged(same, by_hand=(known,))) == 1
    for other in (
        draft("Luces del puerto", 1998, imdb="tt1"),
        draft("Luces del puerto", 1999, imdb="tt1", cast=("Orla Invented",)),
    ):
        assert len(merged(other, by_hand=(known,))) == 2


@pytest.mark.parametrize(
    ("other", "meant"),
    [
        ({"year": 1997, "votes": 900_000}, {"votes": 2_000}),
        ({"year": 1998, "votes": 900_000}, {"year": 1999, "cast": ("Orla Invented",)}),
        ({"votes": 2_000}, {"votes": 900_000}),
        ({"title": "Feux", "also": ("Harbour Lights",), "votes": 900_000}, {"votes": 2_000}),
        ({"year": 0, "votes": 900_000}, {"year": 1997, "votes": 2_000}),
    ],
    ids=["the year is right", "a person is in it", "more people know it", "it is called so first", "a year is known"],
)
def test_of_several_namesakes_in_one_source_the_surest_joins(other: dict[str, Any], meant: dict[str, Any]) -> None:
    """Whichever the source lists first; the other stays a title of its own."""
    for several in ((other, meant), (meant, other)):
        drafts = [draft(imdb=f"tt{at}", **more) for at, more in enumerate(several, start=1)]
        merger = Merger()
        merger.add_authored([authored(cast=("Orla Invented", "Finn Invented"))])
        assert merger.add(drafts) == 2
        assert [one.id for one in merger.titles] == ["harbour-lights", f"tt{1 + several.index(other)}"]
        assert merger.titles[0].draft.imdb == f"tt{1 + several.index(meant)}"


def test_a_title_with_the_very_number_is_never_taken_for_its_namesake() -> None:
    """War of the Worlds of 2005 are two films: what the unsure source calls tt1 is tt1 where somebody else has it."""
    merger = Merger()
    merger.add([draft(imdb="tt1", source="kaggle-netflix")])
    merger.add([draft(imdb="tt2", movielens=2, source="ml-25m"), draft(imdb="tt1", movielens=1, source="ml-25m")])
    assert [(one.id, one.draft.movielens) for one in merger.titles] == [("tt1", 1), ("tt2", 2)]


def test_an_unsure_number_gives_way_to_the_very_same_name_and_year() -> None:
    shelf, film = draft(imdb="tt9", source="kaggle-netflix"), draft(imdb="tt1", movielens=7, source="ml-25m")
    (one,) = merged(shelf, film)
    assert (one.draft.imdb, one.draft.movielens) == ("tt1", 7)
    other = draft(imdb="tt9", source="kaggle-netflix"), draft(year=1999, imdb="tt1", source="ml-25m")
    assert len(merged(*other)) == 2


def test_an_unsure_number_of_another_work_is_not_believed() -> None:
    other = draft("Soup", 2011, imdb="tt9")
    soup, lights = merged(other, draft(year=1998, imdb="tt9", source="kaggle-netflix", kaggle="ts1"))
    assert soup.draft.title == "Soup"
    assert (lights.draft.title, lights.draft.imdb) == ("Harbour Lights", None)


def test_a_series_that_movielens_calls_a_film_is_the_series() -> None:
    series = authored(kind="series", seasons=1)
    (one,) = merged(draft(movielens=7, source="ml-25m"), by_hand=(series,))
    assert (one.draft.kind, one.draft.movielens) == ("series", 7)
    both = merged(draft(movielens=7, source="ml-25m"), by_hand=(series, authored(id="harbour-lights-1998")))
    assert [one.draft.movielens for one in both] == [None, 7]


def test_what_only_netflix_or_movielens_knows_has_an_id_of_its_own() -> None:
    assert merged(draft(movielens=7, source="ml-25m"))[0].id == "ml-7"
    assert merged(draft(kaggle="ts5", source="kaggle-netflix"))[0].id == "kg-ts5"


def test_popularity_rises_with_votes_on_the_scale_of_the_starter() -> None:
    tiers = [1 + at % 5 for at in range(60)]
    known = [
        Merged(draft(), authored(id=f"t{at}", popularity=tier), {"imdb": 10 ** (1 + tier)})
        for at, tier in enumerate(tiers)
    ]
    strangers = [Merged(draft(), None, {"imdb": votes}) for votes in (0, 100, 10_000, 1_000_000, 10**9)]
    rated = rate([*known, *strangers])
    assert rated[:60].tolist() == tiers
    assert rated[60:].tolist() == pytest.approx([1.0, 1.0, 3.0, 5.0, 5.0], abs=0.05)


def test_each_source_has_votes_of_its_own_size() -> None:
    known = [
        Merged(
            draft(), authored(id=f"t{at}", popularity=1 + at % 5), {"imdb": 10 ** (2 + at % 5), "ml-25m": 2 + at % 5}
        )
        for at in range(60)
    ]
    few = Merged(draft(), None, {"ml-25m": 6})
    assert rate([*known, few])[-1] > 4.0


def test_a_title_of_the_shelf_is_a_little_more_popular_than_its_votes_say() -> None:
    plain, shown = Merged(draft(), None, {"imdb": 5000}), Merged(draft(netflix=True), None, {"imdb": 5000})
    first, second = rate([plain, shown])
    assert second == pytest.approx(first + 0.3)
    assert np.isfinite(first)
