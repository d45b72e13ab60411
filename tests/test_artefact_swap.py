"""One catalogue takes another's place while it is in use: nobody sees half of one, and who has one open keeps it."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from data.catalogue import load
from data.catalogue.catalogue import Catalogue
from data.catalogue.load import load_built
from data.catalogue.match import Asked
from data.catalogue.problem import CatalogueProblem
from data.catalogue.title import Title
from tests.artefact_samples import build, lighthouse, stranger


def mapped(folder: Path) -> int:
    """How many files of the folder this process has mapped, deleted ones included."""
    return sum(str(folder) in line for line in Path("/proc/self/maps").read_text("utf-8").splitlines())


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="asks Linux which files are mapped")
def test_who_has_the_old_one_open_goes_on_after_it_is_deleted(tmp_path: Path) -> None:
    folder = build(tmp_path, lighthouse(tier=1), stranger())
    old = load_built(tmp_path)
    assert mapped(folder) > 30
    build(tmp_path, lighthouse(tier=2), stranger())
    build(tmp_path, lighthouse(tier=3), stranger())
    assert not folder.exists()
    assert old.titles[:] == (lighthouse(tier=1), stranger())
    assert old.match("灯台守の猫", "movie") == lighthouse().id
    assert old.features.tolist() == [[255, 51, 0], [0, 0, 0]]
    assert mapped(folder) > 30
    gc.disable()
    try:
        del old  # at the last use, not at the next collection
        assert mapped(folder) == 0
    finally:
        gc.enable()


def test_a_file_written_in_place_would_change_under_its_reader(tmp_path: Path) -> None:
    """The control: this is what writing beside and renaming spares a running bot."""
    folder = build(tmp_path)
    old = load_built(tmp_path)
    with (folder / "features.npy").open("r+b") as file:
        file.seek(128)
        file.write(b"\x07")
    assert old.features[0].tolist() == [7, 51, 0]


def test_a_rebuild_of_a_damaged_version_does_not_write_into_it(tmp_path: Path) -> None:
    folder = build(tmp_path)
    old = load_built(tmp_path)
    (folder / "trust.npy").unlink()
    assert build(tmp_path) == folder
    assert old.titles[0] == lighthouse() == load_built(tmp_path).titles[0]
    assert not np.shares_memory(old.features, load_built(tmp_path).features)


@contextmanager
def builds_in_between(state: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The next version to be read is replaced by two newer ones, and so deleted, just before it is opened."""
    read = load.read_artefact
    tiers = [1, 2]

    def interrupted(folder: Path) -> Catalogue:
        while tiers:
            build(state, lighthouse(tier=tiers.pop()), stranger())
        return read(folder)

    with monkeypatch.context() as then:
        then.setattr(load, "read_artefact", interrupted)
        yield


def test_a_version_deleted_while_it_is_opened_gives_way_to_the_newer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path)
    with builds_in_between(tmp_path, monkeypatch):
        assert load_built(tmp_path).titles[0] == lighthouse(tier=1)


def test_reading_just_once_would_find_it_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = build(tmp_path)
    with builds_in_between(tmp_path, monkeypatch), pytest.raises(CatalogueProblem, match="is missing"):
        load._load_version(tmp_path, folder.name)


def edition(at: int) -> Title:
    """A title that tells in all its parts which edition of the catalogue it is from."""
    return Title(
        id=f"edition-{at}",
        kind="movie",
        title=f"Edition {at}",
        year=1900 + at,
        minutes=at,
        genres=("drama",),
        countries=("IE",),
        language="en",
        maturity="PG",
        popularity=3,
        tags={"dark": (at + 1) / 255},
    )


def test_readers_never_see_two_editions_in_one(tmp_path: Path) -> None:
    build(tmp_path, edition(0), stranger())
    is_over, mixed, seen = threading.Event(), [], set[int]()

    def read() -> None:
        while not is_over.is_set():
            catalogue = load_built(tmp_path)
            at = int(catalogue.columns.minutes[0])
            found = catalogue.find(Asked(f"Edition {at}", "movie"))
            parts = (catalogue.titles[0], found and found.row, catalogue.rows.get(f"edition-{at}"))
            if parts != (edition(at), 0, 0) or catalogue.features[0, 1] != at + 1:
                mixed.append((at, parts))
            seen.add(at)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    versions = [build(tmp_path, edition(at), stranger()).name for at in range(1, 16)]
    is_over.set()
    for reader in readers:
        reader.join()
    assert not mixed
    assert len(seen) > 1
    assert load_built(tmp_path).version == versions[-1]
