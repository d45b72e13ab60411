"""Finding titles by the names histories give them, and refusing a catalogue that is not whole."""

import datetime as dt
import random
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from data.catalogue.catalogue import Catalogue, build_catalogue
from data.catalogue.load import CatalogueProblem, load_catalogue
from data.catalogue.match import fold, loosen
from data.catalogue.title import Kind, Title, title_code
from data.history import History, Viewing, work_key
from tests.starter_samples import TAGS, entry, toml, write_folder, write_three


def title(key: str, name: str, kind: Kind = "movie", **changes: object) -> Title:
    base: dict[str, object] = {
        "year": 2020,
        "minutes": 90,
        "genres": ("drama",),
        "countries": ("GB",),
        "language": "en",
        "maturity": "PG",
        "popularity": 3,
        "tags": {"dark": 1.0},
    }
    return Title(id=key, kind=kind, title=name, **(base | changes))


def catalogue(*titles: Title) -> Catalogue:
    return build_catalogue(titles, ["dark", "erotic"], "v1")


SHELF = catalogue(
    title("lifeline", "Lifeline: The Long Way Home"),
    title("elite", "Élite Squad", "series", seasons=2),
    title("heroes", "Marvel's The Night Heroes", "series", seasons=2),
    title("office", "The Bureau (U.S.)", "series", seasons=9, also=("Bureau USA",)),
    title("stone-2", "Stone Fist II"),
    title("sea", "Salt & Sea", names={"es": ("Sal y mar",), "ja": ("塩と海",)}),
    title("old", "The Return", year=1990, popularity=1),
    title("new", "The Return", year=2021, popularity=4),
    title("series", "The Return", "series", seasons=1),
    title("bary", "バリー"),
    title("harry", "ハリー"),
)


@pytest.mark.parametrize(
    ("name", "kind", "found"),
    [
        ("Lifeline: The Long Way Home", "movie", "lifeline"),
        ("lifeline the long way home", "movie", "lifeline"),
        ("LIFELINE \u2013 The  Long Way Home ", "movie", "lifeline"),
        ("Lifeline : The Long Way Home", "movie", "lifeline"),
        ("Elite Squad", "episode", "elite"),
        ("E\u0301lite Squad", "episode", "elite"),
        ("The Night Heroes", "episode", "heroes"),
        ("Night Heroes", "episode", "heroes"),
        ("Marvel\u2019s The Night Heroes", "episode", "heroes"),
        ("The Bureau", "episode", "office"),
        ("Bureau USA", "episode", "office"),
        ("Stone Fist 2", "movie", "stone-2"),
        ("Salt and Sea", "movie", "sea"),
        ("Sal y mar", "movie", "sea"),
        ("塩と海", "movie", "sea"),
        ("バリー", "movie", "bary"),
        ("ハリー", "movie", "harry"),
    ],
)
def test_a_title_is_found_by_what_an_export_calls_it(name: str, kind: str, found: str) -> None:
    assert SHELF.match(name, kind) == found


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Lifeline", "movie"),
        ("Lifeline: The Long Way", "movie"),
        ("Lifelines: The Long Way Home", "movie"),
        ("Lifeline: The Long Way Home", "episode"),
        ("Elite Squad", "movie"),
        ("Stone Fist", "movie"),
        ("Stone Fist III", "movie"),
        ("The", "movie"),
        ("", "movie"),
        ("   ", "episode"),
        ("(U.S.)", "episode"),
        ("パリー", "movie"),
        ("!!!", "movie"),
    ],
)
def test_a_likeness_is_not_a_match(name: str, kind: str) -> None:
    assert SHELF.match(name, kind) is None


def test_of_two_films_of_one_name_the_popular_one_has_it() -> None:
    assert SHELF.match("The Return", "movie") == "new"
    assert SHELF.match("The Return", "episode") == "series"


def test_a_loose_name_that_could_mean_two_titles_means_none() -> None:
    shelf = catalogue(title("one", "The Crossing (UK)"), title("two", "Crossing (US)"))
    assert shelf.match("Crossing (US)", "movie") == "two"
    assert shelf.match("A Crossing", "movie") is None


def test_a_name_of_signs_alone_is_found() -> None:
    assert catalogue(title("signs", "?!")).match("?!", "movie") == "signs"


def test_every_title_of_the_starter_is_found_by_its_own_name() -> None:
    starter = load_catalogue()
    names = Counter((each.kind, fold(each.title)) for each in starter.titles)
    lost = [
        each.id
        for each in starter.titles
        if starter.match(each.title, "movie" if each.kind == "movie" else "episode") != each.id
        and names[each.kind, fold(each.title)] == 1
    ]
    assert lost == []


def test_folding_twice_changes_nothing_and_any_text_folds() -> None:
    rng = random.Random(7)  # noqa: S311 - the same texts every time
    for _ in range(2_000):
        text = "".join(chr(rng.randrange(1, 0x3000)) for _ in range(rng.randrange(12)))
        assert fold(fold(text)) == fold(text)
        assert isinstance(loosen(text), str)


def test_rows_of_the_arrays_belong_to_their_titles() -> None:
    shelf = catalogue(title("mild", "Mild", tags={"dark": 0.2}), title("hot", "Hot", tags={"erotic": 0.8}))
    assert shelf.features.dtype == np.uint8
    np.testing.assert_array_equal(shelf.features, np.array([[51, 0], [0, 204]], dtype=np.uint8))
    assert shelf.rows == {"mild": 0, "hot": 1}
    assert [each.is_erotic for each in shelf.titles] == [False, True]


