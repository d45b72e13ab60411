"""Uploads without end, to be killed: `python -m tests.store_crash_child FOLDER store|naive`.

Every line read (a member's number) makes a fresh process that says `pid N`, uploads one history after another for
that member, and says `ack N` when the store has acknowledged the Nth. When it has been killed, `dead` is said. The
processes are forked from this one, which has imported everything and started nothing.
"""

import asyncio
import os
import sys
from pathlib import Path

from data.store import open_store
from tests import store_naive
from tests.store_samples import KEY, history

ROWS = 60


def upload(number: int) -> list[str]:
    """The rows of the Nth upload."""
    return [f"{number} {row}" for row in range(ROWS)]


def say(line: str) -> None:
    os.write(sys.stdout.fileno(), f"{line}\n".encode())


async def upload_to_store(folder: Path, member: int) -> None:
    async with open_store(folder, KEY) as store:
        number = 0
        while True:
            number += 1
            await store.add_history(member, history(upload(number)))
            say(f"ack {number}")


def upload_naively(folder: Path, member: int) -> None:
    db = store_naive.connect(folder)
    rows: list[str] = []
    number = 0
    while True:
        number += 1
        rows += upload(number)
        store_naive.replace(db, member, rows)
        say(f"ack {number}")


def main(folder: Path, variant: str) -> None:
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            say(f"pid {os.getpid()}")
            if variant == "store":
                asyncio.run(upload_to_store(folder, int(line)))
            else:
                upload_naively(folder, int(line))
        os.waitpid(pid, 0)
        say("dead")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
