"""Forgetting leaves no byte in the database, its log or its index; the control shows what would be left."""

import random
from collections.abc import Iterable
from pathlib import Path
from typing import cast

import pytest

from data.history import History
from data.store import Store, StoreProblem, open_store
from tests.store_samples import ADA, BOB, KEY, held, noise, sql


async def bytes_of(store: Store) -> list[bytes]:
    """Pieces of everything stored that a disk could keep: names, wrapped keys, and sealed values every 600 bytes."""
    rows = await sql(store, "SELECT owner, data_key, sealed FROM vault JOIN record USING (owner)")
    blobs = [cast("bytes", blob) for row in rows for blob in row]
    return [blob[start : start + 16] for blob in blobs for start in range(0, len(blob) - 15, 600)]


def left_on_disk(folder: Path, pieces: Iterable[bytes]) -> int:
    content = b"".join(path.read_bytes() for path in folder.iterdir())
    return sum(piece in content for piece in pieces)


async def remember_and_forget(store: Store) -> list[bytes]:
    """Forty members upload twice and have an evening; all but the last five are forgotten. What must be gone."""
    rng = random.Random(3)  # noqa: S311 - a repeatable experiment
    old: list[bytes] = []
    for rows in (3, 200):
        for member in range(ADA, ADA + 40):
            await store.add_history(member, noise(rng, rows * (1 + member % 3)))
            await store.remember_group(1, {member, member + 1}, refused=["lk"])
        old += await bytes_of(store)
    for member in range(ADA, ADA + 35):
        await store.forget(member)
    kept = set(await bytes_of(store))
    return [piece for piece in old if piece not in kept]


async def test_forgotten_members_leave_no_byte_on_disk_while_the_others_stay(tmp_path: Path) -> None:
    async with open_store(tmp_path, KEY) as store:
        gone = await remember_and_forget(store)
        kept = await bytes_of(store)
        assert len(gone) > 1000
        assert left_on_disk(tmp_path, gone) == 0
        assert left_on_disk(tmp_path, kept) > 0.97 * len(kept)  # but for those cut by the end of a page


async def test_control_without_secure_delete_they_are_still_there(tmp_path: Path) -> None:
    async with open_store(tmp_path, KEY) as store:
        await sql(store, "PRAGMA secure_delete = OFF")
        assert left_on_disk(tmp_path, await remember_and_forget(store)) > 100


async def test_bytes_held_by_another_program_are_reported_and_go_the_next_time(tmp_path: Path) -> None:
    async with open_store(tmp_path, KEY, patience=0.05) as store:
        await store.add_history(ADA, noise(random.Random(4), 500))  # noqa: S311 - a repeatable experiment
        pieces = await bytes_of(store)
        with held(tmp_path, "BEGIN"):
            with pytest.raises(StoreProblem, match="old bytes") as problem:
                await store.forget(ADA)
            assert problem.value.code == "not_erased"
            assert await store.history(ADA) == History()
            assert left_on_disk(tmp_path, pieces) > 0
        assert await store.forget(ADA) == []
        assert left_on_disk(tmp_path, pieces) == 0


async def test_a_damaged_record_does_not_stand_in_the_way_of_forgetting(tmp_path: Path) -> None:
    async with open_store(tmp_path, KEY) as store:
        await store.remember_group(1, {ADA, BOB}, refused=["lk"])
        await sql(store, "UPDATE record SET sealed = zeroblob(50)")
        with pytest.raises(StoreProblem, match="altered or damaged"):
            await store.group_memory(1, {ADA, BOB})
        await store.forget(ADA)
        assert (await store.group_memory(1, {ADA, BOB})).refused == frozenset()


async def test_a_deletion_that_fails_midway_deletes_nothing(tmp_path: Path) -> None:
    async with open_store(tmp_path, KEY) as store:
        await store.add_history(ADA, noise(random.Random(5), 3))  # noqa: S311 - a repeatable experiment
        await store.remember_group(1, {ADA, BOB}, refused=["lk"])
        before = await store.export(ADA)
        await sql(
            store,
            "CREATE TRIGGER fault BEFORE DELETE ON vault WHEN OLD.owner = (SELECT owner FROM record"
            " WHERE purpose = 'history') BEGIN SELECT RAISE(ABORT, 'fault'); END",
        )
        with pytest.raises(StoreProblem, match="nothing was saved"):
            await store.forget(ADA)
        assert await store.export(ADA) == before


@pytest.mark.parametrize(
    ("setting", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("secure_delete", 1), ("foreign_keys", 1), ("temp_store", 2)],
)
async def test_what_safety_rests_on_is_set(tmp_path: Path, setting: str, value: object) -> None:
    """No test here can cut the power: FULL (2) is what keeps an acknowledged deletion from coming back."""
    async with open_store(tmp_path, KEY) as store:
        assert await sql(store, f"PRAGMA {setting}") == [(value,)]
