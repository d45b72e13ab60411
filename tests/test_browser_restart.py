"""The bot is ended and comes back, or the page's own line is cut: what one is told, and that all is whole after."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.charts.browser import find_browser
from bot.sandbox.page.playing.line import open_line
from tests.browser_house import House, Seat, bring, run_house
from tests.e2e import account_page

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine"),
]
ADAS = ("Ozark", "Narcos", "Inception", "The Matrix", "Pulp Fiction", "Wednesday", "The Godfather", "Stranger Things")
BRUNOS = ("Bridgerton", "Emily in Paris", "Friends", "Titanic", "Shrek", "Mamma Mia!", "Gilmore Girls", "Get Out")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with run_house(tmp_path_factory.mktemp("restart"), "Ada", "Bruno") as opened:
        channel = opened.page.sandbox.channel
        ada, bruno = (opened.page.sandbox.actor(opened.user(name)) for name in ("Ada", "Bruno"))
        for actor, names in ((ada, ADAS), (bruno, BRUNOS)):
            await bring(actor, channel, account_page(*names))
        panel = (await (await ada.slash("blend", channel, friend=bruno.user)).settled()).message
        await (await bruno.press(panel, "Join")).settled()
        yield opened


async def test_a_killed_bot_is_told_and_its_old_panel_works_when_it_is_back(house: House) -> None:
    async with house.seat("Ada") as ada, open_line(house.page) as line:
        panel = await ada.sees("A blend for")
        await expect(panel).to_contain_text("1/4")
        await line.ask("restart", how="kill")
        await expect(ada.tab.locator("#banner")).to_contain_text("Blendz is starting.")
        await expect(ada.tab.locator("#members-panel .member", has_text="Blendz")).not_to_contain_text("online")
        await expect(ada.tab.locator("#banner")).to_be_hidden(timeout=60_000)
        await expect(ada.tab.locator("#members-panel .member", has_text="Blendz")).to_contain_text("online")
        await ada.hands.press("Next ▶", None)
        await expect(panel).to_contain_text("2/4")
        await ada.hands.slash("help", {})
        await ada.sees("/upload")
    assert house.problems == []


async def test_what_is_pressed_while_the_bot_is_gone_fails_as_on_discord(house: House) -> None:
    async with house.seat("Bruno") as bruno:
        assert house.page.bot is not None
        await house.page.bot.end()
        await expect(bruno.tab.locator("#banner")).to_contain_text("Blendz is not running.")
        await bruno.hands.press("Vote", None)
        house.page.world.clock.advance(4)
        house.page.world.changed()
        await expect(bruno.message("A blend for")).to_contain_text("This interaction failed")
        await bruno.tab.get_by_role("button", name="Start it again").click()
        await expect(bruno.tab.locator("#banner")).to_be_hidden(timeout=60_000)
        await bruno.hands.press("Vote", None)
        await bruno.sees("How long shall it run?")
        await expect(bruno.message("A blend for")).not_to_contain_text("This interaction failed")
    assert any("not answered within" in problem for problem in house.problems)


async def test_a_cut_line_is_told_and_whole_again(house: House) -> None:
    async with house.seat("Ada") as ada:
        await ada.sees("A blend for")
        before = await articles(house, ada)
        key, house.page.key = house.page.key, "nobody gets in"
        for tab in tuple(house.page.connections):
            await tab.close()
        await expect(ada.tab.locator("#banner")).to_contain_text("The connection to the sandbox is lost.")
        bruno = house.page.sandbox.actor(house.user("Bruno"))
        asked = await bruno.poll(house.page.sandbox.channel, "Asked meanwhile?", ["Yes", "No"])
        await expect(ada.message("Asked meanwhile?")).to_have_count(0)
        house.page.key = key
        await ada.tab.get_by_role("button", name="Try now").click()
        await ada.sees("Asked meanwhile?")
        await expect(ada.tab.locator("#banner")).to_be_hidden()
        assert await articles(house, ada) == [*before, str(asked.id)]
        await expect(ada.tab.locator(".acting-name")).to_have_text("Ada")
        await ada.hands.vote(["Yes"], "Asked meanwhile?")
        assert asked.poll is not None
        assert asked.poll.votes[1] == [ada.user]
        # what the browser itself writes about the line that was lost
        ada.wrong[:] = [text for text in ada.wrong if "WebSocket" not in text]


async def test_a_page_opened_anew_acts_as_the_same_member_and_shows_the_same(house: House) -> None:
    async with house.seat("Bruno") as bruno:
        await bruno.sees("A blend for")
        before = await articles(house, bruno)
        await bruno.tab.reload()
        await bruno.sees("A blend for")
        await expect(bruno.tab.locator(".acting-name")).to_have_text("Bruno")
        assert await articles(house, bruno) == before


async def test_a_second_restart_is_refused_while_one_goes_on(house: House) -> None:
    async with house.seat("Ada") as ada:
        await ada.tab.locator("[data-panel=inspector]").click()
        await ada.tab.get_by_text("Break something").click()
        for _ in range(2):
            await ada.tab.get_by_role("button", name="Stop and start the bot").click()
        await expect(ada.tab.locator("#notices")).to_contain_text("The bot is being started or ended at the moment.")
        await expect(ada.tab.locator("#banner")).to_be_hidden(timeout=60_000)
    assert house.problems == []


async def articles(house: House, seat: Seat) -> list[str]:
    """The messages on the page, in order: those that the member can see, and no others."""
    shown = await seat.tab.locator("#log article").evaluate_all("all => all.map((one) => one.dataset.messageId)")
    assert shown == [str(message.id) for message in seat.actor.messages(house.page.sandbox.channel)]
    return shown
