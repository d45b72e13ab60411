"""How long remembering takes: `python -m data.store.benchmark [--rows N] [--times N]`.

Prints medians in milliseconds of invented histories in a temporary folder, and the size of one on disk. "Loop" is
the longest the event loop was kept from other work meanwhile.
"""

import argparse
import asyncio
import datetime as dt
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

from data.history import History, Viewing
from data.store import open_store

_FIRST_DAY = dt.date(2015, 1, 1)


def invented(rows: int) -> History:
    """Episodes of some hundred series, one row in ten watched for a known time."""
    viewings: list[Viewing] = []
    for row in range(rows, 0, -1):
        show, season, episode = f"The Show of Number {row % 301}", row // 100 % 5 + 1, f"Chapter {row}"
        raw = f"{show}: Season {season}: {episode}"
        seconds = 60 * row if row % 10 == 0 else None
        day = _FIRST_DAY + dt.timedelta(days=row // 8)
        viewings.append(
            Viewing(raw, "episode", show, f"Season {season}", season, episode, row, day, seconds, f"s{row % 301}")
        )
    return History(tuple(viewings), "benchmark")


async def longest_stall(stop: asyncio.Event) -> float:
    """Seconds the event loop was late at worst, until told to stop."""
    worst = 0.0
    while not stop.is_set():
        began = time.perf_counter()
        await asyncio.sleep(0.001)
        worst = max(worst, time.perf_counter() - began - 0.001)
    return worst


async def measured(name: str, times: int, work: Callable[[int], Awaitable[object]]) -> None:
    """Print the median of a coroutine function called with 0, 1, ..."""
    took: list[float] = []
    stop = asyncio.Event()
    watch = asyncio.create_task(longest_stall(stop))
    for number in range(times):
        began = time.perf_counter()
        await work(number)
        took.append(time.perf_counter() - began)
    stop.set()
    sys.stdout.write(f"{name:<28}{1000 * median(took):8.1f} ms   loop {1000 * await watch:6.1f} ms\n")


async def main(rows: int, times: int) -> None:
    """Upload, upload again, read, set a mark, forget."""
    upload = invented(rows)
    later = replace(upload, viewings=upload.viewings[: rows // 50])
    with tempfile.TemporaryDirectory() as folder:
        async with open_store(Path(folder), os.urandom(32)) as store:
            await measured(f"first upload, {rows} rows", times, lambda member: store.add_history(member, upload))
            size = (await store.health()).size / times
            await measured("the same again", times, lambda member: store.add_history(member, upload))
            await measured(f"{rows // 50} rows more", times, lambda member: store.add_history(member, later))
            await measured("read", times, store.history)
            await measured("consent", times, lambda member: store.set_consent(member, 1, "server"))
            await measured("forget", times, store.forget)
    sys.stdout.write(f"{'on disk':<28}{size / 1024:8.0f} KiB a member\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="How long remembering takes.")
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--times", type=int, default=15)
    chosen = parser.parse_args()
    asyncio.run(main(chosen.rows, chosen.times))
