"""Why a title is offered: whom its tags speak for, and which of them are worth saying. Pure."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recommender.explain import shared_tags_of
from recommender.model import Model
from recommender.ranking import Recommendation
from recommender.taste import Taste

#: Tags that score like any other but say nothing as a reason, or nothing one says aloud in company: what somebody
#: watches of these could be taken for what they are.
UNSAID = frozenset(
    {
        "lgbtq", "sexuality", "race issues", "faith", "disability", "mental illness", "addiction", "pregnancy",
        "fun", "ensemble cast", "binge-worthy", "franchise", "special effects", "episodic", "fast paced", "slow paced",
        "for grown-ups only", "for preschoolers", "for the whole family", "girls' night", "guilty pleasure", "kids",
        "teens", "date night", "erotic", "nudity", "sexy",
    }
)  # fmt: skip
#: Tags a reason names at most, and needs at least to say something.
MOST_TAGS, WORTH_NAMING = 3, 2
_LOOKED_AT = 12


def reason_of(
    model: Model, tastes: Sequence[Taste], tags: Sequence[str], pick: Recommendation
) -> tuple[Sequence[int], tuple[str, ...]]:
    """Whom a title's tags speak for (places among the tastes), and up to three of them.

    Members nobody knows anything about have no reason. Of the others the least convinced are left out one by one,
    until those who remain share at least two tags; a single shared tag of all is better than none.
    """
    known = [at for at, taste in enumerate(tastes) if taste.profile.n]
    fans = sorted(known, key=lambda at: (-pick.members[at], at))
    everybody: tuple[str, ...] = ()
    while fans:
        said = _said(model, np.stack([tastes[at].weights for at in sorted(fans)]), tags, pick.row)
        if len(said) >= WORTH_NAMING:
            return sorted(fans), said
        everybody = said if len(fans) == len(known) else everybody
        fans.pop()
    return (known if everybody else []), everybody


def _said(model: Model, weights: NDArray[np.float64], tags: Sequence[str], row: int) -> tuple[str, ...]:
    """Tags that speak for a title for everybody whose tag weights (members, tags) these are."""
    named = (tags[column] for column in shared_tags_of(model, weights, np.array([row]), k=_LOOKED_AT)[0])
    return tuple(tag for tag in named if tag not in UNSAID)[:MOST_TAGS]
