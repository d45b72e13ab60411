"""The table `data.export` gives a member, when it comes back.

It may hold rows of both layouts of Netflix, and rows whose siblings are gone, so a title alone does not always tell
what it was read as. Hence each row says so itself; a table without those columns is parsed again.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from data.export import unguarded
from data.history import newest_first
from data.imports.columns import Columns
from data.imports.report import ProfileRows, Reason
from data.imports.watched import Dated, Watched, make_viewing, mend_title
from data.titles import Layout, ParsedTitle, why_dropped
from data.titles.fields import PrintedReader

_SECONDS = re.compile(r"(\d{1,6})[.,]?0{0,9}")
_NUMBER = re.compile(r"\d{1,30}")
_LONGEST_NAME = 1_000
_KINDS: Mapping[str, Literal["movie", "episode"]] = {"movie": "movie", "episode": "episode"}


def with_layouts(watched: Sequence[Watched]) -> list[Watched]:
    """The rows of a member's own table, each with the layout its title is printed in.

    Only viewing activity adds "(Episode n)" and tells seconds; but an account page uploaded later takes over the
    seconds, so where some rows have none the seconds do not tell the layout.
    """
    rest: Layout = "account page" if any(row.seconds is None for row in watched) else "activity"
    reader = PrintedReader("activity")
    return [row._replace(layout="activity" if reader.read(row.text).has_suffix else rest) for row in watched]


def fold_own(rows: Dated, titles: Mapping[tuple[Layout, str], ParsedTitle]) -> ProfileRows:
    """One viewing for each row, for they were folded before they were written; of equal rows the one seen longest."""
    kept: dict[tuple[str, ParsedTitle, dt.date | None], Watched] = {}
    dropped: Counter[Reason] = Counter()
    for row, day in rows:
        if row.dropped:
            dropped[row.dropped] += 1
            continue
        key = (row.raw, row.told or titles[row.layout, row.text], day)
        known = kept.get(key)
        dropped["duplicate"] += known is not None
        if known is None or (row.seconds or 0) > (known.seconds or 0):
            kept[key] = row
    viewings = (make_viewing(row, row.seconds, title, day) for (_, title, day), row in kept.items())
    return ProfileRows(newest_first(viewings), +dropped)


def own_row(cells: Sequence[str], columns: Columns) -> Watched:
    """A row of a member's own table; it was kept once, so it is dropped only when it names nothing."""
    text = mend_title(cells[columns.title])
    seconds = _SECONDS.fullmatch(cells[columns.seconds].strip()) if columns.seconds is not None else None
    return Watched(
        profile="",
        raw=cells[columns.title],
        text=text,
        moment=cells[columns.date],
        seconds=int(seconds[1]) if seconds else None,
        layout=columns.layout,
        dropped=why_dropped(text, "account page"),
        told=_told([cells[at] for at in columns.told]) if columns.told else None,
    )


def _told(cells: Sequence[str]) -> ParsedTitle | None:
    """What the row says it was read as, or None when it says nothing of sense."""
    kind = _KINDS.get(cells[0].strip().lower())
    name, season, episode = (unguarded(cells[at]) for at in (1, 2, 4))
    if kind is None or not name.strip(" :") or max(map(len, (name, season, episode))) > _LONGEST_NAME:
        return None
    if kind == "movie":
        return ParsedTitle(kind, name)
    return ParsedTitle(kind, name, season or None, _number(cells[3]), episode or None, _number(cells[5]))


def _number(cell: str) -> int | None:
    return int(cell) if _NUMBER.fullmatch(cell) else None
