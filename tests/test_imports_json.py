"""JSON of Trakt, and JSON that means harm: bounded before it is parsed, and never a crash."""

import datetime as dt
import json
from typing import Any

import pytest

from data.history import Opinion, Viewing
from data.imports import Export, ImportProblem, json_text, read_export

FILM = {"title": "The Last Orchard", "year": 2019, "ids": {"trakt": 1, "imdb": "tt0000042", "tmdb": 7}}
SHOW = {"title": "Harbour Lights", "year": 2016, "ids": {"trakt": 2, "imdb": "tt0000077"}}


def read(value: Any) -> Export:
    return read_export(json.dumps(value).encode())


def viewings(value: Any) -> tuple[Viewing, ...]:
    return read(value).take()[0]


def test_history_tells_each_episode_and_film_with_its_day() -> None:
    low_tide = {"season": 1, "number": 2, "title": "Low Tide", "ids": {"imdb": "tt0000078"}}
    found = viewings([
        {"watched_at": "2024-05-02T21:00:00.000Z", "action": "watch", "type": "movie", "movie": FILM},
        {"watched_at": "2024-05-01T21:00:00.000Z", "type": "episode", "episode": low_tide, "show": SHOW},
    ])  # fmt: skip
    assert found == (
        Viewing("The Last Orchard", "movie", "The Last Orchard", date=dt.date(2024, 5, 2), year=2019, imdb="tt0000042"),
        Viewing(
            "Harbour Lights: S01E02: Low Tide", "episode", "Harbour Lights", season_no=1, episode="Low Tide",
            episode_no=2, date=dt.date(2024, 5, 1), year=2016, imdb="tt0000077",
        ),
    )  # fmt: skip


def test_watched_tells_the_episodes_of_a_series_or_the_series_once() -> None:
    episodes = [{"number": at, "plays": 1, "last_watched_at": f"2024-05-0{at}T21:00:00.000Z"} for at in (1, 2)]
    entry = {"plays": 2, "last_watched_at": "2024-05-02T21:00:00.000Z", "show": SHOW}
    found = viewings([entry | {"seasons": [{"number": 3, "episodes": episodes}]}])
    assert [(v.kind, v.title, v.season_no, v.episode_no, v.date) for v in found] == [
        ("episode", "Harbour Lights", 3, 2, dt.date(2024, 5, 2)),
        ("episode", "Harbour Lights", 3, 1, dt.date(2024, 5, 1)),
    ]
    alone = viewings([entry])
    assert [(v.kind, v.title, v.raw, v.episode_no, v.date) for v in alone] == [
        ("episode", "Harbour Lights", "Harbour Lights", None, dt.date(2024, 5, 2))
    ]


def test_who_rates_has_watched_it_some_day() -> None:
    export = read([{"rated_at": "2024-05-02T21:00:00.000Z", "rating": 10, "type": "movie", "movie": FILM}])
    assert export.opinions_of() == (
        Opinion("The Last Orchard", "movie", "The Last Orchard", 1.0, date=dt.date(2024, 5, 2), year=2019,
                imdb="tt0000042"),
    )  # fmt: skip
    assert [(v.title, v.date) for v in export.take()[0]] == [("The Last Orchard", None)]


def test_rated_parts_speak_for_a_series_that_is_not_rated_itself() -> None:
    parts = [
        {"rated_at": "2024-05-02T21:00:00.000Z", "rating": rating, "type": "episode", "show": SHOW,
         "episode": {"season": 1, "number": at, "title": f"Part {at}"}}
        for at, rating in ((1, 10), (2, 1))
    ]  # fmt: skip
    assert [opinion.rating for opinion in read(parts).opinions_of()] == [0.5]
    whole = {"rated_at": "2020-05-02T21:00:00.000Z", "rating": 10, "type": "show", "show": SHOW}
    assert [opinion.rating for opinion in read([whole, *parts]).opinions_of()] == [1.0]


