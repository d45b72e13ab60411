"""The key, and what sealed values and stolen files give away: nothing."""

import base64
import json
import sqlite3
import stat
from collections.abc import Iterable
from pathlib import Path

import pytest

from data.history import History, Viewing
from data.store import KeyProblem, Marks, StoreProblem, load_key, open_store
from data.store.vault import Vault

KEY = bytes(range(32))
VALUE = {"raw": ["Grün wie Gras"], "seconds": [61]}


def sealed(vault: Vault, owner: str, purpose: str = "history") -> tuple[bytes, bytes, bytes]:
    name = vault.name(owner)
    data_key = vault.new_data_key(name)
    return name, data_key, vault.seal(name, data_key, purpose, VALUE)


def test_what_is_sealed_can_be_opened_by_the_same_key_after_a_restart() -> None:
    name, data_key, value = sealed(Vault(KEY), "member:1")
    assert Vault(KEY).open(name, data_key, "history", value) == VALUE


def test_the_same_value_sealed_twice_looks_different() -> None:
    vault = Vault(KEY)
    name, data_key, value = sealed(vault, "member:1")
    assert vault.seal(name, data_key, "history", VALUE) != value
    assert vault.new_data_key(name) != data_key


def test_every_flipped_bit_is_noticed() -> None:
    vault = Vault(KEY)
    name, data_key, value = sealed(vault, "member:1")
    for part, whole in (("sealed", value), ("data_key", data_key)):
        for bit in range(8 * len(whole)):
            flipped = bytearray(whole)
            flipped[bit // 8] ^= 1 << bit % 8
            parts = {"sealed": value, "data_key": data_key} | {part: bytes(flipped)}
            with pytest.raises(StoreProblem) as problem:
                vault.open(name, parts["data_key"], "history", parts["sealed"])
            assert problem.value.code == "damaged"


@pytest.mark.parametrize("length", [0, 1, 12, 28, 40])
def test_a_cut_value_is_noticed(length: int) -> None:
    vault = Vault(KEY)
    name, data_key, value = sealed(vault, "member:1")
    with pytest.raises(StoreProblem):
        vault.open(name, data_key, "history", value[:length])


def test_a_value_moved_to_another_member_or_purpose_is_noticed() -> None:
    vault = Vault(KEY)
    ada, ada_key, ada_value = sealed(vault, "member:1")
    bob, bob_key, _ = sealed(vault, "member:2")
    moves = [(bob, bob_key, "history"), (bob, ada_key, "history"), (ada, bob_key, "history"), (ada, ada_key, "marks")]
    for name, data_key, purpose in moves:
        with pytest.raises(StoreProblem, match="altered or damaged"):
            vault.open(name, data_key, purpose, ada_value)


@pytest.mark.parametrize(
    "text",
    [
        KEY.hex(),
        KEY.hex().upper(),
        base64.b64encode(b"\xff" * 32).decode(),
        base64.urlsafe_b64encode(b"\xff" * 32).decode(),
        base64.b64encode(b"\xff" * 32).decode().rstrip("="),
        f"  {base64.b64encode(KEY).decode()}\n",
    ],
)
def test_a_key_is_taken_in_hex_and_base64(text: str, tmp_path: Path) -> None:
    key = load_key(text, tmp_path)
    assert key.secret in {KEY, b"\xff" * 32}
    assert not key.created
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["secret", "00" * 31, base64.b64encode(b"x" * 33).decode(), "ü" * 32, "=" * 44])
def test_what_is_no_key_is_refused_with_a_sentence_that_does_not_repeat_it(text: str, tmp_path: Path) -> None:
    with pytest.raises(KeyProblem, match=r"BLENDZ_KEY is not a key.*32 random bytes") as problem:
        load_key(text, tmp_path)
    assert text not in str(problem.value)
    assert problem.value.code == "bad_key"


@pytest.mark.parametrize("text", [None, "", "  "])
def test_a_key_is_made_once_and_is_private(text: str | None, tmp_path: Path) -> None:
    folder = tmp_path / "a" / "state"
    first, second = load_key(text, folder), load_key(text, folder)
    assert (first.created, second.created) == (True, False)
    assert first.secret == second.secret
    assert first.secret not in repr(first).encode()
    assert stat.S_IMODE((folder / "key").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert load_key(None, tmp_path / "b").secret != first.secret


def test_a_key_file_of_another_owner_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "key").write_text(KEY.hex())

    def refuse(path: Path, mode: int) -> None:
        raise PermissionError(1, "Operation not permitted", str(path), mode)

    monkeypatch.setattr(Path, "chmod", refuse)
    assert load_key(None, tmp_path).secret == KEY


def test_a_spoilt_key_file_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("not a key\n")
    with pytest.raises(KeyProblem, match=r"key is not a key"):
        load_key(None, tmp_path)
    assert (tmp_path / "key").read_text() == "not a key\n"


