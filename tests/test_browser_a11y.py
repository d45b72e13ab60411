"""The page for those who do not see it or have no mouse: what axe finds, and an evening by keyboard alone.

tests/test_page_shell.py lets axe look at the composer, its errors, a form and the inspector; here are the others.
"""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page as BrowserPage
from playwright.async_api import expect

from bot.charts.browser import find_browser
from tests.browser_house import House, Seat, bring, run_house
from tests.browser_keys import command, until, use_control
from tests.browser_looks import STATES, VIEWS, Looks, back, look, open_channel, run_looks
from tests.e2e import account_page

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine"),
]
BRUNOS = ("Bridgerton", "Emily in Paris", "Friends", "Titanic", "Shrek", "Mamma Mia!", "Gilmore Girls", "Get Out")
#: Counts what only a pointer does.
_POINTER = "window.pointed = 0; addEventListener('pointerdown', () => (window.pointed += 1), true);"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def looks() -> AsyncIterator[Looks]:
    async with run_looks() as opened:
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with run_house(tmp_path_factory.mktemp("a11y"), "Ada", "Bruno") as opened:
        yield opened


@pytest.mark.parametrize(("theme", "width"), VIEWS)
async def test_axe_finds_nothing_serious_in_any_state(looks: Looks, theme: str, width: str) -> None:
    found: dict[str, list[str]] = {}
    async with look(looks, theme, width) as page:
        beside = ["drawer"] if width == "phone" else []
        for state in ("list", "report", "poll-open", "poll-closed", "commands", *beside):
            await STATES[state](page)
            found[state] = await serious(page)
            await back(page)
        await open_channel(page, "list")
        await page.get_by_role("combobox", name="More about a title").press("Enter")
        await page.get_by_role("option", name="Harbour Lights").wait_for()
        found["open menu"] = await serious(page)
    assert {state: rules for state, rules in found.items() if rules} == {}


async def test_axe_would_find_a_button_without_a_name_and_text_one_cannot_read(looks: Looks) -> None:
    async with look(looks, "dark", "desktop") as page:
        await open_channel(page, "list")
        await page.locator("#log .component-button").first.evaluate("button => button.replaceChildren()")
        await page.locator("#log .subtext").first.evaluate("text => text.style.setProperty('color', '#3a3c42')")
        found = await serious(page)
    assert {rule.partition(":")[0] for rule in found} == {"button-name", "color-contrast"}


async def serious(page: BrowserPage) -> list[str]:
    """What axe calls serious or critical, with where."""
    result = await Axe().run(page)
    grave = [rule for rule in result.response["violations"] if rule["impact"] in ("serious", "critical")]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in grave for node in rule["nodes"]]


async def test_an_evening_by_keyboard_alone(house: House) -> None:
    bruno = house.page.sandbox.actor(house.user("Bruno"))
    await bring(bruno, house.page.sandbox.channel, account_page(*BRUNOS))
    async with house.seat("Ada") as ada:
        await ada.tab.evaluate(_POINTER)
        await command(ada, "upload", history="Ada's history")
        await ada.sees("Your history is in")
        await command(ada, "blend", friend="@Bruno")
        await ada.sees("A blend for")
        await (await bruno.press(house.messages("A blend for")[0], "Join")).settled()
        await use_the_panel(ada)
        await vote_and_close(ada)
        assert await ada.tab.evaluate("window.pointed") == 0
    assert house.problems == []


async def use_the_panel(ada: Seat) -> None:
    """Turn the page, ask why by a menu, steer by a form."""
    panel, press = ada.message("A blend for"), ada.tab.keyboard.press
    await expect(panel).to_contain_text("1/4")
    await use_control(ada, "A blend for", "Next ▶")
    await expect(panel).to_contain_text("2/4")
    await use_control(ada, "A blend for", "More about a title")
    await press("ArrowDown")
    await press("Enter")
    await ada.sees("How sure I am")
    await use_control(ada, "A blend for", "More / less of")
    await expect(ada.tab.get_by_role("combobox", name="More of")).to_be_focused()
    for key in ("Enter", "Enter", "Tab"):  # open, take the first, close
        await press(key)
    await until(ada.tab, "Tab", "name => document.activeElement.textContent === name", "Submit")
    await press("Enter")
    await expect(panel).to_contain_text("+ ")


async def vote_and_close(ada: Seat) -> None:
    """Ask for a vote, vote, close it."""
    await use_control(ada, "A blend for", "Vote")
    await ada.sees("How long shall it run?")
    await use_control(ada, "How long shall it run?", "1 hour")
    poll = await ada.sees("What shall we watch?")
    first = await poll.locator(".poll-text").first.text_content()
    await use_control(ada, "What shall we watch?", first or "?", "Space")
    await until(ada.tab, "Tab", "name => document.activeElement.textContent === name", "Vote")
    await ada.tab.keyboard.press("Enter")
    await expect(poll).to_contain_text("1 vote")
    await use_control(ada, "What shall we watch?", "Close the vote")
    await expect(await ada.sees("Tonight:")).to_contain_text("1 of 1 vote")
