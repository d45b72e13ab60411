"""Trakt as tables: history, watched, ratings and watchlist; the column with the moment tells which it is."""

from collections.abc import Iterator

from data.imports.cells import imdb_of, kind_of, number_of, raw_of, scaled, title_of, year_of
from data.imports.said import Said, Told
from data.imports.sheet import Names, Sheet
from data.titles import TitleBook

_WATCHED = ("watchedat", "lastwatchedat")
_SAID = ("ratedat", "listedat")
COLUMNS: Names = {
    "watched at": _WATCHED,
    "said at": _SAID,
    "type": ("type",),
    "title": ("title",),
    "year": ("year",),
    "imdb": ("imdbid",),
    "season": ("seasonnumber",),
    "number": ("episodenumber",),
    "episode": ("episodetitle",),
    "rating": ("rating",),
}
LEAST, MOST = 1.0, 10.0


def is_header(names: frozenset[str]) -> bool:
    """True for any of its tables; `trakt_rating` is everybody's, `rating` the member's own."""
    is_trakt = "traktid" in names or "traktrating" in names or not names.isdisjoint((*_WATCHED, *_SAID))
    return {"type", "title"} <= names and is_trakt


def read(sheet: Sheet, name: str, book: TitleBook) -> Told:
    """What one table says. One of things owned (`collected_at`) says nothing."""
    del name, book
    return Told("Trakt", tuple(_said(sheet)), sheet.broken)


def _said(sheet: Sheet) -> Iterator[Said]:
    is_watched, is_wanted = not sheet.names.isdisjoint(_WATCHED), "listedat" in sheet.names
    days = zip(sheet.days("watched at"), sheet.days("said at"), strict=True)
    for row, (day, said_on) in zip(sheet.records(), days, strict=True):
        rating = scaled(row["rating"], LEAST, MOST)
        said = Said(
            title=title_of(row["title"]),
            kind=kind_of(row["type"]),
            year=year_of(row["year"]),
            imdb=imdb_of(row["imdb"]),
            watched=is_watched or "ratedat" in sheet.names or rating is not None,
            day=day,
            season_no=number_of(row["season"]),
            episode=title_of(row["episode"]) or None,
            episode_no=number_of(row["number"]),
            rated=rating is not None,
            rating=rating,
            wanted=is_wanted,
            said_on=said_on,
        )
        yield finish(said)


def finish(said: Said) -> Said:
    """The row with its text, without parts where it is a film, and with the reason where it says nothing."""
    if said.kind != "episode":
        said = said._replace(season_no=None, episode=None, episode_no=None)
    if not said.title:
        return said._replace(dropped="no title")
    if not (said.watched or said.rated or said.wanted):
        return said._replace(dropped="says nothing")
    return said._replace(raw=raw_of(said.title, said.season_no, said.episode_no, said.episode))
