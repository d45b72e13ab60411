"""The sandbox keeps Discord's rules for answers, messages, files and rights."""

from typing import Any

import pytest

from bot.sandbox import Unanswered, render_text
from tests.sandbox_bot import png
from tests.sandbox_wire import EPHEMERAL, PANEL, V2, Wire, shows, wired

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
        assert said["id"] == str(handle.interaction.original.id)  # type: ignore[union-attr]
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


# V2 and files


async def test_a_v2_message_stays_one_through_every_edit() -> None:
    async with wired() as wire:
        handle = await wire.answered(5)
        path = wire.webhook(handle, ORIGINAL)
        assert await wire.code("PATCH", path, PANEL) == 0  # the flag comes with the edit, not with the promise
        assert await wire.code("PATCH", path, {"content": "plain"}) == 50035
        assert await wire.code("PATCH", path, {"flags": 0, "content": "plain"}) == 50035
        assert await wire.code("PATCH", path, {"components": []}) == 50006
        assert await wire.code("PATCH", path, {"flags": 0, "components": PANEL["components"][:1]}) == 0
        assert render_text(handle.message, {}) == "hello"


async def test_a_plain_message_becomes_v2_only_when_its_text_goes() -> None:
    async with wired() as wire:
        handle = await wire.answered(4, {"content": "plain"})
        path = wire.webhook(handle, ORIGINAL)
        assert await wire.code("PATCH", path, PANEL) == 50035
        assert await wire.code("PATCH", path, {**PANEL, "content": None}) == 0


async def test_files_stay_when_listed_or_unmentioned_and_go_when_left_out() -> None:
    async with wired() as wire:
        handle = await wire.answered(5)
        path = wire.webhook(handle, ORIGINAL)
        _, first = await wire.call("PATCH", path, {"content": "two"}, {"a.csv": b"a", "b.csv": b"b"})
        assert [a["filename"] for a in first["attachments"]] == ["a.csv", "b.csv"]
        _, same = await wire.call("PATCH", path, {"content": "still two"})
        assert same["attachments"][0]["id"] == first["attachments"][0]["id"]
        listed = {"attachments": [{"id": first["attachments"][1]["id"]}, {"id": "0", "filename": "c.csv"}]}
        _, mixed = await wire.call("PATCH", path, listed, {"x.csv": b"c"})
        assert [a["filename"] for a in mixed["attachments"]] == ["b.csv", "c.csv"]
        _, none = await wire.call("PATCH", path, {"attachments": []})
        assert none["attachments"] == []


async def test_a_picture_shown_must_be_there() -> None:
    async with wired() as wire:
        handle = await wire.answered(5)
        path = wire.webhook(handle, ORIGINAL)
        assert await wire.code("PATCH", path, shows("a.png")) == 50035
        status, first = await wire.call("PATCH", path, shows("a.png"), {"a.png": png()})
        assert (status, first["components"][0]["items"][0]["media"]["width"]) == (200, 3)
        assert await wire.code("PATCH", path, shows("a.png")) == 0  # kept from before
        assert await wire.code("PATCH", path, {"attachments": []}) == 50035  # still shown by the layout
        assert await wire.code("PATCH", path, {**PANEL, "attachments": []}) == 0
        assert await wire.code("PATCH", path, PANEL, {"b.png": png()}) == 50035  # shown by nothing


async def test_a_broken_picture_is_a_problem() -> None:
    async with wired() as wire:
        handle = await wire.answered(5)
        await wire.call("PATCH", wire.webhook(handle, ORIGINAL), shows("a.png"), {"a.png": png()})
        assert wire.sandbox.problems == []
        await wire.call("PATCH", wire.webhook(handle, ORIGINAL), shows("b.png"), {"b.png": png()[:-20]})
        assert any("b.png" in problem for problem in wire.sandbox.problems)


async def test_files_have_the_size_the_bot_was_told() -> None:
    async with wired() as wire:
        wire.sandbox.channel.file_limit = 1000
        handle = await wire.answered(5)
        assert handle.interaction.channel.file_limit == 1000
        path = wire.webhook(handle, ORIGINAL)
        assert await wire.code("PATCH", path, {"content": "x"}, {"a.csv": b"x" * 1001}) == 40005
        assert await wire.code("PATCH", path, {"content": "x"}, {"a.csv": b"x" * 1000}) == 0
        wire.sandbox.channel.file_limit = 1 << 30
        three = {f"{n}.csv": b"x" * (9 << 20) for n in range(3)}
        assert await wire.code("PATCH", path, {"content": "x"}, three) == 40005


