"""The main states of the page look as they were meant to, in both themes, on a desktop and on a phone.

`python -m tests.browser_looks` makes the pictures anew that are compared with.
"""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import Page as BrowserPage

from bot.charts.browser import find_browser
from tests.browser_house import open_browser
from tests.browser_looks import KEPT, STATES, VIEWS, Looks, look, open_channel, path_of, run_looks, take, walk
from tests.picture_compare import TOLERANCE, difference, load

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine"),
]

#: Rules of style, and what one would notice of each.
CHANGES = {
    "the colour of the accent": ":root { --accent: #b3541e !important; }",
    "the colour of the page, a little": ":root { --page: #36383d !important; }",
    "the size of the text": "#log .markdown { font-size: 17px !important; }",
    "a panel that moved": ".members { transform: translateX(24px); }",
    "a message that moved": "#log article { transform: translateY(8px); }",
    "buttons that are gone": ".component-button { display: none !important; }",
    "nothing": ":root { --unused: red; }",
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def looks() -> AsyncIterator[Looks]:
    async with run_looks() as opened:
        yield opened


@pytest.mark.parametrize(("theme", "width"), VIEWS)
async def test_every_state_looks_as_it_was_meant_to(looks: Looks, theme: str, width: str) -> None:
    seen = {state: picture async for state, picture in walk(looks, theme, width)}
    shares = {state: difference(picture, kept(state, theme, width)) for state, picture in seen.items()}
    assert {state: f"{share:.2%}" for state, share in shares.items() if share > TOLERANCE} == {}
    assert set(STATES) - set(seen) == (set() if width == "phone" else {"drawer"})


def kept(state: str, theme: str, width: str) -> Image.Image:
    return load(path_of(state, theme, width))


async def test_the_pictures_are_small_and_no_more_than_are_compared() -> None:
    sizes = {path.name: path.stat().st_size for path in KEPT.glob("*.png")}
    assert {name: size for name, size in sizes.items() if size > 20_000} == {}
    assert len(sizes) == 4 * len(STATES) - 2


async def test_a_change_that_one_would_notice_is_noticed(looks: Looks) -> None:
    async with look(looks, "dark", "desktop") as page:
        await open_channel(page, "list")
        shares = {what: await changed(page, change) for what, change in CHANGES.items()}
    assert shares.pop("nothing") <= TOLERANCE
    assert [what for what, share in shares.items() if share <= TOLERANCE] == []


async def changed(page: BrowserPage, change: str) -> float:
    """How far the list is from its picture with one more rule of style."""
    style = await page.add_style_tag(content=change)
    share = difference(await take(page), kept("list", "dark", "desktop"))
    await style.evaluate("node => node.remove()")
    return share


async def test_letters_that_another_build_of_the_browser_draws_otherwise_are_not(looks: Looks) -> None:
    async with open_browser(hinting="full") as other, look(replace(looks, browser=other), "light", "phone") as page:
        await open_channel(page, "list")
        seen = await take(page)
    assert 0 < difference(seen, kept("list", "light", "phone")) <= TOLERANCE
