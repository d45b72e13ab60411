"""Reading what a bot sends: JSON, or a multipart form with `payload_json` and `files[n]`."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from aiohttp import BodyPartReader, web

from bot.sandbox.entities import Json
from bot.sandbox.errors import ApiError, too_large
from bot.sandbox.state import REQUEST_LIMIT

_FILE = re.compile(r"files\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Upload:
    """One file part."""

    filename: str
    content_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Body:
    """A request's payload (any JSON, None when there was none), and its file parts by number."""

    payload: Any = None
    uploads: Mapping[int, Upload] = field(default_factory=dict[int, Upload])

    @property
    def form(self) -> Json:
        """The payload as an object. Raises ApiError when it is something else."""
        payload: Any = self.payload
        if payload is None:
            return {}
        if not isinstance(payload, dict):
            raise ApiError(400, 50035, "Invalid Form Body", {"_errors": [{"code": "MODEL_TYPE_CONVERT"}]})
        return cast("Json", payload)

    def inside(self, member: str) -> "Body":
        """The same files with one member of the payload as payload: a callback's `data`."""
        return Body(self.form.get(member), self.uploads)


async def read_body(request: web.Request) -> Body:
    """The body of a request. Raises ApiError 50109 for broken JSON, 40005 over the limit."""
    if (request.content_length or 0) > REQUEST_LIMIT:
        await _swallow(request)
        raise too_large()
    try:
        if request.content_type.startswith("multipart/"):
            return await _read_form(request)
        raw = await request.read()
    except web.HTTPRequestEntityTooLarge:  # a body that did not tell its length
        raise too_large() from None
    return Body(_parse(raw)) if raw else Body()


async def _swallow(request: web.Request) -> None:
    """Let the sender finish, so that it reads the refusal instead of a broken connection."""
    async for _ in request.content.iter_chunked(1 << 16):
        pass


async def _read_form(request: web.Request) -> Body:
    payload: Any = None
    uploads: dict[int, Upload] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise ApiError(400, 50109, "The request body contains a multipart inside a multipart.")
        body = bytes(await part.read(decode=False))
        if part.name == "payload_json":
            payload = _parse(body)
        elif (match := _FILE.fullmatch(part.name or "")) is not None and part.filename:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            uploads[int(match[1])] = Upload(part.filename, kind, body)
        else:
            raise ApiError(400, 50035, "Invalid Form Body", {"_errors": [{"code": "UNKNOWN_PART"}]})
    return Body(payload, uploads)


def _parse(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        raise ApiError(400, 50109, "The request body contains invalid JSON.") from None
