import argparse
import asyncio
import gzip
import hashlib
import json
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from data.catalogue.__main__ import main
from data.catalogue.build import command
from data.catalogue.build.choice import NothingChosen, choose
from data.catalogue.build.famous import find_famous
from data.catalogue.build.licence import NotConfirmed, confirm
from data.catalogue.build.sources import SOURCES, find_downloaded, place_of
from data.catalogue.problem import CatalogueProblem
from tests.build_samples import KAGGLE, MOVIELENS, write_folder, write_zip
from tests.build_server import Files, serve
from tests.build_tmdb_server import KEY, Tmdb, serve_tmdb

TODAY = date(2026, 5, 1)
RATINGS = "tconst\taverageRating\tnumVotes\ntt0111111\t8.1\t900\ntt22222222\t7.0\t2000\ntt33333333\t5.0\t3\n"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Mapping[str, Path]]:
    """The command line without the half that merges: what that half was given."""
    given: list[Mapping[str, Path]] = []

    def assemble(_: Path, sources: Mapping[str, Path], report: Callable[[str], None]) -> str:
        report("merging")
        given.append(dict(sources))
        return "v1"

    module = ModuleType("data.catalogue.build.assemble")
    module.__dict__["assemble"] = assemble
    monkeypatch.setitem(sys.modules, "data.catalogue.build.assemble", module)
    return given


def build(state: Path, *words: str) -> int:
    return main(["build", "--state", str(state), *words])


def zipped(tmp_path: Path) -> bytes:
    return write_zip(tmp_path / "made.zip", MOVIELENS).read_bytes()


def movielens_server(body: bytes) -> Files:
    digest = hashlib.md5(body, usedforsecurity=False).hexdigest()
    return Files({"ml-25m.zip": body, "ml-25m.zip.md5": f"{digest}  ml-25m.zip".encode()}, {"ml-25m.zip": '"1"'})


def downloaded(state: Path, tmp_path: Path) -> Path:
    path = place_of(SOURCES["ml-25m"], state) / "ml-25m.zip"
    path.parent.mkdir(parents=True)
    path.write_bytes(zipped(tmp_path))
    return path


async def test_a_source_is_fetched_agreed_to_and_built_from(
    tmp_path: Path, made: list[Mapping[str, Path]], capsys: pytest.CaptureFixture[str]
) -> None:
    state = tmp_path / "state"
    async with serve(movielens_server(zipped(tmp_path))) as host:
        words = ("--source", "ml-25m", "--mirror", f"ml-25m={host.address}", "--yes")
        assert await asyncio.to_thread(build, state, *words) == 0
        said = capsys.readouterr().out
        assert SOURCES["ml-25m"].licence in said
        assert "The catalogue v1 is made" in said

        assert await asyncio.to_thread(build, state, *words) == 0
        assert host.asked_for("ml-25m.zip") == 1  # it is here
        assert SOURCES["ml-25m"].licence not in capsys.readouterr().out  # told once

        assert await asyncio.to_thread(build, state, *words, "--fresh") == 0
        assert host.asked_for("ml-25m.zip") == 2
    assert made == [{"ml-25m": state / "catalogue" / "downloads" / "ml-25m" / "ml-25m.zip"}] * 3
    agreed = json.loads((state / "catalogue" / "licences.json").read_text())
    assert agreed["ml-25m"]["terms"] == SOURCES["ml-25m"].terms


async def test_without_a_word_of_agreement_nothing_is_downloaded(
    tmp_path: Path, made: list[Mapping[str, Path]], capsys: pytest.CaptureFixture[str]
) -> None:
    async with serve(movielens_server(zipped(tmp_path))) as host:
        words = ("--source", "ml-25m", "--mirror", f"ml-25m={host.address}")
        assert await asyncio.to_thread(build, tmp_path / "state", *words) == 2
        assert host.asked == []
    told = capsys.readouterr().err
    assert "has not been agreed to" in told
    assert "--yes" in told
    assert not (tmp_path / "state").exists()
    assert made == []


