"""Which column holds what: by the header's names in any order, or by the shapes of the cells where it is missing."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from data.imports.dates import is_day
from data.imports.problem import ImportProblem
from data.titles import Layout

MOST_COLUMNS = 64
_TITLES = frozenset(
    {
        "title", "titleofshow", "titel", "título", "titre", "titolo", "tytuł", "název", "cím", "titlu", "naslov",
        "başlık",  # noqa: RUF001 - Turkish writes it so
        "nimi", "nimike", "judul", "tajuk", "タイトル", "作品名", "제목", "标题", "標題", "片名", "כותרת", "العنوان",
        "название", "назва", "τίτλος", "ชื่อเรื่อง", "tiêuđề", "शीर्षक",
    }
)  # fmt: skip
_DATES = frozenset(
    {
        "date", "datewatched", "datum", "fecha", "data", "tarih", "dato", "dátum", "päivämäärä", "päiväys", "tanggal",
        "tarikh", "dată", "日付", "視聴日", "날짜", "日期", "תאריך", "التاريخ", "дата", "ημερομηνία", "วันที่",
        "ngày", "तारीख",
    }
)  # fmt: skip
_SERVICES: Mapping[str, str] = {
    "letterboxduri": "Letterboxd", "const": "IMDb", "traktid": "Trakt", "traktrating": "Trakt", "ratedat": "Trakt",
    "watchedat": "Trakt", "tmdbid": "TMDB", "simklid": "Simkl", "playbackstartdatetime(utc)": "Prime Video",
    "globaltitleidentifier": "Prime Video", "secondsviewed": "Prime Video", "titledescription": "Prime Video",
    "programtitle": "Disney+", "sid": "TV Time", "seriesname": "TV Time", "moviename": "TV Time", "mediaid": "Yamtrack",
}  # fmt: skip
_NETFLIX_PARTS: Mapping[str, str] = {
    "thumbsvalue": "Ratings.csv", "ratingtype": "Ratings.csv", "utctitleadddate": "MyList.csv",
    "isinterested": "IndicatedPreferences.csv", "choicesegmentid": "InteractiveTitles.csv",
    "playtraces": "PlaybackRelatedEvents.csv",
}  # fmt: skip
_MOMENT = re.compile(r"\s{0,9}\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[ T]\d{1,2}:\d{2}")
_LENGTH = re.compile(r"\s{0,9}\d{1,3}:\d{2}:\d{2}\s{0,9}")


@dataclass(frozen=True, slots=True)
class Columns:
    """Positions of the columns that are read; None where the file has no such column. `count` is the row's width."""

    layout: Layout
    count: int
    title: int
    date: int
    profile: int | None = None
    duration: int | None = None
    supplemental: int | None = None


def columns_by_header(cells: Sequence[str]) -> Columns | None:
    """The columns a header line names, or None when it is no header of a viewing history.

    Raises ImportProblem when it is the header of a file that is known and is something else.
    """
    names = [_fold(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        return None
    place = {name: at for at, name in reversed(list(enumerate(names)))}
    if "title" in place and "starttime" in place:
        return Columns(
            "activity", len(names), place["title"], place["starttime"], place.get("profilename"), place.get("duration"),
            place.get("supplementalvideotype"),
        )  # fmt: skip
    _refuse_known(place)
    title = next((at for at, name in enumerate(names) if name in _TITLES), None)
    date = next((at for at, name in enumerate(names) if name in _DATES), None)
    if title is None or date is None:
        return None
    return Columns("account page", len(names), title, date)


def columns_by_shape(rows: Sequence[Sequence[str]]) -> Columns | None:
    """The columns of a file without a header, from its first rows; None when they fit no known layout."""
    if not rows:
        return None
    if _share(rows, lambda row: len(row) >= 5 and bool(_MOMENT.match(row[1]))):  # noqa: PLR2004 - up to the title
        if _share(rows, lambda row: bool(_LENGTH.fullmatch(row[2]))):
            return Columns("activity", 10, title=4, date=1, profile=0, duration=2, supplemental=5)
        if _share(rows, lambda row: len(row) >= 10 and bool(_LENGTH.fullmatch(row[0]))):  # noqa: PLR2004 - all columns
            return Columns("activity", 10, title=9, date=1, profile=2, duration=0, supplemental=6)
    if _share(rows, lambda row: len(row) > 1 and is_day(row[-1]) and not is_day(row[0])):
        return Columns("account page", 2, title=0, date=1)
    if _share(rows, lambda row: len(row) > 1 and is_day(row[0]) and not is_day(row[-1])):
        return Columns("account page", 2, title=1, date=0)
    return None


def _share(rows: Sequence[Sequence[str]], fits: Callable[[Sequence[str]], bool]) -> bool:
    """True when nearly all rows fit."""
    return sum(fits(row) for row in rows) >= 0.8 * len(rows)  # a few may be broken


def _refuse_known(place: Mapping[str, int]) -> None:
    if "querytyped" in place:
        raise ImportProblem("search_history")
    for name, part in _NETFLIX_PARTS.items():
        if name in place:
            raise ImportProblem("netflix_other", part=part)
    for name, service in _SERVICES.items():
        if name in place:
            raise ImportProblem("other_service", service=service)


def _fold(cell: str) -> str:
    """A column's name without case, blanks and underscores."""
    return "".join(cell.strip("\ufeff \t\"';").casefold().replace("_", " ").split())
