"""Which members make a group: at random, of like taste, or of unlike taste (Kaya, Bridge and Tintarev 2020)."""

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from recommender.evaluate.dataset import Log, table

Kind = Literal["random", "similar", "divergent"]
KINDS: tuple[Kind, ...] = get_args(Kind)
SIZES = (2, 3, 4, 8, 10)
#: Correlation of ratings from which two members are alike, and below which they are not.
_ALIKE, _UNLIKE = 0.3, 0.1


def correlations(log: Log, titles: int) -> NDArray[np.float64]:
    """Pearson correlation (members, members) of ratings over the whole catalogue, unrated titles as 0."""
    return np.asarray(np.corrcoef(table(log, titles, log.values)), dtype=np.float64)


def form(alike: NDArray[np.float64], size: int, kind: Kind, count: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Groups (at most count, size) around `count` members drawn at random, from correlations (members, members).

    Each further member correlates with somebody in the group by .3 or more (`similar`) or less than .1 (`divergent`):
    unlike everybody are only members with few ratings. A member around whom no such group can be made has none.
    """
    bases = rng.permutation(len(alike))[:count].tolist()
    made = [group for base in bases if (group := _grow(alike, base, size, kind, rng)) is not None]
    return np.array(made, dtype=np.int64).reshape(-1, size)


def _grow(alike: NDArray[np.float64], base: int, size: int, kind: Kind, rng: np.random.Generator) -> list[int] | None:
    group = [base]
    while len(group) < size:
        fits = _fitting(alike[group], kind)
        fits[group] = False
        choice = np.flatnonzero(fits)
        if not len(choice):
            return None
        group.append(int(rng.choice(choice)))
    return group


def _fitting(to_group: NDArray[np.float64], kind: Kind) -> NDArray[np.bool_]:
    if kind == "similar":
        return np.asarray(to_group.max(axis=0) >= _ALIKE, dtype=np.bool_)
    if kind == "divergent":
        return np.asarray(to_group.min(axis=0) < _UNLIKE, dtype=np.bool_)
    return np.ones_like(to_group[0], dtype=np.bool_)
