"""First answers and what follows them: in time, once, of a kind that fits, as private as promised."""

from typing import Any

import pytest

from bot.sandbox import Unanswered
from tests.sandbox_wire import EPHEMERAL, PANEL, V2, Wire, wired

ORIGINAL = "/messages/@original"


# first answers


async def test_the_first_answer_must_come_within_three_seconds() -> None:
    async with wired() as wire:
        early, late = await wire.used(), await wire.used()
        wire.sandbox.world.clock.advance(2.5)
        assert await wire.code("POST", wire.callback(early), {"type": 5}) == 0
        wire.sandbox.world.clock.advance(1)
        assert await wire.code("POST", wire.callback(late), {"type": 5}) == 10062
        with pytest.raises(Unanswered, match="within 3 s"):
            await late.settled()


async def test_there_is_one_first_answer() -> None:
    async with wired() as wire:
        handle = await wire.answered(4, {"content": "hello"})
        assert await wire.code("POST", wire.callback(handle), {"type": 4, "data": {"content": "again"}}) == 40060
        assert handle.message.content == "hello"


async def test_an_answer_needs_the_interactions_own_token() -> None:
    async with wired() as wire:
        first, second = await wire.used(), await wire.used()
        path = f"/interactions/{first.interaction.id}/{second.interaction.token}/callback"
        assert await wire.code("POST", path, {"type": 5}) == 10062


LEGAL = {"command": {4, 5, 9}, "button": {4, 5, 6, 7, 9}, "form": {4, 5}, "form of a button": {4, 5, 6, 7}}
FORM = {"title": "Why?", "custom_id": "form", "components": []}
FIELD = {"type": 4, "style": 1, "custom_id": "why", "required": False}
FORM["components"] = [{"type": 18, "label": "Why?", "component": FIELD}]
BODIES: dict[int, Any] = {4: {"content": "x"}, 5: None, 6: None, 7: {"content": "y"}, 8: {"choices": []}, 9: FORM}


async def something_done(wire: Wire, kind: str) -> Any:
    if kind == "command":
        return await wire.used()
    if kind == "form":
        return await wire.actor.submit((await wire.answered(9, FORM)).modal)
    panel = (await wire.answered(4, {**PANEL, "flags": 0, "components": PANEL["components"][1:]})).message
    pressed = await wire.actor.press(panel, "Next")
    if kind == "button":
        return pressed
    assert await wire.code("POST", wire.callback(pressed), {"type": 9, "data": FORM}) == 0
    return await wire.actor.submit(pressed.modal)


@pytest.mark.parametrize("kind", LEGAL)
async def test_the_kind_of_answer_fits_what_was_done(kind: str) -> None:
    async with wired() as wire:
        for answer, body in BODIES.items():
            handle = await something_done(wire, kind)
            payload = {"type": answer} | ({"data": body} if body else {})
            expected = 0 if answer in LEGAL[kind] else 50035
            assert await wire.code("POST", wire.callback(handle), payload) == expected, (kind, answer)


async def test_discord_tells_what_became_of_an_answer_only_when_asked() -> None:
    async with wired() as wire:
        handle = await wire.used()
        status, told = await wire.call("POST", f"{wire.callback(handle)}?with_response=true", {"type": 5})
        assert status == 200
        assert "resource" not in told  # a promise has no message yet
        assert told["interaction"]["response_message_loading"] is True
        handle = await wire.used()
        reply = {"type": 4, "data": {"content": "hello"}}
        _, told = await wire.call("POST", f"{wire.callback(handle)}?with_response=true", reply)
        assert told["resource"]["message"]["content"] == "hello"
        assert await wire.call("POST", wire.callback(await wire.used()), reply) == (204, None)


# promises and what follows


