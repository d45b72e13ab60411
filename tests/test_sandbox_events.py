"""Scheduled events live as on Discord: planned within the rules, begun and ended by the clock, told to who asked."""

import datetime as dt
from typing import Any

import discord
import pytest

from bot.sandbox import Impossible, Sandbox, run_sandbox
from bot.sandbox.entities import CREATE_EVENTS, MANAGE_EVENTS, ORDINARY
from bot.sandbox.limits.events import check_event
from bot.sandbox.payloads import event_json
from tests.sandbox_bot import connected, eventually
from tests.sandbox_wire import Wire, wired

HOUR = 3600
NOON = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)


def planned(start: dt.datetime, hours: float = 2, **more: Any) -> dict[str, Any]:
    return {
        "name": "Heat (1995)",
        "privacy_level": 2,
        "entity_type": 3,
        "entity_metadata": {"location": "#general"},
        "scheduled_start_time": start.isoformat(),
        "scheduled_end_time": (start + dt.timedelta(hours=hours)).isoformat(),
        **more,
    }


def soon(sandbox: Sandbox, hours: float = 1) -> dt.datetime:
    return dt.datetime.fromtimestamp(sandbox.world.clock.now(), dt.UTC) + dt.timedelta(hours=hours)


def events(wire: Wire) -> str:
    return f"/guilds/{wire.sandbox.guild.id}/scheduled-events"


async def test_a_bot_plans_an_evening_changes_it_and_calls_it_off() -> None:
    async with run_sandbox() as sandbox, connected(sandbox) as client:
        alice = sandbox.actor(sandbox.add_member("Alice"))
        guild = client.get_guild(sandbox.guild.id)
        assert guild is not None
        start = soon(sandbox)
        made = await guild.create_scheduled_event(
            name="Heat (1995)",
            start_time=start,
            end_time=start + dt.timedelta(hours=3),
            location="#general",
            entity_type=discord.EntityType.external,
            privacy_level=discord.PrivacyLevel.guild_only,
            description="170 minutes",
        )
        event = sandbox.world.events[made.id]
        await alice.interested(event)
        fetched = await guild.fetch_scheduled_event(made.id)
        assert (fetched.name, fetched.location, fetched.user_count) == ("Heat (1995)", "#general", 1)
        assert fetched.start_time == start
        assert [user.id async for user in fetched.users()] == [alice.user.id]
        await fetched.edit(start_time=start + dt.timedelta(hours=1), location="Discord")
        assert (event.start, event.location) == ((start + dt.timedelta(hours=1)).timestamp(), "Discord")
        await alice.interested(event, yes=False)
        assert (await guild.fetch_scheduled_event(made.id)).user_count == 0
        await (await guild.fetch_scheduled_event(made.id)).cancel()
        assert await guild.fetch_scheduled_events() == []
        with pytest.raises(Impossible, match="sees no event"):
            await alice.interested(event)
        assert (sandbox.problems, client.errors) == ([], [])


async def test_the_clock_begins_and_ends_an_event() -> None:
    async with wired() as wire:
        _, made = await wire.call("POST", events(wire), planned(soon(wire.sandbox)))
        event = wire.sandbox.world.events[int(made["id"])]
        wire.sandbox.world.clock.advance(HOUR + 1)
        assert event.status == 2
        assert [shown["status"] for shown in (await wire.call("GET", events(wire)))[1]] == [2]
        wire.sandbox.world.clock.advance(2 * HOUR)
        assert event.status == 3
        assert (await wire.call("GET", events(wire)))[1] == []
        assert await wire.code("GET", f"{events(wire)}/{event.id}") == 10070


async def test_an_event_that_was_moved_begins_at_its_new_time() -> None:
    async with wired() as wire:
        _, made = await wire.call("POST", events(wire), planned(soon(wire.sandbox)))
        later = planned(soon(wire.sandbox, 5))
        times = {member: later[member] for member in ("scheduled_start_time", "scheduled_end_time")}
        assert await wire.code("PATCH", f"{events(wire)}/{made['id']}", times) == 0
        event = wire.sandbox.world.events[int(made["id"])]
        wire.sandbox.world.clock.advance(2 * HOUR)
        assert event.status == 1
        wire.sandbox.world.clock.advance(4 * HOUR)
        assert event.status == 2


EARLIER, LATER = NOON - dt.timedelta(minutes=1), NOON + dt.timedelta(minutes=1)
GOOD = planned(LATER)
BAD: dict[str, dict[str, Any]] = {
    "in the past": planned(EARLIER),
    "ends before it starts": planned(LATER, -1),
    "ends as it starts": planned(LATER, 0),
    "no end": {member: value for member, value in GOOD.items() if member != "scheduled_end_time"},
    "no place": GOOD | {"entity_metadata": {}},
    "a blank place": GOOD | {"entity_metadata": {"location": " "}},
    "a long place": GOOD | {"entity_metadata": {"location": "x" * 101}},
    "a long name": GOOD | {"name": "x" * 101},
    "a blank name": GOOD | {"name": ""},
    "a long description": GOOD | {"description": "x" * 1001},
    "in a voice channel": GOOD | {"entity_type": 2, "channel_id": "5"},
}


