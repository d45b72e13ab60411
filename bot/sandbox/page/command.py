"""`python -m bot sandbox`: the local Discord, its page and the real bot beside it, until somebody ends them."""

import asyncio
import errno
import shutil
import signal
import webbrowser
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web
from rich.console import Console

from bot.occupation import occupy
from bot.sandbox.keeping import KeptBroken, load_world, save_world
from bot.sandbox.page.door import add_page, page_url
from bot.sandbox.page.page import Page
from bot.sandbox.page.people import checked_name
from bot.sandbox.page.refusal import Refusal
from bot.sandbox.process import BotEnded, BotProcess
from bot.sandbox.running import run_sandbox
from bot.sandbox.server import Sandbox
from bot.sandbox.spec import SpecMissing
from bot.sandbox.state import World, create_world
from bot.supervisor import StartProblem

_KEPT, _LOG, _BOT = "discord.json", "bot.log", "bot"
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_LATEST_CLOCK = 4_102_444_800.0  # the year 2100
_EARLIEST_CLOCK = 1_420_070_400.0  # the first second that an identifier can carry


@dataclass(frozen=True, slots=True)
class Choices:
    """What the host chose. `documents` is where Discord's document lies, `clock` in seconds since 1970."""

    folder: Path
    documents: Path
    catalogue: Path | None = None
    port: int = 0
    opens: bool = True
    fresh: bool = False
    members: tuple[str, ...] = ()
    seed: int | None = None
    clock: float | None = None
    #: What is done by itself once the bot is ready; an exit code ends everything, None leaves the page open.
    performs: Callable[[Page], Awaitable[int | None]] | None = None


async def run_page(choices: Choices) -> int:
    """Serve until SIGINT, SIGTERM or SIGHUP. Raises StartProblem when something keeps it from starting."""
    console, stop, code = Console(soft_wrap=True, highlight=False, markup=False), asyncio.Event(), 0
    for name in _SIGNALS:
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    try:
        async with open_page(choices) as page:
            console.print(f"starting {page_url(page)}")
            console.print(f"Ctrl-C ends it. What happens is kept in {choices.folder}; --fresh throws that away.")
            if choices.opens and not await asyncio.to_thread(webbrowser.open, page_url(page)):
                console.print("No browser could be opened: open the address above yourself.")

            async def begin() -> int | None:
                console.print(f"ready {page_url(page)}")
                return None if choices.performs is None else await choices.performs(page)

            code = await _serve(page, stop, begin)
            console.print("Ending the bot ...")
    finally:
        for name in _SIGNALS:
            asyncio.get_running_loop().remove_signal_handler(name)
    console.print("Ended.")
    return code


@asynccontextmanager
async def open_page(choices: Choices) -> AsyncGenerator[Page]:
    """The page with its local Discord; the bot is not started yet, and ended in the end. Raises StartProblem."""
    async with AsyncExitStack() as stack:
        stack.enter_context(occupy(choices.folder))
        world = _open_world(choices)
        kept = choices.folder / _KEPT
        pages: list[Page] = []

        def extend(app: web.Application, sandbox: Sandbox) -> None:
            _invite(sandbox, choices)
            fixed = choices.clock is not None
            pages.append(Page(sandbox, _bot(sandbox, choices), fixed, keep=lambda: save_world(world, kept)))
            add_page(app, pages[0])

        await _listen(stack, choices, world, extend)
        page = pages[0]
        world.ids.moment = None
        try:
            page.keep()
            yield page
        finally:
            await page.close()
            if page.bot is not None:
                await page.bot.end()
            with suppress(OSError):
                page.keep()


async def _serve(page: Page, stop: asyncio.Event, begin: Callable[[], Awaitable[int | None]]) -> int:
    """Start the bot and wait for the end. A bot that never comes up ends everything; a later crash is shown."""
    if page.bot is None:
        return 0
    stopped = asyncio.create_task(stop.wait())
    await page.bot.start()
    doing = asyncio.create_task(_first_ready(page.bot, begin))
    try:
        await asyncio.wait({doing, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if doing.done() and not stop.is_set() and (code := doing.result()) is not None:
            return code
        await stopped
    finally:
        doing.cancel()
        stopped.cancel()
        await asyncio.gather(doing, stopped, return_exceptions=True)
    return 0


async def _first_ready(bot: BotProcess, begin: Callable[[], Awaitable[int | None]]) -> int | None:
    """Wait for the bot, then begin; what came of that."""
    while True:
        try:
            await bot.wait_ready()
        except TimeoutError:
            continue  # a slow machine; the page says that it is starting
        except BotEnded:
            raise StartProblem(f"the bot did not come up. {bot.detail}") from None
        return await begin()


def _open_world(choices: Choices) -> World:
    folder = choices.folder
    if choices.fresh:
        shutil.rmtree(folder / _BOT, ignore_errors=True)
        (folder / _KEPT).unlink(missing_ok=True)
    (folder / _LOG).unlink(missing_ok=True)
    if choices.clock is not None and not _EARLIEST_CLOCK <= choices.clock <= _LATEST_CLOCK:
        raise StartProblem("--clock is a moment from 2015 to 2099.")
    try:
        kept = load_world(folder / _KEPT, start=choices.clock)
    except KeptBroken as broken:
        raise StartProblem(
            f"what an earlier run kept in {folder / _KEPT} cannot be used: {broken}. --fresh throws it away."
        ) from None
    return kept or create_world(seed=choices.seed, start=choices.clock)


def _invite(sandbox: Sandbox, choices: Choices) -> None:
    """Let everybody in who is to be there and is not yet."""
    there = {user.display.casefold() for user in sandbox.world.users.values()}
    for name in choices.members:
        if name.casefold() not in there:
            try:
                sandbox.add_member(checked_name(sandbox.world, name))
            except Refusal as refusal:
                raise StartProblem(f"--members: {refusal}") from None


def _bot(sandbox: Sandbox, choices: Choices) -> BotProcess:
    more = {"BLENDZ_CATALOGUE": str(choices.catalogue.absolute())} if choices.catalogue else {}
    folder = choices.folder.absolute()
    return BotProcess(sandbox, folder / _BOT, folder / _LOG, more)


async def _listen(
    stack: AsyncExitStack, choices: Choices, world: World, extend: Callable[[web.Application, Sandbox], None]
) -> None:
    running = run_sandbox(port=choices.port, state=choices.documents, world=world, extend=extend)
    try:
        await stack.enter_async_context(running)
    except SpecMissing as problem:
        raise StartProblem(str(problem)) from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise StartProblem(f"port {choices.port} is taken. Name another with --port, or leave it out.") from None
        raise StartProblem(f"port {choices.port} cannot be used ({error.strerror}). Leave --port out.") from None
