"""The page's server with the real bot beside it, as the command opens them for a run."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from bot.sandbox.page import Page
from bot.sandbox.page.command import Choices, open_page
from bot.sandbox.page.people import SAMPLE_MEMBERS
from bot.sandbox.page.playing.script import Script


def choices_for(script: Script, folder: Path) -> Choices:
    """What the command chooses for a script that is played with nothing kept before."""
    clock = None if script.clock is None else script.clock.timestamp()
    return Choices(folder, folder, opens=False, members=SAMPLE_MEMBERS, seed=script.seed, clock=clock)


@asynccontextmanager
async def open_running(choices: Choices, settings: Mapping[str, str] | None = None) -> AsyncGenerator[Page]:
    """The page with its bot connected, until the block ends; `settings` are the bot's beside the sandbox's."""
    async with open_page(choices) as page:
        assert page.bot is not None
        page.bot._settings |= settings or {}
        await page.bot.start()
        await page.bot.wait_ready()
        yield page
