"""Polls on the sandbox's page, in the real browser: voting, taking it back, looking at results, and the end."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.charts.browser import find_browser
from tests.page_gallery import Gallery, each, open_browser, open_gallery, serve_gallery
from tests.page_samples import message, poll

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def gallery() -> AsyncIterator[Gallery]:
    async with serve_gallery() as address, open_browser() as browser, open_gallery(browser, address) as opened:
        yield opened
        assert await opened.faults_found() == []


async def test_one_answer_is_chosen_and_voted_for_by_keyboard(gallery: Gallery) -> None:
    await gallery.show(message(1, poll=poll((2, False), (1, False), (0, False))))
    page = gallery.page
    await expect(page.get_by_role("region", name="What do we watch tonight?")).to_contain_text("3 votes · 22h left")
    vote = page.get_by_role("button", name="Vote")
    await expect(vote).to_be_disabled()
    await page.get_by_role("radio", name="Paddington 2").focus()
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("radio", name="Arrival")).to_be_checked()
    await vote.press("Enter")
    assert [call[1] for call in await gallery.told("vote")][-1] == [2]
    await expect(page.locator(".poll-vote")).to_have_attribute("aria-busy", "true")


async def test_several_answers_where_that_is_allowed(gallery: Gallery) -> None:
    await gallery.show(message(1, poll=poll((0, False), (0, False), (0, False), allow_multiselect=True)))
    page = gallery.page
    await expect(page.get_by_text("Select one or more answers")).to_be_visible()
    for name in ("The Nice Guys", "Paddington 2"):
        await page.get_by_text(name).click()
    await page.get_by_role("button", name="Vote").click()
    assert [call[1] for call in await gallery.told("vote")][-1] == [1, 3]


async def test_results_are_shown_before_a_vote_only_when_asked_for(gallery: Gallery) -> None:
    await gallery.show(message(1, poll=poll((2, False), (1, False), (0, False))))
    page = gallery.page
    await expect(page.locator(".poll-count")).to_have_count(0)
    await page.get_by_role("button", name="Show results").press("Enter")
    assert await page.locator(".poll-count").all_text_contents() == ["2 votes67%", "1 vote33%", "0 votes0%"]
    await expect(page.get_by_role("button", name="Back to the vote")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("radio")).to_have_count(3)


async def test_who_voted_sees_the_bars_their_answer_and_can_take_it_back(gallery: Gallery) -> None:
    await gallery.show(message(1, poll=poll((2, True), (1, False), (0, False))))
    page = gallery.page
    await expect(page.get_by_role("radio")).to_have_count(0)
    mine = page.get_by_role("listitem").filter(has=page.get_by_role("img", name="You voted for this"))
    await expect(mine).to_contain_text("Paddington 2")
    widths = await each(page.locator(".poll-bar"), "one.offsetWidth / one.parentNode.clientWidth")
    assert widths == pytest.approx([0.67, 0.33, 0.0], abs=0.01)
    await page.get_by_role("button", name="Remove vote").click()
    assert [call[1] for call in await gallery.told("vote")][-1] == []


async def test_a_closed_poll_marks_its_winner_and_takes_no_votes(gallery: Gallery) -> None:
    closed = poll((2, False), (1, True), (0, False))
    closed["results"]["is_finalized"] = True
    await gallery.show(message(1, poll=closed))
    page = gallery.page
    winner = page.get_by_role("listitem").filter(has=page.get_by_role("img", name="Winner"))
    await expect(winner).to_have_count(1)
    await expect(winner).to_contain_text("Paddington 2")
    await expect(page.locator(".poll-foot")).to_have_text("3 votes · Poll closed")
    await expect(page.locator(".poll button")).to_have_count(0)


async def test_a_poll_whose_time_is_over_is_closed_also_before_it_is_counted(gallery: Gallery) -> None:
    await gallery.show(message(1, poll=poll((0, False), (0, False), expiry="2026-11-23T20:00:00Z")))
    await expect(gallery.page.locator(".poll-foot")).to_have_text("0 votes · Poll closed")
    await expect(gallery.page.get_by_role("img", name="Winner")).to_have_count(0)  # nobody wins with no votes


async def test_the_time_left_keeps_up(gallery: Gallery) -> None:
    await gallery.show(message(1, poll=poll((0, False), (0, False))))
    await gallery.page.evaluate("gallery.refreshTimes('2026-11-24T18:00:00Z')")
    await expect(gallery.page.locator(".poll-about")).to_have_text("0 votes · 15m left")
