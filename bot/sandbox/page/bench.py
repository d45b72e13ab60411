"""How much the page adds to an interaction: `python -m bot.sandbox.page.bench [rounds]`.

The real bot answers /help again and again, by turns through an actor and through a tab's connection; the medians of
both are printed, with the difference, for one tab and for one of twenty. Then how long a tab waits for 2,000 messages.
"""

import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import aiohttp

from bot.sandbox.entities import Json, Message
from bot.sandbox.page.command import Choices, open_page
from bot.sandbox.page.door import page_url
from bot.sandbox.page.page import Page

_ROUNDS = 60
_TABS = 20
#: How many messages make a long channel.
MESSAGES = 2000


class _Tab:
    """As much of a tab as is needed to wait for an answer."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket

    async def until(self, kind: str, words: str) -> None:
        """Take in frames until one of this kind holds these words."""
        while True:
            text = (await self._socket.receive()).data
            if f'"type": "{kind}"' in text and words in text:
                return

    async def drain(self) -> None:
        """Take in frames for good, as a tab does that nobody looks at."""
        while not self._socket.closed:
            await self._socket.receive()

    async def help(self, channel: int) -> None:
        """Use /help and wait until its answer is there."""
        ask: Json = {"id": 1, "do": "slash", "channel": str(channel), "name": "help", "options": {}}
        await self._socket.send_str(json.dumps(ask))
        await self.until("messages", '"components": [{')


async def _open(stack: AsyncExitStack, session: aiohttp.ClientSession, page: Page) -> _Tab:
    address = f"{page_url(page).replace('http', 'ws', 1)}socket"
    headers = {"Origin": page.origin}
    return _Tab(await stack.enter_async_context(session.ws_connect(address, headers=headers, max_msg_size=0)))


async def _time(act: Callable[[], Awaitable[object]]) -> float:
    begun = time.perf_counter()
    await act()
    return (time.perf_counter() - begun) * 1000


async def _compare(page: Page, tab: _Tab, rounds: int) -> tuple[float, float]:
    """Median milliseconds of /help through an actor, and through the tab."""
    actor, here = page.sandbox.actor(page.people()[1]), page.sandbox.channel

    async def directly() -> None:
        await (await actor.slash("help", here)).settled()

    async def over_the_page() -> None:
        await tab.help(here.id)

    plain: list[float] = []
    paged: list[float] = []
    for turn in range(rounds):
        for act, times in ((directly, plain), (over_the_page, paged))[:: 1 if turn % 2 else -1]:
            times.append(await _time(act))
    return statistics.median(plain), statistics.median(paged)


def fill(page: Page) -> None:
    """Say 2,000 things, each with a panel as large as the last one that the bot sent."""
    world, here = page.world, page.sandbox.channel
    panel = here.messages[-1]
    for _ in range(MESSAGES):
        message = Message(world.ids.next(), here, world.bot, world.clock.now(), components=panel.components)
        here.messages.append(message)
        world.messages[message.id] = message
    world.changed()


async def bench(rounds: int) -> None:
    """Measure and print."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        page = await stack.enter_async_context(open_page(Choices(folder, folder, members=("Ada", "Bruno"))))
        if page.bot is None:
            return
        await page.bot.start()
        await page.bot.wait_ready()
        session = await stack.enter_async_context(aiohttp.ClientSession())
        tabs = [await _open(stack, session, page)]
        await tabs[0].help(page.sandbox.channel.id)
        _tell("one tab", *await _compare(page, tabs[0], rounds))
        for _ in range(_TABS - 1):
            reading = asyncio.create_task((await _open(stack, session, page)).drain())
            stack.callback(reading.cancel)
        _tell(f"{_TABS} tabs", *await _compare(page, tabs[0], rounds))
        fill(page)
        _tell(f"{_TABS} tabs and {MESSAGES:,} messages", *await _compare(page, tabs[0], rounds))
        late = await _time(lambda: _welcome(stack, session, page))
        sys.stdout.write(f"a new tab has {MESSAGES:,} messages after {late:.0f} ms\n")


async def _welcome(stack: AsyncExitStack, session: aiohttp.ClientSession, page: Page) -> None:
    await (await _open(stack, session, page)).until("messages", '"whole": true')


def _tell(what: str, plain: float, paged: float) -> None:
    added = f"{paged - plain:+.1f} ms"
    sys.stdout.write(f"{what}: /help directly {plain:.1f} ms, over the page {paged:.1f} ms, {added}\n")


if __name__ == "__main__":
    asyncio.run(bench(int(sys.argv[1]) if len(sys.argv) > 1 else _ROUNDS))
