"""What the recommender knows of a catalogue before it meets a member: factors, popularity prior, chances by rank."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Ridge of the whitening, as a multiple of the mean eigenvalue of Z'Z (see `build_model`).
RIDGE = 0.5
#: A tag's spread counts as at least this share of the median spread, so that no rare tag drowns the others.
_LEAST_SPREAD = 0.5
#: How far tags may move a title inside its popularity tier: less than half a step, so tiers never cross.
_WITHIN_TIER = 0.45
#: Ridge of the popularity regression, in mean eigenvalues; tags tell little of popularity, so a strong one.
_TIER_RIDGE = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A catalogue as arrays, one row per title.

    `features` float32 (titles, tags) in [0, 1]; `standard` float32 (titles, tags), the features centred and scaled
    within their kind (Z); `directions` float32 (titles, tags), the rows of Z at length one; `factors` float32
    (titles, tags), the whitened rows Q = Z (Z'Z + ridge)^-1/2; `whitening` float32 (tags, tags), that root;
    `prior` float32 (titles,), popularity with mean 0 and spread 1 within each kind; `series` bool (titles,).
    """

    features: NDArray[np.float32]
    standard: NDArray[np.float32]
    directions: NDArray[np.float32]
    factors: NDArray[np.float32]
    whitening: NDArray[np.float32]
    prior: NDArray[np.float32]
    series: NDArray[np.bool_]


def build_model(features: NDArray[np.float32], popularity: NDArray[np.float32], series: NDArray[np.bool_]) -> Model:
    """Prepare features (titles, tags) in [0, 1], popularity tiers 1..5 (titles,) and the kind of each title.

    Films and series are calibrated against each other here: tags are centred and popularity is standardised within
    each kind, so neither a tag that only tells the kinds apart nor a kind with higher tiers moves a list as a whole.
    Whitening follows ridge regression of "watched" on tags: tags that say the same stop being counted many times.
    """
    standard = _standardise(np.asarray(features, dtype=np.float64), series)
    whitening = _inverse_root(standard.T @ standard, RIDGE)
    lengths = np.linalg.norm(standard, axis=1, keepdims=True)
    return Model(
        features=np.asarray(features, dtype=np.float32),
        standard=standard.astype(np.float32),
        directions=(standard / np.maximum(lengths, 1e-9)).astype(np.float32),
        factors=(standard @ whitening).astype(np.float32),
        whitening=whitening.astype(np.float32),
        prior=_prior(standard, np.asarray(popularity, dtype=np.float64), series).astype(np.float32),
        series=np.asarray(series, dtype=np.bool_),
    )


def within_kind(values: NDArray[np.float64], series: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The values (titles,) with mean 0 and spread 1 among films and among series; 0 where a kind is all alike."""
    out = np.zeros_like(values)
    for kind in (series, ~series):
        if kind.any():
            centred = values[kind] - values[kind].mean()
            spread = float(centred.std())
            out[kind] = centred / spread if spread > 1e-9 else 0.0  # noqa: PLR2004 - rounding, not a parameter
    return out


def _standardise(features: NDArray[np.float64], series: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Centred within each kind, then scaled to the spread of the column; a spread has a floor."""
    centred = features.copy()
    for kind in (series, ~series):
        if kind.any():
            centred[kind] -= features[kind].mean(axis=0)
    spreads = centred.std(axis=0) if len(centred) else np.zeros(features.shape[1])
    alive = spreads > 1e-9  # noqa: PLR2004 - rounding, not a parameter
    floor = _LEAST_SPREAD * float(np.median(spreads[alive])) if alive.any() else 1.0
    return centred / np.maximum(spreads, floor)


def _inverse_root(gram: NDArray[np.float64], ridge: float) -> NDArray[np.float64]:
    """(gram + ridge x mean eigenvalue)^-1/2, symmetric; the identity for a catalogue without differences."""
    mean = float(np.trace(gram)) / max(len(gram), 1)
    if mean <= 0.0:
        return np.eye(len(gram))
    values, vectors = np.linalg.eigh(gram)
    roots = 1.0 / np.sqrt(np.maximum(values, 0.0) + ridge * mean)
    return (vectors * roots) @ vectors.T


def _prior(standard: NDArray[np.float64], tiers: NDArray[np.float64], series: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Popularity tiers, finer inside a tier by what the tags let expect, standardised within each kind."""
    level = within_kind(tiers, series)
    root = _inverse_root(standard.T @ standard, _TIER_RIDGE)
    expected = standard @ (root @ (root @ (standard.T @ level)))
    reach = float(np.abs(expected).max(initial=0.0))
    nudge = _WITHIN_TIER * expected / reach if reach > 0.0 else expected
    return within_kind(tiers + nudge, series)
