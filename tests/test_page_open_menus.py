"""A menu that is open while its message changes, as when others press: one goes on in it, or nothing was decided."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import pytest_asyncio
from discord import SelectOption, ui
from playwright.async_api import Page, expect

from bot.charts.browser import find_browser
from bot.sandbox.entities import COMPONENT
from tests.page_shell import Stand, last_message, open_page, run_stand
from tests.sandbox_bot import eventually
from tests.sandbox_commands import row, view

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine"),
]
MOODS = tuple(f"Mood {at}" for at in range(1, 21))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stand() -> AsyncIterator[Stand]:
    async with run_stand() as opened:
        yield opened


class Panel:
    """A message with a menu of moods, one of a single mood and a picker of people, which the bot draws again."""

    def __init__(self, stand: Stand, page: Page, name: str) -> None:
        self.name, self.menus = name, page.locator("#log article", has_text=name).last.get_by_role("combobox")
        self.offers = page.locator(".select.open [role=option]")
        self._stand, self._page, self._sent = stand, page, 0

    async def draw(self, text: str, moods: tuple[str, ...] = MOODS) -> None:
        """Send it, or change it."""
        options = [SelectOption(label=mood) for mood in moods]
        several: ui.Select[Any] = ui.Select(custom_id=f"several {text}", options=options, max_values=3)
        single: ui.Select[Any] = ui.Select(custom_id=f"single {text}", options=options)
        people: ui.UserSelect[Any] = ui.UserSelect(custom_id=f"people {text}")
        layout = view(ui.TextDisplay(f"{self.name} {text}"), row(several), row(single), row(people))
        channel = self._stand.bot.get_partial_messageable(self._stand.sandbox.channel.id)
        if self._sent:
            await channel.get_partial_message(self._sent).edit(view=layout)
        else:
            self._sent = (await channel.send(view=layout)).id
        await last_message(self._page, f"{self.name} {text}")

    async def mark_second(self) -> None:
        """Open the first menu and mark what it offers second."""
        await self.menus.nth(0).click()
        await self.offers.nth(1).click()

    def told(self) -> list[list[str]]:
        """What the bot was told, choice by choice."""
        acts = self._stand.sandbox.world.interactions.values()
        return [act.details["values"] for act in acts if act.kind == COMPONENT and act.user.display == self.name]

    async def tells(self, *choices: list[str]) -> None:
        """Wait until the bot was told just that."""
        await eventually(lambda: self.told() == [*choices])


@asynccontextmanager
async def open_panel(stand: Stand, name: str) -> AsyncGenerator[tuple[Page, Panel]]:
    """The page of a new member of that name, with a panel of their own."""
    async with open_page(stand, name=name) as page:
        panel = Panel(stand, page, name)
        await panel.draw("before")
        yield page, panel


async def test_what_is_marked_in_an_open_list_stays_marked_and_counts(stand: Stand) -> None:
    async with open_panel(stand, "Marks") as (page, panel):
        await panel.mark_second()
        await panel.draw("after")
        await expect(panel.offers.nth(1)).to_have_attribute("aria-selected", "true")
        await expect(panel.menus.nth(0)).to_be_focused()
        await panel.offers.nth(4).click()
        await page.locator(".select.open .select-done").click()
        await panel.tells(["Mood 2", "Mood 5"])


async def test_the_keys_go_on_where_they_were_in_the_list(stand: Stand) -> None:
    async with open_panel(stand, "Keys") as (page, panel):
        await panel.menus.nth(1).focus()
        for key in ("ArrowDown", "End", "ArrowUp"):
            await page.keyboard.press(key)
        scrolled = await page.locator(".select.open .listbox").evaluate("list => list.scrollTop")
        await panel.draw("after")
        assert scrolled > 0
        assert await page.locator(".select.open .listbox").evaluate("list => list.scrollTop") == scrolled
        await page.keyboard.press("Enter")
        await panel.tells(["Mood 19"])


async def test_a_search_that_was_begun_goes_on(stand: Stand) -> None:
    async with open_panel(stand, "Search") as (page, panel):
        await panel.menus.nth(2).click()
        await page.keyboard.type("Bru")
        await panel.draw("after")
        await page.keyboard.type("no")
        await expect(panel.menus.nth(2)).to_have_value("Bruno")
        await expect(panel.offers).to_have_count(1)
        await page.keyboard.press("Enter")
        bruno = next(user for user in stand.sandbox.world.users.values() if user.display == "Bruno")
        await panel.tells([str(bruno.id)])


async def test_a_list_of_other_options_does_not_open_under_the_pointer(stand: Stand) -> None:
    """What one was about to click is not there any more: nothing is decided, and the menu can be opened anew."""
    async with open_panel(stand, "Others") as (page, panel):
        await panel.mark_second()
        await panel.draw("after", MOODS[5:])
        await expect(page.locator(".select.open")).to_have_count(0)
        await expect(panel.menus.nth(0)).to_be_focused()
        assert panel.told() == []
        await page.keyboard.press("Enter")
        await expect(panel.offers.first).to_contain_text("Mood 6")
        await expect(panel.offers.first).to_have_attribute("aria-selected", "false")
        await page.keyboard.press("Escape")
        assert panel.told() == []
