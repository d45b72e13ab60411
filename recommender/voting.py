"""Strategies that give every title one value and sort by it; each takes the members' votes and, if given, weights."""

import numpy as np
from numpy.typing import NDArray

Votes = NDArray[np.float64]
Weights = NDArray[np.float64]
Order = NDArray[np.int64]
#: Titles on a ballot, and titles that stand for election. Over the whole of a catalogue Borda and Copeland let the many
#: titles that nobody wants decide: with 1,000 instead of 20 a pair's nDCG@20 is 6 % lower, with 200 instead of 40, 4 %.
BALLOT, STANDING = 20, 40
_TINY = 1e-12


def average(votes: Votes, n: int, weights: Weights | None = None) -> Order:
    """Highest mean first (additive utilitarian; Masthoff 2004). A member's vote counts `weights` times."""
    return best(total(votes, weights), n)


def least_misery(votes: Votes, n: int, weights: Weights | None = None) -> Order:
    """Highest minimum first: a title is as good as its least happy member finds it (O'Connor et al. 2001).

    With weights w the minimum is of votes to the power w: misery, -log p, counts w times (the weighted Chebyshev
    distance to everybody's dream; Bowman 1976). Near 0 a member's misery is not heard.
    """
    if weights is None or (weights == 1.0).all():
        return best(votes.min(axis=0), n)
    return best((np.log(np.maximum(votes, _TINY)) * weights[:, None]).min(axis=0), n)


def most_pleasure(votes: Votes, n: int, weights: Weights | None = None) -> Order:
    """Highest maximum first: a title is as good as its happiest member finds it (Masthoff 2004).

    With weights the maximum is of votes times weights: pleasure counts so many times.
    """
    return best((votes if weights is None else votes * weights[:, None]).max(axis=0), n)


def borda(votes: Votes, n: int, weights: Weights | None = None) -> Order:
    """Most points first: k for the best on a member's ballot of k titles, 1 for the last, 0 off it (Borda 1784).

    The ballot is the member's `BALLOT` best, as in Kaya, Bridge and Tintarev 2020. Points count `weights` times. Ties,
    and so the places after all ballots, go by the average.
    """
    size = min(BALLOT, votes.shape[1])
    points = np.zeros(votes.shape[1])
    for at, row in enumerate(votes):
        points[best(row, size)] += np.arange(size, 0, -1) * (1.0 if weights is None else weights[at])
    worth = total(votes, weights)
    points = np.round(points, 6)
    listed = np.union1d(np.flatnonzero(points), best(worth, n))
    return listed[np.lexsort((-worth[listed], -points[listed]))][:n]


def copeland(votes: Votes, n: int, weights: Weights | None = None) -> Order:
    """Most victories less defeats first, each title against each other by (weighted) majority (Copeland 1951).

    Who stands for election are the `STANDING` best of the average; it decides ties and the places after them.
    """
    ordered = best(total(votes, weights), max(n, STANDING))
    standing = ordered[:STANDING]
    margins = np.zeros((len(standing), len(standing)))
    for at, row in enumerate(votes[:, standing]):
        margins += np.sign(row[:, None] - row[None, :]) * (1.0 if weights is None else weights[at])
    elected = standing[best(np.sign(margins).sum(axis=1), STANDING)]
    return np.concatenate([elected, ordered[STANDING:]])[:n]


def seed(votes: Votes, n: int, weights: Weights | None = None) -> Order:
    """The original project's rule, kept for its history: of the 2n best by power mean, the n with least deviation.

    The mean of the members' distances is the square of the mean of their roots. The original sorted the farthest
    first by mistake; here the nearest come first. Still worse than popularity on held-out viewings. With weights both
    the mean and the deviation are weighted ones; the original had none.
    """
    distances = np.maximum(1.0 - votes, 0.0)
    members = float(len(votes))
    nearest = best(-np.square(total(np.sqrt(distances), weights) / members).round(8), 2 * n)
    kept = distances[:, nearest]
    spread = total(np.square(kept - total(kept, weights) / members), weights)
    return nearest[np.argsort(spread.round(8), kind="stable")[:n]]


def total(votes: Votes, weights: Weights | None) -> NDArray[np.float64]:
    """Sum of the votes (titles,), each times its member's weight; the same for any number of BLAS threads."""
    return votes.sum(axis=0) if weights is None else np.einsum("m,mt->t", weights, votes)


def best(values: NDArray[np.float64], n: int) -> Order:
    """Places of the n highest values, highest first; equal ones by place."""
    if n >= len(values):
        return np.argsort(-values, kind="stable").astype(np.int64)
    floor = np.partition(values, len(values) - n)[len(values) - n]
    places = np.flatnonzero(values >= floor)
    return places[np.argsort(-values[places], kind="stable")[:n]]
