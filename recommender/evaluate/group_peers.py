"""Published group rules as peers: votes (members, titles) in, columns out, best first. Ours are in `aggregation`."""

import numpy as np
from numpy.typing import NDArray

Votes = NDArray[np.float64]
Order = NDArray[np.int64]
#: Places that Kaya's Borda counts.
BORDA_PLACES = 20
#: Titles a greedy rule looks at: so many of each member's best and of the sum's.
_SHORTLIST = 100


def first(values: NDArray[np.floating], n: int) -> Order:
    """Columns (rows, n) of the lowest values (rows, columns), lowest first, then by column."""
    n = min(n, values.shape[1])
    low = np.sort(np.argpartition(values, n - 1, axis=1)[:, :n], axis=1)
    order = np.argsort(np.take_along_axis(values, low, axis=1), axis=1, kind="stable")
    return np.take_along_axis(low, order, axis=1).astype(np.int64)


def borda_shares(votes: Votes) -> Votes:
    """Each member's Borda points (members, titles) for their best 20, as shares that add up to 1."""
    points = np.zeros(votes.shape)
    order = first(-votes, BORDA_PLACES)
    ballot = np.arange(BORDA_PLACES, BORDA_PLACES - order.shape[1], -1.0)
    np.put_along_axis(points, order, np.broadcast_to(ballot / ballot.sum(), order.shape), axis=1)
    return points


def gfar(votes: Votes, n: int) -> Order:
    """Greedy marginal gain of sum_u [1 - prod_i (1 - p_ui)] (Kaya, Bridge and Tintarev, RecSys 2020), lambda 1.

    The published p is `borda_shares`.
    """
    columns = _shortlist(votes, n)
    chances = votes[:, columns]
    missed = np.ones(len(votes))
    chosen: list[int] = []
    for _ in range(min(n, len(columns))):
        gains = missed @ chances
        gains[chosen] = -1.0
        chosen.append(int(np.argmax(gains)))
        missed *= 1.0 - chances[:, chosen[-1]]
    return columns[chosen]


def ep_fuzzda(votes: Votes, n: int) -> Order:
    """Exactly-proportional fuzzy D'Hondt (Malecek and Peska, UMAP 2021): every prefix as proportional as can be.

    Each place goes to the title with most relevance that members still have a claim to; a member's claim is their
    share of all relevance handed out with the title, less what they already have.
    """
    columns = _shortlist(votes, n)
    worth = votes[:, columns]
    totals = worth.sum(axis=0)
    had = np.zeros(len(votes))
    chosen: list[int] = []
    for _ in range(min(n, len(columns))):
        claims = np.maximum((had.sum() + totals)[None, :] / len(votes) - had[:, None], 0.0)
        gains = np.minimum(worth, claims).sum(axis=0)
        gains[chosen] = -1.0
        chosen.append(int(np.argmax(gains)))
        had += worth[:, chosen[-1]]
    return columns[chosen]


def mean_score(votes: Votes, n: int) -> Order:
    """Highest mean first; with z-scored scores the usual additive rule."""
    return first(-votes.mean(axis=0)[None, :], n)[0]


def seed_published(distances: Votes, n: int) -> Order:
    """The original project as published: of the 2n with the highest mean distance, the n with the least deviation."""
    farthest = mean_score(distances, 2 * n)
    return farthest[np.argsort(distances[:, farthest].std(axis=0), kind="stable")[:n]]


def _shortlist(votes: Votes, n: int) -> Order:
    size = max(_SHORTLIST, 4 * n)
    return np.unique(first(-np.vstack([votes, votes.sum(axis=0)]), size))
