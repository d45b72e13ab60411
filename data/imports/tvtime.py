"""TV Time, closed in 2026: the two tables of what was tracked. When a row was made is not when it was watched."""

from data.imports.cells import number_of, raw_of, title_of, year_of
from data.imports.said import Said, Told
from data.imports.sheet import Names, Sheet
from data.titles import TitleBook

COLUMNS: Names = {
    "key": ("key",),
    "type": ("type",),
    "series": ("seriesname",),
    "movie": ("moviename",),
    "season": ("seasonnumber",),
    "number": ("episodenumber",),
    "released": ("releasedate",),
    "said on": ("updatedat", "createdat"),
}


def is_header(names: frozenset[str]) -> bool:
    """True for the table of episodes and for that of films."""
    return {"seriesname", "episodenumber"} <= names or {"moviename", "type"} <= names


def read(sheet: Sheet, name: str, book: TitleBook) -> Told:
    """What one table says: episodes and films watched, and films for later."""
    del name, book
    said = (_said(row)._replace(said_on=day) for row, day in zip(sheet.records(), sheet.days("said on"), strict=True))
    return Told("TV Time", tuple(map(_checked, said)), sheet.broken)


def _said(row: dict[str, str]) -> Said:
    film, series = title_of(row["movie"]), title_of(row["series"])
    season, number = number_of(row["season"]), number_of(row["number"])
    if film and not (series and number is not None):
        word = row["type"].strip().casefold()
        return Said(
            title=film,
            kind="movie",
            year=year_of(row["released"]),
            watched=word in ("watch", "rewatch"),
            wanted=word == "towatch",
        )
    word = row["key"].strip().casefold()
    return Said(
        title=series,
        raw=raw_of(series, season, number, None),
        kind="episode",
        watched=number is not None and (not word or word.startswith(("watch-", "rewatch-"))),
        season_no=season,
        episode_no=number,
    )


def _checked(said: Said) -> Said:
    if not said.title:
        return said._replace(dropped="no title")
    return said if said.watched or said.wanted else said._replace(dropped="says nothing")
