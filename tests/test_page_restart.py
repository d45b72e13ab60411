"""The page lives on while the real bot beside it is stopped, killed and started again."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web

from bot.sandbox import Sandbox, run_sandbox
from bot.sandbox.page import Page, add_page
from bot.sandbox.process import BotProcess
from tests.e2e import account_page, no_browser
from tests.page_tab import Refused, Tab, control, member_id, open_tab
from tests.sandbox_bot import eventually


@pytest_asyncio.fixture
async def page(tmp_path: Path) -> AsyncIterator[Page]:
    """A page beside the real bot, which is not started yet."""
    pages: list[Page] = []

    def extend(app: web.Application, sandbox: Sandbox) -> None:
        for name in ("Ada", "Bruno"):
            sandbox.add_member(name)
        bot = BotProcess(sandbox, tmp_path / "state", tmp_path / "bot.log", no_browser(tmp_path))
        pages.append(Page(sandbox, bot))
        add_page(app, pages[0])

    async with run_sandbox(extend=extend):
        try:
            yield pages[0]
        finally:
            await pages[0].close()
            await process(pages[0]).end()


def process(page: Page) -> BotProcess:
    assert page.bot is not None
    return page.bot


def states(tab: Tab) -> list[str]:
    """How the bot was said to be, one after the other."""
    return [frame["state"] for frame in tab.frames if frame["type"] == "bot"]


async def test_an_evening_outlives_the_bots_restarts(page: Page) -> None:
    films = account_page("The Imitation Game", "The Social Network", "Black Mirror", "Matilda", "The Crown")
    async with open_tab(page, "Ada") as ada, open_tab(page, "Bruno") as bruno:
        assert ada.frames[0]["bot_state"] == "starting"
        await process(page).start()
        await ada.ready()
        await ada.use("help")
        await ada.said("/upload")
        assert bruno.shown == []
        for tab in (ada, bruno):
            await tab.use("upload", history=await tab.upload("NetflixViewingHistory.csv", films))
            await tab.said("Your history is in")
        await ada.use("blend", friend=member_id(page, "Bruno"))
        panel = await bruno.said("Join")
        for how in ("stop", "kill"):
            before = len(states(ada))
            await ada.ask("restart", how=how)
            if how == "stop":  # which takes a while: it answers what it has begun
                await eventually(lambda: process(page).is_turning)
                with pytest.raises(Refused, match="being started or ended"):
                    await bruno.ask("restart", how="kill")
            await ada.until(lambda before=before: states(ada)[before:][-1:] == ["ready"])
            assert [state for state in states(ada)[before:] if state != "reconnecting"] == [
                "stopped",
                "starting",
                "ready",
            ]
        joined = await bruno.ask("press", message=panel["id"], component=control(panel, "Join"))
        assert await bruno.outcome(joined) == "answered"
        await ada.said("match")
        await bruno.use("privacy")
        await bruno.said("Who used it")
        assert page.sandbox.problems == []


async def test_a_bot_that_crashes_is_called_failed_and_can_be_started_again(page: Page) -> None:
    async with open_tab(page, "Ada") as tab:
        await process(page).start()
        await tab.ready()
        process(page).process.kill()
        await tab.until(lambda: tab.last["bot"]["state"] == "failed")
        assert re.search(r"It ended with code -9; .+bot\.log says more\.", tab.last["bot"]["detail"])
        asked = await tab.ask("slash", channel=tab.here, name="help", options={})
        await tab.ask("clock", seconds=3.1)
        assert await tab.outcome(asked) == "failed"
        await tab.ask("restart", how="stop")
        await tab.ready()
        await tab.use("help")


async def test_a_bot_that_cannot_start_says_why(page: Page, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("no folder", encoding="utf-8")
    async with open_tab(page, "Ada") as tab:
        await process(page).start()
        await tab.until(lambda: tab.last["bot"]["state"] == "failed")
        assert "cannot be used" in tab.last["bot"]["detail"]
        assert "Traceback" not in tab.last["bot"]["detail"]