async def test_a_lost_key_is_not_replaced_by_a_new_one(tmp_path: Path) -> None:
    async with open_store(tmp_path, load_key(None, tmp_path).secret):
        pass
    (tmp_path / "key").unlink()
    with pytest.raises(KeyProblem, match="key is gone") as problem:
        load_key(None, tmp_path)
    assert problem.value.code == "missing_key"
    assert not (tmp_path / "key").exists()


async def test_another_key_is_refused_when_the_database_is_opened(tmp_path: Path) -> None:
    async with open_store(tmp_path, KEY):
        pass
    with pytest.raises(KeyProblem, match="another key") as problem:
        async with open_store(tmp_path, KEY[::-1]):
            pass
    assert problem.value.code == "wrong_key"
    async with open_store(tmp_path, KEY) as store:
        assert (await store.health()).members == 0


async def test_a_short_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyProblem, match="32 bytes"):
        async with open_store(tmp_path, KEY[:16]):
            pass


MEMBER, OTHER, PLACE = 123456789012345671, 123456789012345672, 223456789012345671
TITLE = "Lighthouse Kitchen"
UPLOAD = History(tuple(Viewing(f"{TITLE}: Soup {n}", "episode", TITLE, match="lighthouse-kitchen") for n in range(50)))


def canaries() -> list[bytes]:
    """Every form in which a title or an id could stand in a file."""
    words = [TITLE, TITLE.casefold(), "lighthouse", "catalogue", "server", "Soup"]
    ids = (MEMBER, OTHER, PLACE)
    texts = [*words, *map(str, ids)]
    numbers = [number.to_bytes(8, order) for number in ids for order in ("big", "little")]
    return [text.encode(code) for text in texts for code in ("utf-8", "utf-16-le")] + numbers


def files(folder: Path) -> list[Path]:
    return list(folder.iterdir())


def found(paths: Iterable[Path], needles: Iterable[bytes]) -> list[bytes]:
    content = b"".join(path.read_bytes() for path in paths)
    return [needle for needle in needles if needle in content]


async def test_stolen_files_hold_no_title_and_no_id(tmp_path: Path) -> None:
    async with open_store(tmp_path, KEY) as store:
        await store.add_history(MEMBER, UPLOAD)
        await store.change_marks(MEMBER, add=Marks(hidden=frozenset({"lighthouse-kitchen"})))
        await store.set_consent(MEMBER, PLACE, "server")
        await store.set_ceiling(PLACE, "PG-13")
        await store.remember_group(PLACE, {MEMBER, OTHER}, refused=["lighthouse-kitchen"])
        stolen = files(tmp_path)
        assert {path.name for path in stolen} == {"blendz.db", "blendz.db-wal", "blendz.db-shm"}
        assert found(stolen, canaries()) == []
        assert {stat.S_IMODE(path.stat().st_mode) for path in stolen} == {0o600}


async def test_control_the_same_scan_finds_them_in_an_unencrypted_database(tmp_path: Path) -> None:
    async with open_store(tmp_path / "state", KEY) as store:
        await store.add_history(MEMBER, UPLOAD)
        await store.set_consent(MEMBER, PLACE, "server")
        export = await store.export(MEMBER)
    plain = sqlite3.connect(tmp_path / "plain.db")
    plain.execute("CREATE TABLE export (member INTEGER, value TEXT)")
    plain.execute("INSERT INTO export VALUES (?, ?)", (MEMBER, json.dumps(export)))
    plain.commit()
    plain.close()
    hits = found([tmp_path / "plain.db"], canaries())
    assert {TITLE.encode(), str(PLACE).encode(), MEMBER.to_bytes(8, "big")} <= set(hits)


async def test_records_swapped_between_members_in_the_file_are_refused(tmp_path: Path) -> None:
    async with open_store(tmp_path, KEY) as store:
        await store.add_history(MEMBER, UPLOAD)
        await store.add_history(OTHER, History(UPLOAD.viewings[:1]))
    db = sqlite3.connect(tmp_path / "blendz.db")
    (one, one_value), (two, two_value) = db.execute("SELECT owner, sealed FROM record").fetchall()
    db.executemany("UPDATE record SET sealed = ? WHERE owner = ?", [(two_value, one), (one_value, two)])
    db.commit()
    db.close()
    async with open_store(tmp_path, KEY) as store:
        for member in (MEMBER, OTHER):
            with pytest.raises(StoreProblem, match="altered or damaged"):
                await store.history(member)
            with pytest.raises(StoreProblem, match="altered or damaged"):
                await store.add_history(member, UPLOAD)
        await store.forget(MEMBER)  # deleting must work all the same
        assert await store.history(MEMBER) == History()
