"""Prime Video: two tables of the official report, and that of a script that reads the page of what was watched."""

from collections.abc import Iterator

from data.imports.cells import is_true, number_of, raw_of, seconds_of, title_of
from data.imports.prime_titles import PrimeTitles, split_season
from data.imports.report import Reason
from data.imports.said import Said, Told
from data.imports.sheet import Names, Sheet
from data.titles import TitleBook
from data.titles.labels import read_label

HISTORY: Names = {
    "title": ("title",),
    "start": ("playbackstartdatetime(utc)",),
    "seconds": ("secondsviewed",),
    "material": ("materialtypedescription",),
    "deleted": ("isdeleted",),
    "profile": ("profiletype",),
}
EVENTS: Names = {
    "title": ("titlename",),
    "date": ("mostrecentwatchdate",),
    "seconds": ("secondswatched",),
    "deleted": ("deletedfromwatchhistory",),
}
PAGE: Names = {
    "date": ("datewatched", "datumangesehen"),
    "type": ("type", "typ"),
    "title": ("title", "titel"),
    "episode": ("episodetitle", "episode", "folge"),
}
_PROMOTIONAL = frozenset({"promo", "trailer"})
_CHILDREN = ("child", "kid")
_SERIES = ("seri", "séri", "tv", "show")
_BLANK = frozenset({"not available", "not applicable", "n/a"})


def is_history(names: frozenset[str]) -> bool:
    """True for `Viewing History` of the report."""
    return {"title", "playbackstartdatetime(utc)"} <= names


def is_events(names: frozenset[str]) -> bool:
    """True for `Watch Events` of the report."""
    return {"titlename", "mostrecentwatchdate"} <= names


def is_page(names: frozenset[str]) -> bool:
    """True for the script's table."""
    return any({date, "title", "type"} <= names or {date, "titel", "typ"} <= names for date in PAGE["date"])


def read_history(sheet: Sheet, name: str, book: TitleBook) -> Told:
    """What was played, piece by piece.

    Children's profiles are one profile here and all others another: no more is told.
    """
    del name
    titles = PrimeTitles((_text(row["title"]) for row in sheet.records()), book)
    has_children = any(_is_child(row["profile"]) for row in sheet.records())
    said: list[Said] = []
    for row, day in zip(sheet.records(), sheet.days("start"), strict=True):
        found = titles.read(_text(row["title"]))._replace(day=day, seconds=seconds_of(row["seconds"]))
        profile = ("Children" if _is_child(row["profile"]) else "Adults") if has_children else ""
        is_promo = row["material"].strip(' "').casefold() in _PROMOTIONAL
        said.append(found._replace(profile=profile, dropped=_why(found, row["deleted"], is_promo=is_promo)))
    return Told("Prime Video", said, sheet.broken)


def read_events(sheet: Sheet, name: str, book: TitleBook) -> Told:
    """What was watched last and when. It names an episode without its series, so Viewing History is the better file."""
    del name
    titles = PrimeTitles((_text(row["title"]) for row in sheet.records()), book)
    said: list[Said] = []
    for row, day in zip(sheet.records(), sheet.days("date"), strict=True):
        found = titles.read(_text(row["title"]))._replace(day=day, seconds=seconds_of(row["seconds"]))
        said.append(found._replace(dropped=_why(found, row["deleted"], is_promo=False)))
    return Told("Prime Video", said, sheet.broken, is_spare=True)


def read_page(sheet: Sheet, name: str, book: TitleBook) -> Told:
    """What the page of things watched lists."""
    del name, book
    return Told("Prime Video", tuple(_page_rows(sheet)), sheet.broken)


def _page_rows(sheet: Sheet) -> Iterator[Said]:
    for row, day in zip(sheet.records(), sheet.days("date"), strict=True):
        title, episode = _text(row["title"]), _text(row["episode"])
        if not episode and not row["type"].strip().casefold().startswith(_SERIES):
            yield Said(title=title, kind="movie", watched=True, day=day, dropped=None if title else "no title")
            continue
        show, season, number = split_season(title)
        episode_no, episode = _numbered(episode)
        yield Said(
            title=show,
            raw=raw_of(title, None, episode_no, episode),
            kind="episode",
            watched=True,
            day=day,
            season=season,
            season_no=number,
            episode=episode or None,
            episode_no=episode_no,
            dropped=None if show else "no title",
        )


def _numbered(episode: str) -> tuple[int | None, str]:
    """Number and name of `Episode 5: The Long Pier`."""
    head, colon, name = episode.partition(": ")
    label = read_label(head)
    if label and label.role == "episode":
        return label.number, name if colon else ""
    return number_of(head) if colon and number_of(head) else None, episode


def _text(cell: str) -> str:
    """The report puts titles into quotes of their own, and words where it has none."""
    bare = cell.strip().strip('"').strip()
    return "" if bare.casefold() in _BLANK else title_of(bare)


def _is_child(cell: str) -> bool:
    return cell.strip(' "').casefold().startswith(_CHILDREN)


def _why(said: Said, deleted: str, *, is_promo: bool) -> Reason | None:
    if not said.title:
        return "no title"
    if is_true(deleted.strip(' "')):
        return "removed"
    return "promotional" if is_promo else None
