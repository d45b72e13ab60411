"""A small invented catalogue with tastes planted in its tags, and members who have them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.model import Model, build_model
from recommender.profile import Profile, Watched, build_profile

TASTES, TAGS_EACH, TITLES_EACH = 6, 8, 60
TITLES = TASTES * TITLES_EACH


@dataclass(frozen=True, slots=True, eq=False)
class Town:
    """`taste` (titles,) says which planted taste a title serves; half of the titles are series."""

    features: NDArray[np.float32]
    popularity: NDArray[np.float32]
    series: NDArray[np.bool_]
    taste: NDArray[np.int64]
    model: Model


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """What a member watched, what of their taste they have not, and the profile."""

    rows: NDArray[np.int64]
    held: NDArray[np.bool_]
    profile: Profile


def town(seed: int = 1) -> Town:
    """Each title has three tags of its taste and six of any, and a popularity that knows nothing of tastes."""
    rng = np.random.default_rng(seed)
    taste = rng.permutation(np.repeat(np.arange(TASTES), TITLES_EACH))
    features = np.zeros((TITLES, TASTES * TAGS_EACH), dtype=np.float32)
    for row, own in enumerate(taste.tolist()):
        noise = rng.choice(features.shape[1], 6, replace=False)
        clear = own * TAGS_EACH + rng.choice(TAGS_EACH, 3, replace=False)
        features[row, noise] = rng.integers(1, 6, 6) / 5
        features[row, clear] = rng.integers(2, 6, 3) / 5
    popularity = rng.integers(1, 6, TITLES).astype(np.float32)
    series = rng.random(TITLES) < 0.5
    return Town(features, popularity, series, taste, build_model(features, popularity, series))


def member(place: Town, taste: int, watched: int, seed: int = 0) -> Member:
    """Two in three of what they watched are of their taste; they find popular titles sooner, as everybody does."""
    rng = np.random.default_rng((seed, taste))
    own = place.taste == taste
    odds = place.popularity.astype(np.float64) * np.where(own, 2.0 / own.mean(), 1.0 / (1.0 - own.mean()))
    rows = rng.choice(TITLES, watched, replace=False, p=odds / odds.sum())
    held = own.copy()
    held[rows] = False
    return Member(rows, held, build_profile(place.model, history(rows)))


def history(rows: NDArray[np.int64], episodes: int = 10) -> Watched:
    """Watched a day apart, newest first, every title `episodes` times."""
    count = len(rows)
    return Watched(rows.astype(np.int64), np.full(count, episodes, dtype=np.int64), np.arange(count, dtype=np.float64))


def precision(scores: NDArray[np.float32], person: Member, n: int = 10) -> float:
    """Share of the n highest unseen titles that are of the member's taste."""
    open_scores = scores.astype(np.float64).copy()
    open_scores[person.rows] = -np.inf
    return float(person.held[np.argsort(-open_scores, kind="stable")[:n]].mean())
