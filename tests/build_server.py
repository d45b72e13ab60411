"""A server of files on loopback: it honours Range as RFC 9110 has it, or cuts, forgets, refuses, changes its mind."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web


@dataclass(slots=True)
class Files:
    """What is served, how badly, and what was asked of it and sent.

    `cut` maps a path to how many bytes of its body each of the coming answers may have before the connection is cut.
    `answers` maps a path to statuses (and headers) given before the file is.
    """

    bodies: dict[str, bytes] = field(default_factory=dict[str, bytes])
    tags: dict[str, str] = field(default_factory=dict[str, str])
    cut: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    answers: dict[str, list[tuple[int, Mapping[str, str]]]] = field(
        default_factory=dict[str, list[tuple[int, Mapping[str, str]]]]
    )
    honours_range: bool = True
    honours_if_range: bool = True
    says_length: bool = True
    port: int = 0
    asked: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    sent: int = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def asked_for(self, path: str) -> int:
        return sum(each == path for each, _ in self.asked)


@asynccontextmanager
async def serve(files: Files) -> AsyncIterator[Files]:
    """Serve on a free port of this machine."""
    app = web.Application()

    async def answer(request: web.Request) -> web.StreamResponse:
        return await _answer(files, request)

    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    files.port = runner.addresses[0][1]
    try:
        yield files
    finally:
        await runner.cleanup()


async def _answer(files: Files, request: web.Request) -> web.StreamResponse:
    path = request.match_info["path"]
    files.asked.append((path, request.headers.get("Range", "")))
    if files.answers.get(path):
        status, headers = files.answers[path].pop(0)
        return web.Response(status=status, headers=headers)
    if path not in files.bodies:
        return web.Response(status=404)
    body = files.bodies[path]
    start = _start(files, request, path)
    if start is not None and start >= len(body):
        return web.Response(status=416, headers={"Content-Range": f"bytes */{len(body)}"})
    return await _send(files, request, path, start)


def _start(files: Files, request: web.Request, path: str) -> int | None:
    asked = request.headers.get("Range")
    if asked is None or not files.honours_range:
        return None
    if files.honours_if_range and request.headers.get("If-Range") != files.tags.get(path):
        return None
    return int(asked.removeprefix("bytes=").removesuffix("-"))


async def _send(files: Files, request: web.Request, path: str, start: int | None) -> web.StreamResponse:
    body = files.bodies[path]
    rest = body[start or 0 :]
    response = web.StreamResponse(status=200 if start is None else 206)
    response.force_close()
    if files.says_length:
        response.content_length = len(rest)
    if path in files.tags:
        response.headers["ETag"] = files.tags[path]
    if start is not None:
        response.headers["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
    await response.prepare(request)
    most = files.cut[path].pop(0) if files.cut.get(path) else len(rest)
    await response.write(rest[:most])
    files.sent += len(rest[:most])
    if most < len(rest):
        if request.transport is not None:
            request.transport.close()
        return response
    await response.write_eof()
    return response
