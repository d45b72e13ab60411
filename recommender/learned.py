"""What ratings of many members taught about the titles they rated, as arrays. Pure."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """`rows` int64 (rated,): the titles that were rated often enough; everything else is about them, in this order.

    `inward` and `outward` float32 (rated, rank): a title counts for another by inward @ outward (see `ease`).
    `quality` float32 (rated,): Bayes mean rating, 0..1.
    `chances` float64 (ranks,): p(liked) at `RANKS` after a long history, on members nothing was learned from.
    `expected` float64 (steps,): the mean learned score (in spreads) of titles whose score by tags and popularity is
    `STEPS` spreads above the mean, which is what a title without ratings can expect.
    """

    rows: NDArray[np.int64]
    inward: NDArray[np.float32]
    outward: NDArray[np.float32]
    quality: NDArray[np.float32]
    chances: NDArray[np.float64]
    expected: NDArray[np.float64]

    @property
    def rank(self) -> int:
        """How many factors a title has."""
        return self.outward.shape[1]

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Every array under its name, for storage."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


#: Ranks and spreads at which the curves of `Learned` are given; between them they are straight lines.
RANKS = np.array([1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0])
STEPS = np.array([-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0])
