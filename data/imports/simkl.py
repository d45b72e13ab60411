"""Simkl: its backup as CSV, one row a title with how far one got."""

import re
from collections.abc import Iterator

from data.imports.cells import imdb_of, kind_of, raw_of, scaled, title_of, year_of
from data.imports.report import Reason
from data.imports.said import Said, Told
from data.imports.sheet import Names, Sheet
from data.titles import TitleBook

COLUMNS: Names = {
    "title": ("title",),
    "type": ("type",),
    "year": ("year",),
    "list": ("watchlist",),
    "last": ("lastepwatched",),
    "date": ("watcheddate",),
    "rating": ("rating",),
    "imdb": ("imdb", "imdbid"),
}
LEAST, MOST = 1.0, 10.0
#: On the list for later; every other list (completed, watching, hold, dropped) is of what one has begun.
_WANTED = frozenset({"plantowatch", "plan to watch", "plan-to-watch"})
_BEGUN = frozenset({"completed", "watching", "hold", "dropped", "notinteresting", "on-hold", "on hold"})
_EPISODE = re.compile(r"s(\d{1,4})e(\d{1,5})", re.IGNORECASE)


def is_header(names: frozenset[str]) -> bool:
    """True for its backup and for tables made to be brought into it."""
    return "title" in names and not names.isdisjoint({"simklid", "lastepwatched"})


def read(sheet: Sheet, name: str, book: TitleBook) -> Told:
    """What the backup says. Of a series it tells the last episode watched, which makes one viewing."""
    del name, book
    return Told("Simkl", tuple(_said(sheet)), sheet.broken)


def _said(sheet: Sheet) -> Iterator[Said]:
    for row, day in zip(sheet.records(), sheet.days("date"), strict=True):
        title, kind, status = title_of(row["title"]), kind_of(row["type"]), row["list"].strip().casefold()
        rating = scaled(row["rating"], LEAST, MOST)
        last = _EPISODE.fullmatch(row["last"].strip()) if kind == "episode" else None
        season, number = (int(last[1]), int(last[2])) if last else (None, None)
        is_wanted = status in _WANTED
        is_watched = status in _BEGUN or bool(day and not is_wanted) or last is not None or rating is not None
        is_said = is_watched or is_wanted
        dropped: Reason | None = ("says nothing" if not is_said else None) if title else "no title"
        yield Said(
            title=title,
            raw=raw_of(title, season, number, None),
            kind=kind,
            year=year_of(row["year"]),
            imdb=imdb_of(row["imdb"]),
            watched=is_watched,
            day=None if is_wanted else day,
            season_no=season,
            episode_no=number,
            rated=rating is not None,
            rating=rating,
            rates_whole=True,
            wanted=is_wanted,
            dropped=dropped,
        )
