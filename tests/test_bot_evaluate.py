"""`python -m bot evaluate --histories`: planted tastes are found, a wrong sort is not forgiven, nothing leaks."""

import argparse
import io
import json
import logging
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from bot import evaluating
from bot.evaluating import command, histories, measure, summary
from bot.evaluating.members import find_files, read_members
from bot.settings import Settings
from bot.shelf import Shelf, build_shelf
from data.catalogue.load import load_catalogue
from tests.bot_evaluate_samples import TASTES, write_account_page, write_members

ROOT = Path(__file__).parents[1]
KINDS = ("movie", "series", "together")


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return build_shelf(load_catalogue())


@pytest.fixture(scope="module")
def folder(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_members(tmp_path_factory.mktemp("histories"), shelf.catalogue)


@pytest.fixture(scope="module")
def planted(shelf: Shelf, folder: Path) -> dict[str, Any]:
    return document(shelf, folder)


def document(shelf: Shelf, folder: Path) -> dict[str, Any]:
    crowd = read_members(find_files(folder), shelf.catalogue)
    return summary.document_of(histories.measure(shelf, crowd), shelf.catalogue)


@pytest.fixture
def starter_in_use(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """The starter, read once for all tests."""
    monkeypatch.setattr(command, "current_catalogue", lambda *_: (shelf.catalogue, None))


def run(*words: str, state: Path) -> int:
    parser = argparse.ArgumentParser()
    evaluating.add_arguments(parser)
    return evaluating.evaluate(Settings(state=state, catalogue=None), parser.parse_args(words))


def beats_popularity(split: dict[str, Any]) -> bool:
    """Surely better for each kind and for both together."""
    return all(split[kind]["blendz"]["ndcg@10"]["gain"]["low"] > 0.0 for kind in KINDS)


def test_a_planted_taste_is_found_where_popularity_knows_of_none(planted: dict[str, Any]) -> None:
    assert planted["members"]["count"] == 2 * len(TASTES)
    assert planted["members"]["left_out"]["random"] == dict.fromkeys(KINDS, 0)
    assert beats_popularity(planted["splits"]["random"])
    assert planted["splits"]["latest"]["together"]["blendz"]["ndcg@10"]["gain"]["low"] > 0.0
    assert planted["splits"]["random"]["together"]["blendz"]["hit@10"]["mean"] > 0.5


def test_chance_finds_no_planted_taste(
    shelf: Shelf, folder: Path, planted: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(7)
    monkeypatch.setattr(measure, "order", lambda scores: rng.permutation(len(scores)))
    drawn = document(shelf, folder)["splits"]["random"]
    for kind in KINDS:
        mine = planted["splits"]["random"][kind]["blendz"]
        assert all(mine[metric]["low"] > drawn[kind]["blendz"][metric]["high"] for metric in measure.METRICS)
    assert not beats_popularity(drawn)


def test_a_reversed_sort_is_found_out(shelf: Shelf, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def worst_first(scores: NDArray[np.float32]) -> NDArray[np.int64]:
        return np.argsort(scores, kind="stable")

    monkeypatch.setattr(measure, "order", worst_first)
    found = document(shelf, folder)["splits"]["random"]
    assert not beats_popularity(found)
    assert found["together"]["blendz"]["hit@10"]["mean"] < 0.1


def test_the_document_has_its_figures_in_stable_places(shelf: Shelf, planted: dict[str, Any]) -> None:
    found = planted
    assert {*found} == {"members", "catalogue", "splits", "share"}
    assert {*found["splits"]} == {"random", "latest"}
    for split in found["splits"].values():
        assert tuple(split) == KINDS
        for methods in split.values():
            assert {"blendz", "popularity", "tags"} <= {*methods}
            for method, metrics in methods.items():
                for value in metrics.values():
                    assert ("gain" in value) == (method != "popularity")
                    assert value["low"] <= value["mean"] <= value["high"]
                    assert 0.0 <= value["mean"] <= 1.0
    for share in found["share"].values():
        assert 0.0 < share["held_out"]["mean"] < 1.0
        assert {*share["blendz"]} == {"top10", "top20"}
    assert found["catalogue"] == {
        "version": shelf.catalogue.version, "sources": ["starter"],
        "titles": len(shelf.catalogue.titles), "series": int(shelf.catalogue.columns.series.sum()),
    }  # fmt: skip


def test_a_member_has_the_same_figures_every_time_and_in_any_company(shelf: Shelf, folder: Path) -> None:
    paths = find_files(folder)[:4]
    first, again, alone = (
        histories.measure(shelf, read_members(some, shelf.catalogue)) for some in (paths, paths, paths[3:])
    )
    for split in first.splits:
        together = [one.worth for one in first.splits[split]]
        np.testing.assert_array_equal(together, [one.worth for one in again.splits[split]])
        np.testing.assert_array_equal(together[3], alone.splits[split][0].worth)


def test_members_with_few_titles_of_a_kind_are_left_out_of_that_kind_and_counted(shelf: Shelf, tmp_path: Path) -> None:
    series = shelf.catalogue.columns.series
    rows = [*np.flatnonzero(series)[:40:4].tolist(), *np.flatnonzero(~series)[:12:4].tolist()]
    write_account_page(tmp_path / "series.csv", shelf.catalogue, rows)
    found = document(shelf, tmp_path)
    assert found["members"]["counted"]["random"] == {"movie": 0, "series": 1, "together": 1}
    assert found["members"]["left_out"]["random"] == {"movie": 1, "series": 0, "together": 0}
    nothing = {"mean": None, "low": None, "high": None}
    assert found["splits"]["random"]["movie"]["blendz"]["ndcg@10"] == nothing | {"gain": nothing}


def test_every_profile_of_a_household_is_a_member(shelf: Shelf, tmp_path: Path) -> None:
    header = "Profile Name,Start Time,Duration,Attributes,Title,Supplemental Video Type,Device Type,Bookmark,"
    lines = [header + "Latest Bookmark,Country"]
    for name in ("Ada", "Bo"):
        films = [title.title for title in shelf.catalogue.titles if title.kind == "movie"][
            : 20 if name == "Ada" else 12
        ]
        lines += [
            f'{name},2025-01-{day:02} 20:00:00,01:30:00,,"{film}",,Invented TV,01:30:00,01:30:00,GB (United Kingdom)'
            for day, film in enumerate(films, 1)
        ]
    (tmp_path / "household.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = document(shelf, tmp_path)
    assert (found["members"]["files"], found["members"]["count"]) == (1, 2)


@pytest.mark.usefixtures("starter_in_use")
def test_what_cannot_be_read_is_passed_over_by_name_and_the_rest_is_measured(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = find_files(folder)[0]
    (tmp_path / "a.csv").write_bytes(good.read_bytes())
    (tmp_path / "again.csv").write_bytes(good.read_bytes())
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "notes.txt").write_text("bread, milk, eggs\n", encoding="utf-8")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("letters/one.txt", "dear all")
    (tmp_path / "letters.zip").write_bytes(packed.getvalue())
    assert run("--histories", str(tmp_path), "--json", state=tmp_path / "state") == 0
    members = json.loads(capsys.readouterr().out)["members"]
    assert (members["files"], members["count"]) == (1, 1)
    reasons = {one["file"]: one["reason"] for one in members["passed_over"]}
    assert {*reasons} == {"again.csv", "empty.csv", "letters.zip", "notes.txt"}
    assert reasons["again.csv"] == "It is the same file as a.csv."
    assert reasons["empty.csv"] == "That file is empty."
    assert not (tmp_path / "state").exists()


@pytest.mark.usefixtures("starter_in_use")
@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path / "nowhere", "does not exist"),
        (lambda path: path, "holds no files"),
        (lambda path: written(path / "one.csv", "Title,Date\n"), "is a file: name the folder it lies in"),
        (lambda path: written(path / "photo.csv", "milk and bread\n").parent, "None of the 1 files there is an export"),
    ],
    ids=["no folder", "empty folder", "a file", "nothing readable"],
)
def test_a_folder_that_cannot_be_measured_is_one_clear_sentence(
    make: Any, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--histories", str(make(tmp_path)), "--json", state=tmp_path / "state") == 1
    printed = capsys.readouterr()
    assert said in printed.err
    assert printed.out == ""


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.usefixtures("starter_in_use")
@pytest.mark.parametrize("form", [(), ("--json",)], ids=["tables", "json"])
def test_figures_are_all_that_is_printed_or_logged(
    form: tuple[str, ...],
    shelf: Shelf,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    folder = write_members(tmp_path / "histories", shelf.catalogue, each=1, titles=40)
    assert run("--histories", str(folder), *form, state=tmp_path / "state") == 0
    printed = capsys.readouterr()
    told = printed.out + printed.err + caplog.text
    watched = {line.split('","')[0].strip('"') for path in find_files(folder) for line in path.read_text().splitlines()}
    titles = {raw.partition(":")[0] for raw in watched} - {"Title"}
    assert len(titles) > 150
    assert not [title for title in titles if len(title) > 6 and title in told]
    assert not (tmp_path / "state").exists()


def test_it_is_a_word_of_the_command_line_and_works_without_a_token(shelf: Shelf, tmp_path: Path) -> None:
    folder = write_members(tmp_path / "histories", shelf.catalogue, each=1, titles=20)
    words = ["evaluate", "--histories", str(folder), "--json", "--state", str(tmp_path)]
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "bot", *words], cwd=ROOT, capture_output=True, check=False, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["members"]["count"] == len(TASTES)
