"""What tabs are told while the bot owes an answer, when none comes, and when the request was none."""

import datetime as dt
from typing import Any

import discord
import pytest
from discord import app_commands, ui

from tests.page_tab import Refused, Tab, control, open_tab, serve_page
from tests.sandbox_bot import eventually
from tests.sandbox_commands import Interaction, hello, view


@app_commands.command(description="Never answered")
async def silent(interaction: Interaction) -> None:
    del interaction


@app_commands.command(description="A panel whose button nobody answers")
async def deaf(interaction: Interaction) -> None:
    button: ui.Button[Any] = ui.Button(label="Press", custom_id="nobody")
    await interaction.response.send_message(view=view(ui.ActionRow(button)))


@app_commands.command(description="When shall we meet?")
async def poll(interaction: Interaction) -> None:
    asked = discord.Poll("When?", duration=dt.timedelta(hours=1))
    asked.add_answer(text="Friday")
    asked.add_answer(text="Sunday")
    await interaction.response.send_message(poll=asked)


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
