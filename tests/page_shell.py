"""A sandbox with a throw-away bot behind the real page in a real browser, and what a reader does there."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import discord
from aiohttp import web
from discord import app_commands
from playwright.async_api import Browser, Locator, Page, async_playwright

from bot.charts.browser import find_browser
from bot.sandbox import Sandbox, run_sandbox
from bot.sandbox.page import Page as Site
from bot.sandbox.page import add_page, page_url
from tests import sandbox_commands as common
from tests.sandbox_bot import TryBot, connected

Interaction = discord.Interaction[Any]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


@dataclass(frozen=True, slots=True, eq=False)
class Stand:
    """A sandbox with its page, the bot in it, and the browser."""

    site: Site
    bot: TryBot
    browser: Browser

    @property
    def sandbox(self) -> Sandbox:
        return self.site.sandbox


@app_commands.command(description="Every kind of option there is")
@app_commands.describe(what="Some text", mood="How it should feel", count="How many", friend="Somebody")
@app_commands.choices(mood=[app_commands.Choice(name="Calm", value="c"), app_commands.Choice(name="Wild", value="w")])
async def every(  # noqa: PLR0913, PLR0917 - one parameter for each kind of option
    interaction: Interaction,
    what: app_commands.Range[str, 2, 10],
    mood: str,
    count: app_commands.Range[int, 1, 5] | None = None,
    share: app_commands.Range[float, 0.0, 1.0] | None = None,
    sure: bool | None = None,  # noqa: FBT001 - an option of the command
    friend: discord.User | None = None,
    place: discord.TextChannel | None = None,
    who: discord.User | discord.Role | None = None,
    first: discord.Attachment | None = None,
    second: discord.Attachment | None = None,
) -> None:
    files = [f"{a.filename}={(await a.read()).decode()}" for a in (first, second) if a]
    said = [what, mood, count, share, sure, friend and friend.display_name, place and place.name, who and str(who)]
    await interaction.response.send_message(" | ".join(map(str, [*said, *files])))


@app_commands.command(description="Never answers")
async def silent(interaction: Interaction) -> None:
    del interaction


@app_commands.command(description="A note for you alone")
async def whisper(interaction: Interaction) -> None:
    await interaction.response.send_message(f"a secret for {interaction.user.display_name}", ephemeral=True)


@app_commands.command(description="A button that does nothing")
async def stuck(interaction: Interaction) -> None:
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="Hang", custom_id="hang"))
    await interaction.response.send_message(f"press it, {interaction.user.display_name}", view=view)


@app_commands.context_menu(name="Quote")
async def quote(interaction: Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(f"quoted: {message.content}", ephemeral=True)


group = app_commands.Group(name="list", description="Lists")


@group.command(name="show", description="Show the list")
async def show(interaction: Interaction) -> None:
    await interaction.response.send_message("the list")


COMMANDS = (every, silent, whisper, stuck, quote, group, common.form, common.seen, common.upload, common.compare)


@asynccontextmanager
async def run_stand() -> AsyncGenerator[Stand]:
    """Everything a test needs, until the block ends; each test adds members of its own."""
    sites: list[Site] = []

    def serve(app: web.Application, sandbox: Sandbox) -> None:
        sites.append(Site(sandbox))
        add_page(app, sites[0])

    async with (
        browser() as chromium,
        run_sandbox(checked=False, extend=serve) as sandbox,
        connected(sandbox, *COMMANDS) as bot,
    ):
        for name in ("Ada", "Bruno"):
            sandbox.add_member(name)
        yield Stand(sites[0], bot, chromium)
        await sites[0].close()


@asynccontextmanager
async def open_page(stand: Stand, *, name: str | None = None, **context: Any) -> AsyncGenerator[Page]:
    """The page as a reader opens it, acting as a new member of that name; it fails when a script failed."""
    options = {"viewport": WIDE, "color_scheme": "dark", "reduced_motion": "reduce"} | context
    opened = await stand.browser.new_context(**options)
    page = await opened.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if "Content Security Policy" in line.text else None)
    page.set_default_timeout(30_000)
    if name is not None:
        user = stand.sandbox.add_member(name).user
        await page.add_init_script(f"sessionStorage.setItem('sandbox-me', '{user.id}')")
    try:
        await page.goto(page_url(stand.site))
        await page.locator("html[data-state=ready]").wait_for()
        if name is not None:
            await page.locator(".acting-name", has_text=name).wait_for(state="attached")
        yield page
    finally:
        await opened.close()
    assert wrong == []


@asynccontextmanager
async def browser() -> AsyncGenerator[Browser]:
    """Chromium until the block ends."""
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=str(find_browser()), args=ARGUMENTS)
        try:
            yield opened
        finally:
            await opened.close()


async def use(page: Page, command: str, *values: str) -> None:
    """Type a command and its required options, by keyboard alone, and send it."""
    await page.locator("#composer-input").focus()
    await page.keyboard.type(f"/{command}")
    await page.get_by_role("option", name=f"/{command}").first.wait_for()
    await page.keyboard.press("Enter")
    for value in values:
        await page.keyboard.type(value)
        await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")


async def choose_command(page: Page, command: str) -> None:
    """Type a command and choose it, without sending."""
    await page.locator("#composer-input").focus()
    await page.keyboard.type(f"/{command}")
    await page.get_by_role("option", name=f"/{command}").first.wait_for()
    await page.keyboard.press("Enter")


async def add_option(page: Page, option: str) -> Locator:
    """Take one more option of the command, by keyboard, and stand in its box."""
    more = page.locator(".more-input")
    await more.focus()
    await page.keyboard.type(option)
    await page.get_by_role("option", name=option).first.wait_for()
    await page.keyboard.press("Enter")
    return pill(page, option)


def pill(page: Page, option: str) -> Locator:
    """The box of one option of the command that is being filled in."""
    return page.locator(f'[data-option="{option}"] input')


async def last_message(page: Page, text: str) -> Locator:
    """The newest message that holds this text, once it is there."""
    found = page.locator("#log article", has_text=text).last
    await found.wait_for()
    return found
