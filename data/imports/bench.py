"""`python -m data.imports.bench`: how long reading takes and how much memory, on files made for it."""

import argparse
import json
import random
import resource
import sys
import time
from collections.abc import Callable

from data.imports import ImportProblem, read_export
from data.imports.problem import MOST_BYTES

_ROWS = 110_000
_SYLLABLES = ("ba", "lo", "ri", "men", "ta", "su", "ver", "no", "ki", "dra", "el", "mo", "sha", "pe", "ton", "ul")


def make_account_page(rows: int, seed: int = 1) -> bytes:
    """An account page of this many rows: invented series and films, half of the series without a season's label."""
    rng = random.Random(seed)  # noqa: S311 - invented titles need no secrecy
    lines = ["Title,Date"]
    while len(lines) <= rows:
        show, day = _name(rng, 2), rng.randrange(1, 28)
        date = f'"{rng.randrange(1, 13)}/{day}/{rng.randrange(15, 26)}"'
        if rng.random() < 0.3:  # noqa: PLR2004 - a film at three turns in ten, which makes one row in fifteen
            lines.append(f'"{show}: {_name(rng, 1)}",{date}')
            continue
        label = f": Season {rng.randrange(1, 9)}" if rng.random() < 0.7 else ""  # noqa: PLR2004 - most series have one
        lines += [f'"{show}{label}: {_name(rng, 3)}",{date}' for _ in range(rng.randrange(1, 12))]
    return "\n".join(lines[: rows + 1]).encode()


def make_ratings(rows: int) -> bytes:
    """Ratings of Letterboxd, every film another one."""
    lines = (f"2024-01-{at % 28 + 1:02},Film {at},{1950 + at % 70},x,{at % 10 / 2 + 0.5}" for at in range(rows))
    return "\n".join(["Date,Name,Year,Letterboxd URI,Rating", *lines]).encode()


def make_watched_json(episodes: int) -> bytes:
    """What Trakt tells of one endless series."""
    numbers = [{"number": at, "plays": 1, "last_watched_at": "2024-01-01T20:00:00Z"} for at in range(episodes)]
    return json.dumps(
        [{"show": {"title": "Kite"}, "plays": 1, "seasons": [{"number": 1, "episodes": numbers}]}]
    ).encode()


def _name(rng: random.Random, words: int) -> str:
    return " ".join("".join(rng.choices(_SYLLABLES, k=rng.randrange(1, 4))).title() for _ in range(words))


def _measure(name: str, job: Callable[[], str]) -> None:
    before, started = _peak_megabytes(), time.perf_counter()
    outcome = job()
    took = time.perf_counter() - started
    print(f"{name}: {took:.2f} s, peak memory {before:.0f} -> {_peak_megabytes():.0f} MB ({outcome})")  # noqa: T201 - a benchmark prints


def _peak_megabytes() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _read(content: bytes) -> str:
    try:
        export = read_export(content)
    except ImportProblem as problem:
        return f"refused: {problem.code}"
    return f"{export.profiles[0].kept:,} rows kept"


def main() -> None:
    """Print seconds and peak memory for a bomb of two-byte rows, and for a large account page."""
    parser = argparse.ArgumentParser(prog="python -m data.imports.bench", description=__doc__)
    parser.add_argument("--rows", type=int, default=_ROWS)
    rows: int = parser.parse_args().rows
    bombs = {
        "2-byte rows": b"a\n",
        "1-byte rows": b"\n",
        "2-byte cells": b"a,",
        "open quotes": b'"\n',
        "joints": b"a: ",
    }
    for name, piece in bombs.items():
        content = b"Title,Date\n" + piece * ((MOST_BYTES - 11) // len(piece))
        _measure(f"{len(content) / 1024 / 1024:.0f} MiB of {name}", lambda content=content: _read(content))
    page = make_account_page(rows)
    _measure(f"account page of {rows:,} rows, {len(page) / 1024 / 1024:.1f} MiB", lambda: _read(page))
    ratings, watched = make_ratings(rows), make_watched_json(rows)
    _measure(f"ratings of {rows:,} films, {len(ratings) / 1024 / 1024:.1f} MiB", lambda: _read(ratings))
    _measure(f"JSON of {rows:,} episodes, {len(watched) / 1024 / 1024:.1f} MiB", lambda: _read(watched))


if __name__ == "__main__":
    main()
