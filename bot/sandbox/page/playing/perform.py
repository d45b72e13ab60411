"""Performing a script: before the reader's eyes in their own tab, or in a browser of its own that takes pictures."""

import sys
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from bot.sandbox.page.door import page_url
from bot.sandbox.page.page import Page
from bot.sandbox.page.playing.line import open_line
from bot.sandbox.page.playing.means import Means
from bot.sandbox.page.playing.outcome import OutcomeMeans
from bot.sandbox.page.playing.player import Player, StepFailed
from bot.sandbox.page.playing.script import Script

if TYPE_CHECKING:
    from bot.sandbox.page.playing.hands import HandMeans

_NEEDED = ("playwright", "PIL")
_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--font-render-hinting=none")


class CannotShoot(Exception):
    """There is nothing to take pictures with; the text says what to do."""


def check_shots(browser: Path | None) -> Path:
    """The browser that takes the pictures. Raises CannotShoot."""
    if any(find_spec(name) is None for name in _NEEDED):
        raise CannotShoot("--shots drives a browser with Playwright, which is not installed: pip install -e '.[dev]'")
    if browser is None:
        raise CannotShoot("--shots needs Chromium, and none was found: python -m bot.charts.browser installs it.")
    return browser


async def watch(page: Page, script: Script, narrate: Callable[[str], None]) -> int | None:
    """Play the script slowly in every open tab, once there is one, and leave the page open; 1 when it fails."""
    narrate("The evening begins as soon as the page is open.")
    await page.world.wait_until(lambda: bool(page.connections), float("inf"))
    if await _play(page, script, OutcomeMeans(page), narrate, paced=True):
        return 1
    narrate("The script is over. The page stays open; go on as you like.")
    return None


async def shoot(page: Page, script: Script, folder: Path, browser: Path, narrate: Callable[[str], None]) -> int:
    """Play the script in a browser of its own and save its pictures in `folder`; 0 when all went as it is written."""
    async with _hands(page, script, folder, browser) as hands:
        code = await _play(page, script, hands, narrate, paced=False)
        for picture in hands.pictures:
            narrate(f"{picture}: {picture.stat().st_size / 1000:.0f} kB")
    return code


async def _play(page: Page, script: Script, means: Means, narrate: Callable[[str], None], *, paced: bool) -> int:
    async with open_line(page) as line:
        player = Player(page, script, means, line, narrate, page.people()[0], page.sandbox.channel, paced)
        try:
            await player.play()
        except StepFailed as failure:
            print(failure, file=sys.stderr)  # noqa: T201 - the sentence for who sits before it
            return 1
    return 0


@asynccontextmanager
async def _hands(page: Page, script: Script, folder: Path, browser: Path) -> AsyncGenerator["HandMeans"]:
    from playwright.async_api import async_playwright  # noqa: PLC0415 - only --shots needs a driver of browsers

    from bot.sandbox.page.playing.hands import HandMeans  # noqa: PLC0415 - as above

    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=str(browser), args=_ARGUMENTS)
        try:
            context = await opened.new_context(
                color_scheme="dark", reduced_motion="reduce", timezone_id="UTC", locale="en-GB"
            )
            tab = await context.new_page()
            await tab.goto(page_url(page))
            await tab.locator("html[data-state=ready]").wait_for()
            context.set_default_timeout(script.patience * 1000)  # for steps alone: a busy machine opens slowly
            yield HandMeans(tab, folder, theme=script.theme, width=script.width)
        finally:
            await opened.close()
