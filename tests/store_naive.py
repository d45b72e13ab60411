"""What the store must not be: histories as rows, replaced by deleting, committing and inserting.

The controls of the fault tests use it, to show that they would notice.
"""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

CHUNK = 20


def connect(folder: Path) -> sqlite3.Connection:
    db = sqlite3.connect(folder / "naive.db", isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("CREATE TABLE IF NOT EXISTS viewing (member INTEGER, raw TEXT)")
    return db


def replace(db: sqlite3.Connection, member: int, rows: list[str]) -> None:
    """Several transactions: whoever dies between them leaves a part."""
    db.execute("DELETE FROM viewing WHERE member = ?", (member,))
    for start in range(0, len(rows), CHUNK):
        db.execute("BEGIN")
        db.executemany("INSERT INTO viewing VALUES (?, ?)", [(member, raw) for raw in rows[start : start + CHUNK]])
        db.execute("COMMIT")


def rows(db: sqlite3.Connection, member: int) -> Iterable[str]:
    return [raw for (raw,) in db.execute("SELECT raw FROM viewing WHERE member = ?", (member,))]
