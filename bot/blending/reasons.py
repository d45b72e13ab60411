"""Why a title is offered: whom its tags speak for, and which of them are worth saying. Pure."""

from collections.abc import Sequence

import numpy as np

from recommender.explain import shared_tags_by_size
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
    if not known:
        return [], ()
    fans = sorted(known, key=lambda at: (-pick.members[at], at))
    shared = shared_tags_by_size(model, np.stack([tastes[at].weights for at in fans]), pick.row, k=_LOOKED_AT)
    said = [_aloud(tags, columns) for columns in shared]
    for size in range(len(fans), 0, -1):
        if len(said[size - 1]) >= WORTH_NAMING:
            return sorted(fans[:size]), said[size - 1]
    return (known, said[-1]) if said[-1] else ([], ())


def _aloud(tags: Sequence[str], columns: Sequence[int]) -> tuple[str, ...]:
    """The names of these tags as far as one says them."""
    return tuple(tag for tag in (tags[column] for column in columns) if tag not in UNSAID)[:MOST_TAGS]
