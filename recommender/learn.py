"""`python -m recommender.learn IN OUT`: learns from ratings beside a build, in a process of its own.

Catalogues are built by code that does not know the recommender, and the recommender reads no source: a file of arrays
goes in and another comes out, and all the memory that learning takes is free again. IN (.npz) holds `features`,
`popularity`, `rating`, `series`, `confidence`, `inferred` and `trust` as `build_model` takes them, and `members`,
`rows` and `values` of the ratings. OUT gets the arrays of `Learned`, or none when there was too little to learn from.
The package asks OpenBLAS for one thread unless told otherwise; a build sets OPENBLAS_NUM_THREADS to all cores.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from recommender.learning import learn
from recommender.model import Certainty, build_model
from recommender.ratings import gather_ratings


def main(words: Sequence[str]) -> int:
    """Learn from IN, write OUT; 2 when not called with these two."""
    if len(words) != 2:  # noqa: PLR2004 - IN and OUT
        _say(__doc__ or "")
        return 2
    with np.load(Path(words[0])) as given:
        certainty = Certainty(given["confidence"], given["inferred"], given["trust"])
        model = build_model(given["features"], given["popularity"], given["series"], certainty, rating=given["rating"])
        ratings = gather_ratings(given["members"], given["rows"], given["values"], len(given["series"]))
    learned = learn(model, ratings, _say)
    arrays: dict[str, Any] = {} if learned is None else learned.arrays()
    np.savez(Path(words[1]), **arrays)
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
