"""Each tab is told what its own member sees, as it changes, and of nothing else."""

import json
from typing import Any

import aiohttp
import pytest
from discord import app_commands

from bot.sandbox.entities import Message
from bot.sandbox.page import page_url
from bot.sandbox.page import watching as watching_module
from tests.page_tab import Refused, Tab, control, member_id, open_tab, serve_page, texts
from tests.sandbox_commands import Interaction, blend, form, hello, later, upload


@app_commands.command(description="Say something and take it back")
async def regret(interaction: Interaction) -> None:
    await interaction.response.send_message("oops")
    await interaction.delete_original_response()


async def test_the_welcome_says_who_is_there_and_where() -> None:
    async with serve_page(hello) as page, open_tab(page) as tab:
        welcome = tab.frames[0]
        assert welcome["type"] == "welcome"
        assert welcome["me"] == member_id(page, "Ada")
        assert [user["display"] for user in welcome["users"]] == ["Ada", "Bruno", "Host", "Blendz"]
        assert welcome["bot"] == welcome["users"][-1]
        assert welcome["guild"] == {"id": str(page.sandbox.guild.id), "name": "Film evenings"}
        assert [(channel["name"], channel["kind"]) for channel in welcome["channels"]] == [("general", "text")]
        assert welcome["bot_state"] == "ready"
        assert any("not checked" in note for note in welcome["notes"])
        assert welcome["fixed"] is False


def channels(tab: Tab) -> list[str]:
    """Ids of the channels that a tab was told of last."""
    told = tab.last.get("channels", tab.frames[0])
    return [channel["id"] for channel in told["channels"]]


async def test_a_conversation_that_begins_is_told_to_who_is_in_it() -> None:
    async with serve_page(hello) as page, open_tab(page, "Ada") as ada, open_tab(page, "Bruno") as bruno:
        begun = page.sandbox.direct(next(user for user in page.people() if user.display == "Ada"))
        await ada.until(lambda: str(begun.id) in channels(ada))
        await bruno.use("hello")
        await bruno.until(lambda: bruno.shown)
        assert str(begun.id) not in channels(bruno)


async def test_an_answer_is_shown_to_every_tab_with_the_command_that_asked_for_it() -> None:
    async with serve_page(hello) as page, open_tab(page, "Ada") as ada, open_tab(page, "Bruno") as bruno:
        used = await ada.use("hello")
        for tab in (ada, bruno):
            [message] = await tab.until(lambda tab=tab: tab.shown)
            assert (message["content"], message["author"]["username"]) == ("hello", "blendz")
            assert message["sandbox"] == {
                "revision": 0,
                "reply_to": {"user": member_id(page, "Ada"), "label": "/hello"},
            }
        assert used not in bruno.interactions


async def test_what_the_bot_says_privately_reaches_one_member_in_all_their_tabs_and_nobody_else() -> None:
    async with (
        serve_page(upload) as page,
        open_tab(page, "Ada") as ada,
        open_tab(page, "Ada") as again,
        open_tab(page, "Bruno") as bruno,
    ):
        await ada.use("upload", history=await ada.upload("secret.csv", b"Title,Date\n"))
        for tab in (ada, again):
            message = await tab.until(lambda tab=tab: tab.shown and not tab.shown[0]["flags"] & 128 and tab.shown[0])
            assert "11 of 11 bytes" in texts(message)
            assert message["flags"] & 64
        await bruno.ask("commands", channel=bruno.here)
        assert bruno.shown == []
        assert not any("secret" in json.dumps(frame) for frame in bruno.frames if frame["type"] != "trace")


async def test_thinking_is_shown_and_then_filled_in_place() -> None:
    async with serve_page(later) as page, open_tab(page) as tab:
        await tab.use("later")
        await tab.until(lambda: tab.shown and tab.shown[0]["content"] == "hello")
        frames = [frame for frame in tab.frames if frame["type"] == "messages" and frame["upsert"]]
        assert [frame["upsert"][0]["flags"] & 128 for frame in frames] == [128, 0]
        assert len({frame["upsert"][0]["id"] for frame in frames}) == 1
        revisions = [frame["upsert"][0]["sandbox"]["revision"] for frame in frames]
        assert revisions[0] < revisions[1]


async def test_a_deleted_message_is_taken_away_for_everybody() -> None:
    async with serve_page(regret) as page, open_tab(page, "Ada") as ada, open_tab(page, "Bruno") as bruno:
        await ada.use("regret")
        for tab in (ada, bruno):
            await tab.until(lambda tab=tab: any(f["type"] == "messages" and f["removed"] for f in tab.frames))
            assert tab.shown == []


