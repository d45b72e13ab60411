"""Connections break, resume and replay as on Discord, and every fault has a control without it."""

import asyncio
import json
import zlib
from typing import Any

import aiohttp
import discord
import pytest
from discord import app_commands

from bot.sandbox import Sandbox, Unanswered, run_sandbox
from tests.sandbox_bot import connected, eventually, png
from tests.sandbox_wire import Wire, shows, wired

Interaction = discord.Interaction[Any]
CALLBACK = "POST /interactions/*"
ORIGINAL = "PATCH /webhooks/*/messages/@original"


@app_commands.command(description="Say hello")
async def hello(interaction: Interaction) -> None:
    await interaction.response.send_message("hello")


@app_commands.command(description="Say hello in a while")
async def later(interaction: Interaction) -> None:
    await interaction.response.defer()
    await interaction.edit_original_response(content="hello")


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
        assert await back.next() == {"op": 9, "d": False}
        await back.tell(6, resume)
        assert await back.next() == {"op": 9, "d": False}  # the session is forgotten
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


# faults of requests, each with its control


async def test_an_error_is_answered_as_often_as_told() -> None:
    async with wired() as wire:
        rule = wire.sandbox.faults.add("GET /users/@me", status=503, times=2, skip=1, body="<html>busy</html>")
        async with wire.session.get(f"{wire.sandbox.api_url}/users/@me") as answer:
            assert answer.status == 401  # skipped: the sandbox's own answer
        for _ in range(2):
            async with wire.session.get(f"{wire.sandbox.api_url}/users/@me") as answer:
                assert (answer.status, answer.content_type, await answer.text()) == (
                    503,
                    "text/html",
                    "<html>busy</html>",
                )
        assert (await wire.call("GET", "/users/@me"))[0] == 200
        assert rule.hits == 2


@pytest.mark.parametrize(("reset", "posted"), [(None, 1), ("before", 0), ("after", 1)])
async def test_a_connection_is_cut_before_or_after_the_request_takes_effect(reset: Any, posted: int) -> None:
    async with wired() as wire:
        path = f"/channels/{wire.sandbox.channel.id}/messages"
        if reset:
            wire.sandbox.faults.add("POST /channels/*", reset=reset)
            with pytest.raises(aiohttp.ClientConnectionError):
                await wire.call("POST", path, {"content": "x"})
        else:
            await wire.call("POST", path, {"content": "x"})
        assert len(wire.sandbox.channel.messages) == posted


async def test_an_answer_is_replaced_after_the_request_took_effect() -> None:
    async with wired() as wire:
        wire.sandbox.faults.add("POST /channels/*", status=500, handled=True, body={"code": 0, "message": "no"})
        path = f"/channels/{wire.sandbox.channel.id}/messages"
        assert (await wire.call("POST", path, {"content": "x"}))[0] == 500
        assert len(wire.sandbox.channel.messages) == 1


async def test_an_answer_is_cut_half_way() -> None:
    async with wired() as wire:
        wire.sandbox.faults.add("GET /users/@me", cut=10)
        with pytest.raises(aiohttp.ClientPayloadError):
            await wire.call("GET", "/users/@me")
        assert (await wire.call("GET", "/users/@me"))[0] == 200


async def test_a_slow_network_makes_an_answer_late() -> None:
    async with wired() as wire:
        rule = wire.sandbox.faults.add(CALLBACK, delay=0.05, times=2)
        assert await wire.code("POST", wire.callback(await wire.used()), {"type": 5}) == 0
        handle = await wire.used()
        sending = asyncio.create_task(wire.code("POST", wire.callback(handle), {"type": 5}))
        await eventually(lambda: rule.hits == 2)
        wire.sandbox.world.clock.advance(3)
        assert await sending == 10062


@pytest.mark.parametrize("fault", [{}, {"cut": 3}, {"status": 404}, {"reset": "before", "times": 2}])
async def test_files_can_fail_on_their_way_to_the_bot(fault: dict[str, Any]) -> None:
    async with wired() as wire:
        path = f"/channels/{wire.sandbox.channel.id}/messages"
        _, said = await wire.call("POST", path, shows("a.png"), {"a.png": png()})
        if fault:
            wire.sandbox.faults.add("GET /attachments/*", **fault)
        try:
            async with wire.session.get(said["attachments"][0]["url"]) as answer:
                whole = await answer.read() == png()
        except aiohttp.ClientError:
            whole = False
        assert whole is not bool(fault)


@pytest.mark.parametrize("via", [True, False])
async def test_a_library_waits_out_discords_own_rate_limit_and_no_other(*, via: bool) -> None:
    async with run_sandbox() as sandbox, connected(sandbox, later) as client:
        alice = sandbox.actor(sandbox.add_member("Alice"))
        rule = sandbox.faults.rate_limit(ORIGINAL, 0.1, via=via)
        handle = await alice.slash("later", sandbox.channel)
        if via:
            assert (await handle.settled()).message.content == "hello"
            assert client.errors == []
        else:
            await eventually(lambda: bool(client.errors))
            assert handle.interaction.loading
            assert ["thinking" in problem for problem in sandbox.problems] == [True]
        assert rule.hits == 1


async def test_an_answer_lost_on_its_way_has_still_been_given() -> None:
    async with run_sandbox() as sandbox, connected(sandbox, hello) as client:
        alice = sandbox.actor(sandbox.add_member("Alice"))
        sandbox.faults.add(CALLBACK, reset="after")
        handle = await (await alice.slash("hello", sandbox.channel)).settled()
        assert handle.message.content == "hello"
        await eventually(lambda: bool(client.errors))
        await (await alice.slash("hello", sandbox.channel)).settled()
        assert len(client.errors) == 1
