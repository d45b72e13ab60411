"""Has the recommender learn from a crowd's ratings: arrays out to a file, its own process, arrays back."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.catalogue.build.crowd import Crowd
from data.catalogue.problem import CatalogueProblem

_ROOT = Path(__file__).parents[3]
_PROGRAM = "recommender.learn"


def learn(crowd: Crowd, known: Mapping[str, NDArray[Any]], report: Callable[[str], None]) -> Mapping[str, NDArray[Any]]:
    """What the ratings teach about the titles whose arrays are `known`; nothing when they are too few.

    `known` has `features`, `popularity`, `rating`, `series`, `confidence`, `inferred` and `trust`. This program
    never sees how it is done: it starts the recommender and hands the arrays over. Raises CatalogueProblem when that
    fails.
    """
    with TemporaryDirectory() as place:
        given, made = Path(place) / "in.npz", Path(place) / "out.npz"
        arrays: dict[str, Any] = {**known, "members": crowd.members, "rows": crowd.rows, "values": crowd.values}
        np.savez(given, **arrays)
        _run(given, made, report)
        with np.load(made) as found:
            return {name: found[name] for name in found.files}


def _run(given: Path, made: Path, report: Callable[[str], None]) -> None:
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": str(os.cpu_count() or 1)}
    words = [sys.executable, "-m", _PROGRAM, str(given), str(made)]
    with subprocess.Popen(  # noqa: S603 - this program's own interpreter and module, and files of its own
        words, cwd=_ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            told, trouble = process.communicate()
        except BaseException:
            process.kill()
            raise
    for line in told.splitlines():
        report(line)
    if process.returncode:
        last = (trouble.strip().splitlines() or ["no reason given"])[-1]
        raise CatalogueProblem(
            f"Learning from the ratings failed: {last[:200]}. It needs some 4 GB of memory; a build without "
            "ratings works with less: leave the MovieLens source out."
        )
