"""One row of a file on its way to a viewing."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import NamedTuple

from data.history import Viewing
from data.imports.encoding import mend
from data.imports.report import Reason
from data.titles import Layout, ParsedTitle

MOST_SECONDS = 24 * 3600
#: Less of a film or an episode than this, over all times it was opened, was not watched.
LEAST_SECONDS = 120
#: What a spreadsheet makes of a title that looks like a day: `22 July` -> `22-Jul`.
_DAY_TITLE = re.compile(r"(\d{1,2})-([A-Z][a-z]{2})")
_LONGEST_DAY_TITLE = 6
_MONTHS = {
    "Jan": "January", "Feb": "February", "Mar": "March", "Apr": "April", "May": "May", "Jun": "June", "Jul": "July",
    "Aug": "August", "Sep": "September", "Oct": "October", "Nov": "November", "Dec": "December",
}  # fmt: skip


class Watched(NamedTuple):  # a tuple, for there may be 200,000 and they are made three times as fast
    """One row of a file before its title is parsed.

    `layout` is how its title is printed. `seconds` is None where the file does not tell. `told` is what a member's own
    table says that the title was read as.
    """

    profile: str
    raw: str
    text: str
    moment: str
    seconds: int | None
    layout: Layout
    dropped: Reason | None = None
    told: ParsedTitle | None = None


#: A row and its day.
Dated = Sequence[tuple[Watched, dt.date | None]]


def mend_title(raw: str) -> str:
    """The title as Netflix printed it, where a wrong decoding or a spreadsheet changed it."""
    text = mend(raw)
    day = _DAY_TITLE.fullmatch(text) if len(text) <= _LONGEST_DAY_TITLE else None
    month = _MONTHS.get(day[2]) if day else None
    return f"{day[1]} {month}" if day and month else text


def make_viewing(row: Watched, seconds: int | None, title: ParsedTitle, day: dt.date | None) -> Viewing:
    """The viewing a row stands for."""
    return Viewing(
        raw=row.raw,
        kind=title.kind,
        title=title.title,
        season=title.season,
        season_no=title.season_no,
        episode=title.episode,
        episode_no=title.episode_no,
        date=day,
        seconds=None if seconds is None else min(seconds, MOST_SECONDS),
    )
