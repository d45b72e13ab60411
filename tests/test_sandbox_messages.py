"""Messages, files and rights: the sandbox takes and refuses what Discord does."""

from bot.sandbox import render_text
from tests.sandbox_bot import png
from tests.sandbox_wire import PANEL, V2, shows, wired

ORIGINAL = "/messages/@original"


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
