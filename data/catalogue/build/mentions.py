# pyright: basic
# scipy comes without types
"""How much it means that a tag is named outright among a title's keywords or in its description."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from data.catalogue.build.calibration import Floats
from data.catalogue.build.draft import Draft
from data.catalogue.build.text_features import find_mentions

_PRIOR_TITLES = 10.0  # a tag needs as many titles that name it before its own experience outweighs that of all tags


@dataclass(frozen=True, slots=True)
class Mentions:
    """By how much a tag's relevance rises when it is named. keywords, texts: float32 (tags,)."""

    tags: tuple[str, ...]
    keywords: Floats
    texts: Floats

    def add(self, drafts: Sequence[Draft]) -> Floats:
        """What to add to the relevance of each tag of each draft. Float32 (n, tags)."""
        if not self.tags:
            return np.zeros((len(drafts), len(self.keywords)), dtype=np.float32)
        in_keywords, in_texts = find_mentions(drafts, self.tags)
        return in_keywords.toarray() * self.keywords + in_texts.toarray() * self.texts


def learn_mentions(
    drafts: Sequence[Draft], tags: Sequence[str], missing: Floats, weights: Floats
) -> tuple[Mentions, Floats]:
    """Learn from what predictions of unseen titles miss (n, tags); with it, what to add to those predictions.

    The rise of a tag is the mean of what is missing where it is named, pulled towards that mean over all tags. What is
    added to a row is learned without that row.
    """
    if not tags:
        nothing = np.zeros(missing.shape[1], dtype=np.float32)
        return Mentions((), nothing, nothing), np.zeros_like(missing)
    in_keywords, in_texts = (found.toarray() for found in find_mentions(drafts, tags))
    keywords, gained = _learn(in_keywords, missing, weights)
    texts, gained_more = _learn(in_texts, missing - gained, weights)
    return Mentions(tuple(tags), keywords, texts), gained + gained_more


def _learn(named: Floats, missing: Floats, weights: Floats) -> tuple[Floats, Floats]:
    weighed = named * weights[:, None]
    total, count = (weighed * missing).sum(axis=0), weighed.sum(axis=0)
    overall = total.sum() / (count.sum() + _PRIOR_TITLES)
    top, below = total + _PRIOR_TITLES * overall, count + _PRIOR_TITLES
    others = (top - weighed * missing) / (below - weighed)
    return (top / below).astype(np.float32), (named * others).astype(np.float32)
