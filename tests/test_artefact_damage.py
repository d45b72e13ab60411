"""A built catalogue is not used when any byte of it is not what was written, or was written for another program."""

import json
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from data.catalogue import artefact, manifest
from data.catalogue.artefact import read_artefact
from data.catalogue.load import current_catalogue, current_version, load_built, load_catalogue
from data.catalogue.manifest import StoredFile, read_manifest, version_of, write_manifest
from data.catalogue.problem import CatalogueProblem
from tests.artefact_samples import build, lighthouse, stranger


@contextmanager
def spoiled(path: Path, content: bytes | None) -> Iterator[None]:
    """Within: the file holds this instead, or is gone when None."""
    before = path.read_bytes()
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        path.write_bytes(before)


def refusal(state: Path) -> str:
    """The words in which the catalogue in use is refused; asserts that it is, in one line that says what to do."""
    with pytest.raises(CatalogueProblem) as problem:
        load_built(state)
    text = str(problem.value)
    assert "\n" not in text
    assert str(state / "catalogue") in text
    assert text.endswith("Build it again: `python -m data.catalogue build`.")
    return text


def seal_again(folder: Path) -> Path:
    """Give the folder a manifest that vouches for whatever it holds now, and the version that follows from it."""
    known = read_manifest(folder, artefact._layout())
    files = {
        name: StoredFile((folder / name).stat().st_size, sha256((folder / name).read_bytes()).hexdigest())
        for name in known.files
    }
    sealed = replace(known, files=files)
    version = version_of(sealed)
    write_manifest(folder, replace(sealed, version=version))
    (folder.parent / "current").write_text(f"{version}\n", "ascii")
    return folder.rename(folder.parent / version)


def flip(content: bytes, bit: int) -> bytes:
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def test_500_cut_or_flipped_files_are_all_refused(tmp_path: Path) -> None:
    folder = build(tmp_path)
    files = [*sorted(folder.iterdir()), folder.parent / "current"]
    rng = random.Random(7)  # noqa: S311 - the same damage every time
    for at in range(500):
        path = files[at % len(files)]
        content = path.read_bytes()
        if rng.random() < 0.5:
            spoil = flip(content, rng.randrange(len(content) * 8))
        else:
            spoil = content[: rng.randrange(len(content) - 1)]  # `current` needs no line break at its end
        with spoiled(path, spoil):
            refusal(tmp_path)
    assert load_built(tmp_path).titles[:] == (lighthouse(), stranger())


def test_the_same_flips_would_change_answers_if_nothing_were_checked(tmp_path: Path) -> None:
    """The control: damage that the manifest vouches for is used, and what it changes is seen."""
    folder = build(tmp_path)
    good = read_artefact(folder)
    at = (folder / "titles.text.npy").read_bytes().index(b"Cat")
    assert (good.features[0].tolist(), good.titles[0].title) == ([255, 51, 0], "The Lighthouse Keeper's Cat")
    for name, bit in (("features", 128 * 8 + 7), ("titles.text", at * 8)):
        path = folder / f"{name}.npy"
        content = path.read_bytes()
        path.unlink()
        path.write_bytes(flip(content, bit))
    assert "is not what was written" in refusal(tmp_path)
    seal_again(folder)
    used = load_built(tmp_path)
    assert (used.features[0].tolist(), used.titles[0].title) == ([127, 51, 0], "The Lighthouse Keeper's Bat")


def test_every_missing_file_is_named(tmp_path: Path) -> None:
    folder = build(tmp_path)
    for path in sorted(folder.iterdir()):
        with spoiled(path, None):
            assert f"{path.name} is missing" in refusal(tmp_path)


def test_what_lies_beside_the_files_is_refused_unless_the_system_put_it_there(tmp_path: Path) -> None:
    folder = build(tmp_path)
    (folder / ".DS_Store").write_bytes(b"\0")
    assert load_built(tmp_path).version == folder.name
    (folder / "extra\nline.pkl").write_bytes(b"\0")
    assert "'extra\\nline.pkl' does not belong to it" in refusal(tmp_path)


def test_files_of_another_version_are_refused(tmp_path: Path) -> None:
    other, folder = build(tmp_path, lighthouse(tier=2), stranger()), build(tmp_path)
    for name in ("popularity.npy", "titles.text.npy"):
        with spoiled(folder / name, (other / name).read_bytes()):
            assert f"{name} is not what was written" in refusal(tmp_path)
    for path in other.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    assert f"it holds version {other.name}" in refusal(tmp_path)


