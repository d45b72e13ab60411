"""The main states of the page, always the same: a throw-away bot says fixed things to fixed people at a fixed time.

    python -m tests.browser_looks

makes the pictures anew that tests/test_browser_looks.py compares with, after a change of the page's looks that was
meant. Look at each before it is committed.
"""

import asyncio
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
from aiohttp import web
from discord import app_commands, ui
from PIL import Image
from playwright.async_api import Browser
from playwright.async_api import Page as BrowserPage

from bot.sandbox import Sandbox, run_sandbox
from bot.sandbox.page import Page, add_page, page_url
from bot.sandbox.page.playing.hands import SIZES
from bot.sandbox.page.playing.shots import settle
from bot.sandbox.state import create_world
from tests.browser_house import open_browser
from tests.picture_compare import keep, reduce
from tests.sandbox_bot import connected

Interaction = discord.Interaction[Any]
KEPT = Path(__file__).parent / "samples" / "page" / "looks"
VIEWS = tuple((theme, width) for theme in ("dark", "light") for width in ("desktop", "phone"))
_CLOCK = 1_897_414_200.0  # 15 February 2030, 19:30 UTC
#: How long something took differs from run to run; so does a pointer's shadow.
_STILL = "#inspector-panel :is(.state, .ms, .at, .request-facts, svg.bar) { visibility: hidden !important }"


@dataclass(frozen=True, slots=True)
class Looks:
    """The page with everything said, and the browser."""

    page: Page
    browser: Browser


class List(ui.LayoutView):
    """What a blend looks like, in words of its own."""

    def __init__(self, *people: int) -> None:
        super().__init__(timeout=None)
        asked = " and ".join(f"<@{person}>" for person in people)
        rows = [
            f"**{place}. {title}** ({1990 + place}) · film, 9{place} min · **{match} % match**\n"
            + " · ".join(f"<@{person}> ▰▰▰▱▱ 6{place} %" for person in people)
            + "\n-# for what you share: quiet, coastal, clever"
            for place, (title, match) in enumerate({"Harbour Lights": 82, "The Slow Ferry": 77, "Gulls": 71}.items(), 1)
        ]
        following: ui.ActionRow[Any] = ui.ActionRow(
            ui.Button(label="Back", custom_id="back", disabled=True), ui.Button(label="Next", custom_id="next")
        )
        menu: ui.Select[Any] = ui.Select(
            custom_id="more", placeholder="More about a title", options=[discord.SelectOption(label="Harbour Lights")]
        )
        votes: ui.ActionRow[Any] = ui.ActionRow(
            ui.Button(label="Vote", custom_id="vote", style=discord.ButtonStyle.primary),
            ui.Button(label="Join", custom_id="join", style=discord.ButtonStyle.success),
            ui.Button(label="Leave", custom_id="leave", style=discord.ButtonStyle.danger),
        )
        parts = [
            ui.TextDisplay(f"## A list for {asked}\n**Fair**: everybody gets something"),
            *map(ui.TextDisplay, rows),
        ]
        self.add_item(
            ui.Container(*parts, ui.Separator(), following, ui.ActionRow(menu), votes, accent_colour=0x4AA8E0)
        )


class Questions(ui.Modal, title="Steer tonight's list"):
    """A form with the inputs that a bot uses."""

    more: ui.Label[Any] = ui.Label(
        text="More of",
        description="each moves the list one step",
        component=ui.Select(custom_id="more", options=[discord.SelectOption(label="clever")], placeholder="Choose"),
    )
    why: ui.Label[Any] = ui.Label(text="Why?", component=ui.TextInput(custom_id="why", placeholder="in your words"))
    file: ui.Label[Any] = ui.Label(text="A list of your own", component=ui.FileUpload(custom_id="file", required=False))


@app_commands.command(description="Rank what you and your friends would enjoy together")
async def blend(interaction: Interaction, friend: discord.User) -> None:
    await interaction.response.send_message(view=List(interaction.user.id, friend.id))


@app_commands.command(description="Bring your watch history; only you see it")
async def upload(interaction: Interaction) -> None:
    about = "## Your history is in\n**247 new rows**. I know the titles of **98 %** of them.\n-# Stored encrypted."
    buttons: ui.ActionRow[Any] = ui.ActionRow(ui.Button(label="Blend", custom_id="blend"))
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.Container(ui.TextDisplay(about), ui.Separator(), buttons))
    await interaction.response.send_message(view=view, ephemeral=True)


@app_commands.command(description="Steer the list")
async def steer(interaction: Interaction) -> None:
    await interaction.response.send_modal(Questions())


@asynccontextmanager
async def run_looks() -> AsyncGenerator[Looks]:
    """The server with its channels and everything said in them, and a browser, until the block ends."""
    world, pages = create_world(seed=7, start=_CLOCK), list[Page]()

    def extend(app: web.Application, sandbox: Sandbox) -> None:
        for name in ("Ada", "Bruno", "Noor"):
            sandbox.add_member(name)
        pages.append(Page(sandbox, fixed=True))
        add_page(app, pages[0])

    async with open_browser() as browser, run_sandbox(world=world, checked=False, extend=extend) as sandbox:
        world.ids.moment = None
        async with connected(sandbox, blend, upload, steer):
            await _speak(sandbox)
            yield Looks(pages[0], browser)