async def test_files_are_read_by_signed_address_for_a_day() -> None:
    async with wired() as wire:
        _, said = await wire.call(
            "POST", f"/channels/{wire.sandbox.channel.id}/messages", {"content": "x"}, {"a.csv": b"hello"}
        )
        url = said["attachments"][0]["url"]
        assert wire.sandbox.cdn_host in url

        async def read(address: str) -> tuple[int, bytes]:
            async with wire.session.get(address) as answer:
                return answer.status, await answer.read()

        assert await read(url) == (200, b"hello")
        assert (await read(url.partition("?")[0]))[0] == 404
        assert (await read(url.replace("hm=", "hm=0")))[0] == 404
        wire.sandbox.world.clock.advance(25 * 60 * 60)
        assert (await read(url))[0] == 404
        _, fresh = await wire.call("GET", f"/channels/{wire.sandbox.channel.id}/messages/{said['id']}")
        assert await read(fresh["attachments"][0]["url"]) == (200, b"hello")


# rights and requests


async def test_a_bot_speaks_only_where_it_may() -> None:
    async with wired() as wire:
        channel = wire.sandbox.channel
        path, hello = f"/channels/{channel.id}/messages", {"content": "x"}
        assert await wire.code("POST", path, hello) == 0
        channel.bot_permissions &= ~(1 << 11)
        assert await wire.code("POST", path, hello) == 50013
        channel.bot_permissions &= ~(1 << 10)
        assert await wire.code("POST", path, hello) == 50001
        between_others = wire.sandbox.direct(wire.alice, wire.sandbox.add_member("Bob"))
        assert await wire.code("POST", f"/channels/{between_others.id}/messages", hello) == 50001
        private = wire.sandbox.direct(wire.alice)
        assert await wire.code("POST", f"/channels/{private.id}/messages", hello) == 0
        wire.alice.user.accepts_direct = False
        assert await wire.code("POST", f"/channels/{private.id}/messages", hello) == 50007


async def test_a_repeated_nonce_gives_the_first_message() -> None:
    async with wired() as wire:
        path = f"/channels/{wire.sandbox.channel.id}/messages"
        once = {"content": "x", "nonce": "7", "enforce_nonce": True}
        ids = {(await wire.call("POST", path, once))[1]["id"] for _ in range(3)}
        assert len(ids) == 1
        ids = {(await wire.call("POST", path, {"content": "x", "nonce": "7"}))[1]["id"] for _ in range(3)}
        assert len(ids) == 3


async def test_commands_keep_their_ids_when_registered_again() -> None:
    async with wired() as wire:
        path = f"/applications/{wire.app}/commands"
        _, before = await wire.call("GET", path)
        await wire.register()
        _, after = await wire.call("GET", path)
        assert [c["id"] for c in after] == [c["id"] for c in before]
        status, added = await wire.call("POST", path, {"name": "Compare", "type": 2})
        assert (status, len((await wire.call("GET", path))[1])) == (201, 2)
        assert await wire.code("DELETE", f"{path}/{added['id']}") == 0
        assert await wire.code("GET", f"{path}/{added['id']}") == 10063
        assert await wire.code("PUT", path, [{"name": "NO", "description": "x"}]) == 50035
        assert (await wire.call("GET", path))[1] == after
        assert await wire.code("GET", "/applications/1/commands") == 20012


async def test_broken_requests_are_refused_and_told() -> None:
    async with wired() as wire:
        url = f"{wire.sandbox.api_url}/channels/{wire.sandbox.channel.id}/messages"
        headers = {"Authorization": f"Bot {wire.sandbox.token}", "Content-Type": "application/json"}
        cases = [(headers, b"{", 400), ({**headers, "Authorization": "Bot x"}, b"{}", 401), (headers, b"[]", 400)]
        for sent, body, status in cases:
            async with wire.session.post(url, headers=sent, data=body) as answer:
                assert answer.status == status
        assert await wire.call("GET", "/nowhere") == (404, {"message": "404: Not Found", "code": 0})
        assert len(wire.sandbox.report.take_problems()) == 4
        assert wire.sandbox.problems == []


async def test_looking_for_what_is_not_there_is_no_problem() -> None:
    async with wired() as wire:
        assert (
            await wire.code("GET", f"/guilds/{wire.sandbox.guild.id}/members/{wire.sandbox.add_user('Eve').id}")
            == 10007
        )
        assert await wire.code("GET", "/users/5") == 10013
        assert wire.sandbox.problems == []
        assert await wire.code("DELETE", f"/channels/{wire.sandbox.channel.id}/messages/5") == 10008
        assert len(wire.sandbox.problems) == 1


async def test_the_error_of_a_bad_form_names_every_place() -> None:
    async with wired() as wire:
        row = {"type": 1, "components": [{"type": 2, "style": 1, "custom_id": "a"}]}
        path = f"/channels/{wire.sandbox.channel.id}/messages"
        status, told = await wire.call("POST", path, {"flags": V2, "components": [row, row]})
        assert (status, told["code"]) == (400, 50035)
        assert set(told["errors"]["components"]) == {"0", "1"}
        assert told["errors"]["components"]["1"]["components"]["0"]["custom_id"]["_errors"]
