"""What is measured: Blendz as it is built, and every peer, by the name its figures carry."""

import os
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from recommender.evaluate.dataset import Dataset, title_counts
from recommender.evaluate.peers import (
    Scorer,
    bayes_mean,
    item_knn,
    popularity,
    same_for_all,
    seed_nearest,
    seed_published,
    tags_and_popularity,
    whitened_tags,
)
from recommender.evaluate.splits import Histories
from recommender.learning import learn
from recommender.model import Model, build_model
from recommender.profile import Watched, build_profile
from recommender.ratings import gather_ratings
from recommender.scoring import score
from recommender.taste import Taste, taste_of

#: Key of a method -> what people read.
NAMES: Mapping[str, str] = {
    "blendz": "Blendz",
    "blendz_rated": "Blendz, ratings as thumbs",
    "blendz_tags": "Blendz, tags and popularity only",
    "als": "implicit ALS, tuned",
    "item_knn": "item-kNN, k 100",
    "tags_popularity": "whitened + cosine + 1.5 popularity",
    "whitened": "whitened tags alone",
    "popularity": "popularity",
    "bayes_mean": "Bayes mean rating",
    "seed_published": "seed as published (farthest)",
    "seed_nearest": "seed turned round (nearest)",
}


@dataclass(frozen=True, slots=True, eq=False)
class Blendz:
    """The recommender as the bot runs it, on one catalogue."""

    model: Model

    def taste(self, watched: Watched) -> Taste:
        """What blends ask of one member."""
        return taste_of(self.model, build_profile(self.model, watched))

    def score(self, watched: Watched) -> NDArray[np.float32]:
        """Scores (titles,) for one history."""
        return score(self.model, build_profile(self.model, watched))


def blendz(dataset: Dataset, *, rated: bool = True) -> Blendz:
    """Built from tags, popularity and, when `rated`, what the population's ratings teach."""
    popular, log = popularity(dataset), dataset.population
    rating = np.where(title_counts(log, dataset.titles) > 0, bayes_mean(log, dataset.titles), np.float32(np.nan))
    model = build_model(dataset.features, popular, dataset.series, rating=rating)
    if rated:
        ratings = gather_ratings(
            log.members.astype(np.int64), log.rows.astype(np.int64), log.values, titles=dataset.titles
        )
        with _all_cores():
            learned = learn(model, ratings)
        model = build_model(dataset.features, popular, dataset.series, learned=learned, rating=rating)
    return Blendz(model)


def _all_cores() -> AbstractContextManager[object]:
    """One large solve on all cores where threadpoolctl, which comes with implicit, can ask for them.

    The package asks for one thread, which is right for many small solves.
    """
    if find_spec("threadpoolctl") is None:
        return nullcontext()
    limits: AbstractContextManager[object] = import_module("threadpoolctl").threadpool_limits(os.cpu_count(), "blas")
    return limits


def each(score_one: Callable[[Watched], NDArray[np.float32]]) -> Scorer:
    """A function of one history as a scorer of many."""

    def scores(known: Histories) -> NDArray[np.float32]:
        out = np.empty((len(known.watched), known.titles), dtype=np.float32)
        for row, watched in zip(out, known.watched, strict=True):
            row[:] = score_one(watched)
        return out

    return scores


def peers(dataset: Dataset) -> dict[str, Scorer]:
    """Everything that needs no tuning."""
    titles, features = dataset.titles, dataset.features
    popular = popularity(dataset)
    return {
        "item_knn": item_knn(dataset.population, titles),
        "tags_popularity": tags_and_popularity(features, popular),
        "whitened": whitened_tags(features),
        "popularity": same_for_all(popular),
        "bayes_mean": same_for_all(bayes_mean(dataset.population, titles)),
        "seed_published": seed_published(features),
        "seed_nearest": seed_nearest(features),
    }
