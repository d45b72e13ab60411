"""What a blend costs: `python -m recommender.bench` prints medians, and ratios to what this machine can do at best.

The limits are measured in the same run: how fast memory is read (one dot product over all of it) and how fast numbers
are multiplied (one product of large matrices), each in one thread. Everything is random and the same every time; where
a catalogue is needed it has the starter's shape (tags, 32 a title), a tenth of it series, ratings of 10,000 films with
512 and 192 factors, and members with 200 titles each.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import recommender  # isort: skip - asks for one thread before numpy is there

import numpy as np
from numpy.typing import NDArray

from recommender.invented import HISTORY, catalogue, tasted, watched
from recommender.model import FULL, Model
from recommender.profile import Watched, build_profile
from recommender.ranking import recommend
from recommender.scan import scan
from recommender.taste import Taste

TITLES, FACTORS = 60_000, 320
LISTED = 20
#: Each is measured so often and so many seconds long at least: another program's burst must not fill the whole of it.
ROUNDS, SECONDS = 15, 0.3
GROUPS = (2, 10)
SIZES, HISTORIES = (6_000, 12_000, 60_000, 200_000), (20, 200, 2_000)
BLENDS = 100
Line = str


def main(words: Sequence[str] | None = None) -> int:
    """Print every figure; 0."""
    parser = argparse.ArgumentParser(prog="python -m recommender.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="without the large catalogues")
    sizes = SIZES[:2] if parser.parse_args(words).quick else SIZES
    _say(recommender.__name__.title())
    for line in scanning():
        _say(line)
    model = catalogue(12_000)
    for line in (*blending(model), *against_the_original(), *asyncio.run(serving(model))):
        _say(line)
    for line in growing(sizes):
        _say(line)
    return 0


def scanning() -> list[Line]:
    """All titles for one member and for ten, against memory and arithmetic."""
    rng = np.random.default_rng(0)
    matrix = rng.standard_normal((TITLES, FACTORS)).astype(np.float32)
    vectors = rng.standard_normal((max(GROUPS), FACTORS)).astype(np.float32)
    square = rng.standard_normal((1_024, 1_024)).astype(np.float32)
    flat = matrix.reshape(-1)
    read = best_ms(lambda: np.dot(flat, flat))
    speed = 2.0 * len(square) ** 3 / best_ms(lambda: square @ square)
    lines = [f"memory {matrix.nbytes / read / 1e6:.1f} GB/s, arithmetic {speed / 1e6:.0f} GFLOP/s"]
    for members in (1, max(GROUPS)):
        limit = max(read, 2.0 * matrix.size * members / speed)
        spent = best_ms(lambda members=members: scan(matrix, *vectors[:members]))
        lines.append(
            f"{TITLES:,} titles x {FACTORS} factors, {members} member(s): {spent:.2f} ms = {spent / limit:.2f} x limit"
        )
    return lines


def blending(model: Model) -> list[Line]:
    """A list of twenty with reasons, from tastes that are kept and from histories alone."""
    lines: list[Line] = []
    everything = np.ones(len(model.series), dtype=np.bool_)
    for size in GROUPS:
        histories = [watched(len(model.series), member) for member in range(size)]
        tastes = [tasted(model, history) for history in histories]

        def kept(tastes: Sequence[Taste] = tastes) -> object:
            return recommend(model, tastes, everything, n=LISTED)

        def anew(histories: Sequence[Watched] = histories) -> object:
            return recommend(model, [build_profile(model, one) for one in histories], everything, n=LISTED)

        lines.append(
            f"{len(everything):,} titles, {size} members: kept {median_ms(kept):.2f} ms, anew {median_ms(anew):.2f} ms"
        )
    return lines


def against_the_original() -> list[Line]:
    """The original project's steps for two members, as it did them for every request, on a table of 12,000 titles.

    It read its table of tag relevances (one line a title and tag) from a CSV file each time and scanned all of it for
    each watched title. Only the scans and distances are done here, on a table that is in memory already: its reading
    alone took longer. So the ratio is the least it can be.
    """
    model = catalogue(12_000)
    titles, tags = model.features.shape
    movie = np.repeat(np.arange(titles, dtype=np.int64), tags)
    relevance = (model.features.astype(np.float64) / FULL).reshape(-1)
    histories = [watched(titles, member) for member in range(2)]
    tastes = [tasted(model, history) for history in histories]
    start = time.perf_counter()
    scanned = 5
    vectors = np.stack([relevance[movie == row] for row in histories[0].rows[:scanned]])
    per_title = (time.perf_counter() - start) / scanned
    start = time.perf_counter()
    centre = vectors.mean(axis=0)
    table = relevance.reshape(titles, tags)
    sorted((float(np.sqrt(np.square(table[row] - centre).sum())), row) for row in range(titles))
    per_member = time.perf_counter() - start
    original = 1000.0 * (per_title * 2 * HISTORY + per_member * 2)
    everything = np.ones(titles, dtype=np.bool_)
    ours = median_ms(lambda: recommend(model, tastes, everything, n=LISTED))
    anew = median_ms(lambda: recommend(model, [build_profile(model, one) for one in histories], everything, n=LISTED))
    ratios = f"{original / ours:,.0f} x kept, {original / anew:,.0f} x anew"
    return [f"the original's steps for two, its files read already: {original:,.0f} ms = {ratios}"]


async def serving(model: Model) -> list[Line]:
    """A hundred blends at once in one worker thread, from kept tastes, beside a heartbeat every millisecond."""
    everything = np.ones(len(model.series), dtype=np.bool_)
    histories = [watched(len(model.series), member) for member in range(40)]
    tastes = [tasted(model, history) for history in histories]
    sizes = np.random.default_rng(1).integers(GROUPS[0], GROUPS[1] + 1, BLENDS).tolist()
    lags: list[float] = []
    loop = asyncio.get_running_loop()

    async def beat() -> None:
        while True:
            start = time.perf_counter()
            await asyncio.sleep(0.001)
            lags.append((time.perf_counter() - start - 0.001) * 1000.0)

    heart = asyncio.create_task(beat())
    with ThreadPoolExecutor(1) as worker:

        def blend(at: int) -> object:
            members = [tastes[(at + one) % len(tastes)] for one in range(sizes[at])]
            return recommend(model, members, everything, n=LISTED)

        await loop.run_in_executor(worker, blend, 0)
        lags.clear()
        start = time.perf_counter()
        await asyncio.gather(*(loop.run_in_executor(worker, blend, at) for at in range(BLENDS)))
        spent = time.perf_counter() - start
    heart.cancel()
    late = np.quantile(lags, [0.5, 0.99]) if lags else np.zeros(2)
    lag = f"loop lag p50 {late[0]:.2f} ms, p99 {late[1]:.2f} ms"
    return [f"{BLENDS} blends of 2 to 10 at once, tastes kept: {BLENDS / spent:,.0f} blends/s, {lag}"]


def growing(sizes: Sequence[int]) -> list[Line]:
    """The same by titles, members and length of history."""
    lines = ["", f"{'titles':>8} {'model':>9} {'history':>8} {'taste':>9} {'2 kept':>9} {'10 kept':>9}   ms"]
    for titles in sizes:
        start = time.perf_counter()
        model = catalogue(titles)
        built = (time.perf_counter() - start) * 1000.0
        lines += [f"{titles:>8,} {built:>9,.0f} {row}" for row in _rows(model)]
    return lines


def _rows(model: Model) -> list[Line]:
    titles = len(model.series)
    everything = np.ones(titles, dtype=np.bool_)
    tastes = [tasted(model, watched(titles, member)) for member in range(max(GROUPS))]
    lines: list[Line] = []
    for length in HISTORIES:
        history = watched(titles, 0, length)
        spent = [median_ms(lambda history=history: tasted(model, history))]
        spent += [median_ms(lambda size=size: recommend(model, tastes[:size], everything, n=LISTED)) for size in GROUPS]
        lines.append(f"{length:>8,} " + " ".join(f"{one:>9.2f}" for one in spent))
    return lines


def median_ms(work: Callable[[], object]) -> float:
    """Median time of a call in milliseconds, after one to warm up."""
    return float(np.median(_times(work)))


def best_ms(work: Callable[[], object]) -> float:
    """Shortest time of a call in milliseconds: what the machine can do when nothing else is done."""
    return float(_times(work).min())


def _times(work: Callable[[], object]) -> NDArray[np.float64]:
    work()
    times: list[float] = []
    while len(times) < ROUNDS or sum(times) < SECONDS:
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return np.array(times) * 1000.0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