def test_files_on_disk_are_used_where_they_lie_and_their_licence_told_once(
    tmp_path: Path, made: list[Mapping[str, Path]], capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_zip(tmp_path / "mine.zip", MOVIELENS)
    shelf = write_folder(tmp_path / "shelf", KAGGLE)
    words = ("--source", f"ml-25m={path}", "--source", f"kaggle-netflix={shelf}")
    assert build(tmp_path / "state", *words) == 0
    assert made == [{"ml-25m": path, "kaggle-netflix": shelf}]
    assert SOURCES["kaggle-netflix"].licence in capsys.readouterr().out
    assert build(tmp_path / "state", *words) == 0
    assert SOURCES["kaggle-netflix"].licence not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("word", "code", "told"),
    [
        ("ml-25m=nowhere", 1, "There is nothing at nowhere"),
        ("imdb=shelf", 1, "shelf is not the source imdb: it holds no title.basics.tsv.gz"),
        ("tag-genome-2021=shelf", 1, "it holds no tagdl.csv or glmer.csv"),
        ("netflix", 2, "There is no source called 'netflix'"),
        ("tmdb", 1, "BLENDZ_TMDB_KEY is not set"),
    ],
)
def test_what_cannot_be_used_is_said_in_a_line(  # noqa: PLR0913, PLR0917 - the fixtures of one command
    tmp_path: Path,
    made: list[Mapping[str, Path]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    word: str,
    code: int,
    told: str,
) -> None:
    monkeypatch.delenv("BLENDZ_TMDB_KEY", raising=False)
    monkeypatch.chdir(tmp_path)
    write_folder(tmp_path / "shelf", KAGGLE)
    assert build(tmp_path / "state", "--source", word, "--yes") == code
    assert told in capsys.readouterr().err
    assert made == []


def test_without_scikit_learn_nothing_is_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "find_spec", lambda _: None)
    path = write_zip(tmp_path / "mine.zip", MOVIELENS)
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    with pytest.raises(CatalogueProblem, match=r"pip install -e '\.\[build\]'"):
        command.run(parser.parse_args(["--source", f"ml-25m={path}", "--state", str(tmp_path / "state")]))


def test_without_a_source_what_was_downloaded_is_used(
    tmp_path: Path, made: list[Mapping[str, Path]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(tmp_path / "state") == 2
    told = capsys.readouterr().err
    assert "Nothing has been downloaded yet" in told
    assert all(name in told for name in SOURCES)

    path = downloaded(tmp_path / "state", tmp_path)
    assert build(tmp_path / "state") == 0
    assert made == [{"ml-25m": path}]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, EOFError])
def test_who_stops_it_is_told_that_nothing_is_lost(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    stop: type[BaseException],
) -> None:
    def end_here(_: str) -> str:
        raise stop

    monkeypatch.setattr("builtins.input", end_here)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: True))
    assert build(tmp_path / "state") == 130
    assert "run the same command again to go on" in capsys.readouterr().err


def test_a_download_that_was_cut_off_is_not_taken_for_a_source(tmp_path: Path) -> None:
    path = downloaded(tmp_path, tmp_path)
    assert find_downloaded(tmp_path) == {"ml-25m": path}
    path.rename(path.with_name("ml-25m.zip.part"))
    assert find_downloaded(tmp_path) == {}
    folder = place_of(SOURCES["imdb"], tmp_path)
    write_folder(folder, {file.name: "" for file in SOURCES["imdb"].files[1:]})
    assert find_downloaded(tmp_path) == {}
    (folder / SOURCES["imdb"].files[0].name).write_text("")
    assert find_downloaded(tmp_path) == {"imdb": folder}


def test_somebody_at_a_terminal_is_asked_which_to_fetch(tmp_path: Path) -> None:
    path = downloaded(tmp_path, tmp_path)
    asked: list[str] = []

    def answer(words: str) -> Callable[[str], str]:
        def ask(question: str) -> str:
            asked.append(question)
            return words

        return ask

    choice = choose([], tmp_path, answer("imdb, kaggle-netflix"))
    assert choice.here == {"ml-25m": path}
    assert [source.name for source in choice.fetch] == ["imdb", "kaggle-netflix"]
    assert "(is here)" in next(line for line in asked[0].splitlines() if "ml-25m" in line)
    assert "1.8 GB" in next(line for line in asked[0].splitlines() if "imdb" in line)

    assert choose([], tmp_path, answer("")).fetch == ()
    with pytest.raises(NothingChosen, match="nothing to build from"):
        choose([], tmp_path / "empty", answer(" "))


