"""Twenty members press at once on one panel, each in a tab of their own: all are answered, and nothing is lost."""

import asyncio
import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.charts.browser import find_browser
from bot.sandbox.entities import COMPONENT
from tests.browser_house import House, Seat, bring, run_house
from tests.e2e import account_page

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine"),
]
ADAS = ("Ozark", "Narcos", "Inception", "The Matrix", "Pulp Fiction", "Wednesday", "The Godfather", "Stranger Things")
FRIENDS = tuple(f"Friend {at}" for at in range(1, 10))
OTHERS = tuple(f"Guest {at}" for at in range(1, 12))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with run_house(tmp_path_factory.mktemp("crowd"), "Ada", *FRIENDS, *OTHERS) as opened:
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def seats(house: House) -> AsyncIterator[dict[str, Seat]]:
    """Ada's blend with nine friends, who are asked; they and eleven others have the page open."""
    channel = house.page.sandbox.channel
    ada = house.page.sandbox.actor(house.user("Ada"))
    friends = [house.user(name) for name in FRIENDS]
    everybody = [ada, *map(house.page.sandbox.actor, friends)]
    await asyncio.gather(*(bring(actor, channel, account_page(*ADAS[at % 4 :])) for at, actor in enumerate(everybody)))
    named = {"friend" if at == 1 else f"friend{at}": friend for at, friend in enumerate(friends, 1)}
    await (await ada.slash("blend", channel, **named)).settled()
    async with house.context() as context:
        names = (*FRIENDS, *OTHERS)
        yield dict(zip(names, await asyncio.gather(*(house.sit(context, name) for name in names)), strict=True))


async def test_twenty_press_at_once_and_all_are_answered(house: House, seats: dict[str, Seat]) -> None:
    panels = [await seat.sees("A blend for") for seat in seats.values()]
    buttons = [panel.get_by_role("button", name="Join") for panel in panels]
    before = len(house.page.world.interactions)
    await asyncio.gather(*(button.click(no_wait_after=True) for button in buttons))
    for seat in seats.values():
        await expect(seat.tab.locator("#log [aria-busy=true]")).to_have_count(0, timeout=60_000)
        await expect(seat.tab.locator("#log .failure")).to_have_count(0)
    pressed = [*house.page.world.interactions.values()][before:]
    assert {interaction.user.display for interaction in pressed if interaction.kind == COMPONENT} == set(seats)
    assert all(interaction.answer is not None for interaction in pressed)
    assert house.problems == []


async def test_all_nine_who_were_asked_are_in_and_everybody_sees_it(house: House, seats: dict[str, Seat]) -> None:
    for seat in seats.values():
        heading = seat.message("A blend for").locator(".heading-2").first
        for name in FRIENDS:
            await expect(heading).to_contain_text(f"@{name}")
    assert len(house.messages("A blend for")) == 1


async def test_those_who_were_not_asked_are_told_so_alone(seats: dict[str, Seat]) -> None:
    for name in OTHERS:
        answer = seats[name].tab.locator("#log article.private")
        await expect(answer).to_have_count(1)
        await expect(answer).to_contain_text("Only you can see this")
        await expect(answer).not_to_contain_text("Your history is in")
    for name in FRIENDS:
        await expect(seats[name].tab.locator("#log article.private")).to_have_text(re.compile("Your history is in"))


async def test_twenty_votes_at_once_are_all_counted(house: House, seats: dict[str, Seat]) -> None:
    ada = house.page.sandbox.actor(house.user("Ada"))
    poll = await ada.poll(house.page.sandbox.channel, "Popcorn?", ["Sweet", "Salted"])
    for seat in seats.values():
        await seat.sees("Popcorn?")
    await asyncio.gather(*(seat.hands.vote([1 + at % 2], "Popcorn?") for at, seat in enumerate(seats.values())))
    assert poll.poll is not None
    assert [len(voters) for voters in poll.poll.votes.values()] == [10, 10]
    for seat in seats.values():
        await expect(seat.message("Popcorn?")).to_contain_text("20 votes")
        assert await seat.faults() == []


async def test_what_one_has_ticked_stays_ticked_while_others_vote(house: House, seats: dict[str, Seat]) -> None:
    host, seat = house.page.sandbox.actor(house.user("Ada")), seats["Guest 1"]
    poll = await host.poll(house.page.sandbox.channel, "With ice?", ["Yes", "No"])
    ballot = (await seat.sees("With ice?")).locator("input[type=radio]")
    await ballot.first.focus()
    await seat.tab.keyboard.press("Space")
    await host.vote(poll, ["No"])
    await expect(seat.message("With ice?")).to_contain_text("1 vote")
    await expect(ballot.first).to_be_checked()
    await expect(ballot.first).to_be_focused()
    await seat.tab.keyboard.press("Tab")
    await seat.tab.keyboard.press("Tab")
    await seat.tab.keyboard.press("Enter")
    await expect(seat.message("With ice?")).to_contain_text("2 votes")
    assert poll.poll is not None
    assert poll.poll.votes[1] == [seat.user]
