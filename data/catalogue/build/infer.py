"""Says which tags a title nobody has tagged is likely to have, and how far that can be believed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.catalogue.build.calibration import Floats
from data.catalogue.build.draft import Draft
from data.catalogue.build.tag_model import apply, learn, pick

#: Titles to learn from at most: time grows with the cube, memory with the square (64 MB a matrix).
MOST_ROWS = 4000
_FEWEST_ROWS = 4
_BLOCK = 2048
_LEAST_WEIGHT = 0.05


@dataclass(frozen=True, slots=True)
class Inferred:
    """features: uint8 (n, tags), relevance x 255. confidence: float32 (n,), 0..1. trust: float32 (tags,), 0..1.

    `trust` is how far predictions of a tag for unseen titles go with the truth inside a kind (correlation, 0 when they
    do not). `confidence` is how far a title's tags as a whole are expected to go with its true ones (cosine).
    """

    features: NDArray[np.uint8]
    confidence: NDArray[np.float32]
    trust: NDArray[np.float32]


def infer(
    drafts: Sequence[Draft],
    known: NDArray[np.uint8],
    mask: NDArray[np.bool_],
    weights: Floats | None = None,
    tags: Sequence[str] = (),
) -> Inferred:
    """Tags of the titles that have none, from those that have some; rows with tags keep them, with their weight.

    known: uint8 (n, tags), relevance x 255, read where mask (n,) is set; weights: float32 (n,), how far known tags are
    to be believed (1 authored, less when measured; default 1); tags: their names, for finding them in texts.
    With fewer than four known titles nothing can be said: all is 0.
    """
    weights = np.where(mask, 1.0 if weights is None else weights, 0.0).astype(np.float32)
    features = known * mask[:, None].astype(np.uint8)
    confidence = weights.copy()
    rows = choose_rows(drafts, mask, weights)
    if len(rows) < _FEWEST_ROWS:
        return Inferred(features, confidence, np.zeros(int(known.shape[1]), dtype=np.float32))
    chosen = pick(drafts, rows)
    model = learn(chosen, drafts, features[rows].astype(np.float32) / 255, weights[rows], tags)
    unknown = np.flatnonzero(~mask)
    for start in range(0, len(unknown), _BLOCK):
        block = unknown[start : start + _BLOCK]
        relevance, sureness = apply(model, pick(drafts, block))
        features[block] = np.rint(relevance * 255).astype(np.uint8)
        confidence[block] = sureness
    return Inferred(features, confidence, model.trust.astype(np.float32))


def choose_rows(drafts: Sequence[Draft], mask: NDArray[np.bool_], weights: Floats) -> NDArray[np.intp]:
    """The known titles to learn from: those to be believed most, then those of which most is told; in their order."""
    rows = np.flatnonzero(mask & (weights >= _LEAST_WEIGHT))
    told = np.array([_told(draft) for draft in pick(drafts, rows)], dtype=np.intp)
    best = np.lexsort((rows, -told, -np.round(weights[rows], 1)))[:MOST_ROWS]
    return np.sort(rows[best])


def _told(draft: Draft) -> int:
    return 3 * bool(draft.description) + 2 * bool(draft.keywords) + bool(draft.cast) + bool(draft.minutes)
