"""The browser's life: one persistent kaleido in a thread of its own, replaced whenever it dies, hangs or grows old.

What kaleido 1.5 does under faults decides the design: a killed browser leaks `CancelledError` into callers and leaves
every later render waiting for ever, a stopped one never answers, a cancelled render loses its tab. So nothing here is
ever cancelled: a render that takes too long is left behind, its browser is killed, and the next one gets a new browser.
"""

import asyncio
import contextlib
import logging
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import kaleido  # pyright: ignore[reportMissingTypeStubs] - ships none
from choreographer.browsers.chromium import Chromium
from choreographer.channels import ChannelClosedError
from choreographer.errors import BrowserClosedError
from kaleido import PageGenerator  # pyright: ignore[reportMissingTypeStubs] - ships none

from bot.charts.chart import ChartProblem
from bot.charts.png import check_png
from bot.charts.scratch import Scratch, make_scratch

log = logging.getLogger(__name__)

RENDER_SECONDS = 8.0
_OUTER_SECONDS = RENDER_SECONDS + 2.0
_OPEN_SECONDS = 20.0
_CLOSE_SECONDS = 5.0
_RENDERS_BEFORE_NEW = 500
_IDLE_SECONDS = 15 * 60.0
_LONGEST_PAUSE = 60.0
SCALE = 2


class QuietChromium(Chromium):
    """Chromium that looks nothing up and calls nobody."""

    def get_cli(self) -> Sequence[str]:
        """The command line, with the network closed."""
        closed = ["--disable-background-networking", "--disable-quic", "--host-resolver-rules=MAP * ~NOTFOUND"]
        return [*super().get_cli(), *closed]


class PromptKaleido(kaleido.Kaleido):
    """Kaleido that closes at once behind a dead browser.

    Its reading thread waits for a last word the dead cannot send, and holds up the loop for two seconds meanwhile.
    """

    async def close(self) -> None:
        """Say the word in the browser's place, then close."""
        process = getattr(self, "subprocess", None)
        if process is not None and process.poll() is not None:
            with contextlib.suppress(Exception):
                # The library offers no other way, and the type of its channel does not tell this method.
                self._channel._fake_bye()  # noqa: SLF001 # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType] - see above
        await super().close()


@dataclass(frozen=True, slots=True)
class Job:
    """One figure to draw, its size, and where the picture goes."""

    figure: Mapping[str, Any]
    width: int
    height: int
    done: "Future[bytes]"


class _Died(Exception):
    """The browser went away during a render."""


