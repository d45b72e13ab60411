"""What the tests of the store share: a key, members, histories, and a look inside the engine."""

import datetime as dt
import random
import subprocess
import sys
from collections.abc import Awaitable, Callable, Generator, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, contextmanager
from pathlib import Path
from typing import cast

from data.history import History, Viewing
from data.store import Store, StoreProblem, open_store
from data.store.sqlite import SqliteStore

KEY = bytes(range(32))
ADA, BOB, CLEO, STRANGER = 100000000000000001, 100000000000000002, 100000000000000003, 100000000000000009
HERE, THERE = 200000000000000001, 200000000000000002
NOON = dt.datetime(2025, 3, 1, 12, tzinfo=dt.UTC)
MONDAY = dt.date(2025, 3, 3)

Engine = Callable[..., AbstractAsyncContextManager[Store]]
#: The contract tests run on each.
ENGINES: dict[str, Engine] = {"sqlite": open_store}


def history(texts: Iterable[str]) -> History:
    """One film a text."""
    return History(tuple(Viewing(raw, "movie", raw) for raw in texts))


def raws(found: History) -> list[str]:
    """The texts of a history."""
    return [viewing.raw for viewing in found.viewings]


def noise(rng: random.Random, rows: int) -> History:
    """Rows that do not compress, so that a bigger history needs a bigger file."""
    return history(rng.randbytes(60).hex() for _ in range(rows))


async def refusal(work: Awaitable[object]) -> str | None:
    """The code of the problem it ended with, or None when it was done."""
    try:
        await work
    except StoreProblem as problem:
        return problem.code
    return None


async def sql(store: Store, statement: str) -> Sequence[tuple[object, ...]]:
    """Run a statement on the engine's writer, to set up a fault or to look inside."""
    return await cast("SqliteStore", store)._writer.perform(lambda db: db.execute(statement).fetchall())


HOLD = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute(sys.argv[2])
db.execute("SELECT COUNT(*) FROM record").fetchone()
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def held(folder: Path, begin: str) -> Generator[subprocess.Popen[str]]:
    """Another process inside a transaction, until its standard input is closed."""
    command = [sys.executable, "-c", HOLD, str(folder / "blendz.db"), begin]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603 - ours
    with child as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
