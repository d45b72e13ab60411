"""Whatever the bytes, only ImportProblem escapes; and no pattern can be made to run long."""

import csv
import datetime as dt
import importlib
import io
import json
import pkgutil
import re
import zipfile
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.imports import ImportProblem, read_export
from data.titles import Layout, Row, parse_titles, why_dropped

IMDB = re.compile(r"tt\d{7,10}")
quickly = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])

PIECES = [
    "Title", "Date", "Title,Date", "Start Time,Duration,Title", ",", ";", "\t", '"', '""', '","', "\n", "\r",
    "\r\n", "\x00", "\ufeff", ": ", " : ", "\uff1a", "Season 2", "2. Sezon", "第2季", "Part 1", "(Episode 4)",
    "12/24/24", "24/12/24", "2024-02-30", "2024-12-24 20:10:00", "00:41:00", "99:99:99", "Kite", "_hook_", "sep=;",
    "=1+1", "\u202e", "\ud7ff", "é", "Ã©", "\u0663", "1" * 40, "x" * 2_000, ": a" * 40, "-", "Jan",
]  # fmt: skip
OWN = "Title,Date,Seconds,Kind,Name,Season,Season number,Episode,Episode number\n"
HEADERS = [
    "", "Title,Date\n", "Date;Title\n", "Profile Name,Start Time,Duration,Title\n", "\ufeffTitle,Date\r",
    "Title,Date,Seconds\n", OWN,
]  # fmt: skip
SERVICES = [
    "Profile Name,Title Name,Rating Type,Star Value,Thumbs Value,Device Model,Event Utc Ts,Region View Date",
    "Profile Name,Title Name,Country,Utc Title Add Date",
    "Date,Name,Year,Letterboxd URI", "Date,Name,Year,Letterboxd URI,Rating",
    "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date",
    "Letterboxd list export v7\nDate,Name,URL,Description\n2024-01-01,Kites,,\n\nPosition,Name,Year,URL,Description",
    "Const,Your Rating,Date Rated,Title,Title Type,Year",
    "Position,Const,Created,Title,Title Type,Year,Your Rating,Date Rated",
    "rated_at,type,title,year,trakt_id,imdb_id,season_number,episode_number,episode_title,rating",
    "watched_at,type,title,year,imdb_id,season_number,episode_number,episode_title",
    "SIMKL_ID,Title,Type,Year,Watchlist,LastEpWatched,WatchedDate,Rating,Memo,TVDB,TMDB,IMDB",
    "Playback Start Datetime (UTC),Seconds Viewed,Title,Material Type Description,Is Deleted,Profile Type",
    "Deleted from Watch History,Most Recent Watch Date,Seconds Watched,Title Description,Title Name",
    "Date Watched,Type,Title,Episode Title,Global Title Identifier",
    "TMDb ID,IMDb ID,Type,Name,Release Date,Season Number,Episode Number,Rating,Your Rating,Date Rated",
    "series_name,key,season_number,episode_number,created_at", "movie_name,type,release_date,updated_at",
]  # fmt: skip
CELLS = [
    "", "Kite", "Harbour Lights: Low Tide", "The Pier-Harbour Lights - Season 2", "2024-05-01",
    "2024-05-01T20:10:00.000Z", "0001-01-01", "9999-99-99", "1736456347817", "99999999999999",
    "Sat Jan  7 00:00:00 2017", "31/12/2023", "tt0000007", "tt99999999999999", "8", "4.5", "3,5", "-1", "nan", "inf",
    "1e9", "\u0665", "yes", "no", "Not Available", "movie",
    "tvSeries", "tvEpisode", "Video Game", "show", "episode", "thumb", "star", "3", "0", "plantowatch", "completed",
    "s01e07", "watch-episode-1", "towatch", "CHILD", "x" * 1_200, '"', "a,b", "\x00", ": ", "Ada",
]  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=40).map("".join)
headers = st.sampled_from(HEADERS)
encodings = st.sampled_from(["utf-8", "utf-16", "cp1252", "shift_jis", "utf-16-le"])


def read_or_problem(content: bytes) -> None:
    try:
        export = read_export(content)
    except ImportProblem:
        return
    for profile in export.profiles:
        viewings, report = export.take(profile.name)
        opinions = export.opinions_of(profile.name)
        assert viewings or opinions
        assert report.read == report.kept + sum(report.dropped.values())
        assert report.kept >= max(len(viewings), 1)
        assert (report.opinions, report.wanted) == (len(opinions), sum(opinion.wanted for opinion in opinions))
        assert all(opinion.rating is None or 0 <= opinion.rating <= 1 for opinion in opinions)
        assert all(opinion.wanted or opinion.rating is not None for opinion in opinions)
        for value in (*viewings, *opinions):
            f"{value.title}{value.raw}".encode()  # goes to disk and to Discord
            assert value.title
            assert value.imdb is None or IMDB.fullmatch(value.imdb)


