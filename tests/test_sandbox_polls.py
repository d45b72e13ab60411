"""Polls live as on Discord: members vote and change their minds, polls end, and the bot hears what it asked for."""

import datetime as dt
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.sandbox import Impossible, Message, Sandbox, render_text, run_sandbox
from bot.sandbox.entities import ORDINARY, POLL_RESULT, SEND_POLLS
from bot.sandbox.message_json import message_json
from tests.sandbox_bot import connected, eventually
from tests.sandbox_payloads import message
from tests.sandbox_wire import V2, Wire, wired

HOUR = 3600
FILMS = ("Heat (1995)", "Alien (1979)", "Amélie (2001)")
MESSAGES, POLLS = 1 << 9 | 1 << 12, 1 << 24 | 1 << 25


def asked(*answers: str, **more: Any) -> dict[str, Any]:
    shown = [{"poll_media": {"text": answer}} for answer in answers or FILMS]
    return {"poll": {"question": {"text": "What shall we watch?"}, "answers": shown, **more}}


def films(hours: float = 24, *, multiple: bool = False) -> discord.Poll:
    poll = discord.Poll("What shall we watch?", dt.timedelta(hours=hours), multiple=multiple)
    for film in FILMS:
        poll.add_answer(text=film, emoji="🎬")
    return poll


@app_commands.command(description="Ask the others")
async def ask(interaction: discord.Interaction[Any]) -> None:
    await interaction.response.defer()
    await interaction.followup.send(poll=films(4))


async def posted(wire: Wire, **more: Any) -> Message:
    path = f"/channels/{wire.sandbox.channel.id}/messages"
    status, content = await wire.call("POST", path, asked(**more))
    assert status == 200, content
    return wire.sandbox.world.messages[int(content["id"])]


def expire(message: Message) -> str:
    return f"/channels/{message.channel.id}/polls/{message.id}/expire"


def results(sandbox: Sandbox) -> list[Message]:
    return [message for message in sandbox.channel.messages if message.kind == POLL_RESULT]


def counts(message: Message) -> list[int]:
    assert message.poll is not None
    return [len(voters) for voters in message.poll.votes.values()]


async def test_members_vote_in_the_bots_poll_and_the_bot_ends_and_reads_it() -> None:
    async with run_sandbox() as sandbox, connected(sandbox, ask) as client:
        alice, bob = (sandbox.actor(sandbox.add_member(name)) for name in ("Alice", "Bob"))
        panel = (await (await alice.slash("ask", sandbox.channel)).settled()).message
        await alice.vote(panel, [2])
        await bob.vote(panel, ["Heat (1995)"])
        await bob.vote(panel, ["Alien (1979)"])
        channel = client.get_channel(sandbox.channel.id)
        assert isinstance(channel, discord.TextChannel)
        seen = await channel.fetch_message(panel.id)
        assert seen.poll is not None
        assert [(answer.text, answer.vote_count) for answer in seen.poll.answers] == list(
            zip(FILMS, (0, 2, 0), strict=True)
        )
        answer = seen.poll.get_answer(2)
        assert answer is not None
        assert not answer.self_voted
        assert {voter.id async for voter in answer.voters()} == {alice.user.id, bob.user.id}
        assert seen.poll.duration == dt.timedelta(hours=4)
        ended = await seen.end_poll()
        assert ended.poll is not None
        assert not ended.poll.is_finalised()  # the count comes a little later
        await eventually(lambda: len(results(sandbox)) == 1)
        final = (await channel.fetch_message(panel.id)).poll
        assert final is not None
        assert final.is_finalised()
        told = await channel.fetch_message(results(sandbox)[0].id)
        assert told.type is discord.MessageType.poll_result
        assert told.reference is not None
        assert told.reference.message_id == panel.id
        assert sandbox.names[told.mentions[0].id] == "Blendz"
        values = {field.name: field.value for field in told.embeds[0].fields}
        assert values["victor_answer_text"] == "Alien (1979)"
        assert (values["victor_answer_votes"], values["total_votes"]) == ("2", "2")
        assert (sandbox.problems, client.errors) == ([], [])


async def test_each_member_sees_their_own_vote_and_the_bot_none_of_its_own() -> None:
    async with wired() as wire:
        poll = await posted(wire)
        bob = wire.sandbox.add_member("Bob")
        await wire.actor.vote(poll, [1])
        views = {who: message_json(wire.sandbox.world, poll, who) for who in (wire.alice.user, bob.user, None)}
        marks = [view["poll"]["results"]["answer_counts"] for view in views.values()]
        assert marks == [[{"id": 1, "count": 1, "me_voted": mine}] for mine in (True, False, False)]


async def test_a_vote_can_be_taken_back_and_several_answers_need_a_poll_for_several() -> None:
    async with wired() as wire:
        single, several = await posted(wire), await posted(wire, allow_multiselect=True)
        await wire.actor.vote(several, [1, 3])
        with pytest.raises(Impossible, match="single answer"):
            await wire.actor.vote(single, [1, 3])
        with pytest.raises(Impossible, match="no answer 4"):
            await wire.actor.vote(single, [4])
        await wire.actor.vote(several, [3])
        assert counts(several) == [0, 0, 1]
        await wire.actor.vote(several, [])
        assert counts(several) == [0, 0, 0]


