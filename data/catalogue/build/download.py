"""Downloads a file of any size and holds it to its checksum; what a connection cuts off goes on where it stopped.

Going on is RFC 9110's Range with If-Range: a server whose file has changed meanwhile sends all of it, and two versions
are never glued together. A server that ignores Range is read from the start.
"""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from rich.progress import Progress, TaskID

from data.catalogue.build.part import Part
from data.catalogue.build.patience import PASSING, PAUSE, TRIES, Later, Pause, ask_for_later, say_passing
from data.catalogue.build.patience import seconds_until_next as seconds
from data.catalogue.build.proof import find_flaw, read_md5
from data.catalogue.problem import CatalogueProblem

_TIMEOUT = aiohttp.ClientTimeout(total=None, sock_connect=30, sock_read=60)
_OK, _PARTIAL, _NO_SUCH_RANGE = 200, 206, 416
_PIECE = 1 << 18


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to fetch: from where, to where, its size in bytes (about), and where its MD5 is published if it is."""

    address: str
    target: Path
    size: int
    md5: str | None = None


async def download(wanted: Wanted, progress: Progress, pause: Pause = PAUSE) -> None:
    """Fetch the file and put it at its target. Raises CatalogueProblem in words for the host; the .part stays.

    A file that arrives damaged is thrown away and fetched once more from the start.
    """
    part = Part(wanted.target)
    task = progress.add_task(wanted.target.name, total=wanted.size or None)
    flaw = None
    async with aiohttp.ClientSession(timeout=_TIMEOUT, auto_decompress=False, trust_env=True) as session:
        for _ in range(2):
            await _persist(session, wanted, part, (progress, task), pause)
            md5 = await _fetch_md5(session, wanted, pause)
            flaw = await asyncio.to_thread(find_flaw, part.path, wanted.target.name, md5)
            if flaw is None:
                part.finish()
                return
            part.drop()
    raise CatalogueProblem(
        f"{wanted.target.name} arrived damaged twice ({flaw}). Nothing of it was kept: try again later, or fetch "
        f"{wanted.address} in a browser and give its path: --source NAME=PATH."
    )


async def _persist(
    session: aiohttp.ClientSession, wanted: Wanted, part: Part, told: tuple[Progress, TaskID], pause: Pause
) -> None:
    """Try until all of it has come; give up after TRIES attempts in a row that gained nothing."""
    failures, most = 0, part.size
    while True:
        try:
            await _receive(session, wanted, part, told)
        except PASSING as error:
            failures = 0 if part.size > most else failures + 1
            most = max(most, part.size)
            if failures >= TRIES:
                raise CatalogueProblem(
                    f"{wanted.target.name} could not be fetched: {say_passing(error)}. What has come is kept: "
                    "run the same command again to go on."
                ) from error
            await pause(seconds(error, failures))
        else:
            return


async def _receive(session: aiohttp.ClientSession, wanted: Wanted, part: Part, told: tuple[Progress, TaskID]) -> None:
    had = part.size
    headers = {"Accept-Encoding": "identity"}
    if part.version:
        headers |= {"Range": f"bytes={had}-", "If-Range": part.version}
    async with session.get(wanted.address, headers=headers) as response:
        if response.status == _NO_SUCH_RANGE and response.headers.get("Content-Range") == f"bytes */{had}":
            return  # the last byte had come before the connection was cut
        start = had if _goes_on(response, part, had) else 0
        length = response.content_length
        part.make_room(wanted.size - start if length is None else length)
        if not start:
            part.begin(_version(response))
        told[0].update(told[1], completed=start, total=wanted.size if length is None else start + length)
        await _write(response, part, told)
    if length is not None and part.size != start + length:
        raise Later("the connection was cut")


async def _write(response: aiohttp.ClientResponse, part: Part, told: tuple[Progress, TaskID]) -> None:
    with part.open() as file:
        async for piece in response.content.iter_chunked(_PIECE):
            part.write(file, piece)
            told[0].advance(told[1], len(piece))
        part.close(file)


def _goes_on(response: aiohttp.ClientResponse, part: Part, had: int) -> bool:
    """True when the answer starts where we stopped, False when it is the whole file; raises for anything else."""
    ask_for_later(response)
    if response.status == _OK:
        return False
    if response.status == _PARTIAL and response.headers.get("Content-Range", "").startswith(f"bytes {had}-"):
        return True
    if response.status in (_PARTIAL, _NO_SUCH_RANGE):
        part.drop()
        raise Later("the server could not go on where it stopped", 0)
    raise CatalogueProblem(
        f"{response.url} answered {response.status}: it is not there any more, or not for everybody. "
        "Fetch the file by hand if you know where it is now, and give its path: --source NAME=PATH."
    )


def _version(response: aiohttp.ClientResponse) -> str:
    """What names exactly these bytes: a strong ETag (a weak one names no bytes), or the date of the last change."""
    etag = response.headers.get("ETag", "")
    return etag if etag.startswith('"') else response.headers.get("Last-Modified", "")


async def _fetch_md5(session: aiohttp.ClientSession, wanted: Wanted, pause: Pause) -> str | None:
    """The published sum; None where none is published (any more)."""
    if wanted.md5 is None:
        return None
    failures = 0
    while True:
        try:
            async with session.get(wanted.md5, headers={"Accept-Encoding": "identity"}) as response:
                ask_for_later(response)
                return read_md5(await response.text()) if response.status == _OK else None
        except PASSING as error:
            failures += 1
            if failures >= TRIES:
                raise CatalogueProblem(
                    f"The checksum of {wanted.target.name} could not be fetched: {say_passing(error)}. "
                    "What has come is kept: run the same command again."
                ) from error
            await pause(seconds(error, failures))
