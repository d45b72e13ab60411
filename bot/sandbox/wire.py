"""Answers on the wire: as Discord sends them, or spoilt as a fault says."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any
from zlib import crc32

from aiohttp import web

from bot.sandbox.faults import Rule

_BUCKET_SIZE = 50


def json_response(request: web.Request, status: int, content: Any) -> web.Response:
    """JSON with exactly the content type that libraries compare with; a string goes out as a proxy's page would."""
    if isinstance(content, str):
        return web.Response(status=status, text=content, content_type="text/html", headers=_headers(request))
    if content is None:
        return web.Response(status=status, headers=_headers(request))
    headers = {**_headers(request), "Content-Type": "application/json"}
    return web.Response(status=status, body=json.dumps(content).encode(), headers=headers)


def _headers(request: web.Request) -> dict[str, str]:
    resource = request.match_info.route.resource
    template = resource.canonical if resource else ""
    return {
        "Via": "1.1 sandbox",  # libraries tell Discord's own refusals from a proxy's by it
        "X-RateLimit-Limit": str(_BUCKET_SIZE),
        "X-RateLimit-Remaining": str(_BUCKET_SIZE - 1),
        "X-RateLimit-Reset-After": "1.000",
        "X-RateLimit-Bucket": f"{crc32(f'{request.method} {template}'.encode()):08x}",
    }


async def respond_badly(
    request: web.Request, rule: Rule, serve: Callable[[], Awaitable[web.Response]]
) -> web.StreamResponse:
    """Answer a request as its fault says; `serve` makes the real answer and with it the request's effect."""
    await asyncio.sleep(rule.delay)
    if rule.reset == "before":
        return _abort(request)
    response = web.Response() if rule.status is not None and not rule.handled else await serve()
    if rule.reset == "after":
        return _abort(request)
    if rule.status is not None:
        response = json_response(request, rule.status, rule.body)
    response.headers.update(rule.headers)
    if not rule.via:
        response.headers.pop("Via", None)
    return await _cut(request, response, rule.cut) if rule.cut is not None else response


def _abort(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _cut(request: web.Request, whole: web.Response, keep: int) -> web.StreamResponse:
    """Promise the whole body, send `keep` bytes of it, hang up."""
    body = whole.body if isinstance(whole.body, bytes) else b""
    response = web.StreamResponse(status=whole.status, headers=whole.headers)
    response.content_length = len(body)
    await response.prepare(request)
    await response.write(body[:keep])
    if request.transport is not None:
        request.transport.close()
    return response