async def test_only_who_sees_the_poll_votes() -> None:
    async with wired() as wire:
        poll = await posted(wire)
        eve = wire.sandbox.add_user("Eve")
        with pytest.raises(Impossible, match="does not see"):
            await wire.sandbox.actor(eve).vote(poll, [1])
        await wire.call("POST", f"/channels/{wire.sandbox.channel.id}/messages", {"content": "hello"})
        with pytest.raises(Impossible, match="no poll"):
            await wire.actor.vote(wire.sandbox.channel.messages[-1], [1])


async def test_a_poll_ends_by_itself_when_its_hours_are_over() -> None:
    async with wired() as wire:
        short, long = await posted(wire, duration=1), await posted(wire)
        wire.sandbox.world.clock.advance(HOUR - 1)
        await wire.actor.vote(short, [1])
        assert results(wire.sandbox) == []
        wire.sandbox.world.clock.advance(2)
        with pytest.raises(Impossible, match="ended"):
            await wire.actor.vote(short, [2])
        assert [result.reference for result in results(wire.sandbox)] == [short]
        await wire.actor.vote(long, [2])
        wire.sandbox.world.clock.advance(23 * HOUR)
        assert [result.reference for result in results(wire.sandbox)] == [short, long]
        assert await wire.code("POST", expire(short)) == 520001
        assert wire.sandbox.report.take_problems()


async def test_a_poll_ends_in_real_time_without_anyone_looking() -> None:
    async with wired() as wire:
        poll = await posted(wire, duration=1)
        wire.sandbox.world.clock.advance(HOUR - 0.2)
        assert results(wire.sandbox) == []
        await eventually(lambda: len(results(wire.sandbox)) == 1)
        assert poll.poll is not None
        assert poll.poll.finalised


@pytest.mark.parametrize(
    ("votes", "winner", "numbers", "text"),
    [
        ([[1], [1], [2]], "Heat (1995)", ("2", "3"), "Heat (1995) won\n2 of 3 votes"),
        ([[1], [2], []], None, ("1", "2"), "The answers tied\n1 of 2 votes"),
        ([[], [], []], None, ("0", "0"), "Nobody voted\n0 of 0 votes"),
    ],
)
async def test_the_result_names_a_winner_only_when_there_is_one(
    votes: list[list[int]], winner: str | None, numbers: tuple[str, str], text: str
) -> None:
    async with wired() as wire:
        poll = await posted(wire)
        for number, choice in enumerate(votes):
            await wire.sandbox.actor(wire.sandbox.add_member(f"Member {number}")).vote(poll, choice)
        assert await wire.code("POST", expire(poll)) == 0
        await eventually(lambda: len(results(wire.sandbox)) == 1)
        result = results(wire.sandbox)[0]
        fields = {entry["name"]: entry["value"] for entry in result.embeds[0]["fields"]}
        assert fields.get("victor_answer_text") == winner
        assert (fields["victor_answer_votes"], fields["total_votes"]) == numbers
        assert render_text(result, {}) == f"The poll What shall we watch? has closed.\n{text}"


async def test_a_poll_is_not_edited_and_not_added_to_a_message() -> None:
    async with wired() as wire:
        poll = await posted(wire)
        own = f"/channels/{wire.sandbox.channel.id}/messages/{poll.id}"
        assert await wire.code("PATCH", own, {"content": "changed"}) == 520003
        _, plain = await wire.call("POST", f"/channels/{wire.sandbox.channel.id}/messages", {"content": "hello"})
        assert await wire.code("POST", f"/channels/{wire.sandbox.channel.id}/polls/{plain['id']}/expire") == 520006
        handle = await wire.answered(5)
        assert await wire.code("POST", wire.webhook(handle), asked()) == 0  # a promised answer may be a poll
        later = await wire.answered(4, {"content": "hello"})
        assert await wire.code("PATCH", wire.webhook(later, "/messages/@original"), asked()) == 50035
        wire.sandbox.report.take_problems()


async def test_a_deleted_poll_has_no_result() -> None:
    async with wired() as wire:
        poll = await posted(wire, duration=1)
        assert await wire.code("DELETE", f"/channels/{wire.sandbox.channel.id}/messages/{poll.id}") == 0
        wire.sandbox.world.clock.advance(2 * HOUR)
        assert results(wire.sandbox) == []


async def test_polls_need_their_permission_in_servers_only() -> None:
    async with wired() as wire:
        wire.sandbox.channel.bot_permissions = ORDINARY & ~SEND_POLLS
        path = f"/channels/{wire.sandbox.channel.id}/messages"
        assert await wire.code("POST", path, {"content": "hello"}) == 0
        assert await wire.code("POST", path, asked()) == 50013
        handle = await wire.answered(5)
        assert await wire.code("POST", wire.webhook(handle), asked()) == 50013
        assert await wire.code("POST", wire.webhook(handle), {"content": "no poll here"}) == 0
        private = wire.sandbox.direct(wire.alice)
        assert await wire.code("POST", f"/channels/{private.id}/messages", asked()) == 0
        wire.sandbox.report.take_problems()


