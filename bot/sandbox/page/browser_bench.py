"""How fast the page is in a real browser: `python -m bot.sandbox.page.browser_bench [path of the browser]`.

It needs the dev extra. Medians of several runs: from the command's "ready" line to a page that can be used, and to
commands that the bot offers; frames a second while 2,000 messages go by; and /help from the press of Enter to its
answer in the page and on the screen, by turns with /help through an actor, who needs no page. bench.py measures the
page's socket alone.
"""

import asyncio
import os
import shutil
import statistics
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path

from playwright.async_api import Browser, async_playwright
from playwright.async_api import Page as BrowserPage

from bot.sandbox.page.bench import MESSAGES, fill
from bot.sandbox.page.command import Choices, open_page
from bot.sandbox.page.door import page_url
from bot.sandbox.page.page import Page

_STARTS, _SCROLLS, _ROUNDS = 5, 5, 20
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome")
_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
_ROOT = Path(__file__).resolve().parents[3]
#: Scrolls for some seconds, a step in each frame; frames a second, and the milliseconds that one in twenty exceeds.
_SCROLL = """(seconds) => new Promise((done) => {
    const log = document.querySelector("#log");
    const times = [];
    let last = performance.now();
    const until = last + seconds * 1000;
    let way = -1;
    function frame(now) {
        times.push(now - last);
        last = now;
        if (now >= until) {
            const sorted = times.slice(1).sort((one, other) => one - other);
            const whole = sorted.reduce((sum, time) => sum + time, 0);
            done([(sorted.length * 1000) / whole, sorted[Math.floor(sorted.length * 0.95)]]);
            return;
        }
        if (log.scrollTop <= 0 || log.scrollTop + log.clientHeight >= log.scrollHeight - 1) {
            way = log.scrollTop <= 0 ? 1 : -1;
        }
        log.scrollTop += way * 100;
        requestAnimationFrame(frame);
    }
    requestAnimationFrame(frame);
})"""
#: Sends the command that is filled in; the milliseconds until its answer is in the page, and has been drawn.
_SEND = """() => new Promise((done) => {
    const log = document.querySelector("#log");
    const before = log.querySelectorAll("article").length;
    const begun = performance.now();
    const watcher = new MutationObserver(() => {
        const all = log.querySelectorAll("article");
        if (all.length > before && !all[all.length - 1].querySelector(".thinking")) {
            watcher.disconnect();
            const there = performance.now() - begun;
            requestAnimationFrame(() => requestAnimationFrame(() => done([there, performance.now() - begun])));
        }
    });
    watcher.observe(log, { childList: true, subtree: true });
    document.querySelector(".send-button").click();
})"""


async def _start(browser: Browser, folder: Path) -> tuple[float, float]:
    """Milliseconds from the "ready" line to a page that can be used, and to commands that the bot offers."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BLENDZ_")}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "sandbox", "--no-open", "--fresh"),
        cwd=_ROOT,
        env=environment | {"BLENDZ_STATE": str(folder)},
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None  # noqa: S101 - it is piped
    try:
        lines = (line.decode().split() async for line in process.stdout)
        address = await anext(words[1] async for words in lines if words[0] == "ready")
        begun = time.perf_counter()
        page = await browser.new_page()
        await page.goto(address)
        await page.locator("html[data-state=ready] #composer-input").wait_for()
        usable = time.perf_counter() - begun
        await page.locator(".starter").first.wait_for()
        offered = time.perf_counter() - begun
        await page.close()
    finally:
        process.terminate()
        await process.communicate()
    return usable * 1000, offered * 1000


async def _scroll(page: Page, tab: BrowserPage) -> tuple[float, float]:
    """Frames a second while 2,000 panels go by, and the milliseconds that one frame in twenty exceeds."""
    fill(page)
    await tab.reload()
    await tab.locator("html[data-state=ready]").wait_for()
    rates = [await tab.evaluate(_SCROLL, 3) for _ in range(_SCROLLS)]
    return statistics.median(rate for rate, _ in rates), statistics.median(slow for _, slow in rates)


async def _answer(page: Page, tab: BrowserPage) -> tuple[float, float, float]:
    """Median milliseconds of /help: through an actor, from Enter to the page, and to the screen."""
    actor, plain, shown = page.sandbox.actor(page.people()[1]), list[float](), list[tuple[float, float]]()
    for _ in range(_ROUNDS):
        begun = time.perf_counter()
        await (await actor.slash("help", page.sandbox.channel)).settled()
        plain.append((time.perf_counter() - begun) * 1000)
        await tab.locator("#composer-input").fill("/help")
        await tab.get_by_role("option", name="/help").click()
        shown.append(await tab.evaluate(_SEND))
    there, drawn = zip(*shown, strict=True)
    return statistics.median(plain), statistics.median(there), statistics.median(drawn)


async def bench(program: str) -> None:
    """Measure and print."""
    async with AsyncExitStack() as stack:
        playwright = await stack.enter_async_context(async_playwright())
        browser = await playwright.chromium.launch(executable_path=program, args=_ARGUMENTS)
        stack.push_async_callback(browser.close)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        starts = [await _start(browser, folder / f"start-{at}") for at in range(_STARTS)]
        usable, offered = (statistics.median(times) for times in zip(*starts, strict=True))
        _tell(f"after the ready line: a page to use {usable:.0f} ms, the bot's commands {offered:.0f} ms")
        page = await stack.enter_async_context(open_page(Choices(folder, folder, members=("Ada", "Bruno"))))
        assert page.bot is not None  # noqa: S101 - the command's page has one
        await page.bot.start()
        await page.bot.wait_ready()
        tab = await browser.new_page(viewport={"width": 1280, "height": 800})
        await tab.goto(page_url(page))
        await tab.locator(".starter").first.wait_for()
        plain, there, drawn = await _answer(page, tab)
        _tell(f"/help: through an actor {plain:.1f} ms; from Enter to the page {there:.1f} ms, drawn {drawn:.1f} ms")
        rate, slow = await _scroll(page, tab)
        _tell(
            f"{MESSAGES:,} messages scroll at {rate:.0f} frames a second; one frame in twenty takes over {slow:.0f} ms"
        )


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Find a browser and measure."""
    named = [*sys.argv[1:2], os.environ.get("BROWSER_PATH") or "", *_NAMES]
    program = next((found for name in named if name and (found := shutil.which(name))), None)
    if program is None:
        sys.stderr.write("No Chromium was found: give its path as the argument.\n")
        return 1
    asyncio.run(bench(program))
    return 0


if __name__ == "__main__":
    sys.exit(main())
