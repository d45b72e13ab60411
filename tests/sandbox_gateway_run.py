"""One run of the local Discord in which it sends every kind of payload it can, taken down as it went over the wire."""

import asyncio
import json
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import aiohttp

from bot.sandbox import Actor, Channel, Handle, Member, Message, User
from bot.sandbox.sessions import PRIVILEGED_INTENTS
from tests.sandbox_bot import eventually, png
from tests.sandbox_gateway_samples import COMMANDS, FIRST_FORM, PANEL, POLL, SECOND_FORM, event
from tests.sandbox_wire import Wire, wired

Json: TypeAlias = dict[str, Any]

_MEMBERS_INTENT = 1 << 1
_INTENTS = ((1 << 26) - 1) & ~PRIVILEGED_INTENTS
_REPLY, _DEFER, _MODAL = 4, 5, 9


@dataclass(frozen=True, slots=True)
class Place:
    """Where a member acts, and whom and, in servers, which channel they can name there."""

    actor: Actor
    channel: Channel
    person: Member | User
    named_channel: Channel | None = None


@dataclass
class Listener:
    """A connected client that writes down what it is sent."""

    wire: Wire
    heard: list[Json] = field(default_factory=list[Json])

    @asynccontextmanager
    async def connection(self) -> AsyncGenerator[aiohttp.ClientWebSocketResponse]:
        """A connection until the block ends."""
        url = f"{self.wire.sandbox.gateway_url}/?v=10&encoding=json"
        async with self.wire.session.ws_connect(url) as socket:
            reading = asyncio.create_task(self._read(socket))
            yield socket
            await socket.close()
            await reading

    async def _read(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            self.heard.append(json.loads(message.data))

    async def hears(self, name: str | int, count: int = 1) -> None:
        """Wait for so many events of this name or operation."""
        member = "t" if isinstance(name, str) else "op"
        await eventually(lambda: sum(payload.get(member) == name for payload in self.heard) >= count)


async def collect_payloads() -> list[Json]:
    """Everything that was sent in the run, in order."""
    async with wired() as wire:
        listener = Listener(wire)
        assert await wire.code("PUT", f"/applications/{wire.app}/commands", COMMANDS) == 0
        async with listener.connection() as socket:
            await socket.send_json({"op": 2, "d": {"token": wire.sandbox.token, "intents": _INTENTS, "properties": {}}})
            await listener.hears("GUILD_CREATE")
            for place in _places(wire):
                await _use_everything(wire, place)
            await _poll_and_plan(wire)
            _change_servers(wire)
            await _ask(listener, socket)
        async with listener.connection() as socket:
            await _come_back(listener, socket)
        assert wire.sandbox.problems == [], wire.sandbox.problems
        return listener.heard + _member_events(wire)


def _places(wire: Wire) -> Sequence[Place]:
    """A server with the bot, a direct conversation, and where only the member's own account has the bot."""
    sandbox = wire.sandbox
    bob = sandbox.add_member("Bob")
    eve = sandbox.add_user("Eve", locale="fr", installed=True)
    elsewhere = sandbox.add_guild("Elsewhere", locale="it", installed=False)
    sandbox.add_member(eve, elsewhere)
    direct, group = sandbox.direct(wire.alice), sandbox.direct(eve, bob)
    hers = sandbox.actor(eve)
    return (
        Place(wire.actor, sandbox.channel, bob, sandbox.add_channel("late", nsfw=True)),
        Place(wire.actor, direct, bob),
        Place(hers, group, bob),
        Place(hers, elsewhere.channels[0], bob, elsewhere.channels[0]),
    )


async def _use_everything(wire: Wire, place: Place) -> None:
    """Every kind of interaction in one place."""
    actor, channel, person = place.actor, place.channel, place.person
    options = {"text": "words", "whole": 3, "truth": True, "person": person, "place": place.named_channel}
    options |= {"either": person, "number": 1.5, "file": ("history.csv", b"Title,Date\n")}
    handle = await actor.slash("everything", channel, **options)
    await _answer(wire, handle, _REPLY, PANEL, files={"chart.png": png(), "list.csv": b"a,b\n"})
    panel = handle.message
    typing = await actor.autocomplete("seen by title", channel, "title", "nar", person=person)
    await _answer(wire, typing, 8, {"choices": [{"name": "Narnia", "value": "t1"}]})
    await _answer(wire, await actor.context("Ask", channel, person), _REPLY, {"content": "asked", "flags": 1 << 6})
    await _answer(wire, await actor.context("Quote", channel, panel), _REPLY, {"content": f"> <@{person.id}>"})
    for label in ("Next", "More"):
        await _answer(wire, await actor.press(panel, label), 6)
    for menu, chosen in _choices(place):
        await _answer(wire, await actor.choose(panel, menu, chosen), 6)
    await _fill_forms(wire, place, panel)
    handle = await actor.slash("seen by title", channel, title="t1")
    await _answer(wire, handle, _DEFER)
    changed = {"content": "done", "embeds": [{"title": "A", "fields": [{"name": "b", "value": "c"}]}]}
    assert await wire.code("PATCH", wire.webhook(handle, "/messages/@original"), changed) == 0
    assert await wire.code("POST", wire.webhook(handle), {"content": "more"}) == 0


def _choices(place: Place) -> Sequence[tuple[str, list[Any]]]:
    chosen = [
        ("words", ["calm", "wild"]),
        ("people", [place.person, place.actor.user]),
        ("either", [place.person]),
    ]
    return [*chosen, ("places", [place.named_channel])] if place.named_channel else chosen


async def _fill_forms(wire: Wire, place: Place, panel: Message) -> None:
    """A form opened from a command and one opened from a button, with every kind of field."""
    actor, channel, person = place.actor, place.channel, place.person
    first = {"why": "because", "people": [person], "file": ("a.csv", b"12345")}
    second = {"either": [person]} | ({"places": [place.named_channel]} if place.named_channel else {})
    for form, values in ((FIRST_FORM, first), (SECOND_FORM, second)):
        for opener in (await actor.slash("form", channel), await actor.press(panel, "Next")):
            await _answer(wire, opener, _MODAL, form)
            await _answer(wire, await actor.submit(opener.modal, values), _REPLY, {"content": "thanks"})


async def _answer(
    wire: Wire, handle: Handle, kind: int, content: Json | None = None, *, files: dict[str, bytes] | None = None
) -> None:
    payload: Json = {"type": kind} | ({"data": content} if content is not None else {})
    assert await wire.code("POST", wire.callback(handle), payload, files) == 0


async def _poll_and_plan(wire: Wire) -> None:
    """A poll voted on, closed and counted, here and in private; events planned, watched and called off."""
    sandbox, actor = wire.sandbox, wire.actor
    for channel in (sandbox.channel, sandbox.direct(wire.alice)):
        status, sent = await wire.call("POST", f"/channels/{channel.id}/messages", {"poll": POLL})
        assert status == 200
        message = sandbox.world.messages[int(sent["id"])]
        await actor.vote(message, [1, 2])
        await actor.vote(message, [2])
        assert await wire.code("POST", f"/channels/{channel.id}/polls/{message.id}/expire") == 0
        other = await actor.poll(channel, "When?", ["Now", "Later"])
        await actor.end_poll(other)
        status, sent = await wire.call("POST", f"/channels/{channel.id}/messages", {"content": "soon gone"})
        assert await wire.code("DELETE", f"/channels/{channel.id}/messages/{sent['id']}") == 0
    address = f"/guilds/{sandbox.guild.id}/scheduled-events"
    now = sandbox.world.clock.now()
    _, planned = await wire.call("POST", address, event(now))
    found = sandbox.world.events[int(planned["id"])]
    await actor.interested(found)
    await actor.interested(found, False)  # noqa: FBT003 - as one says it
    assert await wire.code("PATCH", f"{address}/{found.id}", {"description": "bring crisps"}) == 0
    assert await wire.code("DELETE", f"{address}/{found.id}") == 0
    assert await wire.code("POST", address, event(now)) == 0


def _change_servers(wire: Wire) -> None:
    sandbox = wire.sandbox
    sandbox.set_nsfw(sandbox.add_channel("more"), nsfw=True)
    sandbox.remove_guild(sandbox.add_guild("Short"))


async def _ask(listener: Listener, socket: aiohttp.ClientWebSocketResponse) -> None:
    """What a client asks for, and what the gateway says by itself."""
    guild = str(listener.wire.sandbox.guild.id)
    await socket.send_json({"op": 1, "d": None})
    await socket.send_json({"op": 8, "d": {"guild_id": guild, "query": "", "limit": 0, "nonce": "n"}})
    await socket.send_json({"op": 8, "d": {"guild_id": guild, "user_ids": ["5"]}})
    await listener.hears("GUILD_MEMBERS_CHUNK", 2)
    await listener.wire.sandbox.gateway.reconnect()
    await listener.hears(7)
    await listener.wire.sandbox.gateway.invalidate(resumable=True)
    await listener.hears(9)


async def _come_back(listener: Listener, socket: aiohttp.ClientWebSocketResponse) -> None:
    ready = next(payload["d"] for payload in listener.heard if payload.get("t") == "READY")
    seen = max(payload["s"] for payload in listener.heard if payload.get("s"))
    resume = {"token": listener.wire.sandbox.token, "session_id": ready["session_id"], "seq": seen}
    await socket.send_json({"op": 6, "d": resume})
    await listener.hears("RESUMED")
    # a server that has a scheduled event, as a bot that starts now is told of it
    again: Json = {"token": listener.wire.sandbox.token, "intents": _INTENTS, "properties": {}, "shard": [0, 1]}
    async with listener.connection() as second:
        await second.send_json({"op": 2, "d": again})
        await listener.hears("READY", 2)


def _member_events(wire: Wire) -> list[Json]:
    """Members come and go only for bots that Discord has approved; here the session of such a bot, unconnected."""
    sandbox = wire.sandbox
    session = sandbox.gateway.sessions.identify(_MEMBERS_INTENT, (0, 1))
    sandbox.remove_member(sandbox.add_member("Carol"))
    return session.events
