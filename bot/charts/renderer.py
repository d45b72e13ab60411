"""Charts to PNG: a bounded queue before the browser, one drawing for equal figures, and a cache behind it."""

import asyncio
import hashlib
import json
import tempfile
import time
from collections import OrderedDict
from collections.abc import AsyncGenerator
from concurrent.futures import Future
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from plotly.utils import PlotlyJSONEncoder  # pyright: ignore[reportMissingTypeStubs] - ships none

from bot.charts.chart import Chart, ChartProblem
from bot.charts.painter import Job, Painter

#: Figures that may wait at a time, and how long a caller waits, in seconds.
MOST_WAITING = 32
LONGEST_WAIT = 30.0
#: What the cache holds at most, in bytes (about 300 pictures), and for how long, in seconds.
CACHE_BYTES = 48 * 1024 * 1024
CACHE_SECONDS = 3600.0


@dataclass(slots=True)
class Renderer:
    """Draws charts. Equal charts are drawn once; a caller who gives up cancels nothing."""

    painter: Painter | None
    _cache: OrderedDict[str, tuple[float, bytes]] = field(default_factory=OrderedDict[str, tuple[float, bytes]])
    _waiting: "dict[str, Future[bytes]]" = field(default_factory=dict[str, "Future[bytes]"])

    async def render(self, chart: Chart) -> bytes:
        """The chart as PNG, twice its width and height in pixels.

        Raises ChartProblem when there is no browser, too much waits, or the picture fails; the text is then enough.
        """
        if self.painter is None:
            raise ChartProblem("chart_no_browser", "Pictures are not available on this host; here is the text.")
        key = await asyncio.to_thread(_key, chart)
        if (known := self._recall(key)) is not None:
            return known
        if (waiting := self._waiting.get(key)) is None:
            waiting = self._order(key, chart, self.painter)
        try:
            return await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(waiting)), LONGEST_WAIT)
        except TimeoutError:
            raise ChartProblem("chart_timeout", "The picture took too long to draw.") from None

    def purge(self) -> None:
        """Forget every picture: somebody hid or deleted something. Pictures being drawn are not kept either."""
        self._cache.clear()
        self._waiting.clear()

    def _order(self, key: str, chart: Chart, painter: Painter) -> "Future[bytes]":
        if len(self._waiting) >= MOST_WAITING:
            raise ChartProblem("chart_busy", "Too many pictures are being drawn at the moment.")
        done: Future[bytes] = Future()
        self._waiting[key] = done
        loop = asyncio.get_running_loop()
        done.add_done_callback(lambda future: loop.call_soon_threadsafe(self._keep, key, future))
        painter.put(Job(chart.figure, chart.width, chart.height, done))
        return done

    def _keep(self, key: str, done: "Future[bytes]") -> None:
        if self._waiting.get(key) is not done:
            return  # purged while it was drawn
        del self._waiting[key]
        if done.exception() is None:
            self._cache[key] = (time.monotonic(), done.result())
        while sum(len(picture) for _, picture in self._cache.values()) > CACHE_BYTES:
            self._cache.popitem(last=False)

    def _recall(self, key: str) -> bytes | None:
        at, picture = self._cache.get(key, (float("-inf"), b""))
        if time.monotonic() - at > CACHE_SECONDS:
            self._cache.pop(key, None)
            return None
        self._cache.move_to_end(key)
        return picture


@asynccontextmanager
async def open_renderer(browser: Path | None, folder: Path | None = None) -> AsyncGenerator[Renderer]:
    """A renderer that draws with this browser; with None every render raises ChartProblem at once.

    The browser's own files are kept in a new folder in `folder`; what an earlier life left there is wiped.
    """
    if browser is None:
        yield Renderer(None)
        return
    with tempfile.TemporaryDirectory(prefix="blendz-") as temporary:
        painter = Painter(browser, folder or Path(temporary))
        await asyncio.to_thread(painter.start)
        try:
            yield Renderer(painter)
        finally:
            await asyncio.to_thread(painter.stop)


def _key(chart: Chart) -> str:
    """The content of a chart, as a hash."""
    text = json.dumps([chart.figure, chart.width, chart.height], cls=PlotlyJSONEncoder, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=20).hexdigest()
