"""What a list is worth to one member, from which of its places were liked, and how sure a mean over members is."""

import numpy as np
from numpy.typing import NDArray

Hits = NDArray[np.bool_]
_ROUNDS = 1000


def ndcg(hits: Hits, relevant: int, n: int) -> float:
    """Normalised discounted cumulative gain at n with gains of 0 and 1 (Jarvelin and Kekalainen 2002).

    `hits` (places,) says which places of the list were liked, best first; `relevant` how many titles could have been.
    nan when there was nothing to find: such a member is left out of a mean.
    """
    if relevant < 1:
        return float("nan")
    worth = 1.0 / np.log2(np.arange(2, n + 2))
    found = hits[:n]
    return float((worth[: len(found)] * found).sum() / worth[: min(relevant, n)].sum())


def recall(hits: Hits, relevant: int, n: int) -> float:
    """Share of what could be found that stands in the first n places; nan when there was nothing to find."""
    return float(hits[:n].sum() / relevant) if relevant > 0 else float("nan")


def hit(hits: Hits, relevant: int, n: int) -> float:
    """1 when anything liked stands in the first n places, else 0; nan when there was nothing to find.

    One minus its mean over the members of groups is their zRecall (Kaya, Bridge and Tintarev 2020).
    """
    return float(hits[:n].any()) if relevant > 0 else float("nan")


def first_hit(hits: Hits, relevant: int, n: int) -> float:
    """Discounted first hit: 1 / log2(1 + place of the first liked title), 0 without one (Kaya et al. 2020)."""
    if relevant < 1:
        return float("nan")
    places = np.flatnonzero(hits[:n])
    return float(1.0 / np.log2(2.0 + places[0])) if len(places) else 0.0


def interval(values: NDArray[np.float64], rng: np.random.Generator, level: float = 0.95) -> tuple[float, float]:
    """Percentile bootstrap interval (Efron 1979) of the mean over members; `values` (members,), nan left out."""
    known = values[~np.isnan(values)]
    if not len(known):
        return float("nan"), float("nan")
    means = np.array([known[rng.integers(0, len(known), len(known))].mean() for _ in range(_ROUNDS)])
    low, high = np.quantile(means, [(1.0 - level) / 2.0, (1.0 + level) / 2.0])
    return float(low), float(high)


def difference(
    mine: NDArray[np.float64], theirs: NDArray[np.float64], rng: np.random.Generator
) -> tuple[float, float, float]:
    """Mean of mine - theirs over the same members (members,), and its 95 % paired bootstrap interval."""
    gaps = mine - theirs
    low, high = interval(gaps, rng)
    return float(np.nanmean(gaps)) if not np.isnan(gaps).all() else float("nan"), low, high