def test_agreeing_is_typing_yes_and_is_remembered_until_the_licence_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = SOURCES["imdb"]
    said: list[str] = []
    for typed in ("", "y", "no", "yes please"):
        with pytest.raises(NotConfirmed, match="imdb is not used"):
            confirm([source], tmp_path, said.append, lambda _, typed=typed: typed, TODAY)
    said.clear()
    confirm([source], tmp_path, said.append, lambda _: " Yes\n", TODAY)
    assert len(said) == 1
    assert len(said[0].strip().splitlines()) == 3
    confirm([source], tmp_path, said.append, None, TODAY)  # with nobody to ask: it was agreed to
    assert len(said) == 1

    monkeypatch.setattr("data.catalogue.build.licence._mark", lambda _: "another text")
    with pytest.raises(NotConfirmed):
        confirm([source], tmp_path, said.append, None, TODAY)


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"imdb": 3}', '{"imdb": {"agreed": "2026-01-01"}}'])
def test_a_damaged_memory_of_agreement_agrees_to_nothing(tmp_path: Path, text: str) -> None:
    path = tmp_path / "catalogue" / "licences.json"
    path.parent.mkdir()
    path.write_text(text)
    with pytest.raises(NotConfirmed):
        confirm([SOURCES["imdb"]], tmp_path, print, None, TODAY)


async def test_tmdb_is_asked_about_what_the_other_sources_know(
    tmp_path: Path, made: list[Mapping[str, Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BLENDZ_TMDB_KEY", KEY)
    path = write_zip(tmp_path / "mine.zip", MOVIELENS)
    async with serve_tmdb(Tmdb()) as tmdb:
        words = ["--source", f"ml-25m={path}", "--source", "tmdb", "--mirror", f"tmdb={tmdb.address}", "--yes"]
        assert await asyncio.to_thread(build, tmp_path / "state", *words, "--tmdb-titles", "1") == 0
    assert tmdb.asked == ["movie/862"]
    assert made == [{"ml-25m": path, "tmdb": tmp_path / "state" / "catalogue" / "downloads" / "tmdb"}]


async def test_the_key_may_stand_in_the_settings_file(
    tmp_path: Path, made: list[Mapping[str, Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BLENDZ_TMDB_KEY", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text(f"BLENDZ_TMDB_KEY={KEY}\n")
    path = write_folder(tmp_path / "shelf", KAGGLE)
    async with serve_tmdb(Tmdb()) as tmdb:
        words = ["--source", f"kaggle-netflix={path}", "--source", "tmdb", "--mirror", f"tmdb={tmdb.address}", "--yes"]
        assert await asyncio.to_thread(build, tmp_path / "state", *words) == 0
    assert set(made[0]) == {"kaggle-netflix", "tmdb"}


def test_the_titles_most_people_know_come_first_and_once(tmp_path: Path) -> None:
    films = write_zip(tmp_path / "films.zip", MOVIELENS)
    shelf = write_folder(tmp_path / "shelf", KAGGLE)
    both = find_famous({"ml-25m": films, "kaggle-netflix": shelf}, 9)
    assert [(draft.imdb, draft.votes) for draft in both] == [("tt12345678", 2500), ("tt0111111", 2)]
    assert both[1].tmdb == 862

    imdb = tmp_path / "imdb"
    imdb.mkdir()
    (imdb / "title.ratings.tsv.gz").write_bytes(gzip.compress(RATINGS.encode()))
    found = find_famous({"imdb": imdb, "ml-25m": films}, 2)
    assert [(draft.imdb, draft.votes, draft.tmdb) for draft in found] == [
        ("tt22222222", 2000, None),
        ("tt0111111", 900, 862),
    ]
    with pytest.raises(CatalogueProblem, match="tmdb needs another source"):
        find_famous({}, 9)
    (imdb / "title.ratings.tsv.gz").write_bytes(gzip.compress(RATINGS.replace("numVotes", "votes").encode()))
    with pytest.raises(CatalogueProblem, match="lacks the column numVotes"):
        find_famous({"imdb": imdb}, 2)


def test_kaggles_shelf_is_fetched_by_kagglehub(
    tmp_path: Path, made: list[Mapping[str, Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def dataset_download(handle: str, *, output_dir: str, force_download: bool) -> str:
        assert (handle, force_download) == ("victorsoeiro/netflix-tv-shows-and-movies", True)
        return str(write_folder(Path(output_dir), KAGGLE))

    monkeypatch.setitem(sys.modules, "kagglehub", SimpleNamespace(dataset_download=dataset_download))
    assert build(tmp_path, "--source", "kaggle-netflix", "--yes") == 0
    assert made == [{"kaggle-netflix": place_of(SOURCES["kaggle-netflix"], tmp_path)}]


def test_kaggle_out_of_reach_is_said_with_the_way_by_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def dataset_download(*_: str, **__: object) -> str:
        raise ConnectionError("no route")

    monkeypatch.setitem(sys.modules, "kagglehub", SimpleNamespace(dataset_download=dataset_download))
    assert build(tmp_path, "--source", "kaggle-netflix", "--yes") == 1
    assert "Kaggle did not give the set (no route). Or fetch https://www.kaggle.com/" in capsys.readouterr().err
