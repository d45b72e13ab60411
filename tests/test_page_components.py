"""Components and files on the sandbox's page, in the real browser: what a reader sees, and what their presses do."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.charts.browser import find_browser
from tests.page_gallery import Gallery, each, open_browser, open_gallery, serve_gallery
from tests.page_samples import attachment, box, button, media, menu, message, option, panel, row, text

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def gallery() -> AsyncIterator[Gallery]:
    async with serve_gallery() as address, open_browser() as browser, open_gallery(browser, address) as opened:
        yield opened
        assert await opened.faults_found() == []


async def test_a_container_holds_sections_separators_files_and_a_coloured_edge(gallery: Gallery) -> None:
    section = {"type": 9, "id": 2, "components": [text("**one**")], "accessory": button(3, "Why?")}
    thumbnail = {"type": 11} | media("20x30-a33", "A poster")
    poster = {"type": 9, "id": 4, "components": [text("two")], "accessory": thumbnail}
    file = {"type": 13, "id": 5, "file": {"url": "/files/a.csv"}, "name": "a.csv", "size": 2048, "spoiler": False}
    lines = [{"type": 14, "divider": True, "spacing": 1}, {"type": 14, "divider": False, "spacing": 2}]
    await gallery.show(panel(1, box(section, *lines, poster, file, accent_color=0x2ECC71)))
    page = gallery.page
    edge = await page.locator(".container").evaluate("node => getComputedStyle(node, '::before').backgroundColor")
    assert edge == "rgb(46, 204, 113)"
    await expect(page.get_by_role("separator")).to_have_count(1)  # the other one is only space
    await expect(page.get_by_role("img", name="A poster")).to_be_visible()
    await expect(page.get_by_role("link", name="a.csv")).to_have_attribute("download", "a.csv")
    await expect(page.locator(".file-size")).to_have_text("2 KB")
    await page.get_by_role("button", name="Why?").click()
    assert (await gallery.told("press"))[-1][1]["custom_id"] == "button-3"


async def test_a_container_that_is_a_spoiler_is_shut_until_asked(gallery: Gallery) -> None:
    await gallery.show(panel(1, box(text("the ending"), row(button(2, "Tell")), spoiler=True)))
    page = gallery.page
    assert "the ending" not in await page.locator("article").aria_snapshot()
    await page.get_by_role("button", name="Spoiler: show the message").press("Enter")
    await expect(page.get_by_role("button", name="Tell")).to_be_focused()
    assert "the ending" in await page.locator("article").aria_snapshot()


async def test_buttons_of_every_style(gallery: Gallery) -> None:
    emoji = {"id": None, "name": "🎬"}
    buttons = [button(n, f"Style {n}", n) for n in (1, 2, 3, 4)]
    links = [button(5, "Guide", 5, url="https://e.org/g"), button(6, "Trap", 5, url="javascript:alert(1)")]
    others = [button(7, None, emoji=emoji), button(8, "Off", disabled=True)]
    await gallery.show(panel(1, row(*buttons), row(*links, *others)))
    page = gallery.page
    for shown in await page.locator(".component-button").all():
        assert 32 <= (await shown.bounding_box() or {})["height"] <= 38
    fills = await each(page.locator(".action-row").first.locator("button"), "getComputedStyle(one).backgroundColor")
    assert len(set(fills)) == 4
    await expect(page.get_by_role("link", name="Guide")).to_have_attribute("href", "https://e.org/g")
    await expect(page.get_by_role("link", name="Guide")).to_have_attribute("rel", "noopener noreferrer")
    await expect(page.get_by_role("link", name="Trap")).to_have_count(0)
    await expect(page.get_by_role("button", name="Trap")).to_be_disabled()
    await expect(page.get_by_role("button", name="Off")).to_be_disabled()
    await page.get_by_role("button", name="🎬").click()
    assert (await gallery.told("press"))[-1][1]["id"] == 7
    assert await each(page.locator("[data-component-id]"), "one.dataset.componentId") == list("12345678")


async def test_a_waiting_button_keeps_the_focus_but_cannot_be_pressed_twice(gallery: Gallery) -> None:
    await gallery.show(panel(1, row(button(1, "Go"), button(2, "Other"))), waiting=["5001:1"])
    waiting = gallery.page.get_by_role("button", name="Go")
    await expect(waiting).to_have_attribute("aria-busy", "true")
    before = len(await gallery.told("press"))
    await waiting.focus()
    await gallery.page.keyboard.press("Enter")
    assert len(await gallery.told("press")) == before
    await expect(waiting).to_be_focused()


async def test_a_failure_stands_under_the_row_of_its_component(gallery: Gallery) -> None:
    choices = menu(3, 3, option("One"))
    broken = panel(1, box(row(button(1, "A")), row(choices), row(button(2, "B"))))
    await gallery.show(broken, failures={"5001:3": "This interaction failed"})
    rows = await each(gallery.page.locator(".container > *"), "one.className")
    assert rows == ["action-row", "action-row", "failure", "action-row"]
    await expect(gallery.page.locator(".failure")).to_have_text("This interaction failed")


@pytest.mark.parametrize("count", range(1, 11))
async def test_pictures_lie_side_by_side_without_gaps(gallery: Gallery, count: int) -> None:
    await gallery.show(panel(1, {"type": 12, "items": [media("64x48-a33", f"Picture {n}") for n in range(count)]}))
    size = "[one.getBoundingClientRect().width + 4, one.getBoundingClientRect().height + 4]"  # 4 pixels lie between
    ((width, height),) = await each(gallery.page.locator(".mosaic"), size)
    areas = [across * down for across, down in await each(gallery.page.locator(".mosaic-item"), size)]
    assert len(areas) == count
    assert sum(areas) == pytest.approx(width * height, rel=0.02)


async def test_a_picture_opens_and_shows_its_description(gallery: Gallery) -> None:
    shown = attachment("400x300-484.png", "image/png", 10, description="A green field")
    await gallery.show(message(1, attachments=[shown]))
    page = gallery.page
    await page.get_by_role("button", name="A green field").click()
    assert (await gallery.told("openImage"))[-1][0]["alt"] == "A green field"
    badge = page.get_by_role("button", name="ALT")
    await badge.click()
    await expect(page.locator(".alt-text")).to_have_text("A green field")
    await expect(badge).to_have_attribute("aria-expanded", "true")


async def test_pictures_from_elsewhere_are_named_but_never_fetched(gallery: Gallery) -> None:
    far = {"media": {"url": "https://pictures.example/x.png"}, "description": None}
    embed = {"title": "x", "image": {"url": "https://e.org/y.png"}}
    await gallery.show(panel(1, {"type": 12, "items": [far]}), message(2, embeds=[embed]))
    await expect(gallery.page.locator("article img")).to_have_count(0)
    await expect(gallery.page.get_by_role("link", name="pictures.example")).to_be_visible()


async def test_other_files_are_cards_with_name_and_size(gallery: Gallery) -> None:
    files = [attachment("history.csv", "text/csv", 1_300_000), attachment("SPOILER_end.txt", "text/plain", 9)]
    await gallery.show(message(1, attachments=files))
    await expect(gallery.page.locator(".file-card").first).to_contain_text("history.csv1.24 MB")
    await expect(gallery.page.get_by_role("button", name="Spoiler: show the file")).to_be_visible()