async def _speak(sandbox: Sandbox) -> None:
    ada, bruno, noor = (sandbox.actor(user) for user in list(sandbox.world.users.values())[2:])
    places = {name: sandbox.add_channel(name) for name in ("list", "report", "vote", "decided")}
    await (await ada.slash("blend", places["list"], friend=bruno.user)).settled()
    await (await ada.slash("upload", places["report"])).settled()
    for name in ("vote", "decided"):
        poll = await bruno.poll(
            places[name], "What shall we watch?", ["Harbour Lights", "The Slow Ferry", "Gulls"], hours=4
        )
        await bruno.vote(poll, [2])
        await noor.vote(poll, [2])
        if name == "decided":
            await ada.vote(poll, [1])
            await bruno.end_poll(poll)
            await sandbox.world.wait_until(lambda poll=poll: poll.poll is not None and poll.poll.finalised, 5)


async def open_channel(page: BrowserPage, name: str) -> None:
    """Open a channel by its row; on a narrow page the rows are in a drawer."""
    await open_panel(page, "channels")
    await page.locator("#channels button", has_text=name).click()
    await page.locator(".header-title", has_text=name).wait_for()
    await page.locator("html[data-state=ready]").wait_for()


async def open_panel(page: BrowserPage, name: str) -> None:
    """Open a panel or drawer; a narrow page shows them one at a time."""
    button = page.locator(f"#header [data-panel={name}]")
    if await button.is_visible() and await button.get_attribute("aria-expanded") == "false":
        await button.click()


async def _commands(page: BrowserPage) -> None:
    await open_channel(page, "general")
    await page.locator("#composer-input").fill("/")
    await page.get_by_role("option", name="/blend").wait_for()


async def _inspector(page: BrowserPage) -> None:
    await open_channel(page, "list")
    await open_panel(page, "inspector")
    await page.get_by_label("Only the member you act as").check()  # others may have done more until now
    await page.locator(".inspect-card summary", has_text="/blend").click()
    await page.locator(".inspect-card .entries").first.wait_for()


async def _drawer(page: BrowserPage) -> None:
    await open_channel(page, "list")
    await open_panel(page, "channels")


async def _form(page: BrowserPage) -> None:
    await page.locator("#composer-input").fill("/steer")
    await page.get_by_role("option", name="/steer").click()
    await page.get_by_role("button", name="Send the command").click()
    await page.get_by_role("dialog").wait_for()


def _channel(name: str) -> Callable[[BrowserPage], Awaitable[None]]:
    return lambda page: open_channel(page, name)


#: What is looked at, by name: how Ada gets there from the state before, and last Bruno on a page opened anew.
STATES: dict[str, Callable[[BrowserPage], Awaitable[None]]] = {
    "empty": _channel("general"),
    "list": _channel("list"),
    "report": _channel("report"),
    "poll-open": _channel("vote"),
    "poll-closed": _channel("decided"),
    "commands": _commands,
    "drawer": _drawer,
    "inspector": _inspector,
    "form": _form,
}


@asynccontextmanager
async def look(looks: Looks, theme: str, width: str, who: str = "Ada") -> AsyncGenerator[BrowserPage]:
    """The page as somebody sees it. Its policy is set aside: taking pictures adds a style to the page."""
    across, down = SIZES[width]
    opened = await looks.browser.new_context(
        viewport={"width": across, "height": down},
        color_scheme="light" if theme == "light" else "dark",
        reduced_motion="reduce",
        timezone_id="UTC",
        locale="en-GB",
        bypass_csp=True,
    )
    opened.set_default_timeout(60_000)
    page = await opened.new_page()
    me = next(user.id for user in looks.page.world.users.values() if user.display == who)
    await page.add_init_script(f"sessionStorage.setItem('sandbox-me', '{me}')")
    try:
        await page.goto(page_url(looks.page))
        await page.locator(".acting-name").get_by_text(who).wait_for(state="attached")
        await page.locator("html[data-state=ready]").wait_for()
        yield page
    finally:
        await opened.close()


async def take(page: BrowserPage) -> Image.Image:
    """A picture of the page as it is, once it stands still."""
    await settle(page)
    return reduce(await page.screenshot(animations="disabled", style=_STILL))


async def walk(looks: Looks, theme: str, width: str) -> AsyncGenerator[tuple[str, Image.Image]]:
    """Go through all states at one width in one theme: only a phone has drawers."""
    async with look(looks, theme, width) as page:
        for state, reach in STATES.items():
            if state == "form" or (state == "drawer" and width != "phone"):
                continue
            await reach(page)
            yield state, await take(page)
            await back(page)
    async with look(looks, theme, width, "Bruno") as page:
        await STATES["form"](page)
        yield "form", await take(page)


async def back(page: BrowserPage) -> None:
    """Close what was opened over the messages."""
    if await page.locator("#backdrop").is_visible():
        await page.keyboard.press("Escape")
    await page.locator("#composer-input").fill("")


def path_of(state: str, theme: str, width: str) -> Path:
    """Where the picture of a state is kept."""
    return KEPT / f"{state}-{theme}-{width}.png"


async def renew() -> None:
    """Make every picture anew."""
    async with run_looks() as looks:
        for theme, width in VIEWS:
            async for state, picture in walk(looks, theme, width):
                keep(picture, path_of(state, theme, width))
                sys.stdout.write(f"{path_of(state, theme, width)}\n")


if __name__ == "__main__":
    asyncio.run(renew())
