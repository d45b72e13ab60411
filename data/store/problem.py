"""What can go wrong with what is remembered, in sentences for the person who must act."""

import sqlite3


class StoreProblem(Exception):
    """Something the store could not do. `code` is for programs and logs, the sentence for people.

    Nothing is half done when it is raised, unless the sentence says so.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class KeyProblem(StoreProblem):
    """The encryption key is unusable, missing, or belongs to another database."""


#: By primary SQLite result code, which is the low byte of the extended one.
_SENTENCES = {
    sqlite3.SQLITE_FULL: (
        "disk_full",
        "The disk is full, so nothing was saved. What was stored before is intact; free some space and try again.",
    ),
    sqlite3.SQLITE_BUSY: (
        "locked",
        "Another program is holding the database, so nothing was saved. Try again in a moment.",
    ),
    sqlite3.SQLITE_LOCKED: (
        "locked",
        "Another program is holding the database, so nothing was saved. Try again in a moment.",
    ),
    sqlite3.SQLITE_READONLY: (
        "read_only",
        "The database cannot be written to, so nothing was saved. Let the bot's user write to the state folder.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "unreachable",
        "The database cannot be opened. Check that the state folder exists and that the bot's user may use it.",
    ),
    sqlite3.SQLITE_PERM: (
        "unreachable",
        "The database cannot be opened. Check that the state folder exists and that the bot's user may use it.",
    ),
    sqlite3.SQLITE_IOERR: (
        "unreachable",
        "The disk refused to read or write the database, so nothing was saved. Check the disk, then try again.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "damaged",
        "The database file is damaged. Stop the bot and restore the last backup of the state folder.",
    ),
    sqlite3.SQLITE_NOTADB: (
        "damaged",
        "The database file is not a database. Stop the bot and restore the last backup of the state folder.",
    ),
}


def problem_of(error: sqlite3.Error) -> StoreProblem:
    """The problem in plain words; SQLite's own words stay behind as the cause, for the log."""
    code = getattr(error, "sqlite_errorcode", None)  # absent where the driver, not SQLite, complains
    known = _SENTENCES.get(code & 0xFF) if isinstance(code, int) else None
    if known:
        return StoreProblem(*known)
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    return StoreProblem("failed", f"The database refused ({name}), so nothing was saved. The log has the details.")


def damaged_record() -> StoreProblem:
    """A stored value that was altered, moved or cut: it is refused, never half used."""
    return StoreProblem(
        "damaged",
        "A stored record was altered or damaged, so it was not used. Restore a backup of the state folder, or delete "
        "everything with /privacy and upload again.",
    )
