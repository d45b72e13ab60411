"""Connections break, resume and replay as on Discord, and every fault has a control without it."""

import json
import zlib
from typing import Any

import aiohttp
import pytest

from bot.sandbox import Sandbox, Unanswered, run_sandbox
from tests.sandbox_bot import connected, eventually
from tests.sandbox_commands import hello
from tests.sandbox_wire import Wire, wired

# a bare connection


class Socket:
    """One gateway connection without a library."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.frames = 0
        self._unpacker = zlib.decompressobj()
        self._waiting = b""

    async def next(self) -> dict[str, Any]:
        while True:
            message = await self.socket.receive(timeout=2)
            if message.type is aiohttp.WSMsgType.TEXT:
                return json.loads(message.data)
            assert message.type is aiohttp.WSMsgType.BINARY, f"closed with {self.socket.close_code}"
            self.frames += 1
            self._waiting += message.data
            if self._waiting.endswith(b"\0\0\xff\xff"):
                whole, self._waiting = self._waiting, b""
                return json.loads(self._unpacker.decompress(whole))

    async def tell(self, op: int, content: Any) -> None:
        await self.socket.send_json({"op": op, "d": content})

    async def identify(self, sandbox: Sandbox, **more: Any) -> None:
        await self.tell(2, {"token": sandbox.token, "intents": 1, "properties": {}, **more})

    async def until(self, name: str) -> dict[str, Any]:
        while (event := await self.next()).get("t") != name:
            pass
        return event

    async def closed(self) -> int | None:
        message = await self.socket.receive(timeout=2)
        while message.type in (aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY):
            message = await self.socket.receive(timeout=2)
        return self.socket.close_code


async def dial(wire: Wire, query: str = "") -> Socket:
    socket = Socket(await wire.session.ws_connect(f"{wire.sandbox.gateway_url}/?v=10&encoding=json{query}"))
    assert (await socket.next())["op"] == 10
    return socket


@pytest.mark.parametrize("size", [None, 7])
async def test_events_come_compressed_in_one_piece_or_many(size: int | None) -> None:
    async with wired() as wire:
        wire.sandbox.faults.frame_bytes = size
        socket = await dial(wire, "&compress=zlib-stream")
        await socket.identify(wire.sandbox)
        ready = await socket.next()
        assert (ready["t"], ready["s"], ready["d"]["user"]["username"]) == ("READY", 1, "blendz")
        assert (await socket.next())["t"] == "GUILD_CREATE"
        assert (socket.frames > 100) is (size == 7)


@pytest.mark.parametrize(
    ("op", "content", "code"),
    [
        (2, {"token": "wrong", "intents": 1}, 4004),
        (2, {"intents": 1 << 1}, 4014),
        (2, {"intents": 1 << 40}, 4013),
        (2, {"intents": 1, "shard": [2, 2]}, 4010),
        (3, {}, 4003),
        (6, {"token": "wrong"}, 4004),
        (1, "x" * 5000, 4002),
    ],
)
async def test_a_connection_that_breaks_the_rules_is_closed(op: int, content: Any, code: int) -> None:
    async with wired() as wire:
        socket = await dial(wire)
        known = {"token": wire.sandbox.token} if isinstance(content, dict) else {}
        await socket.tell(op, {**known, **content} if known else content)
        assert await socket.closed() == code
        assert len(wire.sandbox.report.take_problems()) == 1


async def test_a_missed_event_is_replayed_to_who_resumes_and_not_to_who_starts_anew() -> None:
    async with wired() as wire:
        first = await dial(wire)
        await first.identify(wire.sandbox)
        ready = await first.next()
        seen = (await first.until("GUILD_CREATE"))["s"]
        await first.socket.close(code=4000)
        await eventually(lambda: not wire.sandbox.gateway.connected)
        handle = await wire.used()
        back = await dial(wire)
        resume = {"token": wire.sandbox.token, "session_id": ready["d"]["session_id"], "seq": seen}
        await back.tell(6, resume)
        assert (await back.until("INTERACTION_CREATE"))["d"]["id"] == str(handle.interaction.id)
        assert (await back.next())["t"] == "RESUMED"
        await wire.sandbox.gateway.invalidate(resumable=False)
        assert await back.next() == {"op": 9, "d": False, "t": None, "s": None}
        await back.tell(6, resume)
        assert await back.next() == {"op": 9, "d": False, "t": None, "s": None}  # the session is forgotten
        anew = await dial(wire)
        await anew.identify(wire.sandbox)
        await anew.until("GUILD_CREATE")
        wire.sandbox.add_channel("after")
        assert (await anew.next())["t"] == "CHANNEL_CREATE"
        wire.sandbox.report.take_problems()


async def test_a_server_is_told_to_its_own_shard_and_private_places_to_the_first() -> None:
    async with wired() as wire:
        own = (wire.sandbox.guild.id >> 22) % 2
        sockets = [await dial(wire), await dial(wire)]
        for shard, socket in enumerate(sockets):
            await socket.identify(wire.sandbox, shard=[shard, 2])
        ready = [await socket.next() for socket in sockets]
        assert [len(event["d"]["guilds"]) for event in ready] == [1 - own, own]
        await sockets[own].until("GUILD_CREATE")
        here = await wire.used()
        private = await wire.used(channel=wire.sandbox.direct(wire.alice))
        assert (await sockets[own].next())["d"]["id"] == str(here.interaction.id)
        assert (await sockets[0].next())["d"]["id"] == str(private.interaction.id)
        wire.sandbox.world.interactions.clear()
        wire.sandbox.report.take_problems()


async def test_members_are_sent_when_asked_for() -> None:
    async with wired() as wire:
        bob = wire.sandbox.add_member("Bob")
        socket = await dial(wire)
        await socket.identify(wire.sandbox)
        asked = {"guild_id": str(wire.sandbox.guild.id), "user_ids": [str(bob.id), "5"], "nonce": "n"}
        await socket.tell(8, asked)
        chunk = (await socket.until("GUILD_MEMBERS_CHUNK"))["d"]
        assert [member["user"]["username"] for member in chunk["members"]] == ["bob"]
        assert (chunk["not_found"], chunk["nonce"]) == (["5"], "n")


async def test_the_gateway_can_refuse_connections() -> None:
    async with wired() as wire:
        wire.sandbox.faults.refuse_gateway = 1
        with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
            await dial(wire)
        assert caught.value.status == 503
        await dial(wire)


# a library's connection


@pytest.mark.parametrize("how", ["op 7", "op 9", "close 4009", "cut"])
async def test_a_broken_connection_is_resumed_and_nothing_is_missed(how: str) -> None:
    async with run_sandbox() as sandbox, connected(sandbox, hello) as client:
        alice = sandbox.actor(sandbox.add_member("Alice"))
        await (await alice.slash("hello", sandbox.channel)).settled()
        assert sandbox.gateway.resumes == 0
        if how == "op 7":
            await sandbox.gateway.reconnect()
        elif how == "op 9":
            await sandbox.gateway.invalidate(resumable=True)
        elif how == "close 4009":
            await sandbox.gateway.close(4009)
        else:
            sandbox.gateway.cut()
        missed = await alice.slash("hello", sandbox.channel)
        await missed.until(lambda: missed.interaction.answer is not None, 8)
        assert missed.message.content == "hello"
        assert sandbox.gateway.resumes == 1
        assert sandbox.world.identifies == 1
        assert (sandbox.problems, client.errors) == ([], [])


async def test_after_an_invalid_session_the_client_starts_anew_and_what_was_pending_is_lost() -> None:
    async with run_sandbox() as sandbox, connected(sandbox, hello):
        alice = sandbox.actor(sandbox.add_member("Alice"))
        await sandbox.gateway.invalidate(resumable=False)
        lost = await alice.slash("hello", sandbox.channel)
        with pytest.raises(Unanswered, match="within 3 s"):
            await lost.settled()
        assert await sandbox.world.wait_until(lambda: sandbox.world.identifies == 2, 10)
        await sandbox.wait_ready()
        assert (await (await alice.slash("hello", sandbox.channel)).settled()).message.content == "hello"
        assert len(sandbox.problems) == 1


@pytest.mark.parametrize("swallow", [False, True])
async def test_a_client_whose_heartbeats_are_not_answered_comes_back(*, swallow: bool) -> None:
    async with (
        run_sandbox(heartbeat_interval=0.2) as sandbox,
        connected(sandbox, hello, heartbeat_timeout=0.5),
    ):
        sandbox.faults.swallow_heartbeats = swallow
        resumed = await sandbox.world.wait_until(lambda: sandbox.gateway.resumes > 0, 2)
        assert resumed is swallow
        sandbox.faults.clear()
