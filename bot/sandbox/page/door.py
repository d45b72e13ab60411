"""Who may come in: the page's addresses, its key, the checks of where a request is from, and the headers on all."""

import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

from aiohttp import web

from bot.sandbox.page.files import MOST_BYTES
from bot.sandbox.page.page import Page
from bot.sandbox.page.refusal import Refusal, sentence
from bot.sandbox.page.socket import serve_socket

STATIC = Path(__file__).parent / "static"
_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json",
}
_CHUNK = 1 << 16
Handler: TypeAlias = Callable[[Page, web.Request], Awaitable[web.StreamResponse]]


def page_url(page: Page) -> str:
    """The address to open."""
    return f"{page.origin}/page/{page.key}/"


def add_page(app: web.Application, page: Page) -> None:
    """Serve the page beside Discord's addresses."""
    app.on_response_prepare.append(_headers(page))
    app.router.add_get("/page/{key}/socket", _guarded(page, _socket))
    app.router.add_post("/page/{key}/files", _guarded(page, _upload))
    app.router.add_get("/page/{key}/{path:.*}", _guarded(page, _static))
    app.router.add_route("*", "/page{rest:.*}", _nothing)


def _guarded(page: Page, handler: Handler) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def respond(request: web.Request) -> web.StreamResponse:
        given = request.match_info["key"].encode()
        host = page.origin.removeprefix("http://")
        if not secrets.compare_digest(given, page.key.encode()) or request.host != host:
            return await _nothing(request)
        return await handler(page, request)

    return respond


async def _nothing(request: web.Request) -> web.StreamResponse:
    del request
    return web.Response(status=404, text="There is nothing here.")


async def _static(page: Page, request: web.Request) -> web.StreamResponse:
    del page
    path = request.match_info["path"] or "index.html"
    if "\0" in path:  # no file is called so, and the system refuses to look for one
        return await _nothing(request)
    target = (STATIC / path).resolve()
    kind = _KINDS.get(target.suffix)
    if kind is None or not target.is_relative_to(STATIC.resolve()) or not target.is_file():
        return await _nothing(request)
    return web.FileResponse(target, headers={"Content-Type": kind})


async def _socket(page: Page, request: web.Request) -> web.StreamResponse:
    if request.headers.get("Origin") != page.origin:
        return web.Response(status=403, text="This is for the page alone.")
    return await serve_socket(page, request)


async def _upload(page: Page, request: web.Request) -> web.StreamResponse:
    if request.headers.get("Origin", page.origin) != page.origin:
        return web.Response(status=403, text="This is for the page alone.")
    body = bytearray()
    async for chunk in request.content.iter_chunked(_CHUNK):
        if len(body) <= MOST_BYTES:  # the rest is read too, or the sender would never see the answer
            body += chunk
    try:
        held = page.files.hold(request.query.get("name", ""), bytes(body))
    except Refusal as refusal:
        return web.json_response({"error": sentence(refusal)}, status=413 if len(body) > MOST_BYTES else 400)
    return web.json_response({"id": held.id, "name": held.name, "size": len(held.body)})


def _headers(page: Page) -> Callable[[web.Request, web.StreamResponse], Awaitable[None]]:
    async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
        if request.path.startswith("/page"):
            response.headers.update(_page_headers(page.origin))

    return add_headers


def _page_headers(origin: str) -> dict[str, str]:
    """The page takes scripts, styles and pictures from here alone, and none of its texts can become a script."""
    rules = (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "font-src 'self'",
        f"connect-src 'self' ws://{origin.removeprefix('http://')}",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
    return {
        "Content-Security-Policy": "; ".join(rules),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cache-Control": "no-store",
    }
