"""Bring a database to the newest schema: numbered SQL files, each applied in one transaction."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from data.store.problem import StoreProblem

MIGRATIONS = Path(__file__).with_name("migrations")


def migrate(db: sqlite3.Connection, folder: Path = MIGRATIONS) -> int:
    """Apply what is missing and return the schema number; a crash between leaves the last whole step.

    Raises StoreProblem("newer") for a database of a later version, which this one would harm.
    """
    steps = {int(path.stem): path for path in folder.glob("*.sql")}
    head = max(steps)
    for step in sorted(steps):
        if _version(db) < step:
            _apply(db, step, steps[step].read_text(encoding="utf-8"))
    if _version(db) > head:
        raise StoreProblem(
            "newer",
            f"The database was written by a newer Blendz (schema {_version(db)}; this version knows {head}). "
            "Start that version again, or restore the backup made before it.",
        )
    return head


def schema(db: sqlite3.Connection) -> int:
    """The schema number of a database."""
    return _version(db)


def _apply(db: sqlite3.Connection, step: int, script: str) -> None:
    db.execute("BEGIN IMMEDIATE")
    try:
        if _version(db) < step:  # another process may have been faster while this one waited
            for statement in _statements(script):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {step}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _statements(script: str) -> Iterator[str]:
    """One by one: `executescript` would commit on its own."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _version(db: sqlite3.Connection) -> int:
    return db.execute("PRAGMA user_version").fetchone()[0]
