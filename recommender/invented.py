"""An invented catalogue of any size with ratings and members to measure with: random, and the same every time."""

import numpy as np

from recommender.learned import LENGTHS, RANKS, STEPS, Learned
from recommender.learning import RANK, SMOOTH_RANK
from recommender.model import FULL, Model, build_model
from recommender.profile import Watched, build_profile
from recommender.taste import Taste, taste_of

TAGS, TAGS_EACH, RATED, HISTORY = 260, 32, 10_000, 200


def catalogue(titles: int) -> Model:
    """A random catalogue of this many titles."""
    rng = np.random.default_rng(titles)
    features = np.zeros((titles, TAGS), dtype=np.uint8)
    for row in features:
        row[rng.integers(0, TAGS, TAGS_EACH)] = rng.integers(1, 6, TAGS_EACH) * (FULL // 5)
    series = rng.random(titles) < 0.1  # noqa: PLR2004 - a tenth
    rated = np.sort(rng.choice(np.flatnonzero(~series), min(RATED, titles // 2), replace=False))
    learned = Learned(
        rows=rated,
        inward=rng.standard_normal((len(rated), RANK)).astype(np.float32),
        outward=rng.standard_normal((len(rated), RANK)).astype(np.float32),
        quality=rng.random(len(rated)).astype(np.float32),
        chances=np.tile(0.4 / RANKS, (len(LENGTHS), 1)),
        expected=np.linspace(-0.2, 4.0, len(STEPS)),
        smooth_in=rng.standard_normal((len(rated), SMOOTH_RANK)).astype(np.float32),
        smooth_out=rng.standard_normal((len(rated), SMOOTH_RANK)).astype(np.float32),
    )
    popularity = (1.0 + 4.0 * rng.random(titles)).astype(np.float32)
    return build_model(features, popularity, series, learned=learned)


def watched(titles: int, member: int, length: int = HISTORY) -> Watched:
    """A history of so many titles of this catalogue."""
    rng = np.random.default_rng(member)
    rows = rng.choice(titles, length, replace=False)
    return Watched(rows, rng.integers(1, 40, length), np.arange(length, dtype=np.float64))


def tasted(model: Model, history: Watched) -> Taste:
    """What is kept of a member with this history."""
    return taste_of(model, build_profile(model, history))
