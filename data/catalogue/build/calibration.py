# pyright: basic
# scikit-learn comes without types
"""How far predictions can be believed: per tag, and per title."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression

#: Float32 where it is kept; what numpy makes of it on the way may be wider.
Floats = NDArray[np.floating]

_PRIOR_TITLES = 5.0  # a tag that three titles bear can seem well inferred by luck
_KNOTS = 101


@dataclass(frozen=True, slots=True)
class Calibration:
    """A rising curve from the strength of a prediction to the likeness to the truth it achieves. Float32 (any,)."""

    strengths: Floats
    achieved: Floats

    def of(self, strengths: Floats) -> Floats:
        """Expected likeness to the truth, 0..1."""
        return np.interp(strengths, self.strengths, self.achieved).astype(np.float32)

    @classmethod
    def unknown(cls) -> Self:
        """Believes nothing."""
        return cls(np.zeros(1, dtype=np.float32), np.zeros(1, dtype=np.float32))


def calibrate(strengths: Floats, achieved: Floats) -> Calibration:
    """Isotonic regression of the likeness achieved on strength; it starts at (0, 0) and never leaves 0..1."""
    fit = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip").fit(strengths, achieved)
    knots = np.quantile(strengths, np.linspace(0.0, 1.0, _KNOTS))
    curve = np.interp(knots, knots[::5], fit.predict(knots)[::5])  # steps become slopes
    above = knots > 0
    return Calibration(
        np.concatenate([[0.0], knots[above]]).astype(np.float32),
        np.concatenate([[0.0], np.maximum.accumulate(curve[above])]).astype(np.float32),
    )


def likeness_of_rows(ones: Floats, others: Floats) -> Floats:
    """Cosine of each row of the one with the same row of the other, 0 where either is zero. (n, any) -> (n,)."""
    lengths = np.linalg.norm(ones, axis=1) * np.linalg.norm(others, axis=1)
    products = np.einsum("ij,ij->i", ones, others)
    return np.divide(products, lengths, out=np.zeros_like(products), where=lengths > 0)


def correlate(guess: Floats, truth: Floats, weights: Floats) -> Floats:
    """Pearson correlation per column with row weights, 0 where either is constant. (n, tags) -> (tags,)."""
    one = guess - np.average(guess, axis=0, weights=weights)
    other = truth - np.average(truth, axis=0, weights=weights)
    product = np.average(one * other, axis=0, weights=weights)
    size = np.sqrt(np.average(one**2, axis=0, weights=weights) * np.average(other**2, axis=0, weights=weights))
    return np.divide(product, size, out=np.zeros_like(product), where=size > 1e-6).astype(np.float32)  # noqa: PLR2004 - rounding


def measure_trust(guess: Floats, aim: Floats, weights: Floats) -> Floats:
    """Correlation of predictions with the truth, both as deviations from the mean; 0 below 0. (n, tags) -> (tags,).

    Tags that few titles bear are believed less: as if five more titles had shown no correlation at all. How many
    bear a tag is the effective number of deviations, (sum d^2)^2 / sum d^4: near n for an even spread.
    """
    squares = aim**2 * weights[:, None]
    bearers = np.square(squares.sum(axis=0)) / np.maximum(np.square(squares).sum(axis=0), 1e-12)
    correlation = np.clip(correlate(guess, aim, weights), 0.0, 1.0)
    return (correlation * bearers / (bearers + _PRIOR_TITLES)).astype(np.float32)


def slope_of(guess: Floats, aim: Floats, weights: Floats) -> Floats:
    """The factor in 0..1 by which predictions are multiplied to come nearest to the truth. (n, tags) -> (tags,).

    Least squares with the evidence of `_PRIOR_TITLES` average titles for no relation.
    """
    product = np.average(guess * aim, axis=0, weights=weights)
    square = np.average(guess**2, axis=0, weights=weights)
    prior = np.average(aim**2, axis=0, weights=weights) * _PRIOR_TITLES / max(float(weights.sum()), 1.0)
    return np.clip(product / np.maximum(square + prior, 1e-9), 0.0, 1.0).astype(np.float32)
