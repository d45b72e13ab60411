"""Which members of a zip are read, by name and folder; whatever else lies there stays closed. Pure."""

from collections.abc import Callable, Sequence
from zipfile import ZipInfo

from data.imports.problem import ImportProblem

_HISTORIES = ("viewingactivity", "netflixviewinghistory")
_NETFLIX_SAID = ("ratings", "mylist")
_LETTERBOXD = frozenset({"watched.csv", "diary.csv", "ratings.csv", "reviews.csv", "watchlist.csv"})
_TRAKT = ("watched-history", "watched-movies", "watched-shows", "history", "ratings-", "lists-watchlist", "watchlist")
_TV_TIME = "tracking-prod-records"
_PRIME = ("viewing history", "viewinghistory", "watch events", "watchevents")
#: Folders of what the member threw away, of entries without a film, and of a packing program's own notes.
_CLOSED = frozenset({"deleted", "orphaned", "__macosx"})
#: More than any of these reports has.
_MOST_MEMBERS = 60
_COMPANIONS = frozenset({"searchhistory.csv", "indicatedpreferences.csv"})


def wanted_members(members: Sequence[ZipInfo]) -> list[ZipInfo]:
    """The members to read: a history of Netflix and what lies beside it, or else those of one other service.

    Raises ImportProblem when there is nothing to read.
    """
    open_ones = [member for member in members if _base(member) and not _CLOSED.intersection(_folders(member))]
    history = _history(open_ones)
    if history:
        return [history, *_best(open_ones, _is_netflix_said)]
    for is_wanted in (_is_trakt, _is_tv_time, _is_table):
        if found := _best(open_ones, is_wanted):
            return found
    raise _missing([_base(member) for member in members])


def _history(members: Sequence[ZipInfo]) -> ZipInfo | None:
    found = [(rank, len(member.filename), at) for at, member in enumerate(members) for rank in _ranks(member)]
    return members[min(found)[2]] if found else None


def _ranks(member: ZipInfo) -> list[int]:
    """Which of the histories a member is; a table comes before the note (.txt) that stands for an empty one."""
    name = _base(member)
    extra = len(_HISTORIES) if name.endswith(".txt") else 0
    is_table = name.endswith((".csv", ".txt"))
    return [rank + extra for rank, wanted in enumerate(_HISTORIES) if is_table and name.startswith(wanted)]


def _best(members: Sequence[ZipInfo], is_wanted: Callable[[str, str], bool]) -> list[ZipInfo]:
    """The wanted members, each name once: that which lies highest."""
    found: dict[str, ZipInfo] = {}
    for member in sorted(members, key=lambda member: len(_folders(member))):
        if is_wanted(_base(member), "/".join(_folders(member))):
            found.setdefault(_base(member), member)
    return list(found.values())[:_MOST_MEMBERS]


def _is_netflix_said(base: str, folder: str) -> bool:
    del folder
    return base.endswith(".csv") and base.startswith(_NETFLIX_SAID)


def _is_trakt(base: str, folder: str) -> bool:
    del folder
    return base.endswith(".json") and base.startswith(_TRAKT)


def _is_tv_time(base: str, folder: str) -> bool:
    del folder
    return base.endswith(".csv") and base.startswith(_TV_TIME)


def _is_table(base: str, folder: str) -> bool:
    """Letterboxd's, else a table of Netflix or Prime Video that says something; the header tells what it is."""
    if base == "films.csv":
        return folder.rpartition("/")[2] == "likes"
    return base in _LETTERBOXD or _is_netflix_said(base, folder) or (base.endswith(".csv") and base.startswith(_PRIME))


def _folders(member: ZipInfo) -> tuple[str, ...]:
    return tuple(member.filename.replace("\\", "/").lower().split("/")[:-1])


def _base(member: ZipInfo) -> str:
    return member.filename.replace("\\", "/").rpartition("/")[2].lower()


def _missing(names: Sequence[str]) -> ImportProblem:
    if "[content_types].xml" in names:
        return ImportProblem("spreadsheet")
    part = next((name for name in names if name in _COMPANIONS), None)
    if part:
        return ImportProblem("netflix_other", part=part)
    return ImportProblem("zip_nested" if any(name.endswith(".zip") for name in names) else "zip_without_history")
