"""What becomes of a history when the process is killed, or uploads are cancelled and overlap.

Every protection has a control: the same fault done to a store without it, which must show the damage.
"""

import asyncio
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Generator, Iterable
from pathlib import Path
from typing import cast

import aiosqlite
import pytest

from data.history import History
from data.store import open_store
from data.store.sqlite import SqliteStore
from tests import store_naive
from tests.store_crash_child import ROWS, upload
from tests.store_samples import ADA, KEY, history, raws

ROOT = Path(__file__).parents[1]


def wholeness(found: Iterable[str], acknowledged: int) -> str:
    """`whole`, or what is wrong with the rows of uploads 1, 2, ... of which some were acknowledged."""
    rows = list(found)
    counts = Counter(int(raw.split()[0]) for raw in rows)
    if len(set(rows)) < len(rows) or any(count != ROWS for count in counts.values()):
        return "half"
    if sorted(counts) != list(range(1, len(counts) + 1)):
        return "half"
    return "whole" if acknowledged <= len(counts) <= acknowledged + 1 else "lost"


def killed_uploads(folder: Path, variant: str, kills: int) -> Generator[tuple[int, int]]:
    """Kill one uploading process after the other; each time the member and the last acknowledged upload."""
    rng = random.Random(kills)  # noqa: S311 - a repeatable experiment
    child = subprocess.Popen(  # noqa: S603 - this project's own script
        [sys.executable, "-m", "tests.store_crash_child", str(folder), variant],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with child as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for member in range(1, kills + 1):
            process.stdin.write(f"{member}\n")
            process.stdin.flush()
            pid = int(process.stdout.readline().removeprefix("pid "))
            said = [process.stdout.readline()] if member % 4 else []  # every fourth dies while it starts
            time.sleep(rng.uniform(0, 0.02))
            os.kill(pid, signal.SIGKILL)
            said += iter(process.stdout.readline, "dead\n")
            yield member, len(said)


async def read_after_restart(folder: Path, member: int) -> list[str]:
    async with open_store(folder, KEY) as store:
        return raws(await store.history(member))


def test_an_upload_killed_at_any_moment_is_whole_or_absent_and_none_acknowledged_is_lost(tmp_path: Path) -> None:
    results = Counter(
        wholeness(asyncio.run(read_after_restart(tmp_path, member)), acknowledged)
        for member, acknowledged in killed_uploads(tmp_path, "store", 200)
    )
    assert results == {"whole": 200}


def test_control_rows_replaced_in_several_transactions_are_found_half_written(tmp_path: Path) -> None:
    db = store_naive.connect(tmp_path)
    results = Counter(
        wholeness(store_naive.rows(db, member), acknowledged)
        for member, acknowledged in killed_uploads(tmp_path, "naive", 40)
    )
    db.close()
    assert results["half"] > 10


Replace = Callable[[int, list[str]], Awaitable[object]]
Read = Callable[[int], Awaitable[list[str]]]


async def wrong_histories(replace: Replace, read: Read, rounds: int) -> int:
    """Rounds that left a member's history mixed or cut: six uploads over four members, three of them cancelled."""
    rng = random.Random(rounds)  # noqa: S311 - a repeatable experiment
    wrong = 0
    for number in range(rounds):
        uploads = [(rng.randrange(4), upload(6 * number + which)) for which in range(6)]
        tasks = [asyncio.ensure_future(replace(*each)) for each in uploads]
        for task in rng.sample(tasks, 3):
            await asyncio.sleep(rng.uniform(0, 0.0007))
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        found = [await read(member) for member in range(4)]
        wrong += any(rows and sorted(rows) != sorted(upload(int(rows[0].split()[0]))) for rows in found)
    return wrong


async def test_cancelled_and_overlapping_uploads_never_mix(tmp_path: Path) -> None:
    async with open_store(tmp_path, KEY) as store:

        async def replace(member: int, rows: list[str]) -> None:
            await store.replace_history(member, lambda _: history(rows))

        async def read(member: int) -> list[str]:
            return raws(await store.history(member))

        assert await wrong_histories(replace, read, 500) == 0
        assert not cast("SqliteStore", store)._writer.in_transaction
        assert (await store.health()).members == 4


async def test_control_several_awaits_on_a_shared_connection_mix_histories(tmp_path: Path) -> None:
    async with aiosqlite.connect(tmp_path / "naive.db") as db:
        await db.execute("CREATE TABLE viewing (member INTEGER, raw TEXT)")

        async def replace(member: int, rows: list[str]) -> None:
            await db.execute("DELETE FROM viewing WHERE member = ?", (member,))
            for start in range(0, len(rows), 20):
                chunk = [(member, raw) for raw in rows[start : start + 20]]
                await db.executemany("INSERT INTO viewing VALUES (?, ?)", chunk)
            await db.commit()

        async def read(member: int) -> list[str]:
            found = await db.execute_fetchall("SELECT raw FROM viewing WHERE member = ?", (member,))
            return [raw for (raw,) in found]

        assert await wrong_histories(replace, read, 100) > 10


async def test_a_change_whose_caller_is_cancelled_midway_is_still_done_whole(tmp_path: Path) -> None:
    async with open_store(tmp_path, KEY) as store:
        started, go_on = threading.Event(), threading.Event()

        def slow(_: History) -> History:
            started.set()
            assert go_on.wait(10)
            return history(upload(1))

        task = asyncio.create_task(store.replace_history(ADA, slow))
        await asyncio.to_thread(started.wait, 10)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await store.history(ADA) == History()  # a reader waits for nobody and sees nothing half done
        go_on.set()
        await store.set_consent(ADA, 1, "server")
        assert raws(await store.history(ADA)) == upload(1)
