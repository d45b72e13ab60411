"""Letterboxd: watched, diary, ratings, reviews, likes, watchlist and lists, alone or out of the zip. Films only.

Three of its tables have one header, so there the name of the file tells which it is. What a review says is never read.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from data.imports.cells import scaled, title_of, year_of
from data.imports.report import Reason
from data.imports.said import Said, Told
from data.imports.sheet import Names, Sheet
from data.titles import TitleBook

COLUMNS: Names = {
    "date": ("date",),
    "name": ("name",),
    "year": ("year",),
    "rating": ("rating",),
    "watched date": ("watcheddate",),
}
LEAST, MOST = 0.5, 5.0
#: What a heart without stars is worth.
LIKED = 0.9

_List = Literal["watched", "diary", "ratings", "likes", "watchlist"]
_WANTED = re.compile(r"watch[ _-]?list|to[ _-]watch|to[ _-]see|want", re.IGNORECASE)
_UNTOLD = (
    "That file of Letterboxd does not say what its films are to you, so they count as watched. "
    "If it is your watchlist, name it watchlist.csv and send it again."
)


class _Page(NamedTuple):
    """What the films of a file are; of ratings in several files that of ratings.csv holds, then that of the diary."""

    list: _List
    weight: int
    is_told: bool = True


def is_header(names: frozenset[str]) -> bool:
    """True for any of its tables; that of a list has a place for each film, and an address under another name."""
    return "name" in names and ("letterboxduri" in names or {"position", "year", "url"} <= names)


def read(sheet: Sheet, name: str, book: TitleBook) -> Told:
    """What one table says. `name` is the file's, with its folder where it lay in a zip."""
    del book  # titles stand in a column of their own
    page = _page(sheet, name.lower())
    said = tuple(_said(sheet, page))
    return Told("Letterboxd", said, sheet.broken, () if page.is_told else (_UNTOLD,))


def _page(sheet: Sheet, name: str) -> _Page:
    if "watcheddate" in sheet.names:
        return _Page("diary", 1)
    if "rating" in sheet.names:
        return _Page("ratings", 2)
    *folders, base = name.split("/")
    if _WANTED.search(base) or _WANTED.search(_list_name(sheet)):
        return _Page("watchlist", 0)
    stem = base.partition(".")[0].rstrip(" (0123456789)")  # a second download is `films (1).csv`
    if "likes" in folders or stem in ("films", "likes"):
        return _Page("likes", 0)
    return _Page("watched", 0, is_told="watched" in base)


def _list_name(sheet: Sheet) -> str:
    """What the member called a list: the second cell under a header of its own that ends with `Description`."""
    if "position" not in sheet.names or "Description" not in sheet.above:
        return ""
    return "".join(sheet.above[sheet.above.index("Description") + 2 :][:1])


def _said(sheet: Sheet, page: _Page) -> Iterator[Said]:
    days = zip(sheet.days("date"), sheet.days("watched date"), strict=True)
    for row, (said_on, day) in zip(sheet.records(), days, strict=True):
        title = title_of(row["name"])
        rating = LIKED if page.list == "likes" else scaled(row["rating"], LEAST, MOST)
        is_rated = rating is not None
        dropped: Reason | None = None if title else "no title"
        yield Said(
            title=title,
            kind="movie",
            year=year_of(row["year"]),
            watched=page.list != "watchlist",
            day=day,
            rated=is_rated,
            rating=rating,
            weight=page.weight,
            wanted=page.list == "watchlist",
            said_on=said_on if is_rated or page.list == "watchlist" else None,
            dropped=dropped,
        )
