import errno
import gzip
import hashlib
import os
import shutil
from io import FileIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from rich.progress import Progress

from data.catalogue.build import part as parts
from data.catalogue.build.download import Wanted, download
from data.catalogue.build.patience import TRIES
from data.catalogue.build.proof import find_flaw, read_md5
from data.catalogue.problem import CatalogueProblem
from tests.build_server import Files, serve

BODY = bytes(range(256)) * 4_000  # about a megabyte: several pieces on the way
OTHER = bytes(reversed(range(256))) * 4_000
ROWS = b"tconst\tnumVotes\n" + b"".join(b"tt%07d\t%d\n" % (number, number * 7) for number in range(9_000))
TABLE = gzip.compress(ROWS, mtime=0)


def md5(body: bytes) -> bytes:
    return f"{hashlib.md5(body, usedforsecurity=False).hexdigest()}  set.bin\n".encode()


def files(body: bytes = BODY, name: str = "set.bin") -> Files:
    return Files({name: body, f"{name}.md5": md5(body)}, {name: '"one"'})


class Patient:
    """Instead of waiting: what was waited for."""

    def __init__(self) -> None:
        self.pauses: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.pauses.append(seconds)


async def fetch(host: Files, folder: Path, name: str = "set.bin", *, proven: bool = True) -> Patient:
    pause = Patient()
    md5_address = f"{host.address}{name}.md5" if proven else None
    wanted = Wanted(f"{host.address}{name}", folder / name, len(host.bodies.get(name, b"")), md5_address)
    with Progress(disable=True) as progress:
        await download(wanted, progress, pause)
    return pause


