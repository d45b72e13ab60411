"""The gateway: one web socket a shard, with heartbeats, resuming, compression, and ways to break it."""

import asyncio
import contextlib
import json
import zlib
from typing import Any, cast

from aiohttp import WSMsgType, web

from bot.sandbox.entities import Json
from bot.sandbox.faults import Faults
from bot.sandbox.sessions import PRIVILEGED_INTENTS, Session, Sessions
from bot.sandbox.state import World

HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, RECONNECT, MEMBERS, INVALID, HELLO, ACK = 1, 2, 3, 4, 6, 7, 8, 9, 10, 11
_LARGEST_COMMAND = 4096
_UNKNOWN_OP, _BROKEN, _NOT_IDENTIFIED, _BAD_TOKEN, _TWICE, _BAD_SEQUENCE = 4001, 4002, 4003, 4004, 4005, 4007
_TIMED_OUT, _BAD_SHARD, _BAD_INTENTS, _FORBIDDEN_INTENTS = 4009, 4010, 4013, 4014
_ALL_INTENTS = (1 << 26) - 1
_PATIENCE = 1.5
#: What a web socket's library says when the other side vanished.
_ABNORMAL = 1006


class _Close(Exception):
    """The gateway ends the connection with this code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Gateway:
    """All connections of the bot. `heartbeat_interval` is in seconds, as told to the bot in HELLO."""

    def __init__(self, world: World, faults: Faults, *, heartbeat_interval: float = 41.25) -> None:
        self._world = world
        self._faults = faults
        self._connections: set[_Connection] = set()
        self.heartbeat_interval = heartbeat_interval
        self.sessions = Sessions(world)
        #: How often bots have resumed a session.
        self.resumes = 0

    @property
    def connected(self) -> bool:
        """True while a bot is connected that has been told everything there is."""
        return any(connection.is_settled for connection in self._connections)

    @property
    def is_heard(self) -> bool:
        """True while a bot is connected and has said who it is, however much it has still to be told."""
        return any(connection.session is not None for connection in self._connections)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection until it ends."""
        if self._faults.refuse_gateway > 0:
            self._faults.refuse_gateway -= 1
            self._world.report.fault("the gateway refused the bot's connection with 503")
            return web.Response(status=503)
        socket = web.WebSocketResponse(max_msg_size=1 << 20)
        await socket.prepare(request)
        packed = request.query.get("compress") == "zlib-stream"
        connection = _Connection(self, self._world, self._faults, socket, packed=packed)
        connection.transport = request.transport
        self._connections.add(connection)
        try:
            await connection.serve()
        finally:
            self._connections.discard(connection)
            if connection.session is not None:
                self._world.report.gateway(f"bot disconnected ({_why(socket.close_code)})")
            self._world.changed()
        return socket

    async def reconnect(self) -> None:
        """Ask every bot to connect again and resume (op 7)."""
        for connection in tuple(self._connections):
            await connection.send(_control(RECONNECT))

    async def invalidate(self, *, resumable: bool) -> None:
        """Tell every bot that its session is invalid (op 9); when not resumable, it is forgotten."""
        for connection in tuple(self._connections):
            if not resumable and connection.session is not None:
                self.sessions.end(connection.session)
            await connection.send(_control(INVALID, resumable))

    async def close(self, code: int = 1000) -> None:
        """Close every connection with a code."""
        for connection in tuple(self._connections):
            await connection.socket.close(code=code)

    def cut(self) -> None:
        """Break every connection without a word."""
        for connection in tuple(self._connections):
            if connection.transport is not None:
                connection.transport.abort()


