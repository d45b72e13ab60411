"""What a member does beside commands: putting messages away, events, the clock; and what the sandbox cannot do."""

import datetime as dt
from typing import Any

import discord
import pytest
from discord import app_commands

from tests.page_tab import Refused, member_id, open_tab, serve_page
from tests.sandbox_commands import Interaction, hello, upload


@app_commands.command(description="Plan an evening")
async def plan(interaction: Interaction) -> None:
    assert interaction.guild is not None
    start = discord.utils.utcnow() + dt.timedelta(hours=1)
    await interaction.guild.create_scheduled_event(
        name="Film evening",
        start_time=start,
        end_time=start + dt.timedelta(hours=2),
        entity_type=discord.EntityType.external,
        privacy_level=discord.PrivacyLevel.guild_only,
        location="Ada's sofa",
    )
    await interaction.response.send_message("planned")


async def test_a_private_message_is_put_away_for_its_reader_and_an_open_one_is_not() -> None:
    async with serve_page(upload, hello) as page, open_tab(page, "Ada") as tab:
        await tab.use("upload", history=await tab.upload("a.csv", b"123"))
        private = await tab.said("3 of 3")
        await tab.use("hello")
        said = await tab.said("hello")
        with pytest.raises(Refused, match="that you alone see"):
            await tab.ask("dismiss", message=said["id"])
        await tab.ask("dismiss", message=private["id"])
        await tab.until(lambda: [message["id"] for message in tab.shown] == [said["id"]])
        async with open_tab(page, "Ada") as again:
            assert [message["id"] for message in again.shown] == [said["id"]]
        assert not page.world.messages[int(private["id"])].deleted  # Discord itself still has it for the bot


async def test_interest_in_an_event_is_shown_to_everybody() -> None:
    async with serve_page(plan) as page, open_tab(page, "Ada") as ada, open_tab(page, "Bruno") as bruno:
        await ada.use("plan")
        [event] = (await bruno.until(lambda: bruno.last["events"]["events"] and bruno.last["events"]))["events"]
        assert (event["name"], event["user_count"]) == ("Film evening", 0)
        await bruno.ask("interested", event=event["id"], yes=True)
        await ada.until(lambda: ada.last["events"]["events"][0]["user_count"] == 1)
        mine = bruno.last["events"]["events"][0]
        assert mine["sandbox"]["interested"] == [member_id(page, "Bruno")]
        assert mine["user_rsvp"] is not None
        assert ada.last["events"]["events"][0]["user_rsvp"] is None
        await bruno.ask("interested", event=event["id"], yes=False)
        await ada.until(lambda: ada.last["events"]["events"][0]["user_count"] == 0)
        with pytest.raises(Refused, match="That event is over or was called off"):
            await bruno.ask("interested", event="5", yes=True)


@pytest.mark.parametrize(
    ("do", "members", "told"),
    [
        ("add_member", {"name": "   "}, "A member's name has 1 to 32 characters."),
        ("add_member", {"name": "x" * 33}, "A member's name has 1 to 32 characters."),
        ("add_member", {"name": "ADA"}, "There is somebody called ADA already."),
        ("clock", {"seconds": -1}, "'seconds' is from 0 to 3.16224e+07."),
        ("clock", {"seconds": "soon"}, "'seconds' is a number."),
        ("clock", {"seconds": True}, "'seconds' is a number."),
        ("fault", {"kind": "earthquake"}, "There is no fault called 'earthquake'."),
        ("fault", {"kind": "slow", "times": 0}, "'times' is from 1 to 1000."),
        ("fault", {"kind": "disconnect"}, "The bot is not connected, so there is no connection to break."),
        ("restart", {"how": "stop"}, "The bot does not belong to this sandbox; restart it where it runs."),
        ("restart", {"how": "gently"}, "The bot can be restarted by 'stop' or by 'kill'."),
    ],
)
async def test_what_the_sandbox_cannot_do_is_said(do: str, members: dict[str, Any], told: str) -> None:
    async with serve_page() as page, open_tab(page) as tab:
        with pytest.raises(Refused) as refused:
            await tab.ask(do, **members)
        assert str(refused.value) == told


async def test_nobody_acts_for_the_bot() -> None:
    async with serve_page() as page, open_tab(page) as tab:
        with pytest.raises(Refused, match="The bot acts for itself"):
            await tab.ask("act", user=member_id(page, "Blendz"))


async def test_time_that_passes_in_one_tab_passes_in_all() -> None:
    async with serve_page() as page, open_tab(page) as tab, open_tab(page) as other:
        before = page.world.clock.now()
        await tab.ask("clock", seconds=3600)
        told = await other.until(lambda: other.last.get("clock"))
        assert dt.datetime.fromisoformat(told["now"]).timestamp() >= before + 3600
