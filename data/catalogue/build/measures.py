# pyright: basic
# scipy comes without types
"""How good inferred tags are: per tag, and for what they are used for, finding titles like another."""

from dataclasses import dataclass

import numpy as np
from scipy.stats import rankdata

from data.catalogue.build.calibration import Floats, correlate

_TRUE_NEIGHBOURS = 10
_SHOWN = 20
_FEWEST_BEARERS = 10
_FLAT = 0.02


@dataclass(frozen=True, slots=True)
class Figures:
    """Medians over the tags that ten or more titles bear; `kept` is a mean over titles.

    r2: share of a tag's variance explained. spearman: rank correlation. kept: share of a title's true ten nearest (by
    true tags) among its twenty nearest by inferred tags, all titles inferred; `kept_known`: where only the title itself
    is inferred, among titles whose tags are known.
    """

    tags: int
    r2: float
    spearman: float
    kept: float
    kept_known: float


def measure(truth: Floats, guess: Floats) -> Figures:
    """Figures of predictions of titles left out. Both (n, tags), 0..1."""
    borne = (truth > 0).sum(axis=0) >= _FEWEST_BEARERS
    kept, kept_known = kept_neighbours(truth, guess)
    return Figures(
        tags=int(borne.sum()),
        r2=float(np.median(explained(truth, guess)[borne])),
        spearman=float(np.median(spearman(truth, guess)[borne])),
        kept=float(kept.mean()),
        kept_known=float(kept_known.mean()),
    )


def explained(truth: Floats, guess: Floats) -> Floats:
    """Share of each tag's variance that is explained (R2); negative when the mean would be better. -> (tags,)."""
    missed = np.square(truth - guess).sum(axis=0)
    return 1.0 - missed / np.maximum(np.square(truth - truth.mean(axis=0)).sum(axis=0), 1e-9)


def spearman(truth: Floats, guess: Floats) -> Floats:
    """Rank correlation of each tag, ties with mean ranks. -> (tags,)."""
    return correlate(rankdata(guess, axis=0), rankdata(truth, axis=0), np.ones(len(truth)))


def kept_neighbours(truth: Floats, guess: Floats) -> tuple[Floats, Floats]:
    """Per title the share of true neighbours kept: among inferred titles, and among known ones. -> (n,), (n,).

    Near is a high cosine after centring each tag and dividing by its true spread.
    """
    centre, spread = truth.mean(axis=0), truth.std(axis=0) + _FLAT
    true, inferred = _unit((truth - centre) / spread), _unit((guess - centre) / spread)
    nearest = _nearest(true @ true.T, _TRUE_NEIGHBOURS)
    among = [_nearest(inferred @ others.T, _SHOWN) for others in (inferred, true)]
    kept, known = (_share(nearest, shown) for shown in among)
    return kept, known


def _unit(rows: Floats) -> Floats:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def _nearest(alike: Floats, count: int) -> np.ndarray:
    np.fill_diagonal(alike, -np.inf)
    return np.argsort(-alike, axis=1, kind="stable")[:, :count]


def _share(wanted: np.ndarray, shown: np.ndarray) -> Floats:
    return np.array([np.isin(row, among).mean() for row, among in zip(wanted, shown, strict=True)])
