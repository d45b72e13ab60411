"""How popular a title is, on the starter's scale, from how many people voted on it; and how well they rate it.

A source's votes grow with its age and its public, so each source gets its own line: the tier that hand-made titles
have, against the logarithm of their votes there (least squares). A title's popularity is the highest that any source
gives it; the hand-made tier stays where there is one.
"""

from collections.abc import Mapping, Sequence
from math import log10

import numpy as np
from numpy.typing import NDArray

from data.catalogue.build.merge import Merged

#: Tiers a step of ten in votes is worth when too few hand-made titles tell, and the votes of the middle tier then.
_SLOPE, _MIDDLE_VOTES = 1.3, 4.8
_FEWEST = 30
_LOWEST, _HIGHEST, _MIDDLE = 1.0, 5.0, 3.0
#: What it adds that Netflix shows a title: members met it there.
_ON_NETFLIX = 0.3
#: The usual rating of 0 to 10, and how many votes it takes to believe half of another.
_USUAL, _PRIOR_VOTES = 6.5, 50
Line = tuple[float, float]


def rate(titles: Sequence[Merged]) -> NDArray[np.float32]:
    """float32 (titles,) in 1..5; 1 where no source tells any votes."""
    lines = {source: _line(titles, source) for source in {name for title in titles for name in title.votes}}
    return np.array([_popularity(title, lines) for title in titles], dtype=np.float32)


def ratings_of(titles: Sequence[Merged]) -> NDArray[np.float32]:
    """float32 (titles,) in 0..1: the mean rating, as if `_PRIOR_VOTES` more had given the usual one; nan if unknown."""
    out = np.full(len(titles), np.nan, dtype=np.float32)
    for row, title in enumerate(titles):
        votes = max(title.votes.values(), default=0)
        if title.draft.rating is not None and votes > 0:
            out[row] = (title.draft.rating * votes + _USUAL * _PRIOR_VOTES) / (votes + _PRIOR_VOTES) / 10.0
    return out


def _popularity(title: Merged, lines: Mapping[str, Line]) -> float:
    if title.authored is not None:
        return float(title.authored.popularity)
    told = [lines[source][0] * log10(votes) + lines[source][1] for source, votes in title.votes.items() if votes > 0]
    shown = _ON_NETFLIX if title.draft.netflix else 0.0
    return min(max([_LOWEST, *told]) + shown, _HIGHEST)


def _line(titles: Sequence[Merged], source: str) -> Line:
    """Slope and height of the tier over log10(votes) of one source; a usual slope where hand-made titles are few."""
    pairs = [
        (log10(title.votes[source]), float(title.authored.popularity))
        for title in titles
        if title.authored is not None and title.votes.get(source, 0) > 0
    ]
    if len(pairs) < _FEWEST:
        return _SLOPE, _MIDDLE - _SLOPE * _MIDDLE_VOTES
    table: NDArray[np.float64] = np.array(pairs, dtype=np.float64)
    votes, tiers = table[:, 0], table[:, 1]
    slope = max(float(np.cov(votes, tiers)[0, 1] / max(float(votes.var()), 1e-9)), 0.1)
    return slope, float(tiers.mean() - slope * votes.mean())