def test_a_film_and_a_series_are_told_apart_by_their_whole_name() -> None:
    assert SHELF.is_movie("Salt & Sea")
    assert not SHELF.is_series("Salt & Sea")
    assert not SHELF.is_movie("Salt & Sea: The Making Of")


def test_a_history_is_matched_anew_when_the_catalogue_changes() -> None:
    viewing = Viewing("Salt & Sea", "movie", "Salt & Sea", date=dt.date(2024, 5, 1))
    first = SHELF.match_history([viewing])
    assert [v.match for v in first.viewings] == ["sea"]
    assert SHELF.refresh(first) is first
    smaller = build_catalogue([title("other", "Other")], ["dark"], "v2")
    assert smaller.refresh(first) == History((viewing,), "v2")


def test_an_unrated_title_has_no_place_on_the_age_scale() -> None:
    steps = {rating: title("a", "A", maturity=rating).maturity_step for rating in ("G", "PG-13", "TV-MA", "unrated")}
    assert steps == {"G": 0, "PG-13": 3, "TV-MA": 4, "unrated": None}


def test_a_code_is_short_and_always_the_same() -> None:
    assert title_code("salt-and-sea") == title_code("salt-and-sea") != title_code("salt-and-sea-2")
    assert len(title_code("x" * 500)) == 8


def test_a_folder_of_the_hosts_own_is_used(tmp_path: Path) -> None:
    shelf = load_catalogue(write_three(tmp_path / "own"))
    assert shelf.match("Luces del puerto", "movie") == "harbour-lights-1998"
    assert shelf.match("Harbour Lights", "episode") == "harbour-lights"
    assert shelf.tags[: len(TAGS)] == tuple(TAGS)


def test_any_change_of_content_changes_the_version(tmp_path: Path) -> None:
    folder = write_three(tmp_path / "own")
    before = load_catalogue(folder).version
    assert load_catalogue(write_three(tmp_path / "copy")).version == before
    path = folder / "titles" / "part-1.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("95", "96"), encoding="utf-8")
    assert load_catalogue(folder).version != before


def test_a_missing_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CatalogueProblem, match=r"tags\.toml is missing\. Unset BLENDZ_CATALOGUE"):
        load_catalogue(tmp_path / "nowhere")


def test_a_folder_that_cannot_be_looked_into_says_why(tmp_path: Path) -> None:
    with pytest.raises(CatalogueProblem, match=r"cannot be read: File name too long"):
        load_catalogue(tmp_path / ("x" * 300))


def test_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CatalogueProblem, match=r"holds no titles\. Unset BLENDZ_CATALOGUE"):
        load_catalogue(write_folder(tmp_path / "empty"))


@pytest.mark.parametrize(
    "changes",
    [{"popularity": 9}, {"popularity": "3"}, {"year": "2019"}, {"tags": {"some": "unheard of"}}, {"maturity": None}],
    ids=["range", "number as text", "year as text", "unknown tag", "missing field"],
)
def test_a_wrong_value_stops_the_start_and_is_named(changes: dict[str, object], tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "bad", toml("the-cat", entry()), toml("the-dog", entry(title="Dog", **changes)))
    with pytest.raises(CatalogueProblem, match=r"part-1\.toml: the-dog: .+ Mend that file\."):
        load_catalogue(folder)


def test_a_broken_vocabulary_stops_the_start_and_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueProblem, match=r"tags\.toml: "):
        load_catalogue(write_folder(tmp_path / "bad", toml("the-cat", entry()), tags="[mood\n"))


def test_a_cut_or_flipped_file_is_refused_or_still_whole(tmp_path: Path) -> None:
    """500 damaged folders: each is refused with the words of the house, or what is left is well formed."""
    good = write_three(tmp_path / "good")
    rng = random.Random(11)  # noqa: S311 - the same damage every time
    refused = 0
    for at in range(500):
        folder = tmp_path / str(at)
        shutil.copytree(good, folder)
        path = rng.choice(sorted(folder.rglob("*.toml")))
        damaged = bytearray(path.read_bytes())
        if at % 2:
            del damaged[rng.randrange(len(damaged)) :]
        else:
            damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
        path.write_bytes(bytes(damaged))
        try:
            shelf = load_catalogue(folder)
        except CatalogueProblem:
            refused += 1
        else:
            assert set(np.unique(shelf.features).tolist()) <= {0, 51, 102, 153, 204, 255}
            assert all(1 <= tier <= 5 for tier in shelf.popularity)
        shutil.rmtree(folder)
    assert refused > 250


def film_row(name: str, **more: Any) -> Viewing:
    return Viewing(name, "movie", name, **more)


def test_a_correction_gives_way_to_a_year_of_the_rows_own() -> None:
    shelf = catalogue(title("host-2006", "The Host", year=2006), title("host-2013", "The Host", year=2013))
    said = {work_key("movie", "The Host"): "host-2006"}
    rows = shelf.match_history([film_row("The Host"), film_row("The Host", year=2013)], (), said).viewings
    assert [row.match for row in rows] == ["host-2006", "host-2013"]


def test_none_of_these_gives_way_to_a_sure_match_of_a_better_catalogue() -> None:
    said = {work_key("movie", "Salt Road"): ""}
    poor, better = catalogue(title("x", "Other")), catalogue(title("salt", "Salt Road", popularity=5))
    assert [row.match for row in poor.match_history([film_row("Salt Road")], (), said).viewings] == [None]
    assert [row.match for row in better.match_history([film_row("Salt Road")], (), said).viewings] == ["salt"]
