"""One tab's connection: its requests are answered, and what changes for its acting member is sent by itself."""

import asyncio
import json
import logging
import secrets
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, cast

from aiohttp import WSMsgType, web

from bot.sandbox.entities import Json, User
from bot.sandbox.handle import Unanswered
from bot.sandbox.options import Impossible
from bot.sandbox.page.acts import ACTS
from bot.sandbox.page.ask import Ask
from bot.sandbox.page.page import Page
from bot.sandbox.page.pushing import Pusher
from bot.sandbox.page.refusal import Refusal, sentence

_LARGEST_REQUEST = 1 << 20
_GOING_AWAY = 1001
log = logging.getLogger(__name__)


class Connection:
    """A tab, from its welcome to its end. Each request is a task of its own: one that waits holds up no other."""

    def __init__(self, page: Page, socket: web.WebSocketResponse, me: User) -> None:
        self.page = page
        self._socket = socket
        self._tasks: set[asyncio.Task[None]] = set()
        self._pusher = Pusher(page, me)
        #: Frames that are sent before anything else changes.
        self._urgent: list[Json] = []

    @property
    def me(self) -> User:
        """Whom the tab acts as."""
        return self._pusher.me

    def act_as(self, user: User) -> None:
        """Act as another member from now on; everything is shown anew."""
        self._pusher = self._pusher.for_member(user)
        self._urgent.append({"type": "me", "me": str(user.id)})
        self.page.world.changed()

    def began(self, interaction_id: int) -> None:
        """An interaction was begun here: a form that it opens is shown here."""
        self._pusher.own.add(interaction_id)

    async def serve(self) -> None:
        """Talk until the tab is closed."""
        self.page.watcher.scan()
        await self.tell(self._pusher.welcome())
        pump = asyncio.create_task(self._pump(), name="page pushes")
        try:
            async for message in self._socket:
                if message.type is WSMsgType.TEXT:
                    task = asyncio.create_task(self._answer(message.data), name="page request")
                    self._tasks.add(task)
                    task.add_done_callback(self._tasks.discard)
        finally:
            for task in (pump, *self._tasks):
                task.cancel()
            await asyncio.gather(pump, *self._tasks, return_exceptions=True)

    async def close(self) -> None:
        """End the connection."""
        await self._socket.close(code=_GOING_AWAY)

    async def _pump(self) -> None:
        while True:
            news = self.page.world.news
            self.page.watcher.scan()
            pusher = self._pusher
            for frame in self._frames(pusher):
                await self.tell(frame)
                if self._pusher is not pusher:
                    break  # the rest was for the member before
            else:
                await news.wait()

    def _frames(self, pusher: Pusher) -> Iterator[Json]:
        urgent, self._urgent = self._urgent, []
        yield from urgent
        yield from pusher.frames()

    async def _answer(self, text: str) -> None:
        request = _parse(text)
        try:
            reply = {"ok": True, "result": await self._do(request)}
        except (Refusal, Impossible, Unanswered) as error:
            reply = {"ok": False, "error": sentence(error)}
        except Exception:
            mark = secrets.token_hex(3)
            log.exception("error %s of the page in %r", mark, request.get("do"))
            reply = {"ok": False, "error": f"The sandbox itself failed (error {mark}); what it printed says more."}
        await self.tell({"type": "reply", "id": request.get("id"), **reply})

    async def _do(self, request: Json) -> Any:
        if "do" not in request:
            raise Refusal("A request is an object that says what to 'do'.")
        act = ACTS.get(str(request["do"]))
        if act is None:
            raise Refusal(f"The sandbox cannot do {request['do']!r}.")
        try:
            return await act(Ask(self, request))
        finally:
            self.page.world.changed()

    async def tell(self, frame: Json) -> None:
        """Send one frame. A tab that has gone takes none."""
        with suppress(ConnectionError):
            await self._socket.send_str(json.dumps(frame))


def _parse(text: str) -> Json:
    """The request; one that is no object asks for nothing that can be done."""
    try:
        request: Any = json.loads(text)
    except ValueError:
        return {}
    return cast("Json", request) if isinstance(request, dict) else {}


async def serve_socket(page: Page, request: web.Request) -> web.WebSocketResponse:
    """Serve one tab; it acts as the first member until it says otherwise."""
    socket = web.WebSocketResponse(max_msg_size=_LARGEST_REQUEST, heartbeat=30.0)
    await socket.prepare(request)
    connection = Connection(page, socket, page.people()[0])
    page.connections.add(connection)
    try:
        await connection.serve()
    finally:
        page.connections.discard(connection)
    return socket
