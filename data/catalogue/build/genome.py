# pyright: basic
# scikit-learn comes without types
"""Translates a measured tag genome into our vocabulary, learning from the films that are in both.

A column that bears the name of one of our tags is brought to our scale by isotonic regression; besides, every tag is
predicted from all columns, genres and year by kernel ridge regression. The two are mixed tag by tag, as far as each
proves right on films that were left out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression

from data.catalogue.build.calibration import Calibration, Floats, calibrate, likeness_of_rows, measure_trust, slope_of
from data.catalogue.build.kernel_ridge import choose_noise
from data.catalogue.build.scores import Genome
from data.catalogue.starter.measured import SAME

#: Genome tag -> ours, where a curve may be fitted from one to the other; looser than what a yardstick needs.
_SYNONYMS: Mapping[str, str] = {
    **SAME, "80s": "1980s", "adaptation": "based on a book", "fun movie": "fun", "queer": "lgbtq",
    "road movie": "road trip", "teen movie": "teens", "vengeance": "revenge", "very funny": "hilarious",
}  # fmt: skip
_FEWEST_FILMS = 20  # in both, before anything but equal names is translated
_FEWEST_BEARERS = 5  # films that bear a tag, before its column has a curve of its own
_FOLDS = 5
_SHARES = np.array([0.0, 0.25, 0.5, 0.75])  # of the column of the same name
_NOISES = (0.5, 1.0, 2.0, 4.0)
_FACTS = 0.5  # weight of genres and year against a genome column, per unit of variance
_FLAT = 0.02  # a column that hardly varies is not blown up to the size of the others


@dataclass(frozen=True, slots=True)
class Translated:
    """features: uint8 (k, tags), relevance x 255. confidence: float32 (k,). trust: float32 (tags,).

    Both as in `infer.Inferred`: `trust` is the correlation with hand-made tags of films left out, `confidence` the
    likeness a film's tags are expected to have to hand-made ones.
    """

    features: NDArray[np.uint8]
    confidence: Floats
    trust: Floats


def translate(
    genome: Genome,
    authored: NDArray[np.uint8],
    films: NDArray[np.intp],
    tags: Sequence[str],
    facts: Floats | None = None,
) -> Translated:
    """Our tags for every film of a genome.

    films: rows of the genome that have hand-made tags; authored: those, uint8 (films, tags); facts: float32 (k, any),
    what else is known of every film (views.encode_facts). With fewer than twenty films in both only equal names are
    translated, unchanged and without confidence.
    """
    same = same_names(genome.tags, tags)
    measured = genome.scores.astype(np.float32) / 255
    if len(films) < _FEWEST_FILMS:
        features = np.zeros((len(measured), len(tags)), dtype=np.uint8)
        features[:, list(same.values())] = genome.scores[:, list(same)]
        nothing = np.zeros(len(tags), dtype=np.float32)
        return Translated(features, np.zeros(len(measured), dtype=np.float32), nothing)
    truth = authored.astype(np.float32) / 255
    mean = truth.mean(axis=0)
    inputs = _inputs(measured, films, facts)
    curves = _left_out(lambda some: _by_name(measured, films[some], truth[some], same), films)
    ridges = _left_out(lambda some: _by_ridge(inputs, films[some], truth[some]), films)
    share = _choose_share(curves, ridges, truth, same)
    guess = share * curves + (1 - share) * ridges - mean
    aim = truth - mean
    ones = np.ones(len(films), dtype=np.float32)
    slope, spread = slope_of(guess, aim, ones), aim.std(axis=0) + _FLAT
    strengths = _length(guess * slope / spread)
    calibration = calibrate(strengths, likeness_of_rows(guess * slope / spread, aim / spread))
    everyone = share * _by_name(measured, films, truth, same) + (1 - share) * _by_ridge(inputs, films, truth)
    return _finish((everyone - mean) * slope, mean, spread, calibration, measure_trust(guess, aim, ones))


def same_names(columns: Sequence[str], tags: Sequence[str]) -> dict[int, int]:
    """Genome column -> our tag, where they bear one name or are known to say the same; a true namesake comes first."""
    place = {tag: at for at, tag in enumerate(tags)}
    found: dict[int, int] = {}
    for at in sorted(range(len(columns)), key=lambda at: columns[at] not in place):
        tag = place.get(columns[at], place.get(_SYNONYMS.get(columns[at], ""), -1))
        if tag >= 0 and tag not in found.values():
            found[at] = tag
    return found


def _finish(deviation: Floats, mean: Floats, spread: Floats, calibration: Calibration, trust: Floats) -> Translated:
    relevance = np.clip(mean + deviation, 0.0, 1.0)
    return Translated(np.rint(relevance * 255).astype(np.uint8), calibration.of(_length(deviation / spread)), trust)


def _inputs(measured: Floats, films: NDArray[np.intp], facts: Floats | None) -> Floats:
    """Columns standardised over the films in both, with facts beside them. Mean squared length about 1."""
    spread = measured[films].std(axis=0) + _FLAT
    columns = (measured - measured[films].mean(axis=0)) / spread / np.sqrt(measured.shape[1])
    if facts is None:
        return columns.astype(np.float32)
    return np.hstack([columns, np.sqrt(_FACTS) * (facts - facts[films].mean(axis=0))]).astype(np.float32)


def _left_out(guess: Callable[[NDArray[np.intp]], Floats], films: NDArray[np.intp]) -> Floats:
    """What is said of each film in both when its fold is left out. Float32 (films, tags)."""
    fold = np.random.default_rng(0).permutation(len(films)) % _FOLDS
    parts = {part: guess(np.flatnonzero(fold != part)) for part in range(_FOLDS)}
    return np.array([parts[fold[at]][film] for at, film in enumerate(films)], dtype=np.float32)


def _by_name(measured: Floats, films: NDArray[np.intp], truth: Floats, same: Mapping[int, int]) -> Floats:
    """Columns of the same name on our scale; the mean for other tags. A tag with few bearers takes the common curve."""
    found = np.tile(truth.mean(axis=0), (len(measured), 1))
    if not same:
        return found
    here, ours = list(same), list(same.values())
    common = IsotonicRegression(out_of_bounds="clip").fit(measured[films][:, here].ravel(), truth[:, ours].ravel())
    for column, tag in same.items():
        has_own = (truth[:, tag] > 0).sum() >= _FEWEST_BEARERS
        own = (
            IsotonicRegression(out_of_bounds="clip").fit(measured[films, column], truth[:, tag]) if has_own else common
        )
        found[:, tag] = own.predict(measured[:, column])
    return found


def _by_ridge(inputs: Floats, films: NDArray[np.intp], truth: Floats) -> Floats:
    mean = truth.mean(axis=0)
    ones = np.ones(len(films), dtype=np.float32)
    fit = choose_noise(inputs[films] @ inputs[films].T, truth - mean, ones, _NOISES)
    return mean + inputs @ (inputs[films].T @ fit.dual)


def _choose_share(curves: Floats, ridges: Floats, truth: Floats, same: Mapping[int, int]) -> Floats:
    """How much of a tag its column's curve decides, by the error on films left out; 0 where no column has its name."""
    errors = np.array([np.square(share * curves + (1 - share) * ridges - truth).mean(axis=0) for share in _SHARES])
    share = _SHARES[errors.argmin(axis=0)].astype(np.float32)
    has_column = np.isin(np.arange(truth.shape[1]), list(same.values()))
    return np.where(has_column, share, 0.0).astype(np.float32)


def _length(deviation: Floats) -> Floats:
    return np.sqrt(np.mean(deviation**2, axis=1)).astype(np.float32)
