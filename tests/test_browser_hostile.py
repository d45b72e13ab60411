"""Hostile names through the whole page: of members, of files, and of titles in a history that somebody uploads.

tests/test_page_hostile.py tries each place of a message with hundreds of texts; here they go the way that real ones go,
through the forms of the page, the bot and back.
"""

import csv
import io
import re
from collections.abc import AsyncIterator, Sequence

import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.charts.browser import find_browser
from tests.browser_house import House, Seat, drop, run_house
from tests.hostile_markup import ALL, MARKUP

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine"),
]
#: Names that fit a member: at most 32 characters.
NAMES = (
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<script>alert(1)</script>",
    "\"onmouseover='alert(1)'x=\"",
    "javascript:alert(1)",
    "**<b>@everyone</b>**",
    "<@1> <#2> <t:0:R>",
    "{{constructor.alert(1)}}",
    "[a](javascript:alert(1))",
    "${alert(1)}",
    "||spoiler|| `code` # head",
    "\u202etxet desrever",
)
FILE = "<img src=x onerror=alert(1)>.csv"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with run_house(tmp_path_factory.mktemp("hostile"), "Ada") as opened:
        yield opened


async def test_members_with_hostile_names_join_act_and_are_named_everywhere(house: House) -> None:
    async with house.seat("Host") as host, house.seat("Ada") as ada:
        for name in NAMES:
            await join(host, name)
        assert set(NAMES) <= set(await ada.tab.locator("#members .member-name").all_text_contents())
        named = {"friend" if at == 1 else f"friend{at}": house.user(name) for at, name in enumerate(NAMES[:9], 1)}
        await drop(ada, FILE, history(["Ozark: Season 1: Sugarwood", "Inception"]))
        await ada.tab.keyboard.press("Enter")
        await ada.sees("Your history is in")
        await ada.hands.slash("blend", named)
        for seat in (ada, host):
            for name in NAMES[:9]:
                await expect(await seat.sees("are invited")).to_contain_text(f"@{name}")
            await unharmed(seat)
    assert house.problems == []


async def test_a_history_of_hostile_titles_goes_in_and_out_as_text(house: House) -> None:
    async with house.seat("Ada") as ada:
        await drop(ada, FILE, history([*ALL, *MARKUP * 6]))  # those that are markup, the most often
        await expect(ada.tab.locator('[data-option="history"] input')).to_have_value(re.compile(re.escape(FILE)))
        await ada.tab.keyboard.press("Enter")
        report = await ada.sees("Most watched of what I do not know")
        await expect(report).to_contain_text("<script>")
        await unharmed(ada)
        await ada.hands.press("Hide titles", None)
        menu = (await ada.sees("Hide titles")).get_by_role("combobox").first
        await menu.click()
        await expect(ada.tab.locator(".listbox [role=option]", has_text="<").first).to_be_visible()
        await unharmed(ada)
    assert house.problems == []


async def join(seat: Seat, name: str) -> None:
    """Add a member by the page's own form, and stay who one is."""
    await seat.tab.locator(".acting-button").click()
    await seat.tab.get_by_role("menuitem", name="Add member…").click()
    await seat.tab.get_by_label("Name").fill(name)
    await seat.tab.keyboard.press("Enter")
    await seat.tab.locator(".acting-name").get_by_text(" ".join(name.split()), exact=True).wait_for()


async def unharmed(seat: Seat) -> None:
    """No element or handler came out of a text, nothing ran, nothing was asked for."""
    found = await seat.tab.evaluate(
        """() => [...document.querySelectorAll("*")].filter((node) => {
            const isOwn = node.matches("head > script[src='./app/main.js'], img[src^='http://127.0.0.1']");
            const isBad = node.matches("script, img, iframe, object, embed, base, style, form[action], math, template");
            return (isBad && !isOwn) || [...node.attributes].some(({ name }) => name.startsWith("on"));
        }).map((node) => node.outerHTML)"""
    )
    assert found == []
    assert await seat.faults() == []


def history(titles: Sequence[str]) -> bytes:
    """An account page with these titles."""
    text = io.StringIO()
    rows = [(title, f"1/{1 + at % 28}/24") for at, title in enumerate(titles)]
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([("Title", "Date"), *rows])
    return text.getvalue().encode("utf-8", "replace")


async def test_the_look_for_harm_finds_an_element_that_came_out_of_a_text(house: House) -> None:
    async with house.context() as context:
        seat = await house.sit(context, "Ada")
        await unharmed(seat)
        await seat.tab.evaluate("document.querySelector('#log').append(document.createElement('iframe'))")
        with pytest.raises(AssertionError):
            await unharmed(seat)
