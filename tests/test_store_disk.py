"""What the store does when the disk is full, another program holds the database, or it cannot be written.

Old data stays readable, the refusal is a plain sentence, and all is well when the cause is gone.
"""

import asyncio
import os
import random
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import pytest

from data.history import History
from data.store import StoreProblem, open_store
from tests import store_naive
from tests.store_samples import ADA, KEY, held, history, noise, raws, refusal, sql

ONE, TWO = ["Grass", "Soup"], ["Lake", "Moss"]


async def test_a_full_disk_keeps_the_old_history_and_says_so(tmp_path: Path) -> None:
    rng = random.Random(1)  # noqa: S311 - a repeatable experiment
    async with open_store(tmp_path, KEY) as store:
        old, new = noise(rng, 100), noise(rng, 300)
        await store.add_history(ADA, old)
        codes: Counter[str | None] = Counter()
        for spare in range(40):
            new = noise(rng, 300)
            ((pages,),) = await sql(store, "PRAGMA page_count")
            await sql(store, f"PRAGMA max_page_count = {cast('int', pages) + spare // 2}")
            code = await refusal(store.replace_history(ADA, lambda _, new=new: new))
            codes[code] += 1
            old = old if code else new
            assert await store.history(ADA) == old
        assert set(codes) == {None, "disk_full"}
        assert codes["disk_full"] >= 5
        with pytest.raises(StoreProblem, match=r"disk is full.* intact; free some space"):
            await store.add_history(ADA, noise(rng, 3000))
        await sql(store, "PRAGMA max_page_count = 100000")
        await store.replace_history(ADA, lambda _: new)
        assert await store.history(ADA) == new


def test_control_the_naive_store_loses_the_old_history_on_a_full_disk(tmp_path: Path) -> None:
    db = store_naive.connect(tmp_path)
    store_naive.replace(db, ADA, ["short"])
    db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0]}")
    with pytest.raises(sqlite3.OperationalError, match="full"):
        store_naive.replace(db, ADA, ["x" * 9000])
    assert store_naive.rows(db, ADA) != ["short"]
    db.close()


@contextmanager
def small_disk(folder: Path, size: str) -> Generator[Path]:
    """A file system of that size; only the administrator can make one."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:  # noqa: S603 - fixed
        pytest.skip("a small disk can only be mounted by the administrator")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)  # noqa: S603, S607 - fixed words


async def test_a_disk_that_really_is_full_keeps_the_old_history_until_there_is_space(tmp_path: Path) -> None:
    rng = random.Random(2)  # noqa: S311 - a repeatable experiment
    with small_disk(tmp_path / "disk", "1m") as disk:
        async with open_store(disk, KEY) as store:
            await store.add_history(ADA, noise(rng, 100))
            kept = await store.history(ADA)
            codes = {await refusal(store.add_history(member, noise(rng, 1000))) for member in range(40)}
            assert codes == {None, "disk_full"}
            assert await store.history(ADA) == kept
            assert (await store.history(39)) == History()
        await asyncio.to_thread(remount, disk, "8m")
        async with open_store(disk, KEY) as store:
            assert await store.history(ADA) == kept
            assert (await store.add_history(39, noise(rng, 1000))).added == 1000


def remount(folder: Path, size: str) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size}", str(folder)], check=True)  # noqa: S603, S607 - fixed words


async def test_a_locked_database_is_still_read_and_a_write_says_it_was_refused(tmp_path: Path) -> None:
    async with open_store(tmp_path, KEY, patience=0.05) as store:
        await store.add_history(ADA, history(ONE))
        with held(tmp_path, "BEGIN IMMEDIATE"):
            with pytest.raises(StoreProblem, match="nothing was saved") as problem:
                await store.add_history(ADA, history(TWO))
            assert problem.value.code == "locked"
            assert raws(await store.history(ADA)) == ONE
        await store.add_history(ADA, history(TWO))
        assert len(raws(await store.history(ADA))) == 4


async def test_a_write_waits_for_a_lock_that_is_given_up_in_time(tmp_path: Path) -> None:
    async with open_store(tmp_path, KEY, patience=30) as store:
        with held(tmp_path, "BEGIN IMMEDIATE") as other:
            task = asyncio.create_task(store.add_history(ADA, history(ONE)))
            await asyncio.sleep(0.05)
            assert not task.done()
            assert other.stdin is not None
            other.stdin.close()
            assert (await task).added == 2


async def test_a_database_that_cannot_be_written_keeps_answering_and_recovers(tmp_path: Path) -> None:
    async with open_store(tmp_path, KEY) as store:
        await store.add_history(ADA, history(ONE))
        await sql(store, "PRAGMA query_only = ON")
        for write in (store.forget(ADA), store.set_consent(ADA, 1, "server"), store.health()):
            assert await refusal(write) == "read_only"
        assert raws(await store.history(ADA)) == ONE
        await sql(store, "PRAGMA query_only = OFF")
        await store.health()


async def test_a_folder_that_cannot_be_used_and_a_file_that_is_no_database_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "blendz.db").write_text("not a database, but somebody's letter\n" * 100)
    for folder, code in ((tmp_path / "file" / "state", "unreachable"), (tmp_path, "damaged")):
        with pytest.raises(StoreProblem) as problem:
            async with open_store(folder, KEY):
                pass
        assert problem.value.code == code
    assert "somebody's letter" in (tmp_path / "blendz.db").read_text()


async def test_two_bots_on_one_database_lose_no_upload_of_each_other(tmp_path: Path) -> None:
    async with open_store(tmp_path, KEY) as one, open_store(tmp_path, KEY) as other:
        for member in range(1, 41):
            await asyncio.gather(*(bot.add_history(member, history([raw])) for bot in (one, other) for raw in ONE))
            await asyncio.gather(one.add_history(member, history(TWO)), other.set_consent(member, 1, "server"))
            assert sorted(raws(await one.history(member))) == sorted((*ONE, *TWO))
            assert await one.consent(member, 1) == "server"
