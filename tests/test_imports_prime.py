"""Prime Video: the official report plays in pieces and joins its titles; a script reads the page."""

import datetime as dt

import pytest

from data.imports import Export, ImportProblem, read_export, read_exports
from tests.test_imports_files import make_zip

HEADER = (
    "Playback Start Datetime (UTC),Playback End Datetime (UTC),Seconds Viewed,Title,Material Type Description,"
    "Is Deleted,Profile Type,City\n"
)
DAY = dt.date(2024, 5, 2)


def read(text: str) -> Export:
    return read_export(text.encode())


def history(*rows: tuple[str, int, str], **columns: str) -> Export:
    material, deleted, profile = (columns.get(name, "") for name in ("material", "deleted", "profile"))
    return read(
        HEADER
        + "".join(
            f'{start},,{seconds},"""{title}""",{material or "Full"},{deleted or "No"},{profile or "ADULT"},Oslo\n'
            for start, seconds, title in rows
        )
    )


def test_episodes_are_told_from_films_and_pieces_become_one() -> None:
    export = history(
        ("2024-05-02T20:00:00Z", 1200, "The Long Pier-Harbour Lights - Season 2"),
        ("2024-05-02T21:00:00Z", 900, "The Long Pier-Harbour Lights - Season 2"),
        ("2024-05-01T21:00:00Z", 6000, "Kite: A Film"),
        ("2024-05-01T23:00:00Z", 30, "Mud"),
        ("2024-05-01T23:00:00Z", 60, "Not Available"),
    )
    assert [(v.kind, v.title, v.season_no, v.episode, v.seconds, v.date) for v in export.take()[0]] == [
        ("episode", "Harbour Lights", 2, "The Long Pier", 2100, DAY),
        ("movie", "Kite: A Film", None, None, 6000, dt.date(2024, 5, 1)),
    ]
    assert export.take()[1].dropped == {"watched in pieces": 1, "too short": 1, "no title": 1}


@pytest.mark.parametrize(
    ("titles", "show"),
    [
        (["Pilot-Sea-Horse - Season 1", "Storm-Sea-Horse - Season 1"], "Sea-Horse"),
        (["Twenty-One-Harbour - Season 1", "Pilot-Harbour - Season 1", "Fog-Harbour - Season 1"], "Harbour"),
        (["Twenty-One-Harbour - Staffel 1"], "Harbour"), (["Harbour - Series 3"], "Harbour"),
    ],
)  # fmt: skip
def test_hyphens_are_understood_by_the_other_rows(titles: list[str], show: str) -> None:
    export = history(*(("2024-05-02T20:00:00Z", 1200, title) for title in titles))
    assert {viewing.title for viewing in export.take()[0]} == {show}


@pytest.mark.parametrize(
    ("column", "reason"),
    [
        ({"material": "Trailer"}, "promotional"), ({"material": "Promo"}, "promotional"),
        ({"deleted": "Yes"}, "removed"),
    ],
)  # fmt: skip
def test_trailers_and_what_was_removed_are_left_out(column: dict[str, str], reason: str) -> None:
    with pytest.raises(ImportProblem) as caught:
        history(("2024-05-02T20:00:00Z", 1200, "Kite"), **column)
    assert caught.value.code == "nothing_said"
    material, deleted = column.get("material", "Full"), column.get("deleted", "No")
    rows = f"2024-05-02T20:00:00Z,,1200,Kite,{material},{deleted},ADULT,x\n"
    rows += "2024-05-02T20:00:00Z,,1200,Mud,Feature,No,ADULT,x\n"
    assert read(HEADER + rows).take()[1].dropped == {reason: 1}


def test_what_children_watched_is_a_profile_of_its_own() -> None:
    rows = "2024-05-02T20:00:00Z,,1200,Kite,Full,No,ADULT,x\n2024-05-02T20:00:00Z,,1200,Clay,Full,No,CHILD,x\n"
    export = read(HEADER + rows)
    assert [profile.name for profile in export.profiles] == ["Adults", "Children"]
    assert [viewing.title for viewing in export.take("Children")[0]] == ["Clay"]


def test_watch_events_count_only_without_the_viewing_history() -> None:
    events = (
        '"Deleted from Watch History","Most Recent Watch Date","Seconds Watched","Title Description","Title Name"\n'
        "no,2024-05-02T20:00:00Z,6000,A film,Kite\nyes,2024-05-02T20:00:00Z,6000,A film,Mud\n"
    )
    assert [(v.kind, v.title, v.date) for v in read(events).take()[0]] == [("movie", "Kite", DAY)]
    history = f"{HEADER}2024-05-02T20:00:00Z,,1200,Pier-Harbour Lights - Season 1,Full,No,ADULT,x\n"
    both = {
        "Your Prime Video/Viewing History.csv": history.encode(),
        "Your Prime Video/Watch Events.csv": events.encode(),
    }
    for exports in (read_exports(list(both.items())), [read_export(make_zip(both))]):
        (export,) = exports
        assert [viewing.title for viewing in export.take()[0]] == ["Harbour Lights"]
        assert export.take()[1].dropped == {"duplicate": 1, "removed": 1}


def test_the_page_as_a_script_reads_it() -> None:
    export = read(
        '"Date Watched","Type","Title","Episode Title","Global Title Identifier","Path"\n'
        '"1714680000000","Series","Harbour Lights - Season 2","Episode 5: The Long Pier","x","y"\n'
        '"1714600000000","Movie","Kite - A Film","","x","y"\n'
    )
    assert [(v.kind, v.title, v.season_no, v.episode, v.episode_no, v.date) for v in export.take()[0]] == [
        ("episode", "Harbour Lights", 2, "The Long Pier", 5, DAY),
        ("movie", "Kite - A Film", None, None, None, dt.date(2024, 5, 1)),
    ]
