"""TMDB: ratings and watchlist as CSV. `Rating` is everybody's, `Your Rating` the member's own."""

from collections.abc import Iterator

from data.imports.cells import imdb_of, kind_of, number_of, raw_of, scaled, title_of, year_of
from data.imports.said import Said, Told
from data.imports.sheet import Names, Sheet
from data.titles import TitleBook

COLUMNS: Names = {
    "imdb": ("imdbid",),
    "type": ("type",),
    "name": ("name",),
    "released": ("releasedate",),
    "season": ("seasonnumber",),
    "number": ("episodenumber",),
    "rating": ("yourrating",),
    "said on": ("daterated",),
}
LEAST, MOST = 0.5, 10.0


def is_header(names: frozenset[str]) -> bool:
    """True for both, which have one header."""
    return {"tmdbid", "name", "type"} <= names


def read(sheet: Sheet, name: str, book: TitleBook) -> Told:
    """What one table says: a watchlist is known by its name, or by having no rating at all."""
    del book  # names of series and episodes are told apart by their numbers
    is_rated = any(scaled(row["rating"], LEAST, MOST) is not None for row in sheet.records())
    is_wanted = "watchlist" in name.lower() or not is_rated
    return Told("TMDB", tuple(_said(sheet, is_wanted=is_wanted)), sheet.broken)


def _said(sheet: Sheet, *, is_wanted: bool) -> Iterator[Said]:
    for row, said_on in zip(sheet.records(), sheet.days("said on"), strict=True):
        kind, rating = kind_of(row["type"]), scaled(row["rating"], LEAST, MOST)
        season, number = (number_of(row["season"]), number_of(row["number"])) if kind == "episode" else (None, None)
        is_part = season is not None or number is not None
        title = _series(title_of(row["name"]), season, number)
        said = Said(
            title=title,
            raw=raw_of(title, season, number, None),
            kind=kind,
            year=None if is_part else year_of(row["released"]),  # of a part they are its own, not the series'
            imdb=None if is_part else imdb_of(row["imdb"]),
            watched=rating is not None,
            season_no=season,
            episode_no=number,
            rated=rating is not None,
            rating=rating,
            wanted=is_wanted,
            said_on=said_on,
            dropped=None if title else "no title",
        )
        yield said if said.dropped or said.rated or said.wanted else said._replace(dropped="says nothing")


def _series(name: str, season: int | None, number: int | None) -> str:
    """The series of `Harbour Lights S1E2`."""
    code = (f" S{season}" if season is not None else "") + (f"E{number}" if number is not None else "")
    return name.removesuffix(code) if code else name
