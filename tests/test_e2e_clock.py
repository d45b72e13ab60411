"""Time is what Discord says it is, whatever the clock of the bot's machine shows."""

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.sandbox import run_sandbox
from bot.sandbox.state import create_world
from tests.e2e import run_bot
from tests.e2e_vote import ask, close, evening, results

LONG_AGO = dt.datetime(2021, 3, 5, 19, 30, tzinfo=dt.UTC)
FAR_AHEAD = dt.datetime(2041, 3, 8, 19, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize("start", [LONG_AGO, FAR_AHEAD], ids=["long-ago", "far-ahead"])
async def test_an_evening_keeps_to_the_time_of_its_discord(tmp_path: Path, start: dt.datetime) -> None:
    async with run_sandbox(world=create_world(start=start.timestamp())) as sandbox, run_bot(sandbox, tmp_path) as scene:
        (ada, bo, _), panel = await evening(scene)
        poll = await ask(ada, panel, "1 hour")
        assert poll.poll is not None
        answer = (await (await ada.press(panel, "Vote")).settled()).message
        (until,) = re.findall(r"A vote is open: .*<t:(\d+):t>", str(answer.components))
        assert poll.poll.expiry - 60 < int(until) <= poll.poll.expiry
        await bo.vote(poll, [1])
        sandbox.world.clock.advance(3_700)
        await close(ada, poll)
        (result,) = results(scene, panel.channel)
        assert "stays open" not in result
        tonight = next(m for m in panel.channel.messages if "## Tonight" in scene.text(m))
        form = (await (await ada.press(tonight, "Set the evening")).settled()).modal
        filled = {"When do you begin?": "tomorrow 8 pm", "What time is it for you now?": "0"}
        checked = await (await ada.submit(form, filled)).settled()
        await (await ada.press(checked.message, "Set it")).settled(quiet=0.3)
        (event,) = sandbox.world.events.values()
        assert event.start == (start.replace(hour=20, minute=0) + dt.timedelta(days=1)).timestamp()
        scene.check()


async def test_a_list_of_another_year_outlives_the_bot(tmp_path: Path) -> None:
    assert "How long shall it run?" in await pressed_in_the_next_life(tmp_path)


async def test_by_the_machines_clock_it_would_be_forgotten(tmp_path: Path) -> None:
    assert "has ended" in await pressed_in_the_next_life(tmp_path, {"BLENDZ_CLOCK_AHEAD": "0"})


async def pressed_in_the_next_life(folder: Path, settings: Mapping[str, str] | None = None) -> str:
    """What `Vote` under a list of long ago comes to once the bot was started again."""
    async with run_sandbox(world=create_world(start=LONG_AGO.timestamp())) as sandbox:
        async with run_bot(sandbox, folder) as earlier:
            (ada, _, _), panel = await evening(earlier)
        async with run_bot(sandbox, folder, settings=settings) as scene:
            return scene.text(await (await ada.press(panel, "Vote")).settled())
