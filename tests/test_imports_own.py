"""A member's own table comes back: uploaded again, it changes nothing, whatever the history was made of."""

import csv
import datetime as dt
import io
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.catalogue.load import load_catalogue
from data.export import history_csv
from data.history import History, Viewing, merge
from data.imports import ImportReport, read_export, read_exports
from data.titles import EMPTY_BOOK, TitleBook

SHARED = os.environ.get("BLENDZ_SHARED_DATA")
SAMPLES = Path(__file__).parent / "samples" / "imports"
Viewings = tuple[Viewing, ...]

ACTIVITY = (
    "Profile Name,Start Time,Duration,Title,Supplemental Video Type\n"
    "Ada,2024-05-14 20:00:00,00:40:00,Harbour Lights: Season 1: Low Tide (Episode 1),\n"
    "Ada,2024-05-14 21:00:00,00:00:50,Harbour Lights: Season 1: High Tide (Episode 2),\n"
    "Ada,2024-05-15 21:00:00,00:01:20,Harbour Lights: Season 1: High Tide (Episode 2),\n"
    "Ada,2024-05-13 20:00:00,00:40:00,Kiln: Kiln 2: Glaze (Episode 3),\n"
    "Ada,2024-05-12 20:00:00,01:40:00,Orchard: Part II,\n"
    "Ada,2024-05-11 20:00:00,01:40:00,Orchard: The Pit,\n"
    "Ada,2024-05-11 19:00:00,01:40:00,Salt,\n"
)
#: The same evenings and others; the account page leaves out the only season, so only siblings tell the episodes.
PAGE = (
    'Title,Date\n"Harbour Lights: Fog","5/16/24"\n"Harbour Lights: High Tide","5/15/24"\n'
    '"Harbour Lights: Low Tide","5/14/24"\n"Orchard: The Pit","5/11/24"\n"Salt","5/11/24"\n"Salt","5/1/24"\n'
    '"Mill: Season 2: Wheel","4/30/24"\n"Mill: Season 2: Flour (Chapter 2)","4/30/24"\n'
)


def read(text: str, book: TitleBook = EMPTY_BOOK) -> tuple[Viewings, ImportReport]:
    return read_export(text.encode(), book).take()


def again(viewings: Viewings, book: TitleBook = EMPTY_BOOK) -> tuple[Viewings, ImportReport]:
    """What becomes of a history as a table that is uploaded."""
    return read_exports([("blendz-history.csv", history_csv(History(viewings)))], book)[0].take()


def bare(viewings: Viewings) -> str:
    """The table without the columns that say what a title was read as, as an older one or a shortened one is."""
    rows = list(csv.reader(io.StringIO(history_csv(History(viewings)).decode("utf-8-sig"), newline="")))
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL).writerows(row[:3] for row in rows)
    return file.getvalue()


def films(names: Sequence[str]) -> Viewings:
    day = dt.date(2024, 5, 31)
    return tuple(Viewing(name, "movie", name, date=day - dt.timedelta(at)) for at, name in enumerate(names))


HISTORIES = {
    "account page": merge((), read(PAGE)[0]),
    "activity": merge((), read(ACTIVITY)[0]),
    "page after activity": merge(read(ACTIVITY)[0], read(PAGE)[0]),
    "activity after page": merge(read(PAGE)[0], read(ACTIVITY)[0]),
}


@pytest.mark.parametrize("name", list(HISTORIES))
def test_a_table_uploaded_again_changes_nothing(name: str) -> None:
    viewings = HISTORIES[name]
    back, report = again(viewings)
    assert merge(viewings, back) == viewings
    assert (report.read, report.kept, report.dropped) == (len(viewings), len(viewings), {})


@pytest.mark.parametrize("name", list(HISTORIES))
def test_a_table_alone_restores_the_history(name: str) -> None:
    assert merge((), again(HISTORIES[name])[0]) == HISTORIES[name]


def test_titles_alone_do_not_tell_what_overlapping_uploads_were_read_as() -> None:
    viewings = HISTORIES["activity after page"]
    assert merge(viewings, read(bare(viewings))[0]) != viewings  # the control: this is what the other columns are for


@pytest.mark.parametrize("name", ["account page", "activity"])
def test_a_table_of_three_columns_is_read_by_its_titles(name: str) -> None:
    viewings = tuple(viewing for viewing in HISTORIES[name] if not viewing.raw.endswith("(Chapter 2)"))
    assert merge(viewings, read(bare(viewings))[0]) == viewings


def test_a_table_of_three_columns_may_mix_both_layouts() -> None:
    text = (
        'Title,Date,Seconds\n"Harbour: Season 1: Fog (Episode 2)",2024-05-02,900\n"Salt: Season 1: Sea",2024-05-01,\n'
    )
    viewings, _ = read(text)
    assert [(v.title, v.episode, v.episode_no, v.seconds) for v in viewings] == [
        ("Harbour", "Fog", 2, 900), ("Salt", "Sea", None, None),
    ]  # fmt: skip


