"""A member's own data as files they can read, keep and upload again. Pure."""

import csv
import io
import json
import re
from collections.abc import Mapping
from typing import Any

from data.history import History

#: Also in full width: spreadsheets of East Asia take those for the same signs.
_FORMULA = "[-=+@\t\r\n\uff1d\uff0b\uff0d\uff20]"
#: Also a title that has apostrophes of its own there: taking one away again must give back every title.
_TO_GUARD = re.compile(f"'{{0,1000}}{_FORMULA}")
_GUARDED = re.compile(f"'{{1,1000}}{_FORMULA}")

#: What a title was read as. The title alone does not tell: that takes the rows it was first uploaded with.
READ_AS = ("Kind", "Name", "Season", "Season number", "Episode", "Episode number")
#: The header of a member's table; by the first three it is known when it comes back.
HEADER = ("Title", "Date", "Seconds", *READ_AS)


def history_csv(history: History) -> bytes:
    """The history as `Title,Date,Seconds` and what each title was read as.

    UTF-8 with a byte order mark, so that spreadsheets read it right.

    A cell that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV injection); `unguarded`
    takes it away again.
    """
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(HEADER)
    for viewing in history.viewings:
        row = (
            viewing.raw, viewing.date, viewing.seconds, viewing.kind, viewing.title,
            viewing.season, viewing.season_no, viewing.episode, viewing.episode_no,
        )  # fmt: skip
        writer.writerow(["" if cell is None else _inert(str(cell)) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def everything_json(stored: Mapping[str, Any]) -> bytes:
    """All that is stored about a member, as readable JSON."""
    return json.dumps(stored, ensure_ascii=False, indent=1, default=str).encode()


def unguarded(cell: str) -> str:
    """The title as it was before `history_csv` put an apostrophe in front of it; any other cell as it is."""
    return cell[1:] if _GUARDED.match(cell) else cell


def _inert(cell: str) -> str:
    return f"'{cell}" if _TO_GUARD.match(cell) else cell