async def test_only_what_changed_is_sent() -> None:
    async with serve_page(hello, blend) as page, open_tab(page, "Ada") as tab:
        for _ in range(3):
            await tab.use("hello")
        await tab.use("blend", friend=member_id(page, "Bruno"))
        await tab.until(lambda: len(tab.shown) == 4 and "Next" in texts(tab.shown[-1]))
        before = len(tab.frames)
        pressed = await tab.ask("press", message=tab.shown[-1]["id"], component=control(tab.shown[-1], "Next"))
        assert await tab.outcome(pressed) == "answered"
        await tab.until(lambda: "page two" in texts(tab.shown[-1]))
        sent = [m for f in tab.frames[before:] if f["type"] == "messages" for m in f["upsert"]]
        assert {message["id"] for message in sent} == {tab.shown[-1]["id"]}


async def test_acting_as_another_shows_what_that_member_sees() -> None:
    async with serve_page(upload, hello) as page, open_tab(page, "Ada") as tab:
        await tab.use("upload", history=await tab.upload("a.csv", b"12345"))
        await tab.use("hello")
        await tab.until(lambda: len(tab.shown) == 2)
        await tab.ask("act", user=member_id(page, "Bruno"))
        await tab.until(lambda: tab.last["me"]["me"] == member_id(page, "Bruno") and tab.shown)
        assert [message["content"] for message in tab.shown] == ["hello"]
        await tab.ask("act", user=member_id(page, "Ada"))
        await tab.until(lambda: tab.last["me"]["me"] == member_id(page, "Ada") and len(tab.shown) == 2)


async def test_a_new_member_is_told_to_every_tab_and_can_act() -> None:
    async with serve_page(hello) as page, open_tab(page, "Ada") as ada, open_tab(page, "Bruno") as bruno:
        noor = await ada.ask("add_member", name="  Noor \n El  Haddad ")
        people = await bruno.until(lambda: bruno.last.get("people"))
        assert [u["display"] for u in people["users"]] == ["Ada", "Bruno", "Noor El Haddad", "Host", "Blendz"]
        await bruno.ask("act", user=noor)
        await bruno.use("hello")


async def test_a_direct_conversation_is_opened_and_seen_by_its_member_alone() -> None:
    async with serve_page(hello) as page, open_tab(page, "Ada") as ada, open_tab(page, "Bruno") as bruno:
        direct = await ada.ask("open_direct")
        await ada.until(lambda: direct in ada.messages)
        channel = next(c for c in ada.last["channels"]["channels"] if c["id"] == direct)
        assert (channel["kind"], channel["guild"]) == ("direct", None)
        assert set(channel["recipients"]) == {member_id(page, "Ada"), member_id(page, "Blendz")}
        await ada.ask("slash", channel=direct, name="hello", options={})
        await ada.until(lambda: ada.messages[direct])
        assert direct not in bruno.messages
        with pytest.raises(Refused, match="Bruno is not in"):
            await bruno.ask("slash", channel=direct, name="hello", options={})


async def test_a_form_opens_in_the_tab_that_asked_for_it_alone() -> None:
    async with serve_page(form) as page, open_tab(page, "Ada") as ada, open_tab(page, "Ada") as other:
        opened = await ada.use("form")
        assert (await ada.until(lambda: ada.forms.get(opened)))["title"] == "Tell me more"
        assert await other.outcome(opened) == "answered"
        assert other.forms == {}


async def test_twenty_tabs_look_at_each_message_once_and_not_once_each(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[int] = []

    def count(world: Any, message: Message, me: Any) -> Any:
        written.append(message.id)
        return real(world, message, me)

    real = watching_module.message_view
    monkeypatch.setattr(watching_module, "message_view", count)
    names = tuple(f"Member {number}" for number in range(20))
    async with serve_page(hello, names=names) as page, aiohttp.ClientSession() as session:
        address = f"{page_url(page).replace('http', 'ws', 1)}socket"
        sockets = [await session.ws_connect(address, headers={"Origin": page.origin}) for _ in names]
        async with open_tab(page) as tab:
            await tab.use("hello")
            await tab.until(lambda: tab.shown)
            for socket in sockets:
                while "upsert" not in (frame := json.loads((await socket.receive()).data)) or not frame["upsert"]:
                    pass
            assert len(written) <= 3  # at most once for each time something else happened meanwhile
        for socket in sockets:
            await socket.close()


async def test_what_members_see_in_a_panel_is_not_changed_by_showing_it() -> None:
    async with serve_page(blend) as page, open_tab(page, "Ada") as tab:
        await tab.use("blend", friend=member_id(page, "Bruno"))
        await tab.until(lambda: tab.shown and "Next" in texts(tab.shown[0]))
        message = page.world.messages[int(tab.shown[0]["id"])]
        before = json.dumps(message.components, sort_keys=True)
        await tab.ask("act", user=member_id(page, "Bruno"))
        await tab.until(lambda: tab.shown)
        assert json.dumps(message.components, sort_keys=True) == before
