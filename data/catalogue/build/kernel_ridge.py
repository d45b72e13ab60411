# pyright: basic
# scipy comes without types
"""Kernel ridge regression whose errors on titles it has not seen follow without fitting again."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor
from scipy.linalg.lapack import get_lapack_funcs

from data.catalogue.build.calibration import Floats


@dataclass(frozen=True, slots=True)
class KernelRidge:
    """f(x) = k(x, known) @ `dual`. Float32: dual and unseen (n, targets), inverse (n, n).

    `unseen` is what a fit without row i says of row i. `inverse` is (K + noise)^-1.
    """

    dual: Floats
    unseen: Floats
    inverse: Floats


def fit_ridge(alike: Floats, targets: Floats, noise: Floats) -> KernelRidge:
    """Fit targets (n, any), already centred, given the likeness of rows (n, n) and each row's noise variance (n,).

    The leave-one-out prediction is y_i - dual_i / inverse_ii (Rasmussen and Williams 2006, eq. 5.12). `alike` is kept.
    """
    system = alike.astype(np.float32, copy=True)
    system[np.diag_indices_from(system)] += noise
    factor, _ = cho_factor(system, lower=True, overwrite_a=True, check_finite=False)
    (invert,) = get_lapack_funcs(("potri",), (factor,))
    inverse, info = invert(factor, lower=True, overwrite_c=True)
    if info != 0:
        raise ValueError("the likeness of titles is not positive definite")
    inverse = np.tril(inverse) + np.tril(inverse, -1).T
    dual = inverse @ targets
    return KernelRidge(dual, targets - dual / np.diag(inverse)[:, None], inverse)


def choose_noise(
    alike: Floats,
    targets: Floats,
    weights: Floats,
    choices: Sequence[float],
) -> KernelRidge:
    """The fit whose leave-one-out error is least, weighted by row. A row's noise is the choice / its weight squared.

    Each target counts by its own variance, so that rare tags matter as much as frequent ones.
    """
    spread = np.average(targets**2, axis=0, weights=weights) + 1e-4
    best: tuple[float, KernelRidge] | None = None
    for choice in choices:
        fit = fit_ridge(alike, targets, (choice / np.square(weights)).astype(np.float32))
        error = float(np.average(((targets - fit.unseen) ** 2 / spread).mean(axis=1), weights=weights))
        if best is None or error < best[0]:
            best = error, fit
    if best is None:
        raise ValueError("no noise to choose from")
    return best[1]


def predict_unseen(fit: KernelRidge, alike: Floats, rows: NDArray[np.intp]) -> Floats:
    """What fits without row `rows[i]` say of a title that is like the known ones as `alike[i]` says.

    For asking what would be said of a known title if less were known of it. alike: float32 (k, n); the result (k,
    targets). Removing row r changes the dual by -inverse[:, r] dual_r / inverse_rr.
    """
    reach = np.einsum("in,in->i", alike, fit.inverse[rows]) / np.diag(fit.inverse)[rows]
    return alike @ fit.dual - reach[:, None] * fit.dual[rows]