@pytest.mark.parametrize("why", BAD)
def test_an_event_that_discord_would_not_plan(why: str) -> None:
    longest = {"name": "x" * 100, "description": "x" * 1000, "entity_metadata": {"location": "x" * 100}}
    assert check_event(GOOD, NOON.timestamp()) == []
    assert check_event(GOOD | longest, NOON.timestamp()) == []
    assert check_event(BAD[why], NOON.timestamp()) != []


async def test_refusals_come_as_discords_errors() -> None:
    async with wired() as wire:
        assert await wire.code("POST", events(wire), planned(soon(wire.sandbox, -1))) == 50035
        assert await wire.code("POST", events(wire), planned(soon(wire.sandbox))) == 0
        _, made = await wire.call("POST", events(wire), planned(soon(wire.sandbox)))
        own = f"{events(wire)}/{made['id']}"
        past = planned(soon(wire.sandbox, -1))["scheduled_start_time"]
        assert await wire.code("PATCH", own, {"scheduled_start_time": past}) == 50035
        assert await wire.code("PATCH", own, {"status": 3}) == 180000  # it has not begun
        assert await wire.code("PATCH", own, {"status": 2}) == 0
        assert await wire.code("PATCH", own, {"name": "Heat"}) == 0
        assert await wire.code("PATCH", own, {"status": 3}) == 0
        assert await wire.code("DELETE", own) == 10070
        for _ in range(99):
            assert await wire.code("POST", events(wire), planned(soon(wire.sandbox))) == 0
        assert await wire.code("POST", events(wire), planned(soon(wire.sandbox))) == 30038
        assert wire.sandbox.report.take_problems()


@pytest.mark.parametrize(
    ("permissions", "own", "of_others"),
    [(ORDINARY, 0, 50013), (ORDINARY & ~CREATE_EVENTS, 50013, 50013), (ORDINARY | MANAGE_EVENTS, 0, 0)],
)
async def test_events_need_their_permission(permissions: int, own: int, of_others: int) -> None:
    async with wired() as wire:
        _, mine = await wire.call("POST", events(wire), planned(soon(wire.sandbox)))
        _, theirs = await wire.call("POST", events(wire), planned(soon(wire.sandbox)))
        wire.sandbox.world.events[int(theirs["id"])].creator = wire.alice.user
        wire.sandbox.guild.members[wire.app].permissions = permissions
        assert await wire.code("POST", events(wire), planned(soon(wire.sandbox))) == own
        for made, expected in ((mine, own), (theirs, of_others)):
            assert await wire.code("PATCH", f"{events(wire)}/{made['id']}", {"name": "Alien"}) == expected
            assert await wire.code("DELETE", f"{events(wire)}/{made['id']}") == expected
        wire.sandbox.report.take_problems()


async def test_the_interested_are_listed_page_by_page() -> None:
    async with wired() as wire:
        _, made = await wire.call("POST", events(wire), planned(soon(wire.sandbox)))
        event = wire.sandbox.world.events[int(made["id"])]
        members = [wire.sandbox.add_member(f"Member {number}") for number in range(3)]
        for member in (*reversed(members), members[0]):
            await wire.sandbox.actor(member).interested(event)
        path = f"{events(wire)}/{event.id}/users"
        _, first = await wire.call("GET", f"{path}?limit=2&with_member=true")
        assert [(entry["user_id"], "member" in entry) for entry in first] == [(str(m.id), True) for m in members[:2]]
        _, rest = await wire.call("GET", f"{path}?after={members[1].id}")
        assert [(entry["user_id"], "member" in entry) for entry in rest] == [(str(members[2].id), False)]
        _, shown = await wire.call("GET", f"{events(wire)}?with_user_count=true")
        assert shown[0]["user_count"] == 3
        view = event_json(event, members[0].user)
        assert (view["user_count"], view["user_rsvp"]["response"]) == (3, 1)
        assert event_json(event, wire.alice.user)["user_rsvp"] is None


@pytest.mark.parametrize("intent", [0, 1 << 16])
async def test_the_gateway_tells_of_events_only_with_their_intent(intent: int) -> None:
    async with wired() as wire:
        session = wire.sandbox.gateway.sessions.identify(1 | intent, (0, 1))
        _, made = await wire.call("POST", events(wire), planned(soon(wire.sandbox)))
        await wire.actor.interested(wire.sandbox.world.events[int(made["id"])])
        wire.sandbox.world.clock.advance(HOUR + 1)
        assert await wire.code("DELETE", f"{events(wire)}/{made['id']}") == 0
        told = [f"GUILD_SCHEDULED_EVENT_{done}" for done in ("CREATE", "USER_ADD", "UPDATE", "DELETE")]
        assert [event["t"] for event in session.events[2:]] == (told if intent else [])


async def test_a_server_shows_its_events_to_a_bot_that_connects() -> None:
    async with wired() as wire:
        _, made = await wire.call("POST", events(wire), planned(soon(wire.sandbox)))
        async with connected(wire.sandbox) as client:
            guild = client.get_guild(wire.sandbox.guild.id)
            assert guild is not None
            await eventually(lambda: [event.id for event in guild.scheduled_events] == [int(made["id"])])