def left(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


async def test_a_file_arrives_whole_and_nothing_else_stays(tmp_path: Path) -> None:
    async with serve(files()) as host:
        await fetch(host, tmp_path / "deep" / "er")
    assert (tmp_path / "deep" / "er" / "set.bin").read_bytes() == BODY
    assert left(tmp_path / "deep" / "er") == {"set.bin"}


async def test_cut_connections_go_on_where_they_stopped(tmp_path: Path) -> None:
    async with serve(files()) as host:
        host.cut["set.bin"] = [300_000, 1, 400_000]
        pause = await fetch(host, tmp_path)
    assert (tmp_path / "set.bin").read_bytes() == BODY
    ranges = [asked for path, asked in host.asked if path == "set.bin"]
    assert ranges[0] == ""
    assert all(asked.startswith("bytes=") for asked in ranges[1:])
    assert len(ranges) == 4
    assert host.sent == len(BODY) + len(host.bodies["set.bin.md5"])  # no byte was sent twice
    assert pause.pauses == [1.0, 1.0, 1.0]  # every attempt gained something


async def test_another_run_goes_on_where_the_last_one_ended(tmp_path: Path) -> None:
    async with serve(files()) as host:
        host.cut["set.bin"] = [500_000, *[0] * TRIES]
        with pytest.raises(CatalogueProblem, match="could not be fetched: the connection was cut"):
            await fetch(host, tmp_path)
        assert (tmp_path / "set.bin.part").stat().st_size == 500_000
        host.sent = 0
        await fetch(host, tmp_path)
    assert host.sent == len(BODY) - 500_000 + len(host.bodies["set.bin.md5"])
    assert (tmp_path / "set.bin").read_bytes() == BODY
    assert left(tmp_path) == {"set.bin"}


async def test_a_server_that_ignores_ranges_is_read_from_the_start(tmp_path: Path) -> None:
    async with serve(files()) as host:
        host.honours_range = False
        host.cut["set.bin"] = [700_000, 10]
        await fetch(host, tmp_path)
    assert (tmp_path / "set.bin").read_bytes() == BODY
    assert host.sent > len(BODY) + 700_000


@pytest.mark.parametrize("tag", ['W/"weak"', ""])
async def test_without_a_name_for_the_version_nothing_is_glued(tmp_path: Path, tag: str) -> None:
    async with serve(files()) as host:
        host.tags = {"set.bin": tag} if tag else {}
        host.cut["set.bin"] = [700_000]
        await fetch(host, tmp_path)
    assert (tmp_path / "set.bin").read_bytes() == BODY
    assert [asked for path, asked in host.asked if path == "set.bin"] == ["", ""]


async def test_a_file_that_changed_meanwhile_is_not_glued_to_the_old_one(tmp_path: Path) -> None:
    async with serve(files()) as host:
        host.cut["set.bin"] = [500_000, *[0] * TRIES]
        with pytest.raises(CatalogueProblem):
            await fetch(host, tmp_path)
        host.bodies["set.bin"], host.tags["set.bin"] = OTHER, '"two"'
        await fetch(host, tmp_path, proven=False)
    assert (tmp_path / "set.bin").read_bytes() == OTHER


async def test_what_a_careless_server_glues_the_checksum_finds(tmp_path: Path) -> None:
    """The control of the test above: this server sends the rest of another version, and only the MD5 can tell."""
    async with serve(files()) as host:
        host.cut["set.bin"] = [500_000, *[0] * TRIES]
        with pytest.raises(CatalogueProblem):
            await fetch(host, tmp_path)
        host.bodies |= {"set.bin": OTHER, "set.bin.md5": md5(OTHER)}
        host.honours_if_range = False
        await fetch(host, tmp_path)
        assert (tmp_path / "set.bin").read_bytes() == OTHER

        (tmp_path / "set.bin").unlink()
        (tmp_path / "set.bin.part").write_bytes(BODY[:500_000])
        (tmp_path / "set.bin.part.tag").write_text('"one"')
        await fetch(host, tmp_path, proven=False)
    assert (tmp_path / "set.bin").read_bytes() == BODY[:500_000] + OTHER[500_000:]  # what happens without


async def test_a_part_that_is_whole_already_is_proven_and_used(tmp_path: Path) -> None:
    (tmp_path / "set.bin.part").write_bytes(BODY)
    (tmp_path / "set.bin.part.tag").write_text('"one"')
    async with serve(files()) as host:
        await fetch(host, tmp_path)
    assert (tmp_path / "set.bin").read_bytes() == BODY
    assert host.sent == len(host.bodies["set.bin.md5"])


async def test_a_part_longer_than_the_file_is_started_afresh(tmp_path: Path) -> None:
    (tmp_path / "set.bin.part").write_bytes(BODY + b"more")
    (tmp_path / "set.bin.part.tag").write_text('"one"')
    async with serve(files()) as host:
        await fetch(host, tmp_path)
    assert (tmp_path / "set.bin").read_bytes() == BODY


async def test_a_wrong_checksum_twice_keeps_nothing(tmp_path: Path) -> None:
    async with serve(files()) as host:
        host.bodies["set.bin.md5"] = md5(OTHER)
        with pytest.raises(
            CatalogueProblem, match=r"set\.bin arrived damaged twice \(its MD5 is .*Nothing of it was kept"
        ):
            await fetch(host, tmp_path)
    assert host.asked_for("set.bin") == 2
    assert left(tmp_path) == set()


async def test_a_file_already_there_outlives_a_failed_fetch(tmp_path: Path) -> None:
    (tmp_path / "set.bin").write_bytes(b"last year's")
    async with serve(files()) as host:
        host.bodies["set.bin.md5"] = md5(OTHER)
        with pytest.raises(CatalogueProblem):
            await fetch(host, tmp_path)
    assert (tmp_path / "set.bin").read_bytes() == b"last year's"


async def test_a_checksum_no_longer_published_does_not_stop_a_fetch(tmp_path: Path) -> None:
    async with serve(files()) as host:
        del host.bodies["set.bin.md5"]
        await fetch(host, tmp_path)
    assert (tmp_path / "set.bin").read_bytes() == BODY


def flipped(body: bytes) -> bytes:
    return body[:-6] + bytes([body[-6] ^ 1]) + body[-5:]  # inside the CRC at the end of a gzip


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (TABLE[:-20_000], "no sound gzip"),
        (flipped(TABLE), "no sound gzip"),
        (b"<html>Sign in</html>", "no sound gzip"),
        (gzip.compress(b"<html>\n<p>Sign in\n", mtime=0), "no header of a table"),
        (gzip.compress(ROWS + b"tt1\n", mtime=0), "not every row has the columns"),
        (gzip.compress(ROWS[:-3], mtime=0), "not every row has the columns"),
    ],
    ids=["cut", "flipped", "a page", "a page, zipped", "a row cut short", "a row too short"],
)
async def test_a_table_without_a_checksum_is_held_to_its_crc_and_its_rows(
    tmp_path: Path, body: bytes, words: str
) -> None:
    async with serve(files(TABLE, "title.tsv.gz")) as host:
        host.says_length = False  # where the connection ends early nothing else tells
        await fetch(host, tmp_path / "sound", "title.tsv.gz", proven=False)
        assert gzip.decompress((tmp_path / "sound" / "title.tsv.gz").read_bytes()) == ROWS

        host.bodies["title.tsv.gz"] = body
        with pytest.raises(CatalogueProblem, match=f"arrived damaged twice .*{words}"):
            await fetch(host, tmp_path / "bad", "title.tsv.gz", proven=False)
    assert left(tmp_path / "bad") == set()