def test_the_watchlist_is_wanted_and_never_watched() -> None:
    export = read([{"rank": 1, "listed_at": "2024-05-02T21:00:00.000Z", "type": "show", "show": SHOW}])
    assert export.take()[0] == ()
    assert [(o.title, o.kind, o.wanted, o.rating, o.date) for o in export.opinions_of()] == [
        ("Harbour Lights", "episode", True, None, dt.date(2024, 5, 2))
    ]


def test_a_day_that_nobody_remembers_is_none() -> None:
    found = viewings([{"watched_at": "1970-01-01T00:00:00.000Z", "type": "movie", "movie": FILM}])
    assert [viewing.date for viewing in found] == [None]


def test_lists_inside_an_object_are_read_too() -> None:
    film = {"watched_at": "2024-05-02T21:00:00.000Z", "movie": FILM}
    wanted = {"listed_at": "2024-05-02T21:00:00.000Z", "show": SHOW}
    export = read({"username": "ada", "history": [film], "watchlist": [wanted], "stats": {"plays": 1}})
    assert (export.source, len(export.take()[0]), export.take()[1].wanted) == ("Trakt", 1, 1)


def test_an_entry_of_another_shape_is_a_broken_row() -> None:
    film = {"movie": FILM, "plays": 1}
    export = read([film, 7, None, [], {"movie": 3}, {"movie": {"title": ""}, "plays": 1}, film | {"plays": [1]}])
    assert export.take()[1].dropped == {"broken row": 4, "no title": 1, "says nothing": 1}


def test_half_a_character_does_no_harm() -> None:
    content = b'[{"movie": {"title": "Kite \\ud800"}, "watched_at": "2024-05-01"}]'
    (viewing,) = read_export(content).take()[0]
    assert viewing.raw.encode() == b"Kite ?"


def test_brackets_inside_a_title_are_no_depth() -> None:
    entries = [{"plays": 1, "movie": {"title": f'[REC "{at}" \\ {{[[['}} for at in range(60)]
    assert read(entries).take()[1].kept == 60


HARMFUL = {
    "deep lists": ("json_damaged", "[" * 100_000),
    "deep objects": ("json_damaged", '[{"a":' * 50_000),
    "closed again": ("json_damaged", "[" * 41 + "]" * 41),
    "many objects": ("json_too_large", "[{}" + ",{}" * 700_000 + "]"),
    "many numbers": ("json_too_large", "[[1" + ",1" * 2_100_000 + "]]"),
    "many strings": ("json_too_large", "[[" + '""' * 2_100_000 + "]]"),
}


@pytest.mark.parametrize(("code", "text"), HARMFUL.values(), ids=list(HARMFUL))
def test_json_that_asks_for_too_much_is_refused_unparsed(code: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(_: str) -> None:
        raise AssertionError

    monkeypatch.setattr(json_text.json, "loads", parse)
    with pytest.raises(ImportProblem) as caught:
        read_export(text.encode())
    assert caught.value.code == code
    for limit in ("_MOST_OBJECTS", "_MOST_VALUES", "_DEEPEST"):
        monkeypatch.setattr(json_text, limit, len(text))
    with pytest.raises(AssertionError):
        read_export(text.encode())  # the control: without its bounds it is parsed


@pytest.mark.parametrize("text", ['[{"a": 1', '{"a": tru}', "[" + "1" * 5_000 + "]", '["\\u12"]', "{]", '{"a" 1}'])
def test_damaged_json_is_named(text: str) -> None:
    with pytest.raises(ImportProblem) as caught:
        read_export(text.replace("[1", '[{"a": 1').encode())
    assert caught.value.code == "json_damaged"
    assert "broken off" in str(caught.value)


def test_a_title_in_brackets_begins_no_json() -> None:
    assert [v.title for v in read_export(b"[REC],12/24/24\nKite,12/23/24\n").take()[0]] == ["[REC]", "Kite"]