class _Connection:
    """One web socket, from HELLO to its end."""

    def __init__(
        self, gateway: Gateway, world: World, faults: Faults, socket: web.WebSocketResponse, *, packed: bool
    ) -> None:
        self._gateway, self._world, self._faults, self.socket = gateway, world, faults, socket
        self._packer = zlib.compressobj() if packed else None
        self._lock = asyncio.Lock()
        self._sent = 0
        self._pump: asyncio.Task[None] | None = None
        self.session: Session | None = None
        self.transport: asyncio.Transport | None = None

    @property
    def is_settled(self) -> bool:
        """True when the bot has been sent every event of its session."""
        return self.session is not None and self._sent == len(self.session.events)

    async def send(self, payload: Json) -> None:
        """Send one payload, compressed and split as agreed. A connection that has ended takes nothing."""
        text = json.dumps(payload)
        async with self._lock:
            with contextlib.suppress(ConnectionError):
                if self._packer is None:
                    await self.socket.send_str(text)
                    return
                packed = self._packer.compress(text.encode()) + self._packer.flush(zlib.Z_SYNC_FLUSH)
                size = self._faults.frame_bytes or len(packed)
                for start in range(0, len(packed), size):
                    await self.socket.send_bytes(packed[start : start + size])

    async def serve(self) -> None:
        """Talk until either side ends the connection."""
        await self.send(_control(HELLO, {"heartbeat_interval": int(self._gateway.heartbeat_interval * 1000)}))
        try:
            while True:
                message = await self.socket.receive(timeout=self._gateway.heartbeat_interval * _PATIENCE)
                if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                    return
                await self._take(message.data)
        except TimeoutError:
            await self.socket.close(code=_TIMED_OUT)
        except _Close as close:
            self._world.report.problem(f"gateway closed the connection with code {close.code}")
            await self.socket.close(code=close.code)
        finally:
            await self._leave()

    async def _leave(self) -> None:
        if self._pump is not None:
            self._pump.cancel()
            await asyncio.gather(self._pump, return_exceptions=True)
        if self.session is not None and self.session.connection is self:
            self.session.connection = None

    async def _take(self, raw: str | bytes) -> None:
        command = _parse(raw)
        op, content = command.get("op"), command.get("d")
        if op == HEARTBEAT:
            if not self._faults.swallow_heartbeats:
                await self.send(_control(ACK))
        elif op == IDENTIFY:
            self._identify(content or {})
        elif op == RESUME:
            await self._resume(content or {})
        elif self.session is None:
            raise _Close(_NOT_IDENTIFIED)
        elif op == MEMBERS:
            self._gateway.sessions.find_members(self.session, content or {})
        elif op not in (PRESENCE, VOICE):
            raise _Close(_UNKNOWN_OP)

    def _identify(self, content: Json) -> None:
        if self.session is not None:
            raise _Close(_TWICE)
        if content.get("token") != self._world.token:
            raise _Close(_BAD_TOKEN)
        intents, (shard, shards) = content.get("intents", -1), content.get("shard") or (0, 1)
        if not 0 <= shard < shards:
            raise _Close(_BAD_SHARD)
        if not isinstance(intents, int) or intents & ~_ALL_INTENTS:
            raise _Close(_BAD_INTENTS)
        if intents & PRIVILEGED_INTENTS:
            raise _Close(_FORBIDDEN_INTENTS)
        self._speak_for(self._gateway.sessions.identify(intents, (shard, shards)), 0)
        self._world.report.gateway("bot connected")

    async def _resume(self, content: Json) -> None:
        if content.get("token") != self._world.token:
            raise _Close(_BAD_TOKEN)
        session = self._gateway.sessions.find(str(content.get("session_id")))
        if session is None:
            await self.send(_control(INVALID, content=False))
            return
        seen = content.get("seq")
        if not isinstance(seen, int) or not 0 <= seen <= len(session.events):
            raise _Close(_BAD_SEQUENCE)
        missed = len(session.events) - seen
        session.add("RESUMED", {"_trace": ["sandbox"]})
        self._gateway.resumes += 1
        self._speak_for(session, seen)
        self._world.report.gateway(f"bot resumed, {missed} events replayed")

    def _speak_for(self, session: Session, seen: int) -> None:
        self.session, self._sent = session, seen
        session.connection = self
        self._pump = asyncio.create_task(self._send_events(session), name="gateway events")

    async def _send_events(self, session: Session) -> None:
        while session.connection is self:
            session.news.clear()
            while self._sent < len(session.events):
                event = session.events[self._sent]
                await self.send(event)
                self._sent += 1
            self._world.changed()
            await session.news.wait()


def _why(code: int | None) -> str:
    return "without a word" if code in (None, _ABNORMAL) else f"code {code}"


def _control(op: int, content: Any = None) -> Json:
    """A payload that is no event: it has neither a name nor a number, and says so."""
    return {"op": op, "d": content, "t": None, "s": None}


def _parse(raw: str | bytes) -> Json:
    """A command of the bot. Raises _Close when it is too long or not an object."""
    if len(raw) > _LARGEST_COMMAND:
        raise _Close(_BROKEN)
    try:
        payload: Any = json.loads(raw)
    except ValueError:
        raise _Close(_BROKEN) from None
    if not isinstance(payload, dict):
        raise _Close(_BROKEN)
    return cast("Json", payload)
