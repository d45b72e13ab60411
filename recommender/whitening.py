"""Tags as coordinates in which equal distances mean equal differences: standardised rows, and what whitens them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Relevance 1 as a byte.
FULL_RELEVANCE = 255
#: A tag's spread counts as at least this share of the median spread, so that no rare tag drowns the others.
_LEAST_SPREAD = 0.5
#: Below this a spread or an eigenvalue is rounding.
TINY = 1e-9
#: Below this a column of the features is constant but for the rounding of single precision.
_ALIVE = 1e-6
#: Rows standardised at a time, so that a large catalogue is never there twice.
_BLOCK = 4096


@dataclass(frozen=True, slots=True, eq=False)
class Certainty:
    """How far a title's tags can be believed.

    `confidence` float32 (titles,) in [0, 1]: 1 for tags written by hand, 0 for a title without tags. `inferred` bool
    (titles,) says whose tags were guessed from other facts; of those each tag is believed by `trust` float32 (tags,).
    """

    confidence: NDArray[np.float32]
    inferred: NDArray[np.bool_]
    trust: NDArray[np.float32]

    def of(self, row: int) -> NDArray[np.float32]:
        """How far each tag (tags,) of the title in this row can be believed, 0..1."""
        sure = self.trust if self.inferred[row] else np.ones_like(self.trust)
        return sure * self.confidence[row]


def certain(titles: int, tags: int) -> Certainty:
    """Every tag of every title is known for sure."""
    return Certainty(np.ones(titles, np.float32), np.zeros(titles, np.bool_), np.ones(tags, np.float32))


def as_bytes(features: NDArray[np.uint8] | NDArray[np.float32]) -> NDArray[np.uint8]:
    """Relevances as bytes; what are bytes already stays as it is."""
    if features.dtype == np.uint8:
        return features.astype(np.uint8, copy=False)
    return np.round(np.clip(features, 0.0, 1.0) * FULL_RELEVANCE).astype(np.uint8)


def _blocks(titles: int) -> Iterator[slice]:
    return (slice(at, at + _BLOCK) for at in range(0, titles, _BLOCK))


def standardise(
    features: NDArray[np.uint8], series: NDArray[np.bool_], sure: Certainty
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Directions and lengths of the rows: centred within each kind, scaled to the spread of the column, shrunk."""
    means = np.stack([_mean(features, series == kind, sure.confidence) for kind in (False, True)])
    scale = _scale(features, series, sure.confidence, means)
    directions = np.zeros(features.shape, dtype=np.float32)
    lengths = np.zeros(len(features), dtype=np.float32)
    for block in _blocks(len(features)):
        rows = (features[block].astype(np.float32) / FULL_RELEVANCE - means[series[block].astype(np.intp)]) / scale
        rows[sure.inferred[block]] *= sure.trust
        lengths[block] = np.linalg.norm(rows, axis=1)
        share = sure.confidence[block] / np.maximum(lengths[block], TINY)
        directions[block] = rows * share[:, None]
    return directions, lengths


def _mean(features: NDArray[np.uint8], kind: NDArray[np.bool_], confidence: NDArray[np.float32]) -> NDArray[np.float32]:
    """Mean relevance (tags,) among the titles of a kind, each counted by its confidence."""
    total = np.zeros(features.shape[1])
    for block in _blocks(len(features)):
        weights = np.where(kind[block], confidence[block], 0.0).astype(np.float32)
        total += weights @ features[block].astype(np.float32)
    counted = float(confidence[kind].sum(dtype=np.float64))
    return (total / FULL_RELEVANCE / max(counted, TINY)).astype(np.float32)


def _scale(
    features: NDArray[np.uint8],
    series: NDArray[np.bool_],
    confidence: NDArray[np.float32],
    means: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Spread of each centred column (tags,), titles counted by confidence; a spread has a floor."""
    total = np.zeros(features.shape[1])
    for block in _blocks(len(features)):
        centred = features[block].astype(np.float32) / FULL_RELEVANCE - means[series[block].astype(np.intp)]
        total += confidence[block] @ np.square(centred)
    spreads = np.sqrt(total / max(float(confidence.sum(dtype=np.float64)), TINY))
    alive = spreads > _ALIVE
    floor = _LEAST_SPREAD * float(np.median(spreads[alive])) if alive.any() else 1.0
    return np.maximum(spreads, floor).astype(np.float32)


def gram_of(directions: NDArray[np.float32], lengths: NDArray[np.float32]) -> NDArray[np.float64]:
    """Z'Z (tags, tags)."""
    gram = np.zeros((directions.shape[1], directions.shape[1]))
    for block in _blocks(len(directions)):
        rows = directions[block] * lengths[block][:, None]
        gram += rows.T @ rows
    return gram


def inverse_root(gram: NDArray[np.float64], ridge: float) -> NDArray[np.float64]:
    """(gram + ridge)^-1/2, symmetric; the identity for a catalogue without differences."""
    if ridge <= TINY:
        return np.eye(len(gram))
    values, vectors = np.linalg.eigh(gram)
    return (vectors / np.sqrt(np.maximum(values, 0.0) + ridge)) @ vectors.T