def test_seconds_were_folded_and_no_row_is_too_short() -> None:
    text = "Title,Date,Seconds\nSalt,2024-05-02,50\nSalt,2024-05-01,70\nKite,2024-05-01,5400.0\nMud,2024-05-01,soon\n"
    viewings, report = read(text)
    assert [(viewing.title, viewing.seconds) for viewing in viewings] == [
        ("Salt", 50), ("Salt", 70), ("Kite", 5400), ("Mud", None),
    ]  # fmt: skip
    assert report.dropped == {}
    as_activity = ACTIVITY.partition("\n")[0] + "\nAda,2024-05-02 20:00:00,00:00:50,Salt,\nAda,2024-05-01 20:00:00,"
    assert read(as_activity + "00:40:00,Kite,\n")[1].dropped == {"too short": 1}  # the control


def test_a_row_copied_twice_is_one_and_keeps_the_longer_time() -> None:
    viewings, report = read("Title,Date,Seconds\nSalt,2024-05-01,60\nSalt,2024-05-01,90\n")
    assert ([viewing.seconds for viewing in viewings], report.dropped) == ([90], {"duplicate": 1})


FORMULAS = ["=cmd()", "+1", "-tag", "@home", "'=cmd()", "''+1", "'71", "'Salt'", "\uff1d1", "- Foo: Season 1: =Bar"]


def test_only_the_apostrophe_that_was_put_there_is_taken_away() -> None:
    viewings = films(FORMULAS)
    assert merge(viewings, again(viewings)[0]) == viewings
    assert [viewing.raw for viewing in read("Title,Date\n'=cmd(),5/13/24\n")[0]] == ["'=cmd()"]  # not our own table


def test_a_table_that_a_spreadsheet_saved_is_still_known() -> None:
    text = history_csv(History(HISTORIES["activity"])).decode("utf-8-sig")
    file = io.StringIO()
    csv.writer(file, delimiter=";").writerows(csv.reader(io.StringIO(text, newline="")))
    assert merge(HISTORIES["activity"], read(file.getvalue())[0]) == HISTORIES["activity"]


@pytest.mark.parametrize("told", ["film,Salt,,,,", "movie, : ,,,,", ",,,,,", "movie," + "x" * 1_001 + ",,,,"])
def test_columns_of_no_sense_are_passed_over(told: str) -> None:
    header = "Title,Date,Seconds,Kind,Name,Season,Season number,Episode,Episode number\n"
    assert [v.title for v in read(f"{header}Salt & Sea,2024-05-01,,{told}\n")[0]] == ["Salt & Sea"]


words = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=8)
raws = st.lists(st.one_of(words, st.sampled_from(["'", "=", "+", ": ", "Season 1", '"', ",", " "])), min_size=1).map(
    "".join
)


@settings(max_examples=200, deadline=None)
@given(st.lists(raws, min_size=1, max_size=8, unique=True))
def test_any_history_that_was_read_comes_back(names: list[str]) -> None:
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerows([("Title", "Date"), ("Salt", "2024-05-01"), *((name, "2024-05-01") for name in names)])
    viewings = merge((), read(file.getvalue())[0])
    assert merge(viewings, again(viewings)[0]) == viewings


def shared_histories(folder: Path, book: TitleBook) -> Iterator[tuple[str, Viewings]]:
    """Every profile by itself, and account pages with the viewing activity of the same language, in both orders."""
    pages: dict[str, Viewings] = {}
    for path in sorted(folder.glob("*View*.csv")):
        export = read_export(path.read_bytes(), book)
        language = path.name.split(".")[1]
        for profile in export.profiles:
            viewings = merge((), export.take(profile.name)[0])
            yield f"{path.name} {profile.name}", viewings
            if not profile.name:
                pages[language] = viewings
            elif language in pages:
                yield f"{path.name} {profile.name}, page before", merge(pages[language], viewings)
                yield f"{path.name} {profile.name}, page after", merge(viewings, pages[language])


@pytest.mark.skipif(not SHARED, reason="BLENDZ_SHARED_DATA is not set: histories are not in the repository")
@pytest.mark.parametrize("with_catalogue", [False, True])
def test_every_history_at_hand_comes_back(*, with_catalogue: bool) -> None:
    book = load_catalogue() if with_catalogue else EMPTY_BOOK
    histories = dict(shared_histories(Path(SHARED or ".") / "histories", book))
    assert len(histories) > 20
    assert [name for name, old in histories.items() if merge(old, again(old, book)[0]) != old] == []
