"""A connection on which every piece of work is one function, run whole on the connection's own thread.

A transaction spread over several awaits is open to whoever comes between: another task, a cancellation. A function
that has started in the thread runs to its end whatever happens to the caller, and nothing else runs meanwhile.
"""

import sqlite3
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

import aiosqlite

from data.store.problem import StoreProblem, problem_of

R = TypeVar("R")
Work = Callable[[sqlite3.Connection], R]

#: `synchronous`: a deletion that was acknowledged must not come back. `secure_delete`: freed bytes become zeros.
#: `fullfsync`: what a flush means on macOS. `temp_store`: nothing is spilled outside the encrypted file.
_PRAGMAS = (
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
)


class Connection(aiosqlite.Connection):
    """aiosqlite's connection and thread, with the one thing it lacks."""

    async def perform(self, work: Work[R]) -> R:
        """What `work` returns or raises, run on the connection's thread; SQLite's errors as StoreProblem.

        A cancelled caller stops waiting; the work is done all the same.
        """
        with in_plain_words():
            # What every method of aiosqlite is made of; it is untyped there.
            return await self._execute(work, self._conn)  # pyright: ignore[reportUnknownMemberType]


@asynccontextmanager
async def connected(path: Path, patience: float, *, query_only: bool = False) -> AsyncGenerator[Connection, None]:
    """A connection with the house's settings; `patience` is how many seconds it waits for another's lock."""
    connector = partial(sqlite3.connect, path, timeout=patience, isolation_level=None)
    connection = Connection(connector, iter_chunk_size=64)
    with in_plain_words():
        async with connection:
            await connection.perform(_set_up)
            if query_only:
                await connection.perform(_forbid_writing)
            yield connection


def transaction(work: Work[R], begin: str = "BEGIN IMMEDIATE") -> Work[R]:
    """The work as one transaction: everything it did is kept, or nothing."""

    def whole(db: sqlite3.Connection) -> R:
        db.execute(begin)
        try:
            result = work(db)
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:  # SQLite may have rolled back on its own, as when the disk is full
                db.execute("ROLLBACK")
            raise
        return result

    return whole


def snapshot(work: Work[R]) -> Work[R]:
    """The work as one reading: all of it sees the same state."""
    return transaction(work, begin="BEGIN")


def wipe_log(db: sqlite3.Connection) -> bool:
    """Bring everything into the database and empty the write-ahead log, where old pages linger.

    False when another program reads an old state all the while, so that they must linger on.
    """
    busy: int = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return not busy


@contextmanager
def in_plain_words() -> Generator[None, None, None]:
    """SQLite's errors as `StoreProblem`."""
    try:
        yield
    except sqlite3.Error as error:
        raise problem_of(error) from error


def _set_up(db: sqlite3.Connection) -> None:
    mode: str = db.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        raise StoreProblem(
            "unreachable",
            "The state folder's file system cannot hold the database safely (no shared memory, as on network "
            "drives). Set BLENDZ_STATE to a folder on a local disk.",
        )
    for pragma in _PRAGMAS:
        db.execute(pragma)


def _forbid_writing(db: sqlite3.Connection) -> None:
    db.execute("PRAGMA query_only = ON")
