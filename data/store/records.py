"""The SQL: sealed records in and out of an open connection. Every function runs inside somebody's transaction."""

import datetime as dt
import sqlite3
from collections.abc import Iterator
from typing import Any, TypeVar

from data.store.documents import KINDS, Kind, member_name
from data.store.problem import KeyProblem, StoreProblem
from data.store.values import Blend
from data.store.vault import Vault

T = TypeVar("T")


def check_key(db: sqlite3.Connection, vault: Vault) -> None:
    """Tie a new database to its key; refuse any other key from then on."""
    found: tuple[bytes] | None = db.execute("SELECT value FROM key_check").fetchone()
    if found is None:
        db.execute("INSERT INTO key_check (value) VALUES (?)", (vault.check,))
    elif found[0] != vault.check:
        raise KeyProblem(
            "wrong_key",
            "The database was encrypted with another key. Put back the key it was made with (BLENDZ_KEY, or the "
            "file 'key' beside the database); to begin afresh, move the database away.",
        )


def load(db: sqlite3.Connection, vault: Vault, owner: bytes, kind: Kind[T]) -> T:
    """The owner's value of a kind, or the kind's empty one."""
    row: tuple[bytes, bytes] | None = db.execute(
        "SELECT data_key, sealed FROM record JOIN vault USING (owner) WHERE owner = ? AND purpose = ?",
        (owner, kind.purpose),
    ).fetchone()
    return kind.empty if row is None else kind.from_json(vault.open(owner, row[0], kind.purpose, row[1]))


def save(db: sqlite3.Connection, vault: Vault, owner: bytes, kind: Kind[T], value: T) -> None:
    """Replace the owner's value of a kind in one statement, and who it speaks of."""
    row: tuple[bytes] | None = db.execute("SELECT data_key FROM vault WHERE owner = ?", (owner,)).fetchone()
    data_key = row[0] if row else vault.new_data_key(owner)
    if row is None:
        db.execute("INSERT INTO vault (owner, data_key) VALUES (?, ?)", (owner, data_key))
    created = kind.created(value)
    db.execute(
        "INSERT INTO record (owner, purpose, created, sealed) VALUES (?, ?, ?, ?) ON CONFLICT (owner, purpose)"
        " DO UPDATE SET created = excluded.created, sealed = excluded.sealed",
        (
            owner,
            kind.purpose,
            None if created is None else int(created.timestamp()),
            vault.seal(owner, data_key, kind.purpose, kind.to_json(value)),
        ),
    )
    db.execute("DELETE FROM tie WHERE owner = ? AND purpose = ?", (owner, kind.purpose))
    db.executemany(
        "INSERT INTO tie (member, owner, purpose) VALUES (?, ?, ?)",
        [(vault.name(member_name(member)), owner, kind.purpose) for member in kind.members(value)],
    )


def remove(db: sqlite3.Connection, owner: bytes, purpose: str) -> None:
    """Drop a record, and the owner with the last one."""
    db.execute("DELETE FROM record WHERE owner = ? AND purpose = ?", (owner, purpose))
    db.execute("DELETE FROM vault WHERE owner = ?1 AND NOT EXISTS (SELECT 1 FROM record WHERE owner = ?1)", (owner,))


def owned(db: sqlite3.Connection, vault: Vault, owner: bytes) -> Iterator[tuple[str, Any]]:
    """Every value an owner has, with its purpose."""
    for (purpose,) in db.execute("SELECT purpose FROM record WHERE owner = ?", (owner,)).fetchall():
        yield purpose, load(db, vault, owner, KINDS[purpose])


def tied(db: sqlite3.Connection, member: bytes) -> list[tuple[bytes, str]]:
    """Owner and purpose of every record of others that speaks of a member."""
    return db.execute("SELECT owner, purpose FROM tie WHERE member = ? ORDER BY owner, purpose", (member,)).fetchall()


def forget(db: sqlite3.Connection, vault: Vault, member: int) -> list[Blend]:
    """Drop a member and mend whatever speaks of them; the blends that went.

    A damaged record that speaks of them goes too: it cannot be mended, and must not stand in the way.
    """
    name, blends = vault.name(member_name(member)), list[Blend]()
    for owner, purpose in tied(db, name):
        kind = KINDS[purpose]
        try:
            value = load(db, vault, owner, kind)
        except StoreProblem:
            remove(db, owner, purpose)
            continue
        if isinstance(value, Blend):
            blends.append(value)
        rest = kind.without(value, member)
        if rest is None or rest == kind.empty:
            remove(db, owner, purpose)
        else:
            save(db, vault, owner, kind, rest)
    db.execute("DELETE FROM vault WHERE owner = ?", (name,))
    return blends


def purge(db: sqlite3.Connection, before: dt.datetime) -> int:
    """Drop what was created before a time, with its key; how many."""
    return db.execute(
        "DELETE FROM vault WHERE owner IN (SELECT owner FROM record WHERE created < ?)", (before.timestamp(),)
    ).rowcount


def owners(db: sqlite3.Connection, purpose: str) -> list[bytes]:
    """Keyed names of all who have a record of a purpose."""
    return [owner for (owner,) in db.execute("SELECT owner FROM record WHERE purpose = ?", (purpose,)).fetchall()]


def count(db: sqlite3.Connection, purpose: str) -> int:
    """How many records there are of a purpose."""
    return db.execute("SELECT COUNT(*) FROM record WHERE purpose = ?", (purpose,)).fetchone()[0]


def size(db: sqlite3.Connection) -> int:
    """Bytes of the database."""
    pages: int = db.execute("PRAGMA page_count").fetchone()[0]
    return pages * db.execute("PRAGMA page_size").fetchone()[0]


def touch(db: sqlite3.Connection) -> None:
    """Write something that changes nothing: proof that writing works."""
    db.execute("UPDATE key_check SET value = value")
