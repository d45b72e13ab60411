"""What opening a built catalogue costs: `python -m data.catalogue.bench` prints seconds and resident memory.

An invented catalogue of 60,000 titles, a million names and 285 tags is written to a temporary folder and opened in
fresh processes: medians of five, with the files in the system's cache. "At first" is what the interpreter and the
imported libraries hold, "opened" when the catalogue can be asked, "in use" after 2,000 names were matched, 50 looked
for among near misses and 500 titles read.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np

from data.catalogue.artefact import read_artefact, write_artefact
from data.catalogue.catalogue import Catalogue
from data.catalogue.columns import columns_of
from data.catalogue.match import Asked, build_index, names_of, weigh
from data.catalogue.title import Title
from data.catalogue.versions import versions_folder

TITLES, TAGS, ROUNDS, READ = 60_000, 285, 5, 500
LANGUAGES = ("es", "pt", "fr", "de", "it", "nl", "pl", "tr", "cs", "da", "fi", "sv", "ja", "ko", "ru")
_SYLLABLES = tuple(f"{begin}{end}" for begin in "bdfgklmnprstvz" for end in ("a", "e", "i", "o", "u", "ai", "or"))


def invent_titles(count: int) -> Iterator[Title]:
    """This many titles with 16.6 names each; the same every time."""
    rng = np.random.default_rng(count)
    for at in range(count):
        words = iter([_word(rng.integers(0, len(_SYLLABLES), 3).tolist()) for _ in range(50)])
        title = f"{next(words)} {next(words)} {next(words)}".title()
        yield Title(
            id=f"tt{at:07}",
            kind="series" if at % 3 == 0 else "movie",
            title=title,
            year=1950 + at % 76,
            minutes=20 + at % 120,
            genres=("drama", "crime"),
            countries=("GB",),
            language="en",
            maturity="TV-14",
            popularity=1 + at % 5,
            tags={},
            names={code: (f"{next(words)} {next(words)} {code}",) for code in LANGUAGES},
            also=(f"{title} {next(words)}",) if at % 3 else (),
            makers=(f"{next(words)} {next(words)}",),
            cast=tuple(f"{next(words)} {next(words)}" for _ in range(4)),
            imdb=f"tt{at:07}",
        )


def invent_catalogue(count: int = TITLES) -> Catalogue:
    """A catalogue of invented titles with random features."""
    titles = tuple(invent_titles(count))
    rng = np.random.default_rng(1)
    columns = columns_of(titles)
    popularity = rng.uniform(1, 5, count).astype(np.float32)
    return Catalogue(
        titles=titles,
        tags=tuple(f"tag {at}" for at in range(TAGS)),
        features=rng.integers(0, 256, (count, TAGS), dtype=np.uint8),
        confidence=rng.random(count, dtype=np.float32),
        provenance=rng.integers(0, 4, count, dtype=np.uint8),
        trust=rng.random(TAGS, dtype=np.float32),
        popularity=popularity,
        rating=rng.random(count).astype(np.float32),
        columns=columns,
        rows={title.id: row for row, title in enumerate(titles)},
        index=build_index(names_of(titles), columns.year, weigh(popularity), [title.imdb for title in titles]),
        version="",
    )


def measure(folder: Path) -> dict[str, float]:
    """Open this catalogue and use it: seconds, and megabytes resident. In a process of its own, or it tells nothing."""
    before = _resident()
    start = time.perf_counter()
    catalogue = read_artefact(folder)
    seconds = time.perf_counter() - start
    opened = _resident()
    some = catalogue.titles[:: max(1, len(catalogue.titles) // READ)]
    names = [Asked(name, None) for title in some for name in (title.title, *(title.names or {}).get("es", ()), "Xy")]
    found = catalogue.find_many(names[:2_000])
    near = [catalogue.near(f"{title.title}s", None) for title in some[:50]]
    return {
        "seconds": seconds,
        "at first": before,
        "opened": opened,
        "in use": _resident(),
        "found": sum(one is not None for one in found),
        "near": sum(map(bool, near)),
    }


def main() -> int:
    """Write a catalogue, open it in processes of their own, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--titles", type=int, default=TITLES)
    parser.add_argument("--open", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.open:
        _say(json.dumps(measure(arguments.open)))
        return 0
    with TemporaryDirectory() as state:
        folder = _write(Path(state), arguments.titles)
        words = [sys.executable, "-m", "data.catalogue.bench", "--open", str(folder)]
        answers = [subprocess.run(words, check=True, stdout=subprocess.PIPE) for _ in range(ROUNDS)]  # noqa: S603 - this program itself
    rounds = [json.loads(answer.stdout) for answer in answers]
    for name, unit in (("seconds", "s"), ("at first", "MB"), ("opened", "MB"), ("in use", "MB")):
        _say(f"{name:<10} {median(one[name] for one in rounds):8.2f} {unit}")
    return 0


def _write(state: Path, titles: int) -> Path:
    start = time.perf_counter()
    catalogue = invent_catalogue(titles)
    made = time.perf_counter()
    folder = versions_folder(state) / write_artefact(state, catalogue, ())
    written = time.perf_counter()
    size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    _say(f"{len(catalogue.titles):,} titles, {len(catalogue.index.spellings.rows):,} names, {size:.0f} MB")
    _say(f"made in {made - start:.1f} s, written in {written - made:.1f} s")
    return folder


def _say(line: str) -> None:
    print(line)  # noqa: T201 - what the command is for


def _word(syllables: list[int]) -> str:
    return "".join(_SYLLABLES[one] for one in syllables)


def _resident() -> float:
    """Megabytes of this process in memory, mapped files included. Linux only."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:"))


if __name__ == "__main__":
    sys.exit(main())
