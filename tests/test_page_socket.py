"""Each tab is told what its own member sees, as it changes, and of nothing else."""

import datetime as dt
import json
from typing import Any

import aiohttp
import discord
import pytest
from discord import app_commands, ui

from bot.sandbox.entities import Message
from bot.sandbox.page import page_url
from bot.sandbox.page import watching as watching_module
from tests.page_tab import Refused, Tab, control, member_id, open_tab, serve_page, texts
from tests.sandbox_bot import eventually
from tests.sandbox_commands import Interaction, blend, form, hello, later, upload, view


@app_commands.command(description="Never answered")
async def silent(interaction: Interaction) -> None:
    del interaction


@app_commands.command(description="A panel whose button nobody answers")
async def deaf(interaction: Interaction) -> None:
    button: ui.Button[Any] = ui.Button(label="Press", custom_id="nobody")
    await interaction.response.send_message(view=view(ui.ActionRow(button)))


@app_commands.command(description="Say something and take it back")
async def regret(interaction: Interaction) -> None:
    await interaction.response.send_message("oops")
    await interaction.delete_original_response()


@app_commands.command(description="When shall we meet?")
async def poll(interaction: Interaction) -> None:
    asked = discord.Poll("When?", duration=dt.timedelta(hours=1))
    asked.add_answer(text="Friday")
    asked.add_answer(text="Sunday")
    await interaction.response.send_message(poll=asked)


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


async def test_an_interaction_that_nobody_answers_fails_after_three_seconds_of_the_clock() -> None:
    async with serve_page(silent, deaf) as page, open_tab(page, "Ada") as ada, open_tab(page, "Bruno") as bruno:
        asked = await ada.ask("slash", channel=ada.here, name="silent", options={})
        await ada.until(lambda: asked in ada.interactions)
        assert ada.interactions[asked]["state"] == "waiting"
        await ada.ask("clock", seconds=2)
        assert ada.interactions[asked]["state"] == "waiting"
        await ada.ask("clock", seconds=1.1)
        assert await ada.outcome(asked) == "failed"
        assert asked not in bruno.interactions

        await ada.use("deaf")
        panel = await bruno.until(lambda: bruno.shown and bruno.shown[-1])
        pressed = await bruno.ask("press", message=panel["id"], component=control(panel, "Press"))
        await bruno.ask("clock", seconds=3.1)
        assert await bruno.outcome(pressed) == "failed"
        told = bruno.interactions[pressed]
        assert (told["message"], told["component"]) == (panel["id"], control(panel, "Press"))


async def test_an_interaction_fails_by_itself_when_real_time_passes() -> None:
    async with serve_page(silent) as page, open_tab(page) as tab:
        asked = await tab.ask("slash", channel=tab.here, name="silent", options={})
        assert await tab.outcome(asked) == "failed"
        interaction = page.world.interactions[int(asked)]
        assert page.world.clock.now() - interaction.created >= 3


async def test_the_bot_is_called_stopped_when_it_leaves_and_a_press_then_fails() -> None:
    async with serve_page(hello) as page, open_tab(page, "Ada") as tab:
        await tab.ready()
        page.sandbox.faults.refuse_gateway = 100
        page.sandbox.gateway.cut()
        await tab.until(lambda: tab.last["bot"]["state"] == "stopped")
        asked = await tab.ask("slash", channel=tab.here, name="hello", options={})
        await tab.ask("clock", seconds=3.1)
        assert await tab.outcome(asked) == "failed"


async def test_a_vote_shows_as_ones_own_to_the_voter_alone_and_as_a_number_to_all() -> None:
    async with serve_page(poll) as page, open_tab(page, "Ada") as ada, open_tab(page, "Bruno") as bruno:
        await ada.use("poll")
        asked = (await bruno.until(lambda: bruno.shown))[0]
        await bruno.ask("vote", message=asked["id"], answers=[2])

        def counts(tab: Tab) -> list[dict[str, Any]]:
            return tab.shown[0]["poll"]["results"]["answer_counts"]

        assert await bruno.until(lambda: counts(bruno)) == [{"id": 2, "count": 1, "me_voted": True}]
        assert await ada.until(lambda: counts(ada)) == [{"id": 2, "count": 1, "me_voted": False}]
        await bruno.ask("vote", message=asked["id"], answers=[])
        await ada.until(lambda: counts(ada) == [])
        with pytest.raises(Refused, match="cannot end"):
            await ada.ask("end_poll", message=asked["id"])
        await ada.ask("clock", seconds=3601)
        await bruno.until(lambda: bruno.shown[0]["poll"]["results"]["is_finalized"] and len(bruno.shown) == 2)


async def test_a_tab_that_comes_late_is_shown_everything_there_is() -> None:
    async with serve_page(hello, silent) as page, open_tab(page, "Ada") as first:
        await first.use("hello")
        waiting = await first.ask("slash", channel=first.here, name="silent", options={})
        async with open_tab(page, "Ada") as second:
            await second.until(lambda: second.shown)
            assert second.shown == first.shown
            await second.until(lambda: waiting in second.interactions)
            await second.until(lambda: second.traces and second.traces[-1]["number"] == first.traces[-1]["number"])
            assert second.traces == first.traces


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ("no json", "A request is an object that says what to 'do'."),
        ("[1]", "A request is an object that says what to 'do'."),
        ('{"id": 5, "do": "fly"}', "The sandbox cannot do 'fly'."),
        ('{"id": 5, "do": "press"}', "'press' needs 'message'."),
        ('{"id": 5, "do": "slash", "name": "hello", "channel": "1"}', "There is no channel with that id."),
        ('{"id": 5, "do": "act", "user": {"a": []}}', "There is nobody with that id."),
    ],
)
async def test_what_is_no_request_is_refused_in_words_and_the_connection_lives_on(sent: str, told: str) -> None:
    async with serve_page(hello) as page, open_tab(page) as tab:
        await tab._socket.send_str(sent)
        number = 5 if '"id": 5' in sent else None
        await tab.until(lambda: number in tab._replies)
        assert tab._replies[number] == {"type": "reply", "id": number, "ok": False, "error": told}
        await tab.use("hello")


async def test_an_error_of_the_sandbox_itself_is_told_with_a_number_that_its_log_knows(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with serve_page(hello) as page, open_tab(page) as tab:
        monkeypatch.setattr("bot.sandbox.actor.find_command", lambda *_: 1 / 0)
        with pytest.raises(Refused, match=r"The sandbox itself failed \(error [0-9a-f]{6}\)") as refused:
            await tab.ask("slash", channel=tab.here, name="hello", options={})
        mark = str(refused.value).split("(error ")[1][:6]
        assert [record.getMessage() for record in caplog.records] == [f"error {mark} of the page in 'slash'"]


async def test_a_tab_that_is_closed_is_forgotten() -> None:
    async with serve_page(hello) as page, open_tab(page) as tab:
        async with open_tab(page):
            assert len(page.connections) == 2
        await eventually(lambda: len(page.connections) == 1)
        await tab.use("hello")


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
