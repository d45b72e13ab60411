"""A member's own data as files they can read, keep and upload again. Pure."""

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from data.history import History

#: Also in full width: spreadsheets of East Asia take those for the same signs.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def history_csv(history: History) -> bytes:
    """The history as `Title,Date,Seconds`, UTF-8 with a byte order mark so that spreadsheets read it right.

    A cell that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV injection).
    """
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(["Title", "Date", "Seconds"])
    for viewing in history.viewings:
        day = viewing.date.isoformat() if viewing.date else ""
        writer.writerow([_inert(viewing.raw), day, "" if viewing.seconds is None else viewing.seconds])
    return text.getvalue().encode("utf-8-sig")


def everything_json(stored: Mapping[str, Any]) -> bytes:
    """All that is stored about a member, as readable JSON."""
    return json.dumps(stored, ensure_ascii=False, indent=1, default=str).encode()


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
