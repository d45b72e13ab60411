"""The page's messages and forms as a whole, in the real browser: both themes, both widths, and nobody shut out."""

from collections.abc import AsyncIterator
from itertools import pairwise

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, expect

from bot.charts.browser import find_browser
from tests.page_everything import everything, form
from tests.page_gallery import NARROW, WIDE, Gallery, each, open_browser, open_gallery, serve_gallery
from tests.page_samples import message

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine"),
]
THEMES = ("dark", "light")
_GRAVE = {"serious", "critical"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def place() -> AsyncIterator[tuple[Browser, str]]:
    async with serve_gallery() as address, open_browser() as browser:
        yield browser, address


async def show_all(gallery: Gallery) -> None:
    marks = {"failures": {"5005:9": "This interaction failed"}, "waiting": ["5005:13"]}
    await gallery.show(*everything(), **marks)
    await gallery.ask(*form())
    await gallery.page.wait_for_function("[...document.images].every(one => one.complete)")


async def grave(gallery: Gallery) -> list[str]:
    """What axe finds that shuts somebody out."""
    found = (await Axe().run(gallery.page)).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found
        if rule["impact"] in _GRAVE
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize(("theme", "size"), [("dark", WIDE), ("light", NARROW)], ids=["dark-wide", "light-narrow"])
async def test_nobody_is_shut_out(place: tuple[Browser, str], theme: str, size: dict[str, int]) -> None:
    async with open_gallery(*place, theme=theme, viewport=size) as gallery:
        await show_all(gallery)
        assert await gallery.faults_found() == []  # before axe, whose own probes the policy refuses
        assert await each(gallery.page.locator("html"), "one.scrollWidth") == [size["width"]]
        assert await grave(gallery) == []
        await gallery.page.locator("[data-component-id='22'] [role=combobox]").click()
        await expect(gallery.page.get_by_role("listbox")).to_be_visible()
        assert await grave(gallery) == []


async def test_axe_finds_what_is_wrong(place: tuple[Browser, str]) -> None:
    async with open_gallery(*place) as gallery:
        await show_all(gallery)
        await gallery.page.locator(".picture img").first.evaluate("one => one.removeAttribute('alt')")
        time = gallery.page.locator(".message-header .sent").first
        await time.evaluate("one => one.style.setProperty('color', '#555')")
        found = {line.split(":")[0] for line in await grave(gallery)}
        assert {"button-name", "image-alt", "color-contrast"} <= found


async def test_the_themes_are_two(place: tuple[Browser, str]) -> None:
    pages: list[list[str]] = []
    for theme in THEMES:
        async with open_gallery(*place, theme=theme) as gallery:
            await gallery.show(*everything()[:5])
            parts = gallery.page.locator("body, .container, .mention, .message-name")
            pages.append(await each(parts, "getComputedStyle(one).color"))
    assert all(dark != light for dark, light in zip(*pages, strict=True))


async def test_everything_that_can_be_used_is_reached_by_tab_in_reading_order(place: tuple[Browser, str]) -> None:
    async with open_gallery(*place) as gallery:
        await gallery.show(*everything()[:5])
        reached: list[list[float]] = []
        for _ in range(60):
            await gallery.page.keyboard.press("Tab")
            here = "(b => [b.top + scrollY, b.left])(document.activeElement.getBoundingClientRect())"
            if await gallery.page.evaluate("document.activeElement === document.body"):
                break
            reached.append(await gallery.page.evaluate(here))
        assert len(reached) > 20
        downwards = [later[0] - earlier[0] for earlier, later in pairwise(reached)]
        assert min(downwards) > -40  # things beside each other may differ by their height, no more


async def test_what_has_the_focus_can_be_seen(place: tuple[Browser, str]) -> None:
    async with open_gallery(*place) as gallery:
        await gallery.show(*everything())
        for name in ("Next ▶", "Blendz", "Show results"):
            target = gallery.page.get_by_role("button", name=name).first
            await target.focus()
            await gallery.page.keyboard.press("Shift+Tab")
            await gallery.page.keyboard.press("Tab")
            assert await target.evaluate("one => getComputedStyle(one).outlineStyle") != "none"


async def test_the_fonts_are_the_ones_that_come_with_the_page(place: tuple[Browser, str]) -> None:
    async with open_gallery(*place) as gallery:
        await gallery.show(message(1, content="words *slanted* `code`"))
        await gallery.page.evaluate("document.fonts.ready.then(() => null)")
        fonts = "[...document.fonts].map(font => `${font.family} ${font.style} ${font.status}`)"
        loaded = {font.replace('"', "") for font in await gallery.page.evaluate(fonts)}
        assert loaded == {"Figtree normal loaded", "Figtree italic loaded", "Source Code Pro normal loaded"}
