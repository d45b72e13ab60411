"""A file host on loopback that serves, lies, cuts, redirects and counts."""

import asyncio
import gzip
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from types import SimpleNamespace

import discord
from aiohttp import web

from bot.attachments import MOST_BYTES

WHOLE = b"Title,Date\r\n" + b'"Harbour Lights: Season 1: Episode 1","5/1/24"\r\n' * 4_000
SECRET = b"what a redirect must never reach"


@dataclass(slots=True)
class Host:
    """The server's address, what was asked of it, and how many bytes of an endless body it got rid of."""

    port: int = 0
    asked: Counter[str] = field(default_factory=Counter[str])
    sent: int = 0

    @property
    def allowed(self) -> frozenset[str]:
        return frozenset({f"127.0.0.1:{self.port}"})

    def file(self, path: str, size: int = len(WHOLE)) -> discord.Attachment:
        """What Discord would say of a file that lies under this path."""
        return attachment(f"http://127.0.0.1:{self.port}/{path}", size)


def attachment(url: str, size: int = len(WHOLE)) -> discord.Attachment:
    """discord.py's own object, as it comes with a command."""
    told = {"id": "1", "filename": "history.csv", "size": size, "url": url, "proxy_url": url}
    state = SimpleNamespace(http=None)  # discord.py would download with it; Blendz does not
    return discord.Attachment(data=told, state=state)


@asynccontextmanager
async def open_host() -> AsyncIterator[Host]:
    """Serve on a free port of this machine."""
    host = Host()
    app = web.Application()
    app.router.add_get("/{path:.*}", partial(_answer, host))
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host.port = runner.addresses[0][1]
    try:
        yield host
    finally:
        await runner.cleanup()


async def _answer(host: Host, request: web.Request) -> web.StreamResponse:
    path = request.match_info["path"]
    host.asked[path] += 1
    if path.isdigit():
        return web.Response(status=int(path))
    if path == "second-time" and host.asked[path] == 1:
        return web.Response(status=500)
    if path in ("whole", "second-time"):
        return web.Response(body=WHOLE)
    if path.startswith("redirect"):
        raise web.HTTPFound("/secret")
    if path == "secret":
        return web.Response(body=SECRET)
    if path == "bomb":
        body = gzip.compress(bytes(8 * MOST_BYTES))
        return web.Response(body=body, headers={"Content-Encoding": "gzip"})
    if path == "slow":
        await asyncio.sleep(30)
    return await _stream(request, host, path)


class _Unmeasured(web.StreamResponse):
    """A body that ends where the connection ends: nothing in front of it says how long it is."""

    _length_check = False


async def _stream(request: web.Request, host: Host, path: str) -> web.StreamResponse:
    """Bodies that end early, or never."""
    response = _Unmeasured() if "unmeasured" in path else web.StreamResponse()
    response.force_close()
    if path in ("cut-length", "cut-once"):
        response.content_length = len(WHOLE)
    await response.prepare(request)
    if path == "endless":
        while True:
            await response.write(bytes(64 * 1024))
            host.sent += 64 * 1024
    is_cut = path.startswith("cut") and (path != "cut-once" or host.asked[path] == 1)
    await response.write(WHOLE[: len(WHOLE) // 2] if is_cut else WHOLE)
    if is_cut:
        assert request.transport is not None
        request.transport.close()
    return response
