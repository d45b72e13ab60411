"""An evening in the real browser, from the uploads to a closed poll: three members, each before a page of their own."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.charts.browser import find_browser
from bot.sandbox.entities import POLL_RESULT
from tests.browser_house import House, Seat, drop, run_house

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine"),
]
HISTORIES = Path(__file__).parent.parent / "bot" / "demo" / "histories"
MENU = "More about a title · seen it · not for me"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with run_house(tmp_path_factory.mktemp("evening"), "Ada", "Bruno", "Noor") as opened:
        yield opened


async def test_an_evening_from_the_uploads_to_a_closed_poll(house: House) -> None:
    async with (
        house.seat("Ada") as ada,
        house.seat("Bruno", theme="light") as bruno,
        house.seat("Noor", width="phone") as noor,
    ):
        await pick_a_file(ada)
        await drop_a_file(bruno)
        await take_the_sample(noor)
        for seat in (ada, bruno, noor):  # nobody sees another's report
            await expect(seat.tab.locator("#log article", has_text="Your history is in")).to_have_count(1)
        await blend(ada, bruno, noor)
        await turn_and_steer(ada, bruno, noor)
        await decide(ada, bruno, noor)
    assert [message.kind for message in house.page.sandbox.channel.messages].count(POLL_RESULT) == 1
    assert house.problems == []


async def pick_a_file(ada: Seat) -> None:
    """By the file picker of the option."""
    file = HISTORIES / "ada" / "NetflixViewingHistory.csv"
    await ada.hands.slash("upload", {"history": (file.name, file.read_bytes())})
    await expect(await ada.sees("Your history is in")).to_contain_text("Only you can see this")


async def drop_a_file(bruno: Seat) -> None:
    """By drag and drop: the one command that takes a file is offered by itself."""
    await drop(bruno, "NetflixViewingHistory.csv", (HISTORIES / "bruno" / "NetflixViewingHistory.csv").read_bytes())
    option = bruno.tab.locator('[data-option="history"] input')
    await expect(option).to_have_value(re.compile(r"NetflixViewingHistory\.csv \(\d+ kB\)"))
    await bruno.tab.keyboard.press("Enter")
    await bruno.sees("Your history is in")


async def take_the_sample(noor: Seat) -> None:
    """By the sample that the option offers, with a profile to choose afterwards."""
    await noor.tab.locator("#composer-input").press_sequentially("/upload")
    await noor.tab.get_by_role("option", name="/upload").click()
    await noor.tab.get_by_role("option", name="history").first.click()
    await noor.tab.get_by_role("option", name="ViewingActivity.csv").click()
    await noor.tab.get_by_role("button", name="Send the command").click()
    await noor.sees("Which profile is yours?")
    await noor.hands.choose(["Noor"], "My profile is ...", None)
    await noor.sees("Your history is in")


async def blend(ada: Seat, bruno: Seat, noor: Seat) -> None:
    """The list is there for all three, and everybody is asked first."""
    await ada.hands.slash("blend", {"friend": bruno.user, "friend2": noor.user})
    for seat in (bruno, noor):
        await expect(await seat.sees("A blend for")).to_contain_text("@Ada")
        await seat.hands.press("Join", None)
        await seat.message("Leave this blend").wait_for()
    for seat in (ada, bruno, noor):
        await expect(seat.message("A blend for")).to_contain_text("A blend for @Ada, @Bruno and @Noor")
        await expect(seat.message("A blend for")).to_contain_text("Least happy with this list")


async def turn_and_steer(ada: Seat, bruno: Seat, noor: Seat) -> None:
    """Turning the page, whoever does, and steering show to all; why a title is there, to the one who asked."""
    first = await ada.message("A blend for").text_content()
    await bruno.hands.press("Next ▶", None)
    await expect(ada.message("A blend for")).to_contain_text("2/4")
    assert await ada.message("A blend for").text_content() != first
    await ada.hands.press("Next ▶", None)
    for seat in (ada, bruno, noor):
        await expect(seat.message("A blend for")).to_contain_text("3/4")
    await bruno.hands.choose([1], MENU, None)
    await expect(await bruno.sees("How sure I am")).to_contain_text("Only you can see this")
    await expect(ada.message("How sure I am")).to_have_count(0)
    await noor.hands.press("More / less of…", None)
    await noor.tab.get_by_role("dialog", name="Steer tonight's list").wait_for()
    await noor.hands.fill({"More of": ["clever"]})
    for seat in (ada, bruno, noor):
        await expect(seat.message("A blend for")).to_contain_text("+ clever")


async def decide(ada: Seat, bruno: Seat, noor: Seat) -> None:
    """A poll of Discord's own: three votes, one changed; then it is closed and all are told."""
    await bruno.hands.press("Vote", None)
    await bruno.sees("How long shall it run?")
    await bruno.hands.press("1 hour", None)
    for seat, answer in ((ada, 1), (bruno, 2), (noor, 1)):
        await seat.sees("What shall we watch?")
        await seat.hands.vote([answer], None)
    await ada.hands.vote([], None)
    await ada.tab.get_by_role("button", name="Vote", exact=True).last.wait_for()
    await ada.hands.vote([2], None)
    await expect(noor.message("What shall we watch?")).to_contain_text("3 votes")
    await noor.hands.press("Close the vote", None)
    for seat in (ada, bruno, noor):
        await expect(await seat.sees("Tonight:")).to_contain_text("2 of 3 votes")
        poll = seat.tab.locator(".poll").last
        await expect(poll).to_contain_text("Poll closed")
        await expect(poll.get_by_role("button")).to_have_count(0)
        await expect(poll.locator(".winner")).to_have_count(1)


async def test_a_file_that_is_none_is_told_and_can_be_tried_again(house: House) -> None:
    async with house.seat("Otto") as otto:
        await drop(otto, "holiday.csv", b"\x89PNG\r\n\x1a\nnot a history")
        await otto.tab.keyboard.press("Enter")
        await otto.sees("Bring your Netflix history")
        await drop(otto, "NetflixViewingHistory.csv", b'Title,Date\n"Ozark: Season 1: Sugarwood","1/5/24"\n')
        await otto.tab.keyboard.press("Enter")
        await otto.sees("Your history is in")
    assert house.problems == []
