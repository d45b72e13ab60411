"""Pictures of the page: taken when everything stands still, cut, scaled, and saved small."""

import asyncio
import io
from pathlib import Path

from PIL import Image
from playwright.async_api import Locator, Page

from bot.sandbox.page.playing.shapes import Shot

#: Colours of a saved picture: a palette makes it a quarter of the size, and text stays sharp.
_COLOURS = 256
_PLACES = {"dialog": "dialog[open]", "inspector": "#inspector-panel", "newest": "#log article"}
#: Nothing is on its way any more: no answer, no picture, no font, no notice.
_STILL = """() => {
    const busy = document.querySelector("#log [aria-busy=true], #log .thinking, .busy-words, .send-button.busy");
    const pictures = [...document.images].filter((image) => image.getBoundingClientRect().bottom > 0);
    return !busy && pictures.every((image) => image.complete) && document.fonts.status === "loaded";
}"""
#: How many pixels the box that scrolls is too low for all of an element, with a little air.
_MISSING = """node => {
    const box = node.closest("#log");
    return box ? Math.ceil(node.getBoundingClientRect().height) + 40 - box.clientHeight : 0;
}"""
_NEXT_FRAME = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


async def settle(page: Page) -> None:
    """Wait until the page stands still."""
    await page.mouse.move(0, 0)  # nothing is to look pointed at
    await page.wait_for_function(_STILL)
    await clear_notices(page)
    await page.evaluate(_NEXT_FRAME)


async def resize(page: Page, width: int, height: int) -> None:
    """Make the page so large, and wait until it has noticed: becoming narrow closes what is open."""
    await page.set_viewport_size({"width": width, "height": height})
    await page.wait_for_function("width => innerWidth === width", arg=width)
    await page.evaluate(_NEXT_FRAME)


async def clear_notices(page: Page) -> None:
    """Put away what the page has told in passing, as a reader would: it lies over what comes next."""
    notices = page.get_by_role("button", name="Dismiss this notice")
    while await notices.count():
        await notices.first.dispatch_event("click")


async def save(page: Page, shot: Shot, path: Path) -> None:
    """Take one picture and save it."""
    taken = await take(page, shot)
    await asyncio.to_thread(_write, taken, shot, path)


async def take(page: Page, shot: Shot) -> bytes:
    """The picture as PNG, before it is cut and scaled."""
    if shot.of == "page":
        return await page.screenshot(animations="disabled")
    place, before = _place(page, shot.of), page.viewport_size
    missing = await place.evaluate(_MISSING)
    if before is None or missing <= 0:
        return await place.screenshot(animations="disabled")
    # a message that is taller than the page shows whole on a taller page
    await page.set_viewport_size({"width": before["width"], "height": before["height"] + missing})
    await settle(page)
    taken = await place.screenshot(animations="disabled")
    await page.set_viewport_size(before)
    return taken


def _place(page: Page, of: str) -> Locator:
    if of in _PLACES:
        return page.locator(_PLACES[of]).last
    return page.locator("#log article", has_text=of).last


def _write(taken: bytes, shot: Shot, path: Path) -> None:
    picture = Image.open(io.BytesIO(taken)).convert("RGB")
    if shot.crop is not None:
        left, top, width, height = shot.crop
        picture = picture.crop((left, top, left + width, top + height))
    if shot.scale != 1:
        size = (max(1, round(picture.width * shot.scale)), max(1, round(picture.height * shot.scale)))
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    path.parent.mkdir(parents=True, exist_ok=True)
    shrink(picture).save(path, optimize=True)


def shrink(picture: Image.Image) -> Image.Image:
    """The picture in few colours, chosen so that no small patch loses its own, and the same each time it is made."""
    return picture.quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE)
