"""A built catalogue read back: the same titles, arrays and answers, mapped and not copied."""

import json
import os
import resource
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from data.catalogue.artefact import read_artefact, write_artefact
from data.catalogue.catalogue import Catalogue
from data.catalogue.load import current_catalogue, current_version, load_built, load_catalogue
from data.catalogue.match import Asked
from data.catalogue.problem import CatalogueProblem
from data.catalogue.stored_titles import StoredTitles
from data.history import Viewing
from tests.artefact_samples import CREATED, SOURCES, build, lighthouse, shelf, stranger
from tests.starter_samples import write_three


@pytest.fixture(scope="module")
def starter() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def built(starter: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    state = tmp_path_factory.mktemp("state")
    write_artefact(state, starter, SOURCES)
    return load_built(state)


def test_every_title_comes_back_as_it_was(starter: Catalogue, built: Catalogue) -> None:
    assert tuple(built.titles) == tuple(starter.titles)
    assert list(built.rows) == list(starter.rows)
    assert built.get("no-such-title") is None


def test_every_array_comes_back_as_it_was(starter: Catalogue, built: Catalogue) -> None:
    assert built.tags == starter.tags
    for name in ("features", "confidence", "provenance", "trust", "popularity"):
        np.testing.assert_array_equal(getattr(built, name), getattr(starter, name), strict=True)
    for part in (lambda one: one.columns.arrays(), lambda one: one.index.arrays()):
        written, read = part(starter), part(built)
        assert written.keys() == read.keys()
        for name, array in written.items():
            np.testing.assert_array_equal(read[name], array, strict=True)


def test_a_name_in_any_language_is_found_as_before(starter: Catalogue, built: Catalogue) -> None:
    asked = [
        Asked(name, None)
        for title in starter.titles
        for name in (title.title, *title.also, *(name for names in (title.names or {}).values() for name in names))
    ]
    assert built.find_many(asked) == starter.find_many(asked)
    assert built.near("Stranger Thingss", "episode") == starter.near("Stranger Thingss", "episode") != []


def test_matching_a_history_reads_no_title(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = read_artefact(build(tmp_path))
    read: list[object] = []
    monkeypatch.setattr(StoredTitles, "__getitem__", lambda _, at: read.append(at) or stranger())
    rows = (Viewing("Lighthouse Cat", "movie", "Lighthouse Cat"), Viewing("Other", "movie", "Other"))
    matched = [viewing.match for viewing in catalogue.match_history(rows).viewings]
    assert (matched, read) == ([lighthouse().id, None], [])
    assert (catalogue.get(stranger().id), read) == (stranger(), [1])  # the control: this is how reading is seen


def test_what_a_source_does_not_know_stays_unknown(tmp_path: Path) -> None:
    catalogue = read_artefact(build(tmp_path))
    assert catalogue.titles[0] == lighthouse()
    assert catalogue.titles[1] == stranger()
    assert catalogue.columns.after.tolist() == [-1, 0]
    assert catalogue.confidence.tolist() == [1.0, 0.25]
    assert catalogue.sources == ("starter", "ml-25m")


def test_the_arrays_are_the_files_and_nobody_can_write_to_them(built: Catalogue) -> None:
    with pytest.raises(ValueError, match="read-only"):
        built.features[0, 0] = 7
    assert not any(array.flags.owndata for array in built.index.arrays().values())


def test_titles_are_a_sequence(built: Catalogue, starter: Catalogue) -> None:
    titles = built.titles
    assert titles[-1] == starter.titles[-1] == titles[np.int32(len(titles) - 1)]
    assert titles[2:8:3] == (starter.titles[2], starter.titles[5])
    for beyond in (len(titles), -len(titles) - 1):
        with pytest.raises(IndexError, match=f"no title {beyond}"):
            titles[beyond]


def test_many_threads_read_the_same_titles(starter: Catalogue, tmp_path: Path) -> None:
    write_artefact(tmp_path, starter, SOURCES)
    titles = load_built(tmp_path).titles
    with ThreadPoolExecutor(8) as threads:
        read = [threads.submit(lambda step: titles[::step], step) for step in (1, -1, 7, -7, 1, -1, 7, -7)]
        for one, step in zip(read, (1, -1, 7, -7) * 2, strict=True):
            assert one.result() == tuple(starter.titles)[::step]


def test_a_version_is_its_content_and_not_its_hour(tmp_path: Path) -> None:
    first = write_artefact(tmp_path / "a", shelf(), SOURCES, CREATED)
    assert write_artefact(tmp_path / "b", shelf(), SOURCES, datetime(2027, 1, 1, tzinfo=UTC)) == first
    renamed = (replace(SOURCES[0], licence="CC BY"), SOURCES[1])
    assert write_artefact(tmp_path / "c", shelf(), renamed, CREATED) != first
    assert build(tmp_path / "d", lighthouse(tier=4), stranger()).name != first
    assert read_artefact(tmp_path / "a" / "catalogue" / first).version == first


def test_the_manifest_says_what_it_was_made_of(tmp_path: Path) -> None:
    facts = json.loads((build(tmp_path) / "manifest.json").read_text("utf-8"))
    assert facts["created"] == "2026-01-02T03:04:05+00:00"
    assert facts["sources"][1] == {
        "name": "ml-25m",
        "version": "2019",
        "licence": "research only",
        "files": {"movies.csv": "ab" * 32},
    }
    assert facts["counts"] == {
        "titles": 2, "films": 1, "series": 1, "names": 6, "authored": 1, "measured": 0, "inferred": 1, "none": 0,
    }  # fmt: skip


def test_the_chosen_folder_goes_before_what_was_built_and_that_before_the_starter(
    tmp_path: Path, starter: Catalogue
) -> None:
    own = write_three(tmp_path / "own")
    catalogue, problem = current_catalogue(tmp_path)
    assert (catalogue.version, problem) == (starter.version, None)
    folder = build(tmp_path)
    catalogue, problem = current_catalogue(tmp_path)
    assert (catalogue.version, problem) == (folder.name, None)
    catalogue, problem = current_catalogue(tmp_path, own)
    assert (len(catalogue.titles), problem) == (3, None)
    assert catalogue.version != folder.name


def test_a_built_folder_can_be_moved_and_chosen(tmp_path: Path) -> None:
    moved = build(tmp_path).rename(tmp_path / "my own")
    catalogue, problem = current_catalogue(tmp_path, moved)
    assert (catalogue.titles[0], problem) == (lighthouse(), None)


def test_the_newest_two_versions_are_kept(tmp_path: Path) -> None:
    folders = [build(tmp_path, lighthouse(tier=tier)) for tier in (1, 2, 3, 4)]
    assert [folder.exists() for folder in folders] == [False, False, True, True]
    again = build(tmp_path, lighthouse(tier=3))
    assert (again, current_version(tmp_path)) == (folders[2], folders[2].name)
    build(tmp_path, lighthouse(tier=5))
    assert [folder.exists() for folder in folders] == [False, False, True, False]


def test_the_same_build_mends_a_damaged_folder(tmp_path: Path) -> None:
    folder = build(tmp_path)
    (folder / "features.npy").write_bytes(b"")
    with pytest.raises(CatalogueProblem):
        load_built(tmp_path)
    assert build(tmp_path) == folder
    assert load_built(tmp_path).titles[0] == lighthouse()
    assert sorted(path.name for path in (tmp_path / "catalogue").iterdir()) == sorted(["current", folder.name])


def test_a_disk_that_is_full_changes_nothing(tmp_path: Path, starter: Catalogue) -> None:
    before = build(tmp_path)
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with pytest.raises(CatalogueProblem, match=r"could not be written .+ What was in use stays so\.$"):
            write_artefact(tmp_path, starter, SOURCES)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    assert sorted(path.name for path in (tmp_path / "catalogue").iterdir()) == sorted(["current", before.name])
    assert load_built(tmp_path).version == before.name
    assert write_artefact(tmp_path, starter, SOURCES) == current_version(tmp_path) != before.name


def test_what_a_killed_build_left_is_cleared_away_a_day_later(tmp_path: Path) -> None:
    shelf_folder = build(tmp_path).parent
    fresh, stale = shelf_folder / ".new-running", shelf_folder / ".new-killed"
    for left in (fresh, stale, shelf_folder / "downloads"):
        left.mkdir()
    pointer = shelf_folder / ".new-pointer"
    pointer.touch()
    for old in (stale, pointer):
        os.utime(old, (0, 0))
    build(tmp_path, stranger())
    assert [path.exists() for path in (fresh, stale, pointer, shelf_folder / "downloads")] == [True, False, False, True]
