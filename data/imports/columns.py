"""Which column holds what: by the header's names in any order, or by the shapes of the cells where it is missing."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from data.export import READ_AS
from data.imports.dates import is_day
from data.imports.problem import ImportProblem
from data.titles import Layout

MOST_COLUMNS = 64
#: How interface languages head the two columns. Netflix itself writes English; other tools and hands translate.
_TITLE_WORDS = (
    "title", "title of show", "titel", "tittel", "titill", "título", "títol", "titre", "titolo", "tytuł", "název",
    "názov", "cím", "titlu", "titull", "naslov", "наслов", "başlık",  # noqa: RUF001 - Serbian, Turkish
    "nimi", "nimike", "pealkiri", "pavadinimas", "nosaukums", "izenburua", "judul", "tajuk", "pamagat", "kichwa",
    "タイトル", "作品名", "제목", "标题", "標題", "片名", "名称", "名稱", "כותרת", "العنوان", "عنوان", "название",
    "назва", "заголовок", "заглавие", "τίτλος", "ชื่อเรื่อง", "ชื่อ", "tiêu đề", "tựa đề", "शीर्षक", "শিরোনাম",
    "தலைப்பு", "శీర్షిక",
)  # fmt: skip
_DATE_WORDS = (
    "date", "date watched", "datum", "fecha", "data", "tarih", "dato", "dátum", "dagsetning", "päivämäärä", "päiväys",
    "pvm", "kuupäev", "datums", "tanggal", "tarikh", "petsa", "tarehe", "dată", "日付", "視聴日", "날짜", "日期",
    "观看日期", "觀看日期", "תאריך", "التاريخ", "تاريخ", "дата", "датум", "ημερομηνία", "วันที่", "ngày", "ngày xem",
    "तारीख", "दिनांक", "তারিখ", "தேதி", "తేదీ",
)  # fmt: skip
_SERVICES: Mapping[str, str] = {
    "letterboxduri": "Letterboxd", "const": "IMDb", "traktid": "Trakt", "traktrating": "Trakt", "ratedat": "Trakt",
    "watchedat": "Trakt", "tmdbid": "TMDB", "simklid": "Simkl", "playbackstartdatetime(utc)": "Prime Video",
    "globaltitleidentifier": "Prime Video", "secondsviewed": "Prime Video", "titledescription": "Prime Video",
    "programtitle": "Disney+", "sid": "TV Time", "seriesname": "TV Time", "moviename": "TV Time", "mediaid": "Yamtrack",
}  # fmt: skip
_NETFLIX_PARTS: Mapping[str, str] = {
    "isinterested": "IndicatedPreferences.csv", "choicesegmentid": "InteractiveTitles.csv",
    "playtraces": "PlaybackRelatedEvents.csv",
}  # fmt: skip
_MOMENT = re.compile(r"\s{0,9}\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[ T]\d{1,2}:\d{2}")
_LENGTH = re.compile(r"\s{0,9}\d{1,3}:\d{2}:\d{2}\s{0,9}")


@dataclass(frozen=True, slots=True)
class Columns:
    """Positions of the columns that are read; None where the file has no such column. `count` is the row's width.

    `told` are those in which a member's own table says what a title was read as, in the order of `READ_AS`. Such a
    table may mix both layouts; `layout` is then only where its rows begin.
    """

    layout: Layout
    count: int
    title: int
    date: int
    profile: int | None = None
    duration: int | None = None
    supplemental: int | None = None
    seconds: int | None = None
    told: tuple[int, ...] | None = None

    @property
    def is_own(self) -> bool:
        """True for the table this project gives a member: only that has a column of seconds."""
        return self.seconds is not None


def columns_by_header(cells: Sequence[str]) -> Columns | None:
    """The columns a header line names, or None when it is no header of a viewing history.

    Raises ImportProblem when it is the header of a file that is known and is something else.
    """
    names = [fold_name(cell) for cell in cells]
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
    if "title" in place and "date" in place and "seconds" in place:
        told = tuple(place[name] for name in map(fold_name, READ_AS) if name in place)
        is_whole = len(told) == len(READ_AS)
        return Columns(
            "account page", len(names), place["title"], place["date"], seconds=place["seconds"],
            told=told if is_whole else None,
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


def fold_name(cell: str) -> str:
    """A column's name composed (NFC), without case, blanks and underscores."""
    name = unicodedata.normalize("NFC", cell).strip("\ufeff \t\"';").casefold()
    return "".join(name.replace("_", " ").split())


#: Folded like the cells they are compared with: folding changes more than capitals (a Greek sigma at the end).
_TITLES = frozenset(map(fold_name, _TITLE_WORDS))
_DATES = frozenset(map(fold_name, _DATE_WORDS))
