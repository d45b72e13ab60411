"""What tonight's wishes add to a member's scores: more or less of a tag, and less of what everybody knows."""

import numpy as np
from numpy.typing import NDArray

from recommender.chances import chance_at
from recommender.model import Model
from recommender.voting import best

#: What one click adds at most, against the reach of a member's scores (see `reach`). With tags only and with ratings a
#: first page keeps 88 to 95 % of its predicted satisfaction and moves the asked way in nine cases of ten; the share of
#: its titles with the tag goes from 12 to 36 % (more) or 2 % (less). A full spread for each z, unbounded, would give
#: away 80 % of the satisfaction to tags that few titles have.
CLICK = 0.5
#: Ranks between which the reach of scores is measured.
_NEAR, _FAR = 10, 100
#: Share of the predicted satisfaction with a member's own best titles that the wish for a surprise leaves, how many
#: these are, how many may take their places, and how often the search for the strength halves its range. Lists for one
#: to four then keep 90 to 94 % (with tags only and with ratings), exchange five or six titles of twenty, and those who
#: rated a title are a fifth less on average.
KEPT = 0.92
_LIST, _OPEN, _HALVINGS = 20, 500, 8
_TINY = 1e-6


def critique(model: Model, clicks: NDArray[np.float64]) -> NDArray[np.float64]:
    """What clicks (tags,), 1 for more of a tag and -1 for less, say of each title (titles,), in reaches of a score.

    `CLICK` tanh(z) a click, z the title's tag in spreads, as far as it is believed: a title whose tags nobody knows
    stays where it is. Linear critiques as in Vig, Sen and Riedl 2011, bounded so that a tag that few titles have does
    not outweigh all that is known of a member.
    """
    said = np.zeros(len(model.lengths))
    for tag in np.flatnonzero(clicks).tolist():
        z = model.directions[:, tag] * model.lengths
        said += CLICK * float(clicks[tag]) * np.tanh(z, dtype=np.float64)
    return said


def reach(scores: NDArray[np.float32]) -> float:
    """What lies between a member's 10th and 100th title of all, in the unit of the scores; above 0.

    Chances follow ranks, so this and not the spread of the scores says what moves a title up a list. In catalogues of
    less than 100 titles it is what lies between a tenth of them and the last.
    """
    far = min(_FAR, len(scores))
    near = max(far * _NEAR // _FAR, 1)
    high, low = -np.partition(-scores, [near - 1, far - 1])[[near - 1, far - 1]]
    return max(float(high - low), _TINY)


def less_popular(model: Model, scores: NDArray[np.float32], candidates: NDArray[np.bool_]) -> NDArray[np.float64]:
    """What the wish for a surprise adds to a member's scores (titles,): the less, the more popular a title is.

    Popularity, as far as it is above the mean, is taken away as many times as the member's best 20 candidates (of few
    a quarter) can bear it: the chances of those that take their places add up to `KEPT` of theirs. So it costs the
    same whatever the scores are made of.
    """
    rows = np.flatnonzero(candidates)
    popular = np.maximum(model.prior.astype(np.float64), 0.0)
    ordered = rows[best(scores[rows].astype(np.float64), _OPEN)]
    if not len(ordered):
        return np.zeros(len(popular))
    size = max(min(_LIST, len(ordered) // 4), 1)
    places = np.arange(len(ordered), dtype=np.float64) + 0.5
    chances = chance_at(places * (len(popular) / len(rows)) + 0.5)
    known, lost = scores[ordered].astype(np.float64), popular[ordered]
    low, high = 0.0, 2.0 * reach(scores)
    for _ in range(_HALVINGS):
        strength = (low + high) / 2.0
        left = known - strength * lost
        taken = best(left, size)
        # What stands behind the open titles can be no higher than the last of them is.
        fine = chances[taken].sum() >= KEPT * chances[:size].sum() and left[taken[-1]] >= known[-1]
        low, high = (strength, high) if fine else (low, strength)
    return -low * popular


def popularity_part(model: Model, scores: NDArray[np.float32], candidates: NDArray[np.bool_]) -> NDArray[np.float64]:
    """What a member's scores (titles,) owe to popularity, however they were made.

    The slope of the scores over the candidates (bool (titles,)) against the popularity prior, times the prior.
    """
    prior = model.prior.astype(np.float64)
    known = prior[candidates] - prior[candidates].mean()
    spread = float(np.square(known).sum())
    slope = float((known * scores[candidates]).sum()) / spread if spread > 0.0 else 0.0
    return slope * prior