@pytest.mark.parametrize("promised", [0, EPHEMERAL])
async def test_a_promise_is_kept_as_private_as_it_was_made(promised: int) -> None:
    async with wired() as wire:
        bob = wire.sandbox.actor(wire.sandbox.add_member("Bob"))
        handle = await wire.answered(5, {"flags": promised})
        assert bob.messages(wire.sandbox.channel) == ([] if promised else [handle.interaction.original])
        other = EPHEMERAL if not promised else 0
        _, said = await wire.call("POST", wire.webhook(handle, "?wait=true"), {"content": "done", "flags": other})
        assert said["id"] == str(handle.interaction.original.id)
        assert bool(said["flags"] & EPHEMERAL) is bool(promised)
        assert bool(bob.messages(wire.sandbox.channel)) is not bool(promised)
        _, more = await wire.call("POST", wire.webhook(handle, "?wait=true"), {"content": "more", "flags": other})
        assert more["id"] != said["id"]
        assert bool(more["flags"] & EPHEMERAL) is bool(other)


async def test_a_promise_says_nothing_but_whether_it_is_private() -> None:
    async with wired() as wire:
        await wire.answered(5, {"flags": EPHEMERAL})
        assert wire.sandbox.problems[:-1] == []
        await wire.answered(5, {"flags": V2})
        assert any("Discord drops that" in problem for problem in wire.sandbox.problems)


async def test_nothing_follows_before_the_first_answer() -> None:
    async with wired() as wire:
        handle = await wire.used()
        assert await wire.code("POST", wire.webhook(handle), {"content": "x"}) == 10015
        assert await wire.code("POST", wire.callback(handle), {"type": 5}) == 0
        assert await wire.code("POST", wire.webhook(handle), {"content": "x"}) == 0


async def test_an_interaction_can_be_followed_for_fifteen_minutes() -> None:
    async with wired() as wire:
        handle = await wire.answered(5)
        wire.sandbox.world.clock.advance(14 * 60)
        assert await wire.code("PATCH", wire.webhook(handle, ORIGINAL), {"content": "x"}) == 0
        wire.sandbox.world.clock.advance(60)
        assert await wire.code("PATCH", wire.webhook(handle, ORIGINAL), {"content": "y"}) == 50027


async def test_an_interaction_reaches_its_own_messages_only() -> None:
    async with wired() as wire:
        first = await wire.answered(4, {"content": "one", "flags": EPHEMERAL})
        second = await wire.answered(4, {"content": "two"})
        other = f"/messages/{first.message.id}"
        assert await wire.code("PATCH", wire.webhook(second, other), {"content": "x"}) == 10008
        assert await wire.code("PATCH", wire.webhook(first, other), {"content": "x"}) == 0
        # the bot's own token does not reach what one member alone sees
        channel = f"/channels/{wire.sandbox.channel.id}/messages"
        assert await wire.code("GET", f"{channel}/{first.message.id}") == 10008
        assert await wire.code("GET", f"{channel}/{second.message.id}") == 0


async def test_a_deleted_answer_is_gone() -> None:
    async with wired() as wire:
        handle = await wire.answered(4, {"content": "x"})
        assert await wire.code("GET", wire.webhook(handle, ORIGINAL)) == 0
        assert await wire.code("DELETE", wire.webhook(handle, ORIGINAL)) == 0
        assert await wire.code("PATCH", wire.webhook(handle, ORIGINAL), {"content": "y"}) == 10008
        assert handle.messages == []


async def test_where_only_the_member_has_the_bot_five_follow_ups_are_all() -> None:
    async with wired() as wire:
        eve = wire.sandbox.add_user("Eve", installed=True)
        private = wire.sandbox.direct(eve, wire.alice)
        alone = await wire.answered(4, {"content": "x"}, actor=wire.sandbox.actor(eve), channel=private)
        served = await wire.answered(4, {"content": "x"})
        for handle, sixth in ((alone, 40094), (served, 0)):
            codes = [await wire.code("POST", wire.webhook(handle), {"content": str(n)}) for n in range(6)]
            assert codes == [0, 0, 0, 0, 0, sixth]


async def test_members_left_hanging_are_a_problem() -> None:
    async with wired() as wire:
        await wire.used()
        assert wire.sandbox.problems == []
        wire.sandbox.world.clock.advance(3.1)
        assert ["not answered" in problem for problem in wire.sandbox.problems] == [True]
        assert wire.sandbox.report.take_problems()
        handle = await wire.answered(5)
        assert ["thinking" in problem for problem in wire.sandbox.problems] == [True]
        await wire.code("PATCH", wire.webhook(handle, ORIGINAL), {"content": "done"})
        assert wire.sandbox.problems == []
