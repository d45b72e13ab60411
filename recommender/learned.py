"""What ratings of many members taught about the titles they rated, as arrays. Pure."""

from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """`rows` int64 (rated,): the titles that were rated often enough; everything else is about them, in this order.

    `inward` and `outward` float32 (rated, rank): a title counts for another by inward @ outward (see `ease`).
    `quality` float32 (rated,): Bayes mean rating, 0..1.
    `smooth_in` and `smooth_out` float32 (rated, smooth rank): the same by `lowpass`; none of them without one.
    `chances` float64 (lengths, ranks): p(liked) after histories of `LENGTHS` titles at `RANKS`, on members nothing was
    learned from.
    `expected` float64 (steps,): the mean learned score (in spreads) of titles whose score by tags and popularity is
    `STEPS` spreads above the mean, which is what a title without ratings can expect.
    """

    rows: NDArray[np.int64]
    inward: NDArray[np.float32]
    outward: NDArray[np.float32]
    quality: NDArray[np.float32]
    chances: NDArray[np.float64]
    expected: NDArray[np.float64]
    smooth_in: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))
    smooth_out: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))

    @property
    def rank(self) -> int:
        """How many factors a title has."""
        return self.outward.shape[1]

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Every array under its name, for storage."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


#: Evidence, ranks and spreads at which the curves of `Learned` are given; between them they are straight lines.
LENGTHS = np.array([1.0, 3.0, 10.0, 30.0, 100.0, 300.0, 1000.0])
RANKS = np.array([1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0])
STEPS = np.array([-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0])