@dataclass(slots=True)
class Painter:
    """The thread. `put` is safe from any thread; `stop` ends it and its browser, whose files are kept in `parent`."""

    browser: Path
    parent: Path
    folder: Path = field(init=False)
    _scratch: Scratch | None = None
    _thread: threading.Thread | None = None
    _loop: asyncio.AbstractEventLoop | None = None
    _jobs: "asyncio.Queue[Job | None] | None" = None
    _ready: threading.Event = field(default_factory=threading.Event)
    _kaleido: kaleido.Kaleido | None = None
    _renders: int = 0
    _failures: int = 0
    _closed_until: float = 0.0
    _is_stopping: bool = False

    def start(self) -> None:
        """Start the thread; the browser itself starts with the first figure."""
        self._scratch = make_scratch(self.parent)
        self.folder = self._scratch.path
        page = str(PageGenerator(mathjax=False).generate_index())  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
        (self.folder / "page.html").write_text(page, encoding="utf-8")
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True, name="painter")
        self._thread.start()
        self._ready.wait()

    def put(self, job: Job) -> None:
        """Queue a figure."""
        assert self._loop is not None  # noqa: S101 - start() has returned
        assert self._jobs is not None  # noqa: S101 - start() has returned
        self._loop.call_soon_threadsafe(self._jobs.put_nowait, job)

    def stop(self) -> None:
        """End the thread and its browser; what is being drawn is given up."""
        self._is_stopping = True
        if self._loop is not None and self._jobs is not None:
            self._kill()
            self._loop.call_soon_threadsafe(self._jobs.put_nowait, None)
        if self._thread is not None:
            self._thread.join(_OUTER_SECONDS + _CLOSE_SECONDS)
        self._kill()
        if self._scratch is not None:
            self._scratch.remove()

    async def _serve(self) -> None:
        self._loop, self._jobs = asyncio.get_running_loop(), asyncio.Queue()
        self._ready.set()
        try:
            while (job := await self._next(self._jobs)) is not None:
                await self._answer(job)
        finally:
            await self._drop()
            while not self._jobs.empty():
                if (left := self._jobs.get_nowait()) is not None:
                    left.done.set_exception(_stopped())

    async def _next(self, jobs: "asyncio.Queue[Job | None]") -> Job | None:
        while True:
            try:
                return await asyncio.wait_for(jobs.get(), _IDLE_SECONDS)
            except TimeoutError:
                await self._drop()

    async def _answer(self, job: Job) -> None:
        for attempt in (1, 2):
            try:
                job.done.set_result(await self._draw(job))
            except _Died:
                if attempt == 1:
                    continue
                job.done.set_exception(ChartProblem("chart_browser", "The picture could not be drawn just now."))
            except ChartProblem as problem:
                job.done.set_exception(problem)
            except Exception as error:  # noqa: BLE001 - whatever it was, the thread serves on with a new browser
                log.error("a figure cannot be drawn: %s", type(error).__name__)  # noqa: TRY400 - its message may hold titles
                await self._drop()
                job.done.set_exception(ChartProblem("chart_figure", "The picture could not be drawn."))
            return

    async def _draw(self, job: Job) -> bytes:
        painter = await self._open()
        options: Any = {"format": "png", "width": job.width, "height": job.height, "scale": SCALE}
        drawing = asyncio.ensure_future(painter.calc_fig(dict(job.figure), opts=options))
        await asyncio.wait({drawing}, timeout=_OUTER_SECONDS)
        if not drawing.done():
            drawing.add_done_callback(_forget)
            await self._drop()
            raise ChartProblem("chart_timeout", "The picture took too long to draw.")
        if drawing.cancelled() or isinstance(drawing.exception(), ChannelClosedError | BrowserClosedError):
            await self._drop()
            raise _Died
        if isinstance(drawing.exception(), TimeoutError):
            await self._drop()
            raise ChartProblem("chart_timeout", "The picture took too long to draw.")
        picture = check_png(drawing.result(), job.width * SCALE, job.height * SCALE)
        await self._grow_old()
        return picture

    async def _open(self) -> kaleido.Kaleido:
        if self._is_stopping:
            raise _stopped()
        if self._kaleido is not None:
            return self._kaleido
        loop = asyncio.get_running_loop()
        if loop.time() < self._closed_until:
            raise ChartProblem("chart_browser", "The picture could not be drawn: the browser does not start.")
        self._kaleido = PromptKaleido(
            path=self.browser,
            n=1,
            timeout=RENDER_SECONDS,
            page_generator=self.folder / "page.html",
            enable_extensions=False,
            browser_cls=QuietChromium,
            tmp_dir=tempfile.mkdtemp(prefix="browser-", dir=self.folder),
        )
        opening = asyncio.ensure_future(self._kaleido.open())
        await asyncio.wait({opening}, timeout=_OPEN_SECONDS)
        if not opening.done() or opening.cancelled() or opening.exception() is not None:
            opening.add_done_callback(_forget)
            await self._drop()
            self._failures += 1
            self._closed_until = loop.time() + min(2.0**self._failures, _LONGEST_PAUSE)
            log.warning("the browser for charts does not start (%d times now)", self._failures)
            raise ChartProblem("chart_browser", "The picture could not be drawn: the browser does not start.")
        self._failures, self._renders = 0, 0
        return self._kaleido

    async def _grow_old(self) -> None:
        """Kaleido keeps a little of every render: a new browser now and then costs less."""
        self._renders += 1
        if self._renders >= _RENDERS_BEFORE_NEW:
            await self._drop()

    async def _drop(self) -> None:
        """Kill the browser with everything it started, then let kaleido tidy up behind it."""
        dropped = self._kaleido
        if dropped is None:
            return
        self._kill()
        self._kaleido = None
        closing = asyncio.ensure_future(dropped.close())
        await asyncio.wait({closing}, timeout=_CLOSE_SECONDS)
        closing.add_done_callback(_forget)
        for left in self.folder.glob("browser-*"):
            shutil.rmtree(left, ignore_errors=True)

    def _kill(self) -> None:
        process = getattr(self._kaleido, "subprocess", None)
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)  # its group may outlive it, so it is not asked first
        with contextlib.suppress(Exception):
            process.wait(_CLOSE_SECONDS)


def _stopped() -> ChartProblem:
    return ChartProblem("chart_stopped", "I am being restarted, so there is no picture.")


def _forget(task: "asyncio.Future[Any]") -> None:
    """Take the outcome of a task nobody waits for, so that it is not reported as lost."""
    if not task.cancelled():
        task.exception()
