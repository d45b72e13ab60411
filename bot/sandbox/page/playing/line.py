"""A connection to the page's socket without a page: what only has an effect, and is not shown, is asked for here."""

import asyncio
import itertools
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiohttp

from bot.sandbox.entities import Json
from bot.sandbox.page.door import page_url
from bot.sandbox.page.page import Page


class LineRefusal(Exception):
    """The sandbox refused; the text is its sentence."""


class Line:
    """Requests and their replies; frames that come on their own are kept in `frames` while that is a list."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, frames: list[Json] | None = None) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._open: dict[int, asyncio.Future[Json]] = {}
        self.frames = frames

    async def ask(self, do: str, **members: Any) -> Any:
        """Ask for something and wait for the result. Raises LineRefusal."""
        number, reply_comes = next(self._numbers), asyncio.get_running_loop().create_future()
        self._open[number] = reply_comes
        await self._socket.send_str(json.dumps({"id": number, "do": do, **members}))
        reply = await reply_comes
        if not reply["ok"]:
            raise LineRefusal(str(reply["error"]))
        return reply["result"]

    async def listen(self) -> None:
        """Take in frames until the socket is closed."""
        async for message in self._socket:
            frame: Json = json.loads(message.data)
            if frame["type"] == "reply" and frame["id"] in self._open:
                self._open.pop(frame["id"]).set_result(frame)
            elif self.frames is not None:
                self.frames.append(frame)
        for waiting in self._open.values():
            waiting.cancel()


@asynccontextmanager
async def open_line(page: Page, *, frames: list[Json] | None = None) -> AsyncGenerator[Line]:
    """A connection of its own, until the block ends."""
    address = f"{page_url(page).replace('http', 'ws', 1)}socket"
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(address, headers={"Origin": page.origin}, max_msg_size=0) as socket,
    ):
        line = Line(socket, frames)
        listening = asyncio.create_task(line.listen(), name="line to the page")
        try:
            yield line
        finally:
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening
