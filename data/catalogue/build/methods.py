# pyright: basic
# scikit-learn comes without types
"""Ways to infer tags, from the plainest to the one in use: what `evaluate` compares."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import RidgeCV

from data.catalogue.build.calibration import Floats
from data.catalogue.build.draft import Draft
from data.catalogue.build.kernel_ridge import fit_ridge
from data.catalogue.build.tag_model import apply, learn
from data.catalogue.build.views import Views, encode, learn_views, liken
from data.catalogue.title import GENRES

_NEIGHBOURS = 20
_FACTORS = 60
_NOISE = 1.5
_ALPHAS = (0.3, 1.0, 3.0, 10.0, 30.0)


@dataclass(frozen=True, slots=True)
class Lesson:
    """Drafts with tags to learn from, and drafts to say tags of. truth: float32 (known, tags); weights: (known,)."""

    known: Sequence[Draft]
    truth: Floats
    weights: Floats
    asked: Sequence[Draft]
    tags: Sequence[str]


def genres_alone(lesson: Lesson) -> Floats:
    """Ridge on genres. Float32 (asked, tags), as all methods."""
    return _ridge(_genres(lesson.known), _genres(lesson.asked), lesson)


def tfidf_ridge(lesson: Lesson) -> Floats:
    """Ridge on genres and TF-IDF of the description's words and pairs of words."""
    words = TfidfVectorizer(sublinear_tf=True, min_df=2, ngram_range=(1, 2), stop_words="english")
    try:
        words.fit([draft.description for draft in lesson.known])
    except ValueError:  # no description
        return genres_alone(lesson)
    known, asked = (
        csr_array(hstack([words.transform([draft.description for draft in drafts]), 0.5 * _genres(drafts)]))
        for drafts in (lesson.known, lesson.asked)
    )
    return _ridge(known, asked, lesson)


def nearest(lesson: Lesson) -> Floats:
    """Weighted mean of the twenty titles most alike in all views."""
    known, asked = _views(lesson)
    alike = liken(asked, known) * lesson.weights
    rows = np.argsort(-alike, axis=1, kind="stable")[:, :_NEIGHBOURS]
    share = np.maximum(np.take_along_axis(alike, rows, axis=1), 1e-6)
    share = share / share.sum(axis=1, keepdims=True)
    return np.einsum("ik,ikt->it", share, lesson.truth[rows])


def factorised(lesson: Lesson) -> Floats:
    """Kernel ridge regression of the leading factors of the tag matrix (truncated SVD) instead of its tags."""
    known, asked = _views(lesson)
    mean = np.average(lesson.truth, axis=0, weights=lesson.weights)
    _, _, factors = np.linalg.svd(lesson.truth - mean, full_matrices=False)
    basis = factors[:_FACTORS].T
    fit = fit_ridge(liken(known, known), (lesson.truth - mean) @ basis, _NOISE / np.square(lesson.weights))
    return mean + liken(asked, known) @ fit.dual @ basis.T


def in_use(lesson: Lesson) -> Floats:
    """What the build does (tag_model.py)."""
    model = learn(lesson.known, [*lesson.known, *lesson.asked], lesson.truth, lesson.weights, lesson.tags)
    return apply(model, lesson.asked)[0]


METHODS: Mapping[str, Callable[[Lesson], Floats]] = {
    "genres alone": genres_alone,
    "TF-IDF ridge": tfidf_ridge,
    "nearest titles": nearest,
    "ridge on factors": factorised,
    "in use": in_use,
}


def _genres(drafts: Sequence[Draft]) -> NDArray[np.float32]:
    return np.array([[genre in draft.genres for genre in sorted(GENRES)] for draft in drafts], dtype=np.float32)


def _ridge(known: NDArray[np.float32] | csr_array, asked: NDArray[np.float32] | csr_array, lesson: Lesson) -> Floats:
    """Ridge with the penalty that leave-one-out finds best: the baselines get what they can get."""
    best = RidgeCV(alphas=_ALPHAS).fit(known, lesson.truth, sample_weight=lesson.weights)
    return np.clip(best.predict(asked), 0.0, 1.0)


def _views(lesson: Lesson) -> tuple[Views, Views]:
    encoder = learn_views(lesson.known, [*lesson.known, *lesson.asked])
    return encode(encoder, lesson.known), encode(encoder, lesson.asked)
