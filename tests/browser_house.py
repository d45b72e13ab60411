"""The sandbox with the real bot as its own process, and members who sit before its page in a real browser."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, Locator, async_playwright
from playwright.async_api import Page as BrowserPage

from bot.charts.browser import find_browser
from bot.sandbox import Actor, Message, User
from bot.sandbox.page import Page, page_url
from bot.sandbox.page.command import Choices
from bot.sandbox.page.playing.hands import SIZES, HandMeans
from tests.e2e import no_browser
from tests.page_running import open_running

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
PATIENCE = 60_000
# what a script of a hostile text would reach for
_TRAP = """
    window.pwned = [];
    const refused = (event) => window.pwned.push(`refused ${event.violatedDirective}`);
    window.addEventListener("securitypolicyviolation", refused);
    for (const name of ["alert", "confirm", "prompt", "open"]) window[name] = () => window.pwned.push(name);
"""


@dataclass(frozen=True, slots=True, eq=False)
class Seat:
    """A member before a page of their own. `hands` types and clicks for them; `wrong` is what went wrong there."""

    user: User
    tab: BrowserPage
    hands: HandMeans
    actor: Actor
    wrong: list[str]

    def message(self, text: str) -> Locator:
        """The newest message with this text, as this member sees it."""
        return self.tab.locator("#log article", has_text=text).last

    async def sees(self, text: str) -> Locator:
        """Wait until there is such a message."""
        await self.message(text).wait_for()
        return self.message(text)

    async def faults(self) -> list[str]:
        """Everything that went wrong until now."""
        return self.wrong + await self.tab.evaluate("window.pwned")


@dataclass(frozen=True, slots=True, eq=False)
class House:
    """The page's server with the bot beside it, and the browser."""

    page: Page
    browser: Browser
    folder: Path
    seats: list[Seat] = field(default_factory=list[Seat])

    @property
    def problems(self) -> list[str]:
        """What the sandbox found wrong with the bot, and each seat with the page."""
        return self.page.world.report.take_problems()

    def user(self, name: str) -> User:
        """Somebody by name, who joins where there is nobody of that name."""
        found = [user for user in self.page.world.users.values() if user.display == name]
        return found[0] if found else self.page.sandbox.add_member(name).user

    def messages(self, text: str) -> list[Message]:
        """Messages whose components or content hold the text, for looking at what the page stands on."""
        return [m for m in self.page.world.messages.values() if text in f"{m.content}{m.components}" and not m.deleted]

    @asynccontextmanager
    async def context(
        self, *, width: str = "desktop", theme: str = "dark", **more: Any
    ) -> AsyncGenerator[BrowserContext]:
        """A profile of the browser, as a computer or telephone of its own."""
        across, down = SIZES[width]
        options: dict[str, Any] = {
            "viewport": {"width": across, "height": down},
            "color_scheme": theme,
            "reduced_motion": "reduce",
            "timezone_id": "UTC",
            "locale": "en-GB",
        }
        opened = await self.browser.new_context(**(options | more))
        opened.set_default_timeout(PATIENCE)
        await opened.add_init_script(_TRAP)
        try:
            yield opened
        finally:
            await opened.close()

    async def sit(self, context: BrowserContext, name: str, *, width: str = "desktop", theme: str = "dark") -> Seat:
        """Open the page in a tab that acts as this member."""
        user, tab = self.user(name), await context.new_page()
        wrong: list[str] = []
        tab.on("pageerror", lambda error: wrong.append(f"error {error}"))
        tab.on("console", lambda line: wrong.append(line.text) if line.type in ("error", "warning") else None)
        await tab.add_init_script(f"sessionStorage.setItem('sandbox-me', '{user.id}')")
        await tab.goto(page_url(self.page))
        await tab.locator(".acting-name").get_by_text(name, exact=True).wait_for(state="attached")
        await tab.locator("html[data-state=ready]").wait_for()
        seat = Seat(user, tab, HandMeans(tab, None, theme=theme, width=width), self.page.sandbox.actor(user), wrong)
        self.seats.append(seat)
        return seat

    @asynccontextmanager
    async def seat(
        self, name: str, *, width: str = "desktop", theme: str = "dark", **more: Any
    ) -> AsyncGenerator[Seat]:
        """One member at one machine; nothing may have gone wrong on the page in the end."""
        async with self.context(width=width, theme=theme, **more) as context:
            seat = await self.sit(context, name, width=width, theme=theme)
            yield seat
            assert await seat.faults() == []


@asynccontextmanager
async def run_house(
    folder: Path, *members: str, pictures: bool = False, seed: int | None = None, clock: float | None = None
) -> AsyncGenerator[House]:
    """The house with these members; without `pictures` the bot finds no browser for charts, which is faster."""
    choices = Choices(folder, folder, opens=False, members=members, seed=seed, clock=clock)
    settings = None if pictures else no_browser(folder)
    async with open_browser() as browser, open_running(choices, settings) as page:
        yield House(page, browser, folder)


@asynccontextmanager
async def open_browser(hinting: str = "none") -> AsyncGenerator[Browser]:
    """Chromium until the block ends; `hinting` is how it fits letters to the pixels."""
    arguments = [*ARGUMENTS, f"--font-render-hinting={hinting}"]
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=str(find_browser()), args=arguments)
        try:
            yield opened
        finally:
            await opened.close()


async def drop(seat: Seat, name: str, content: bytes) -> None:
    """Drag a file over the messages and let it go there."""
    await seat.tab.evaluate(
        """([name, bytes]) => {
            const carried = new DataTransfer();
            carried.items.add(new File([new Uint8Array(bytes)], name));
            for (const kind of ["dragenter", "dragover", "drop"]) {
                document.querySelector("#log").dispatchEvent(
                    new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
            }
        }""",
        [name, list(content)],
    )


async def bring(actor: Actor, channel: Any, content: bytes) -> None:
    """Upload a history behind the page, where only its outcome counts."""
    await (await actor.slash("upload", channel, history=("NetflixViewingHistory.csv", content))).settled()
