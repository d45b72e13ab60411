"""Reading an attachment from Discord's file hosts: from allowed hosts only, never more than the cap, never kept."""

import asyncio
from urllib.parse import urlsplit

import aiohttp
import discord

from bot.errors import Problem
from bot.settings import is_loopback

#: No real export comes near it: the largest seen has 3.8 MB.
MOST_BYTES = 10 * 1024 * 1024
_CHUNK = 64 * 1024
_TIMEOUT = aiohttp.ClientTimeout(total=60, connect=10, sock_read=15)
_TRIES = 3
_PAUSE = 0.5
_PORTS = {"https": 443, "http": 80}


class Cut(aiohttp.ClientError):
    """The host sent fewer bytes than it promised."""


async def read_attachment(
    session: aiohttp.ClientSession, attachment: discord.Attachment, hosts: frozenset[str]
) -> bytes:
    """The bytes of a member's attachment.

    Raises Problem when it is too large, lies on a host that is not allowed, or cannot be read after three tries.
    """
    if attachment.size > MOST_BYTES:
        raise _too_large()
    if not is_allowed(attachment.url, hosts):
        raise Problem(
            "attachment_host", "That file does not lie on Discord, so I did not open it. Attach it here directly."
        )
    for attempt in range(_TRIES):
        await asyncio.sleep(_PAUSE * attempt)
        try:
            return await _download(session, attachment)
        except (aiohttp.ClientError, TimeoutError) as error:
            if isinstance(error, aiohttp.ClientResponseError) and error.status in (403, 404, 410):
                break
    raise Problem(
        "attachment_unreadable",
        "Discord did not give me your file: the transfer broke off or the link has expired. Nothing was changed. "
        "Attach it once more.",
    )


def is_allowed(url: str, hosts: frozenset[str]) -> bool:
    """True when the address lies on an allowed host: https, or http on this machine itself."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    host = (parts.hostname or "").lower()
    if parts.username or parts.password or parts.scheme not in _PORTS:
        return False
    if parts.scheme == "http" and not is_loopback(host):
        return False
    with_port = f"{host}:{port or _PORTS[parts.scheme]}"
    return with_port in hosts or (host in hosts and (port is None or port == _PORTS[parts.scheme] or is_loopback(host)))


async def _download(session: aiohttp.ClientSession, attachment: discord.Attachment) -> bytes:
    async with session.get(attachment.url, allow_redirects=False, timeout=_TIMEOUT) as response:
        if response.status != 200:  # noqa: PLR2004 - a redirect or an error is not the file
            raise aiohttp.ClientResponseError(response.request_info, (), status=response.status)
        body = bytearray()
        async for chunk in response.content.iter_chunked(_CHUNK):
            body += chunk
            if len(body) > MOST_BYTES:
                raise _too_large()
        # aiohttp sees a body that ends early, but not where the end of the connection is the end of the body
        if not {"Content-Length", "Transfer-Encoding"} & set(response.headers) and len(body) < attachment.size:
            raise Cut(f"{len(body)} of {attachment.size} bytes")
        return bytes(body)


def _too_large() -> Problem:
    return Problem(
        "attachment_size",
        f"That file is larger than {MOST_BYTES // 1024 // 1024} MB, more than any viewing history. Attach the file "
        "NetflixViewingHistory.csv, or only CONTENT_INTERACTION/ViewingActivity.csv of the full report.",
    )
