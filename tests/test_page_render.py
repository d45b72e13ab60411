"""Messages on the sandbox's page, in the real browser: who said it and when, for whom, embeds and rows that tell."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.charts.browser import find_browser
from tests.page_gallery import Gallery, each, open_browser, open_gallery, serve_gallery
from tests.page_samples import ADA, BRUNO, EPHEMERAL, LOADING, NOW, box, embed, message, panel, text

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def gallery() -> AsyncIterator[Gallery]:
    async with serve_gallery() as address, open_browser() as browser, open_gallery(browser, address) as opened:
        yield opened
        assert await opened.faults_found() == []


async def test_a_message_says_who_wrote_it_when_and_what_it_answers(gallery: Gallery) -> None:
    said = message(5, content="done", used="/blend friend:@Bruno", edited_timestamp=NOW)
    await gallery.show(said, message(6, content="more"), message(7, ADA, content="thanks"))
    first, second, third = await gallery.page.get_by_role("article").all()
    await expect(first).to_have_accessible_name("Blendz, 23 November 2026 at 20:05")
    await expect(first.locator(".reply")).to_have_text("AAda used /blend")
    await expect(first.locator(".badge")).to_have_text("APP")
    await expect(first.locator(".edited")).to_have_text("(edited)")
    await expect(second.locator(".message-name")).to_have_count(0)  # stands under the name above it
    await expect(second).to_have_accessible_name("Blendz, 23 November 2026 at 20:06")
    await expect(third.locator(".badge")).to_have_count(0)
    assert [await one.get_attribute("data-message-id") for one in (first, second, third)] == ["5005", "5006", "5007"]


@pytest.mark.parametrize(
    ("sent", "words"),
    [("11-23T09:05", "09:05"), ("11-22T23:59", "Yesterday at 23:59"), ("03-01T12:00", "01/03/2026 12:00")],
)
async def test_a_time_beside_a_name_tells_as_much_as_it_must(gallery: Gallery, sent: str, words: str) -> None:
    await gallery.show(message(1, content="x", timestamp=f"2026-{sent}:00Z"))
    await expect(gallery.page.locator(".message-header .sent")).to_have_text(words)


async def test_what_only_the_reader_sees_says_so_and_can_be_dismissed(gallery: Gallery) -> None:
    await gallery.show(message(1, content="psst", flags=EPHEMERAL))
    await expect(gallery.page.locator(".only-you")).to_contain_text("Only you can see this")
    await gallery.page.get_by_role("button", name="Dismiss message").click()
    assert (await gallery.told("dismiss"))[-1][0]["id"] == "5001"


async def test_a_loading_message_thinks_without_moving_for_those_who_asked(gallery: Gallery) -> None:
    await gallery.show(message(1, flags=LOADING))
    await expect(gallery.page.get_by_text("Blendz is thinking…")).to_be_visible()
    dot = gallery.page.locator(".dots i").first
    await expect(dot).to_have_css("animation-name", "none")
    await gallery.page.emulate_media(reduced_motion="no-preference")
    await expect(dot).to_have_css("animation-name", "dots")
    await gallery.page.emulate_media(reduced_motion="reduce")


async def test_a_message_that_names_the_reader_stands_out(gallery: Gallery) -> None:
    await gallery.show(message(1, BRUNO, mentions=[ADA]), message(2, ADA, mentions=[BRUNO]))
    assert await each(gallery.page.locator("article.mentioned"), "one.dataset.messageId") == ["5001"]


async def test_an_embed_shows_every_member(gallery: Gallery) -> None:
    await gallery.show(message(1, embeds=[embed()]))
    shown = gallery.page.get_by_role("group", name="Embed: A **title**")
    for words in ("An author", "A description with code", "Inline one", "Wide value", "A footer", "23/11"):
        await expect(shown).to_contain_text(words if words != "23/11" else "20:15")
    await expect(shown.get_by_role("link", name="A title")).to_have_attribute("href", "https://e.org/")
    await expect(shown.locator("img")).to_have_count(2)
    tops = [(await shown.locator(".embed-field").nth(n).bounding_box() or {})["y"] for n in range(4)]
    assert tops[0] == tops[1] == tops[2] < tops[3]  # three in a row, the wide one below
    edge = await shown.evaluate("node => getComputedStyle(node, '::before').backgroundColor")
    assert edge == "rgb(46, 204, 113)"


@pytest.mark.parametrize("colour", ["red;background:url(//e.org)", -1, 0x1000000, 1.5, None])
async def test_a_colour_that_is_none_is_left_out(gallery: Gallery, colour: Any) -> None:
    coloured = box(text("x"), accent_color=colour)
    await gallery.show(message(1, embeds=[{"title": "x", "color": colour}]), panel(2, coloured))
    styles = await each(gallery.page.locator(".embed, .container"), "one.style.cssText")
    assert styles == ["", ""]


async def test_rows_that_tell_rather_than_say(gallery: Gallery) -> None:
    fields = {"poll_question_text": "Which?", "total_votes": "3"}
    fields |= {"victor_answer_text": "Arrival", "victor_answer_votes": "2"}
    result = {"type": "poll_result", "fields": [{"name": name, "value": value} for name, value in fields.items()]}
    await gallery.show(message(1, type=46, embeds=[result]), message(2, ADA, type=7))
    first, second = await gallery.page.get_by_role("article").all()
    await expect(first).to_contain_text("poll Which? has closed.")
    await expect(first).to_contain_text("Winning answer · 67%")
    await expect(second).to_contain_text("Ada joined the server")
