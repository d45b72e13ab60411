"""`python -m data.catalogue.match_bench`: how long matching takes and how much memory, with names made for it."""

import argparse
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

from data.catalogue.match import Asked, NameOf, build_index, weigh
from data.history import ViewingKind

_LANGUAGES = ("", "es", "pt", "fr", "de", "it", "nl", "pl", "tr", "cs", "da", "fi", "sv", "ja", "ko", "hu", "ro")
_SYLLABLES = ("ba", "lo", "ri", "men", "ta", "su", "ver", "no", "ki", "dra", "el", "mo", "sha", "pe", "ton", "ul")
_RUNS = 5
_NEAR = 10
_WORDS = (1, 2, 2, 3, 3, 4, 5)

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Sizes:
    """Titles and names of the index, and different works asked for."""

    titles: int
    names: int
    asked: int


def main() -> None:
    """Build an index of 60,000 titles with a million names, and ask for 110,000 works: most known, some not."""
    parser = argparse.ArgumentParser(prog="python -m data.catalogue.match_bench", description=__doc__)
    parser.add_argument("--titles", type=int, default=60_000)
    parser.add_argument("--names", type=int, default=1_000_000)
    parser.add_argument("--asked", type=int, default=110_000)
    chosen = parser.parse_args()
    measure(Sizes(chosen.titles, chosen.names, chosen.asked))


def measure(sizes: Sizes) -> None:
    """Print seconds, and megabytes of the arrays and of the whole process at its peak."""
    rng = random.Random(1)  # noqa: S311 - invented names need no secrecy
    words = ["".join(rng.choices(_SYLLABLES, k=rng.randrange(1, 4))) for _ in range(20_000)]
    years = [rng.randrange(1950, 2026) for _ in range(sizes.titles)]
    weights = weigh([1.0 + 4.0 * rng.random() ** 2 for _ in range(sizes.titles)])
    made = list(_names(sizes, words, rng))
    took, index = _time(lambda: build_index(made, years, weights))
    megabytes = sum(array.nbytes for array in index.arrays().values()) / 2**20
    _say(f"{sizes.titles:,} titles with {sizes.names:,} names: built in {took:.1f} s, {megabytes:.0f} MB of arrays")
    asked = _questions(sizes, made, words, rng)
    runs = [_time(lambda: index.find_many(asked)) for _ in range(_RUNS)]
    found = sum(one is not None for one in runs[0][1])
    _say(f"find_many of {len(asked):,}: median {median(took for took, _ in runs):.2f} s, {found:,} found")
    near = [_time(lambda: [index.near(one.name + "s", "movie") for one in asked[:_NEAR]])[0] for _ in range(_RUNS)]
    _say(f"near, {_NEAR} names: median {median(near) * 1000:.1f} ms")
    took, _ = _time(lambda: [index.knows(one.name, "series") for one in asked])
    _say(f"knows: {took / len(asked) * 1e6:.1f} us a name")
    took, _ = _time(lambda: [index.search(one.name[:6]) for one in asked[:_NEAR]])
    _say(f"search: {took / _NEAR * 1000:.1f} ms a query; peak memory {_peak_megabytes():.0f} MB")


def _names(sizes: Sizes, words: Sequence[str], rng: random.Random) -> Iterator[NameOf]:
    for at in range(sizes.names):
        row = at % sizes.titles
        language = _LANGUAGES[at // sizes.titles % len(_LANGUAGES)]
        yield NameOf(row, "series" if row % 3 == 0 else "movie", language, _name(words, rng))


def _name(words: Sequence[str], rng: random.Random) -> str:
    name = " ".join(rng.choices(words, k=rng.choice(_WORDS))).title()
    kind = rng.randrange(10)
    return f"The {name}" if kind == 0 else f"{name}: {rng.choice(words).title()}" if kind == 1 else name


def _questions(sizes: Sizes, names: Sequence[NameOf], words: Sequence[str], rng: random.Random) -> list[Asked]:
    """Different works: every second one of the catalogue, the others made up."""
    asked: dict[Asked, None] = {}
    while len(asked) < sizes.asked:
        known = rng.choice(names)
        kind: ViewingKind = "episode" if known.kind == "series" else "movie"
        asked[Asked(known.name if len(asked) % 2 else _name(words, rng), kind, language="es")] = None
    return list(asked)


def _time(job: Callable[[], Result]) -> tuple[float, Result]:
    started = time.perf_counter()
    result = job()
    return time.perf_counter() - started, result


def _peak_megabytes() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _say(line: str) -> None:
    print(line)  # noqa: T201 - a benchmark prints


if __name__ == "__main__":
    main()
