"""A group at the moment of choosing: who votes, on which titles, and how their votes become an order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Order = NDArray[np.int64]
#: Candidates that each member brings to the vote.
BALLOT = 400


@dataclass(frozen=True, slots=True, eq=False)
class Electorate:
    """`members` (m,) of one group and their `votes` float64 (m, k) on titles `rows` (k,).

    `candidates` bool (titles,) are all that nobody has seen; `rows` may be those of them that stand a chance.
    """

    members: NDArray[np.int64]
    candidates: NDArray[np.bool_]
    rows: NDArray[np.int64]
    votes: NDArray[np.float64]


#: Gives columns of the votes, best first.
Rule = Callable[[Electorate, int], Order]


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """Everybody's votes, float32 (members, titles), and the rules, by key, that choose by them.

    `tops` int (members, places) are each member's titles, best first: the best `BALLOT` candidates among them are voted
    on. Without it all candidates are. `truth` names the source whose votes are p(liked) by the same model; None where
    the model has no such thing.
    """

    votes: NDArray[np.float32]
    rules: Mapping[str, Rule]
    tops: NDArray[np.int64] | None = None
    truth: str | None = None

    def assemble(self, members: NDArray[np.int64], candidates: NDArray[np.bool_]) -> Electorate:
        """These members (m,) with their votes on what stands for election among candidates (titles,)."""
        if self.tops is None:
            rows = np.flatnonzero(candidates)
        else:
            rows = np.unique(np.concatenate([top[candidates[top]][:BALLOT] for top in self.tops[members]]))
        return Electorate(members, candidates, rows, self.of(members, rows))

    def of(self, members: NDArray[np.int64], rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Votes (m, k) of these members on these titles."""
        return self.votes[np.ix_(members, rows)].astype(np.float64)