@pytest.mark.parametrize(("schema", "age"), [(0, "an older"), (2, "a newer")])
def test_a_catalogue_of_another_form_is_refused(
    schema: int, age: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as then:
        then.setattr(manifest, "SCHEMA", schema)
        build(tmp_path)
    assert f"was made for {age} version of Blendz" in refusal(tmp_path)


def test_a_catalogue_whose_names_were_filed_in_another_spelling_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as then:
        then.setattr(artefact, "loosen", str.upper)
        artefact._layout.cache_clear()
        build(tmp_path)
    artefact._layout.cache_clear()
    assert "was made for another version of Blendz" in refusal(tmp_path)


class Trap:
    """Leaves a mark when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.touch, (self.mark,)


@pytest.mark.parametrize("is_vouched_for", [False, True])
def test_a_planted_pickle_is_not_opened(tmp_path: Path, *, is_vouched_for: bool) -> None:
    folder, mark = build(tmp_path), tmp_path / "mark"
    (folder / "popularity.npy").unlink()
    np.save(folder / "popularity.npy", np.array([Trap(mark), Trap(mark)], dtype=object))
    if is_vouched_for:
        folder = seal_again(folder)
    assert "popularity.npy" in refusal(tmp_path)
    assert not mark.exists()
    np.load(folder / "popularity.npy", allow_pickle=True)  # the control: the trap works
    assert mark.exists()


@pytest.mark.parametrize(
    "array",
    [
        np.zeros(2, dtype=np.float64),
        np.zeros((2, 1), dtype=np.float32),
        np.zeros(3, dtype=np.float32),
        np.zeros(0, dtype=np.float32),
    ],
    ids=["other numbers", "other axes", "too long", "empty"],
)
def test_an_array_of_another_form_is_refused_even_where_the_manifest_vouches_for_it(
    array: np.ndarray, tmp_path: Path
) -> None:
    folder = build(tmp_path)
    (folder / "popularity.npy").unlink()
    np.save(folder / "popularity.npy", array)
    seal_again(folder)
    refusal(tmp_path)


@pytest.mark.parametrize(
    "text",
    ["", "\n", "000000000000\n", "../../elsewhere\n", "{elsewhere}\n", "..\n", ".\n", "x" * 5_000, "\u202e\n", "\0"],
)
def test_current_names_a_version_or_nothing(text: str, tmp_path: Path) -> None:
    build(tmp_path)
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(build(tmp_path / "other", stranger(), lighthouse()), elsewhere)
    assert load_catalogue(elsewhere).titles[0] == stranger()  # the control: what the path leads to is sound
    (tmp_path / "catalogue" / "current").write_text(text.format(elsewhere=elsewhere.resolve()), "utf-8")
    refusal(tmp_path)


def test_a_folder_or_a_dead_link_is_no_current(tmp_path: Path) -> None:
    current = build(tmp_path).parent / "current"
    current.unlink()
    current.symlink_to(tmp_path / "gone")
    assert "is no file" in refusal(tmp_path)
    current.unlink()
    current.mkdir()
    assert "is no file" in refusal(tmp_path)
    assert current_version(tmp_path) is None


@pytest.mark.parametrize(
    "content", [b"[]", b"null", b"{}", b'{"schema": "1"}', b"\xff\xfe", b"[" * 100_000, b"1" * 9_999]
)
def test_a_manifest_that_is_none_is_refused(content: bytes, tmp_path: Path) -> None:
    with spoiled(build(tmp_path) / "manifest.json", content):
        assert "manifest.json" in refusal(tmp_path)


@pytest.mark.parametrize("change", [{"files": {}}, {"files": []}, {"tags": None}, {"sources": [{"name": "x"}]}])
def test_a_manifest_that_vouches_for_something_else_is_refused(change: dict[str, object], tmp_path: Path) -> None:
    path = build(tmp_path) / "manifest.json"
    facts = json.loads(path.read_text("utf-8")) | change
    del facts["seal"]
    with spoiled(path, json.dumps(facts | {"seal": manifest._digest(facts)}).encode()):
        assert "damaged: " in refusal(tmp_path)


def test_the_starter_stands_in_for_a_damaged_catalogue_and_one_line_says_so(tmp_path: Path) -> None:
    folder = build(tmp_path)
    (folder / "trust.npy").unlink()
    catalogue, problem = current_catalogue(tmp_path)
    assert catalogue.sources == ("starter",)
    assert problem
    assert "trust.npy is missing" in problem
    assert problem.endswith("The starter catalogue is used meanwhile.")
    assert "\n" not in problem


def test_a_chosen_folder_that_is_damaged_stops_the_start(tmp_path: Path) -> None:
    folder = build(tmp_path)
    (folder / "manifest.json").unlink()
    with pytest.raises(CatalogueProblem, match=r"No built catalogue in .+: manifest\.json is missing\. Build it again"):
        current_catalogue(tmp_path, folder)
