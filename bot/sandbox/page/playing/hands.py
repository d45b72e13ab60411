"""Acting in the real page: what a member would type and click is typed and clicked, and pictures are taken of it.

Only what has no place on the page goes another way: the clock, faults and restarts are asked for over the page's socket
(player.py), since a script names seconds and times that no button offers.
"""

import re
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from playwright.async_api import Error, Locator, Page

from bot.sandbox.entities import Channel, User
from bot.sandbox.page.playing.fields import fill_field, fill_option, one_of, pick_in
from bot.sandbox.page.playing.means import WentWrong
from bot.sandbox.page.playing.script import Step
from bot.sandbox.page.playing.shots import clear_notices, resize, save, settle

SIZES = {"desktop": (1280, 800), "phone": (390, 844)}
_DRAWERS = {"channels": "channels", "members": "members", "inspector": "inspector"}


class HandMeans:
    """One member after the other at one page. `folder` takes the pictures; None takes none."""

    def __init__(self, page: Page, folder: Path | None, *, theme: str = "dark", width: str = "desktop") -> None:
        self._page = page
        self._folder = folder
        self._theme, self._width = theme, width
        self._height: int | None = None
        self.pictures: list[Path] = []

    @contextmanager
    def acting(self) -> Generator[None]:
        """Makes WentWrong of what the driver of the browser says when the page is not as a step needs it."""
        try:
            yield
        except Error as error:
            waited = re.search(r"waiting for (.+)", error.message)
            what = waited[1] if waited else error.message.splitlines()[0]
            raise WentWrong(f"the page does not come to show what this needs ({what})") from error

    async def begin(self, step: Step, user: User, channel: Channel) -> None:
        """Show the page as the step wants it, and switch the member and the channel by the page's own menus."""
        self._theme = step.theme or self._theme
        if step.width is not None and step.width != self._width:
            self._width, self._height = step.width, None
        self._height = step.height or self._height
        width, height = SIZES[self._width]
        await resize(self._page, width, self._height or height)
        await self._dress()
        await self._switch_member(user)
        await self._switch_channel(channel)
        await clear_notices(self._page)
        if await self._page.locator("#present").is_visible():
            await self._page.locator("#present").click()  # what the step before clicked may lie further up

    async def slash(self, name: str, options: Mapping[str, Any]) -> None:
        """Type the command, take its options one by one, and send it."""
        page = self._page
        await self._leave_command()
        await page.locator("#composer-input").press_sequentially(f"/{name}")
        await page.locator("#choices [role=option]").filter(has=page.get_by_text(f"/{name}", exact=True)).click()
        for option, value in options.items():
            await fill_option(page, option, value)
        await page.get_by_role("button", name="Send the command").click()
        await page.locator(".pills").wait_for(state="detached")

    async def press(self, button: str, on: str | None) -> None:
        """Click a button of a message."""
        await (
            self._messages(on)
            .get_by_role("button", name=button, exact=True)
            .and_(self._page.locator("[data-component-id]:enabled"))
            .last.click()
        )

    async def choose(self, values: Sequence[str | int], menu: str | None, on: str | None) -> None:
        """Open a menu of a message and click what is wanted."""
        menus = self._messages(on).locator(".select:not(.idle)")
        found = menus.filter(has=self._page.get_by_role("combobox", name=menu)) if menu else menus
        await pick_in(found.last, values)

    async def fill(self, values: Mapping[str, Any]) -> None:
        """Fill in the form and send it."""
        form = self._page.get_by_role("dialog")
        for label, value in values.items():
            await fill_field(form, label, value)
        await form.get_by_role("button", name="Submit").click()
        await form.wait_for(state="detached")

    async def vote(self, answers: Sequence[str | int], on: str | None) -> None:
        """Tick answers and press Vote, or take the vote back."""
        poll = self._messages(on).locator(".poll").last
        if not answers:
            await poll.get_by_role("button", name="Remove vote").click()
            await poll.locator(".mine").first.wait_for(state="detached")
            return
        for answer in answers:
            await (await one_of(poll.locator("label.poll-answer"), answer)).click()
        await poll.get_by_role("button", name="Vote", exact=True).click()
        await poll.locator(".mine").first.wait_for()

    async def context(self, command: str, user: User | None, on: str | None) -> None:
        """Right-click a member, or a message, and take a command."""
        if user is None:
            target = self._messages(on).last.locator(".message-body, .components").first
        else:
            await self._open("members")
            target = self._page.locator(f'#members-panel .member[data-user-id="{user.id}"]')
        await target.click(button="right")
        await self._page.get_by_role("menuitem", name=command, exact=True).click()

    async def dismiss(self, text: str) -> None:
        """Put away a private message."""
        message = self._messages(text).last
        await message.get_by_role("button", name="Dismiss message").click()

    async def page_only(self, step: Step) -> None:
        """Open a panel, scroll to a message, type without sending, or press a key."""
        if step.action == "open":
            await self._open(str(step.value))
        elif step.action == "look":
            await self._messages(str(step.value)).last.evaluate("message => message.scrollIntoView({ block: 'start' })")
        elif step.action == "type":
            await self._leave_command()
            await self._page.locator("#composer-input").press_sequentially(str(step.value))
        elif step.action == "key":
            await self._page.keyboard.press(str(step.value))

    async def see(self, text: str, patience: float) -> bool:
        """Wait until a message on the page holds the text, or a picture with that alternative text."""
        return await self._waited(self._holding(text).first, "attached", patience)

    async def miss(self, text: str, patience: float) -> bool:
        """Wait until no message on the page holds the text any more."""
        return await self._waited(self._holding(text).first, "detached", patience)

    async def shoot(self, step: Step) -> None:
        """Take the step's picture once everything stands still."""
        if step.shot is None or self._folder is None:
            return
        with suppress(Error) if step.fails else nullcontext():  # what is never answered never stands still
            await settle(self._page)
        path = self._folder / f"{len(self.pictures) + 1:02d}-{step.shot.name}.png"
        await save(self._page, step.shot, path)
        self.pictures.append(path)

    def _messages(self, text: str | None) -> Locator:
        return self._page.locator("#log article", has_text=text) if text else self._page.locator("#log article")

    def _holding(self, text: str) -> Locator:
        pictured = self._messages(None).filter(has=self._page.get_by_alt_text(text))
        return self._messages(text).or_(pictured)

    async def _waited(self, found: Locator, state: Any, patience: float) -> bool:
        try:
            await found.wait_for(state=state, timeout=patience * 1000)
        except Error:
            return False
        return True

    async def _dress(self) -> None:
        if await self._page.locator("html").get_attribute("data-theme") != self._theme:
            await self._open("channels")
            await self._page.get_by_role("button", name=f"{self._theme.capitalize()} theme").click()
            await self._close_drawer()

    async def _switch_member(self, user: User) -> None:
        name = self._page.locator(".acting-name")
        if await name.text_content() == user.display:
            return
        await self._open("channels")
        await self._page.locator(".acting-button").click()
        await self._page.get_by_role("menuitemradio", name=user.display, exact=True).click()
        await name.get_by_text(user.display, exact=True).wait_for(state="attached")
        await self._close_drawer()
        await self._page.locator("html[data-state=ready]").wait_for()

    async def _switch_channel(self, channel: Channel) -> None:
        row = self._page.locator(f'#channels [data-channel="{channel.id}"]')
        if await row.get_attribute("aria-current") == "page":
            return
        await self._open("channels")
        await row.click()
        await self._page.locator("html[data-state=ready]").wait_for()

    async def _open(self, panel: str) -> None:
        """Open a panel or drawer by its button; the channels are always there on a wide page."""
        button = self._page.locator(f"#header [data-panel={panel}]")
        if panel not in _DRAWERS:
            raise WentWrong(f"there is no {panel} to open")
        if await button.is_visible() and await button.get_attribute("aria-expanded") == "false":
            await button.click()

    async def _close_drawer(self) -> None:
        if await self._page.locator("#backdrop").is_visible():
            await self._page.locator("#backdrop").click(position={"x": SIZES[self._width][0] - 10, "y": 200})

    async def _leave_command(self) -> None:
        leave = self._page.get_by_role("button", name="Leave this command")
        if await leave.is_visible():
            await leave.click()
        await self._page.locator("#composer-input").fill("")