@quickly
@given(headers, texts, encodings)
def test_malformed_tables_raise_nothing_else(header: str, text: str, encoding: str) -> None:
    read_or_problem((header + text).encode(encoding, errors="replace"))


@quickly
@given(
    st.sampled_from(SERVICES),
    st.lists(st.lists(st.sampled_from(CELLS), max_size=11), max_size=12),
    st.sampled_from(",;\t"),
)
def test_malformed_tables_of_services_raise_nothing_else(header: str, rows: list[list[str]], delimiter: str) -> None:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(rows)
    read_or_problem((header.replace(",", delimiter) + "\n" + file.getvalue()).encode())


@quickly
@given(st.sampled_from(SERVICES), texts, encodings)
def test_malformed_text_under_a_header_raises_nothing_else(header: str, text: str, encoding: str) -> None:
    read_or_problem(f"{header}\n{text}".encode(encoding, errors="replace"))


KEYS = ["watched_at", "last_watched_at", "rated_at", "listed_at", "rating", "plays", "type", "title", "year", "ids",
        "imdb", "number", "season", "seasons", "episodes", "movie", "show", "episode"]  # fmt: skip
leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.sampled_from(CELLS),
    st.just("\ud800"),
    st.integers(10**300),
)
values = st.recursive(
    leaves,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(KEYS), inner, max_size=5)),
)
entries = st.dictionaries(st.sampled_from(KEYS), values, max_size=6).map(
    lambda entry: {"movie": {"title": "Kite"}, "watched_at": "2024-05-01"} | entry
)


@quickly
@given(st.one_of(st.lists(entries, max_size=4), st.dictionaries(st.sampled_from(KEYS), st.lists(entries)), values))
def test_malformed_json_raises_nothing_else(value: object) -> None:
    read_or_problem(json.dumps(value).encode())


@quickly
@given(
    st.binary(max_size=300), st.sampled_from([b"", b"Title,Date\n", b"PK\x03\x04", b"\xff\xfe", b"PK\x05\x06", b"{"])
)
def test_any_bytes_raise_nothing_else(content: bytes, start: bytes) -> None:
    read_or_problem(start + content)


def _packed() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("CONTENT_INTERACTION/ViewingActivity.csv", "Title,Date\nKite,12/24/24\n" * 20)
    return file.getvalue()


PACKED = _packed()


@quickly
@given(st.lists(st.tuples(st.integers(0, len(PACKED) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_damaged_zips_raise_nothing_else(changes: list[tuple[int, int]]) -> None:
    content = bytearray(PACKED)
    for at, byte in changes:
        content[at] = byte
    read_or_problem(bytes(content))


@quickly
@given(st.lists(texts, max_size=12), st.sampled_from(["account page", "activity"]))
def test_the_grammar_takes_any_text(found: list[str], layout: Layout) -> None:
    parsed = parse_titles([Row(text) for text in found], layout)
    assert len(parsed) == len(found)
    for text, title in zip(found, parsed, strict=True):
        assert why_dropped(text, layout) or title.title


#: Some words, which the strategy may take from the source, are what Netflix prints where there is no title.
names = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20).filter(
    lambda name: why_dropped(name, "account page") is None
)
days = st.dates(min_value=dt.date(2008, 1, 1), max_value=dt.date(2090, 1, 1))


@quickly
@given(st.lists(st.tuples(names, days), min_size=1, max_size=10))
def test_what_was_written_is_read_back(found: list[tuple[str, dt.date]]) -> None:
    file = io.StringIO()
    csv.writer(file).writerows([("Title", "Date"), *((name, day.isoformat()) for name, day in found)])
    viewings, report = read_export(file.getvalue().encode()).take()
    assert {(viewing.raw, viewing.date) for viewing in viewings} == set(found)
    assert report.read == len(found)


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern of the two packages, also those inside tables."""
    for package in map(importlib.import_module, ("data.titles", "data.imports")):
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            if found.name.endswith("__main__"):
                continue
            module = importlib.import_module(found.name)
            for name, value in vars(module).items():
                inside = value.values() if isinstance(value, dict) else [value]
                yield from ((f"{module.__name__}.{name}", item) for item in inside if isinstance(item, re.Pattern))


def runs_long(pattern: str) -> bool:
    """True when a pattern repeats without bound, or repeats a group: only then can matching take more than a constant
    number of steps from each place in a text."""
    bare = re.sub(r"\\.", "x", pattern)
    bare = re.sub(r"\[[^\]]*\]", "x", bare)
    return bool(re.search(r"[*+]|\{\d*,\}|\)[{?]", bare))


def test_no_pattern_can_run_long() -> None:
    found = dict(patterns())
    assert len(found) > 10
    assert {name for name, pattern in found.items() if runs_long(pattern.pattern)} == set()


@pytest.mark.parametrize("pattern", [r"(a+)+$", r"\s*:", r"(?:ab){2,9}", r"x{3,}y", r"(.+): (.+)"])
def test_a_pattern_that_could_run_long_is_found(pattern: str) -> None:
    assert runs_long(pattern)
