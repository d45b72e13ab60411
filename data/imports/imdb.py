"""IMDb: ratings, watchlist and lists, of every generation: 2024 and later, before, and to 2017 in Latin-1."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Literal

from data.imports.cells import imdb_of, raw_of, scaled, title_of, year_of
from data.imports.report import Reason
from data.imports.said import Said, Told
from data.imports.sheet import Names, Sheet
from data.titles import TitleBook

COLUMNS: Names = {
    "const": ("const",),
    "title": ("title",),
    "type": ("titletype",),
    "year": ("year",),
    "rating": ("yourrating", "yourated"),
    "rated on": ("daterated",),
    "listed on": ("created",),
}
LEAST, MOST = 1.0, 10.0
_MOST_FIELDS = 7

_Type = Literal["film", "series", "episode", "other"]
#: Parts of the words of `Title Type`, in any spelling and in the languages of the site; the first that is in it holds.
_TYPES: Mapping[str, _Type] = {
    "podcast": "other", "game": "other", "videospiel": "other", "gioco": "other", "jeu": "other", "juego": "other",
    "musicvideo": "other", "episod": "episode", "épisode": "episode", "folge": "episode", "movie": "film",
    "film": "film", "special": "film", "short": "film", "seri": "series", "séri": "series",
}  # fmt: skip


def is_header(names: frozenset[str]) -> bool:
    """True for any of its exports."""
    return {"const", "title"} <= names


def read(sheet: Sheet, name: str, book: TitleBook) -> Told:
    """What one export says.

    A list has a place for each title. It counts as a watchlist, unless all of it is rated: until 2017 that was how
    ratings came, too.
    """
    is_list = "position" in sheet.names or "created" in sheet.names
    is_rated = all(_rating(row) is not None for row in sheet.records())
    base = name.lower().rpartition("/")[2]
    is_wanted = is_list and ("watchlist" in base or not (is_rated or "rating" in base))
    return Told("IMDb", tuple(_said(sheet, book, is_wanted=is_wanted)), sheet.broken)


def _rating(row: Mapping[str, str]) -> float | None:
    return scaled(row["rating"], LEAST, MOST)


def _said(sheet: Sheet, book: TitleBook, *, is_wanted: bool) -> Iterator[Said]:
    series = {title_of(row["title"]) for row in sheet.records() if _type(row["type"]) == "series"}
    days = zip(sheet.days("rated on"), sheet.days("listed on"), strict=True)
    for row, (rated_on, listed_on) in zip(sheet.records(), days, strict=True):
        rating, kind = _rating(row), _type(row["type"])
        said = _title(row, kind, series, book)
        yield said._replace(
            watched=rating is not None,
            rated=rating is not None,
            rating=rating,
            wanted=is_wanted,
            said_on=rated_on or listed_on,
            dropped=_why_dropped(said, kind, is_said=is_wanted or rating is not None),
        )


def _title(row: Mapping[str, str], kind: _Type, series: AbstractSet[str], book: TitleBook) -> Said:
    title = title_of(row["title"])
    if kind != "episode":
        return Said(
            title=title,
            kind="episode" if kind == "series" else "movie",
            year=year_of(row["year"]),
            imdb=imdb_of(row["const"]),
        )
    show, episode = _show(title, series, book)  # number and year are those of the episode
    return Said(title=show, kind="episode", raw=raw_of(show, None, None, episode), episode=episode or None)


def _show(title: str, series: AbstractSet[str], book: TitleBook) -> tuple[str, str]:
    """`Show: Episode`, both of which may hold colons; a show that is known decides."""
    fields = title.split(": ", _MOST_FIELDS)
    prefixes = [": ".join(fields[:at]) for at in range(len(fields) - 1, 0, -1)]
    known = (prefix for prefix in prefixes if prefix in series or book.is_series(prefix))
    show = next(known, fields[0])
    return show, title[len(show) + 2 :]


def _type(word: str) -> _Type:
    folded = "".join(word.casefold().replace("-", " ").split())
    for part, kind in _TYPES.items():
        if part in folded:
            return kind
    return "film"


def _why_dropped(said: Said, kind: _Type, *, is_said: bool) -> Reason | None:
    if kind == "other":
        return "other media"
    if not said.title:
        return "no title"
    return None if is_said else "says nothing"
