"""Learns tags of titles from what sources tell of them, and how far that can be believed.

Kernel ridge regression over what the sources tell (views.py), then the tags that keywords and texts name outright.
What is said of a tag is pulled towards the mean of its kind (films, series) as far as predictions of titles left out
show that it cannot be inferred: tone hides from facts, a war does not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from data.catalogue.build.calibration import Calibration, Floats, calibrate, likeness_of_rows, measure_trust, slope_of
from data.catalogue.build.draft import Draft
from data.catalogue.build.kernel_ridge import KernelRidge, choose_noise, predict_unseen
from data.catalogue.build.mentions import Mentions, learn_mentions
from data.catalogue.build.views import Encoder, Views, encode, learn_views, liken
from data.catalogue.title import UNRATED

_NOISES = (0.75, 1.5, 3.0, 6.0)
_MOST_CALIBRATED = 1500
_FULL_WEIGHT = 0.99
_FLAT = 0.02  # a tag that hardly varies is not blown up to the size of the others


@dataclass(frozen=True, slots=True)
class TagModel:
    """What was learned. means: float32 (2, tags) of films and series; slope, spread, trust: float32 (tags,)."""

    encoder: Encoder
    known: Views
    fit: KernelRidge
    mentions: Mentions
    means: Floats
    slope: Floats
    spread: Floats
    trust: Floats
    calibration: Calibration


def learn(
    chosen: Sequence[Draft], everything: Sequence[Draft], truth: Floats, weights: Floats, tags: Sequence[str]
) -> TagModel:
    """Learn from drafts with tags, and words from all. truth: float32 (k, tags) in 0..1; weights: float32 (k,)."""
    encoder = learn_views(chosen, everything)
    views = encode(encoder, chosen)
    kinds = _kinds(chosen)
    means = _means(truth, kinds, weights)
    aim = truth - means[kinds]
    fit = choose_noise(liken(views, views), aim, weights, _NOISES)
    mentions, gain = learn_mentions(chosen, tags, aim - fit.unseen, weights)
    guess = fit.unseen + gain
    spread = np.sqrt(np.average(aim**2, axis=0, weights=weights)) + _FLAT
    model = TagModel(
        encoder=encoder,
        known=views,
        fit=fit,
        mentions=mentions,
        means=means,
        slope=slope_of(guess, aim, weights),
        spread=spread.astype(np.float32),
        trust=measure_trust(guess, aim, weights),
        calibration=Calibration.unknown(),
    )
    return replace(model, calibration=_calibrate(model, chosen, aim, weights))


def apply(model: TagModel, drafts: Sequence[Draft]) -> tuple[Floats, Floats]:
    """Relevance float32 (n, tags) in 0..1 and confidence float32 (n,) for drafts whose tags are not known."""
    alike = liken(encode(model.encoder, drafts), model.known)
    guess = (alike @ model.fit.dual + model.mentions.add(drafts)) * model.slope
    relevance = np.clip(model.means[_kinds(drafts)] + guess, 0.0, 1.0)
    return relevance, model.calibration.of(_strength(model, guess))


def pick(drafts: Sequence[Draft], rows: NDArray[np.intp]) -> list[Draft]:
    """These rows of `drafts`."""
    return [drafts[int(row)] for row in rows]


def impoverish(drafts: Sequence[Draft]) -> Iterator[list[Draft]]:
    """The same titles with all that is told of them, without texts, with genres and year, with genres alone."""
    yield list(drafts)
    bare = [replace(draft, title="", description="", keywords=()) for draft in drafts]
    yield bare
    nothing = {"makers": (), "cast": (), "countries": (), "language": "", "minutes": 0}
    bare = [replace(draft, maturity=UNRATED, rating=None, **nothing) for draft in bare]
    yield bare
    yield [replace(draft, year=0) for draft in bare]


def _calibrate(model: TagModel, chosen: Sequence[Draft], aim: Floats, weights: Floats) -> Calibration:
    """Learn confidence from titles left out one at a time, asked with ever less told of them."""
    sure = np.flatnonzero(weights >= min(_FULL_WEIGHT, float(weights.max())))
    sure = sure[:: 1 + len(sure) // _MOST_CALIBRATED]
    strengths: list[Floats] = []
    achieved: list[Floats] = []
    for drafts in impoverish(pick(chosen, sure)):
        alike = liken(encode(model.encoder, drafts), model.known)
        guess = (predict_unseen(model.fit, alike, sure) + model.mentions.add(drafts)) * model.slope
        strengths.append(_strength(model, guess))
        achieved.append(likeness_of_rows(guess / model.spread, aim[sure] / model.spread))
    return calibrate(np.concatenate(strengths), np.concatenate(achieved))


def _strength(model: TagModel, guess: Floats) -> Floats:
    """Length of a guess against the length of a typical truth: a best linear predictor is as sure as it is long."""
    return np.sqrt(np.mean((guess / model.spread) ** 2, axis=1)).astype(np.float32)


def _means(truth: Floats, kinds: NDArray[np.intp], weights: Floats) -> Floats:
    """Mean of each tag among films and among series, float32 (2, tags); of all for a kind of fewer than two."""
    every = np.ones(len(kinds), dtype=np.bool_)
    which = [kinds == kind if (kinds == kind).sum() > 1 else every for kind in (0, 1)]
    means = [np.average(truth[some], axis=0, weights=weights[some]) for some in which]
    return np.array(means, dtype=np.float32)


def _kinds(drafts: Sequence[Draft]) -> NDArray[np.intp]:
    return np.array([draft.kind == "series" for draft in drafts], dtype=np.intp)
