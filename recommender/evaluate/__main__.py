"""`python -m recommender.evaluate`: how good Blendz' lists are, against every peer, on the same members and groups.

With MovieLens (--data, or the environment variable BLENDZ_SHARED_DATA: a folder, or its `movielens`, that holds
ml-25m-genome149.zip and ml-latest-small/) the whole protocol runs; without it, the same on planted tastes.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from recommender.evaluate.methods import blendz
from recommender.evaluate.movielens import find_movielens, read_movielens
from recommender.evaluate.planted import check_planted, conflict_groups, plant
from recommender.evaluate.protocol import Track
from recommender.evaluate.report import show
from recommender.evaluate.study import FULL, PLANTED, QUICK, study

VARIABLE = "BLENDZ_SHARED_DATA"
T = TypeVar("T")
#: Columns of the tables where nobody says how wide the paper is.
_WIDTH = 132


def main(arguments: Sequence[str] | None = None) -> int:
    """0: measured; 1: something planted was not found; 2: no data where --data says."""
    parser = argparse.ArgumentParser(prog="python -m recommender.evaluate", description=__doc__)
    parser.add_argument("--data", type=Path, metavar="DIR", help=f"where MovieLens is (else ${VARIABLE})")
    parser.add_argument("--quick", action="store_true", help="one fold, fewer titles, members and groups; no goals")
    parser.add_argument("--json", metavar="FILE", nargs="?", const="-", help="the same figures; to stdout without FILE")
    chosen = parser.parse_args(arguments)
    folder = chosen.data or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    place = find_movielens(folder) if folder else None
    if chosen.data and place is None:
        print(f"No MovieLens in {chosen.data}: see --help for what is looked for.", file=sys.stderr)
        return 2
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        figures = _measure(place, _tracker(progress), quick=chosen.quick, console=console)
    if chosen.json:
        _write(json.dumps(figures, indent=1, allow_nan=False), chosen.json)
    if chosen.json != "-":
        console = Console()
        show(figures, console if console.is_terminal else Console(width=_WIDTH))
    return 0 if all(check["passed"] for check in figures["checks"]) else 1


def _measure(place: Path | None, track: Track[Any], *, quick: bool, console: Console) -> dict[str, Any]:
    start = time.perf_counter()
    if place is None:
        console.print(f"No MovieLens (--data or ${VARIABLE}): measuring on planted tastes.")
        figures, checks = _measure_planted(track)
    else:
        figures, checks = study(read_movielens(place), QUICK if quick else FULL, track), []
    took = {"quick": quick, "seconds": round(time.perf_counter() - start, 1)}
    return {**figures, "protocol": {**figures["protocol"], **took}, "checks": checks}


def _measure_planted(track: Track[Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    place = plant()
    groups = [group for size in PLANTED.sizes for group in conflict_groups(place, size, PLANTED.groups)]
    figures = study(place.dataset, PLANTED, track, groups)
    made = blendz(place.dataset)
    return figures, check_planted(place, made.model, made.score)


def _tracker(progress: Progress) -> Track[Any]:
    def track(things: Sequence[T], doing: str) -> Iterable[T]:
        if not progress.console.is_terminal:  # a log has no bars: they would appear when all is over
            progress.console.print(f"{doing} ({len(things)})")
        return progress.track(things, description=doing)

    return track


def _write(text: str, target: str) -> None:
    if target == "-":
        print(text)
    else:
        Path(target).write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
