"""Requests go wrong as often as told, and never otherwise: each fault has a control without it."""

import asyncio
from typing import Any

import aiohttp
import pytest

from bot.sandbox import run_sandbox
from tests.sandbox_bot import connected, eventually, png
from tests.sandbox_commands import hello, later
from tests.sandbox_wire import shows, wired

CALLBACK = "POST /interactions/*"
ORIGINAL = "PATCH /webhooks/*/messages/@original"


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
