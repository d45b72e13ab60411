"""Ratings.csv and MyList.csv of Netflix' full report. Titles are English there whatever the profile's language.

A thumb or a star is no viewing: what was watched stands in ViewingActivity.csv.
"""

from collections.abc import Iterator

from data.imports.cells import number_of, scaled, title_of
from data.imports.said import Said, Told
from data.imports.sheet import Names, Sheet
from data.titles import TitleBook

RATINGS: Names = {
    "profile": ("profilename",),
    "title": ("titlename",),
    "type": ("ratingtype",),
    "stars": ("starvalue",),
    "thumbs": ("thumbsvalue",),
    "date": ("eventutcts", "regionviewdate"),
}
MY_LIST: Names = {"profile": ("profilename",), "title": ("titlename",), "date": ("utctitleadddate",)}
#: Down, up, two up; 0 takes the thumb back.
THUMBS = {1: 0.0, 2: 0.8, 3: 1.0}
_MOST_STARS = 5.0
_LONGEST_PROFILE = 100


def is_ratings(names: frozenset[str]) -> bool:
    """True for Ratings.csv."""
    return "titlename" in names and not names.isdisjoint({"thumbsvalue", "starvalue"})


def is_my_list(names: frozenset[str]) -> bool:
    """True for MyList.csv."""
    return {"titlename", "utctitleadddate"} <= names


def read_ratings(sheet: Sheet, name: str, book: TitleBook) -> Told:
    """Every thumb and star, by profile; the last one of a title holds. The report does not tell films from series."""
    del name, book
    return Told("ratings", tuple(_ratings(sheet)), sheet.broken)


def read_my_list(sheet: Sheet, name: str, book: TitleBook) -> Told:
    """What every profile put on its list."""
    del name, book
    rows = zip(sheet.records(), sheet.days("date"), strict=True)
    said = [_row(row, wanted=True)._replace(said_on=day) for row, day in rows]
    return Told("my list", said, sheet.broken)


def _ratings(sheet: Sheet) -> Iterator[Said]:
    rows = zip(sheet.records(), sheet.days("date"), strict=True)
    for row, day in sorted(rows, key=lambda pair: pair[0]["date"]):  # by the moment, for the day may hold two
        thumbs, stars = number_of(row["thumbs"]), scaled(row["stars"], 1.0, _MOST_STARS)
        is_star = "star" in row["type"].casefold() or (not row["type"].strip() and thumbs is None)
        rating = stars if is_star else THUMBS.get(thumbs or 0)
        yield _row(row, wanted=False)._replace(rated=True, rating=rating, said_on=day)


def _row(row: dict[str, str], *, wanted: bool) -> Said:
    title = title_of(row["title"])
    profile = row["profile"].strip()[:_LONGEST_PROFILE]
    return Said(title=title, profile=profile, wanted=wanted, dropped=None if title else "no title")