async def test_what_is_not_there_is_said_and_not_asked_for_again(tmp_path: Path) -> None:
    async with serve(Files()) as host:
        with pytest.raises(CatalogueProblem, match=r"answered 404: it is not there any more.*--source NAME=PATH"):
            await fetch(host, tmp_path)
    assert host.asked_for("set.bin") == 1


async def test_a_server_that_asks_for_patience_gets_it(tmp_path: Path) -> None:
    async with serve(files()) as host:
        host.answers["set.bin"] = [(429, {"Retry-After": "7"}), (503, {}), (500, {"Retry-After": "Mon, 1 Jan"})]
        pause = await fetch(host, tmp_path)
    assert pause.pauses == [7.0, 2.0, 4.0]
    assert (tmp_path / "set.bin").read_bytes() == BODY


async def test_a_server_that_stays_away_is_given_up(tmp_path: Path) -> None:
    async with serve(files()) as host:
        host.answers["set.bin"] = [(503, {})] * 99
        with pytest.raises(CatalogueProblem, match="the server answered 503"):
            await fetch(host, tmp_path)
    assert host.asked_for("set.bin") == TRIES
    async with serve(Files()) as gone:
        pass
    with pytest.raises(CatalogueProblem, match="the server cannot be reached"):
        await fetch(gone, tmp_path)


class _Full(FileIO):
    """A disk with room for a hundred thousand bytes."""

    def write(self, piece: memoryview, /) -> int:
        room = 100_000 - self.tell()
        if room <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().write(piece[:room])


async def test_a_full_disk_keeps_what_has_come_and_the_next_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serve(files()) as host:
        with monkeypatch.context() as full:
            full.setattr(parts, "FileIO", _Full)
            with pytest.raises(CatalogueProblem, match=r"disk of .* is full.*set\.bin is kept: make room"):
                await fetch(host, tmp_path)
        assert (tmp_path / "set.bin.part").read_bytes() == BODY[:100_000]
        assert not (tmp_path / "set.bin").exists()
        await fetch(host, tmp_path)
    assert ("set.bin", "bytes=100000-") in host.asked
    assert (tmp_path / "set.bin").read_bytes() == BODY


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
async def test_the_systems_own_word_for_a_full_disk_is_understood(tmp_path: Path) -> None:
    (tmp_path / "set.bin.part").symlink_to("/dev/full")
    async with serve(files()) as host:
        with pytest.raises(CatalogueProblem, match="is full"):
            await fetch(host, tmp_path)


async def test_what_does_not_fit_is_not_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with serve(files()) as host:
        with monkeypatch.context() as small:
            small.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=64_500_000))
            with pytest.raises(CatalogueProblem, match=r"set\.bin needs 1 MB more, and .* has only 64 MB left"):
                await fetch(host, tmp_path)
            assert left(tmp_path) == set()
            small.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=66_000_000))
            await fetch(host, tmp_path)
    assert (tmp_path / "set.bin").read_bytes() == BODY


async def test_a_folder_that_may_not_be_written_to_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path, __: str) -> FileIO:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(parts, "FileIO", refuse)
    async with serve(files()) as host:
        with pytest.raises(CatalogueProblem, match=rf"{tmp_path} may not be written to.*--state"):
            await fetch(host, tmp_path)


async def test_a_file_where_a_folder_belongs_is_named(tmp_path: Path) -> None:
    (tmp_path / "imdb").write_text("not a folder")
    async with serve(files()) as host:
        with pytest.raises(CatalogueProblem, match="could not be written"):
            await fetch(host, tmp_path / "imdb")


@pytest.mark.parametrize(
    "text", ["0123456789abcdef0123456789ABCDEF  set.zip\n", "MD5 (set.zip) = 0123456789abcdef0123456789abcdef"]
)
def test_both_ways_of_writing_a_checksum_are_read(text: str) -> None:
    assert read_md5(text) == "0123456789abcdef0123456789abcdef"


def test_a_page_is_no_checksum_and_no_zip(tmp_path: Path) -> None:
    assert read_md5("<html>Not found</html>") is None
    (tmp_path / "page").write_text("<html>")
    assert find_flaw(tmp_path / "page", "set.zip", None) == "it is no zip"
