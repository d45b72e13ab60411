"""Schemas change step by step, each step whole, and never backwards."""

import sqlite3
from collections.abc import Generator
from pathlib import Path

import pytest

from data.store import StoreProblem, open_store
from data.store.migrate import MIGRATIONS, migrate
from tests.store_samples import ADA, KEY, history, sql


def version(db: sqlite3.Connection) -> int:
    return db.execute("PRAGMA user_version").fetchone()[0]


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    """A folder of migrations: those there are, to which a test adds."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    for path in MIGRATIONS.glob("*.sql"):
        (folder / path.name).write_text(path.read_text())
    return folder


@pytest.fixture
def empty() -> Generator[sqlite3.Connection]:
    db = sqlite3.connect(":memory:", isolation_level=None)
    yield db
    db.close()


def test_a_new_database_is_brought_to_the_newest_schema_once(empty: sqlite3.Connection) -> None:
    head = migrate(empty)
    before = list(empty.iterdump())
    assert migrate(empty) == head == version(empty)
    assert list(empty.iterdump()) == before


def test_a_database_in_use_is_carried_over_with_what_it_holds(steps: Path, empty: sqlite3.Connection) -> None:
    head = migrate(empty)
    empty.execute("INSERT INTO vault (owner, data_key) VALUES (x'01', x'02')")
    (steps / "900.sql").write_text("ALTER TABLE vault ADD COLUMN rank INTEGER;\nUPDATE vault SET rank = 7; -- all\n")
    assert migrate(empty, steps) == version(empty) == 900 > head
    assert empty.execute("SELECT owner, data_key, rank FROM vault").fetchall() == [(b"\1", b"\2", 7)]


def test_a_step_that_fails_leaves_the_schema_before_it(steps: Path, empty: sqlite3.Connection) -> None:
    head = migrate(empty)
    before = list(empty.iterdump())
    (steps / "900.sql").write_text("CREATE TABLE extra (x);\nDROP TABLE tie;\nUPDATE nowhere SET x = 1;\n")
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        migrate(empty, steps)
    assert (version(empty), list(empty.iterdump())) == (head, before)
    assert not empty.in_transaction


def test_control_a_step_run_as_a_script_is_left_half_done(empty: sqlite3.Connection) -> None:
    migrate(empty)
    before = list(empty.iterdump())
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        empty.executescript("CREATE TABLE extra (x);\nDROP TABLE tie;\nUPDATE nowhere SET x = 1;\n")
    assert list(empty.iterdump()) != before


async def test_a_database_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    async with open_store(tmp_path, KEY) as store:
        await store.add_history(ADA, history(["Grass"]))
        await sql(store, "PRAGMA user_version = 999")
    with pytest.raises(StoreProblem, match="newer Blendz") as problem:
        async with open_store(tmp_path, KEY):
            pass
    assert problem.value.code == "newer"
    db = sqlite3.connect(tmp_path / "blendz.db")
    assert (version(db), db.execute("SELECT COUNT(*) FROM record").fetchone()) == (999, (1,))
    db.close()
