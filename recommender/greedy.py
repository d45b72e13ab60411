"""Strategies that fill a list place by place and remember what every member has been given so far."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from recommender.voting import Order, Votes, Weights, total

Gain = Callable[[Votes, NDArray[np.float64]], NDArray[np.float64]]
Take = Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64]]
#: Titles for each place to fill, of each member and of the group, that are looked at.
_SHORTLIST = 4
#: So few titles are all looked at: choosing among them takes longer.
_FEW = 2_000
#: Titles that are looked at again for the next place before all of the shortlist are; more where bounds are loose.
_FRONT, _LOOSE_FRONT = 128, 512
#: What every member is taken to have been given before the first place (see `nash`).
NASH_START = 0.2


def fair(votes: Votes, n: int, weights: Weights | None = None) -> Order:
    """Each place to the title that adds most to the chance that every member likes something above or at it.

    Greedy marginal gain of sum_u w_u [1 - prod_i (1 - p_ui)]: GFAR, Kaya, Bridge and Tintarev, RecSys 2020, there with
    all weights w = 1.
    """

    def gain(open_votes: Votes, missed: NDArray[np.float64]) -> NDArray[np.float64]:
        return missed.dot(open_votes)  # `@` takes half as long again for so few numbers

    def take(missed: NDArray[np.float64], given: NDArray[np.float64]) -> NDArray[np.float64]:
        return missed * (1.0 - given)

    return _fill(votes, n, weights, _shares(votes, weights), gain, take)


def nash(votes: Votes, n: int, weights: Weights | None = None) -> Order:
    """Each place to the title that raises prod_u (eps + s_u)^w_u most, s_u what member u has been given so far.

    Greedy Nash welfare (Freeman, Zahedi and Conitzer, IJCAI 2017), weights as in the asymmetric Nash solution (Kalai
    1977). `NASH_START` is eps: the smaller, the sooner everybody must have had something.
    """
    shares = _shares(votes, weights)

    def gain(open_votes: Votes, given: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.einsum("m,mt->t", shares, np.log1p(open_votes / given[:, None]))

    return _fill(votes, n, weights, np.full(len(votes), NASH_START), gain, np.add)


def ep_fuzzdda(votes: Votes, n: int, weights: Weights | None = None) -> Order:
    """Each place to the title that best fills what members still lack of their exactly proportional share.

    With r_u what member u has been given so far and T what all would have been given with the title, u lacks
    e_u = max(0, T w_u / sum w - r_u), and the title is worth sum_u min(p_ui, e_u): EP-FuzzDA, Malecek and Peska, UMAP
    2021.
    """
    shares = _shares(votes, weights)
    shares = shares / shares.sum()

    def gain(open_votes: Votes, given: NDArray[np.float64]) -> NDArray[np.float64]:
        whole = given.sum() + open_votes.sum(axis=0)
        lacking = np.maximum(shares[:, None] * whole - given[:, None], 0.0)
        return np.minimum(open_votes, lacking).sum(axis=0)

    def most(open_votes: Votes, given: NDArray[np.float64]) -> NDArray[np.float64]:
        del given
        return open_votes.sum(axis=0)

    return _fill(votes, n, weights, np.zeros(len(votes)), gain, np.add, most)


def _shares(votes: Votes, weights: Weights | None) -> Weights:
    return np.ones(len(votes)) if weights is None else weights


def _fill(  # noqa: PLR0913, PLR0917 - what makes a greedy rule: where it starts, what a title adds, what is left then
    votes: Votes,
    n: int,
    weights: Weights | None,
    state: NDArray[np.float64],
    gain: Gain,
    take: Take,
    most: Gain | None = None,
) -> Order:
    """Columns by greatest gain (titles,) in the state (members,) after all above; the first of equal ones.

    Lazy (Minoux 1978): a title can never add more than `most` says now, the gain itself where gains only fall, so for
    the next places only the front is looked at, as long as its best adds more than any behind it could.
    """
    columns = _shortlist(votes, n, weights)
    ballots, n = votes[:, columns], min(n, len(columns))
    barred = np.zeros(len(columns))
    chosen: list[int] = []
    while len(chosen) < n:
        gains = gain(ballots, state) + barred
        bounds, size = (gains, _FRONT) if most is None else (most(ballots, state) + barred, _LOOSE_FRONT)
        front, behind = _front(bounds, size)
        near, best = ballots[:, front], int(gains.argmax())
        near_barred, at = barred[front], int(np.searchsorted(front, best))
        while True:
            chosen.append(best)
            barred[best] = -np.inf
            if at < len(front) and front[at] == best:
                near_barred[at] = -np.inf
            if len(chosen) == n:
                break
            state = take(state, ballots[:, best])
            gains = gain(near, state)
            gains += near_barred
            at = int(gains.argmax())
            if gains[at] <= behind:
                break
            best = int(front[at])
    return columns[np.array(chosen, dtype=np.int64)]


def _front(bounds: NDArray[np.float64], size: int) -> tuple[Order, float]:
    """Places of the highest bounds, in order of place, and the highest bound behind them."""
    if len(bounds) <= size:
        return np.arange(len(bounds), dtype=np.int64), -np.inf
    split = np.argpartition(-bounds, size)
    return np.sort(split[:size]), float(bounds[split[size]])


def _shortlist(votes: Votes, n: int, weights: Weights | None) -> Order:
    """Columns that can win a place: the highest votes of anyone, enough for the best of each member, and sums."""
    size = _SHORTLIST * n
    if votes.shape[1] <= max(size * len(votes), _FEW):
        return np.arange(votes.shape[1], dtype=np.int64)
    highest = np.argpartition(-votes.max(axis=0), size * len(votes))[: size * len(votes)]
    return np.union1d(highest, np.argpartition(-total(votes, weights), size)[:size])