async def test_a_members_own_poll_is_theirs_to_end_and_nothing_the_bot_reads() -> None:
    async with wired() as wire:
        bob = wire.sandbox.actor(wire.sandbox.add_member("Bob"))
        mine = await wire.actor.poll(wire.sandbox.channel, "Pizza or soup?", ["Pizza", "Soup"], hours=1)
        with pytest.raises(Impossible, match="cannot end"):
            await bob.end_poll(mine)
        assert await wire.code("POST", expire(mine)) == 50005
        _, seen = await wire.call("GET", f"/channels/{wire.sandbox.channel.id}/messages/{mine.id}")
        assert "poll" not in seen
        assert message_json(wire.sandbox.world, mine, bob.user)["poll"]["question"] == {"text": "Pizza or soup?"}
        await wire.actor.end_poll(mine)
        with pytest.raises(Impossible, match="expired"):
            await wire.actor.end_poll(mine)
        with pytest.raises(Impossible, match="cannot end"):
            await wire.actor.end_poll(await posted(wire))
        with pytest.raises(Impossible, match="length"):
            await wire.actor.poll(wire.sandbox.channel, "?", ["x" * 56])
        wire.sandbox.report.take_problems()


async def test_voters_are_listed_page_by_page() -> None:
    async with wired() as wire:
        poll = await posted(wire)
        members = [wire.sandbox.add_member(f"Member {number}") for number in range(3)]
        for member in reversed(members):
            await wire.sandbox.actor(member).vote(poll, [2])
        path = f"/channels/{wire.sandbox.channel.id}/polls/{poll.id}/answers"
        _, first = await wire.call("GET", f"{path}/2?limit=2")
        assert [user["id"] for user in first["users"]] == [str(member.id) for member in members[:2]]
        _, rest = await wire.call("GET", f"{path}/2?limit=2&after={members[1].id}")
        assert [user["id"] for user in rest["users"]] == [str(members[2].id)]
        assert (await wire.call("GET", f"{path}/1"))[1] == {"users": []}
        assert (await wire.call("GET", f"{path}/4"))[0] == 404


@pytest.mark.parametrize("intents", [0, MESSAGES, POLLS, MESSAGES | POLLS])
async def test_the_gateway_tells_of_polls_only_with_the_intents_for_them(intents: int) -> None:
    async with wired() as wire:
        session = wire.sandbox.gateway.sessions.identify(1 | intents, (0, 1))
        poll = await posted(wire)
        await wire.actor.vote(poll, [1])
        await wire.actor.vote(poll, [2])
        assert await wire.code("POST", expire(poll)) == 0
        await eventually(lambda: len(results(wire.sandbox)) == 1)
        expected: list[str] = ["READY", "GUILD_CREATE"]
        votes = [f"MESSAGE_POLL_VOTE_{done}" for done in ("ADD", "REMOVE", "ADD")]
        expected += ["MESSAGE_CREATE"] if intents & MESSAGES else []
        expected += votes if intents & POLLS else []
        expected += ["MESSAGE_UPDATE", "MESSAGE_UPDATE", "MESSAGE_CREATE"] if intents & MESSAGES else []
        assert [event["t"] for event in session.events] == expected
        for event in session.events[2:]:
            assert event["d"]["guild_id"] == str(wire.sandbox.guild.id)


async def test_a_poll_reads_as_members_see_it() -> None:
    async with wired() as wire:
        poll = await posted(wire)
        await wire.actor.vote(poll, [3])
        lines = render_text(poll, {}).splitlines()
        assert lines[:4] == [
            "│ What shall we watch? (one answer)",
            "│ ○ Heat (1995): 0 votes",
            "│ ○ Alien (1979): 0 votes",
            "│ ○ Amélie (2001): 1 vote",
        ]
        assert lines[4].startswith("│ 1 vote, ends ")


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (asked(duration=768), asked(duration=769)),
        (asked(duration=1), asked(duration=0)),
        (asked("x" * 55), asked("x" * 56)),
        (asked("x"), asked("")),
        (asked(*"abcdefghij"), asked(*"abcdefghijk")),
    ],
)
def test_discords_limits_of_a_poll(good: dict[str, Any], bad: dict[str, Any]) -> None:
    assert message(**good) == []
    assert message(**bad) != []


async def test_a_poll_does_not_go_with_a_layout() -> None:
    async with wired() as wire:
        layout = {"flags": V2, "components": [{"type": 10, "content": "Tonight"}]}
        path = f"/channels/{wire.sandbox.channel.id}/messages"
        assert await wire.code("POST", path, layout | asked()) == 50035
        assert wire.sandbox.report.take_problems()
