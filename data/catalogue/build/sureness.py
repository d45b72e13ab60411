"""Whether inferred tags are as good as they say: confidence and trust against what titles left out hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from data.catalogue.build.calibration import Floats, correlate, likeness_of_rows
from data.catalogue.build.methods import Lesson
from data.catalogue.build.tag_model import TagModel, apply, impoverish, learn
from data.catalogue.build.trials import Trial, lessons

_TOLD = ("all that is told", "no texts", "genres and year", "genres alone")
_EDGES = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 1.0)
_FEWEST_BEARERS = 10


@dataclass(frozen=True, slots=True)
class Promise:
    """What some answers promised and held: means of confidence and cosine, or a tag's trust and correlation."""

    name: str
    answers: int
    promised: float
    held: float


@dataclass(frozen=True, slots=True)
class Promises:
    """By how much is told of titles, by bands of confidence, and per tag that ten or more titles bear."""

    told: tuple[Promise, ...]
    bands: tuple[Promise, ...]
    tags: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    """One fold: the fullest answer and the truth as deviations, and (confidence, cosine) by how much was told."""

    said: Floats
    true: Floats
    trust: Floats
    pairs: tuple[Floats, ...]


def weigh_promises(trial: Trial) -> Promises:
    """Infer every title when its fold is left out, with ever less told of it."""
    answers = [_answer(lesson, trial.truth[asked]) for lesson, asked in lessons(trial, with_others=True)]
    pairs = [np.concatenate([answer.pairs[at] for answer in answers], axis=1) for at in range(len(_TOLD))]
    every = np.concatenate(pairs, axis=1)
    bands = [
        (f"confidence {low:.1f} to {high:.1f}", every[:, (every[0] >= low) & (every[0] < high)])
        for low, high in pairwise(_EDGES)
    ]
    return Promises(
        told=_promises(zip(_TOLD, pairs, strict=True)),
        bands=_promises(bands),
        tags=_of_tags(answers, trial.tags, (trial.truth > 0).sum(axis=0)),
    )


def _answer(lesson: Lesson, truth: Floats) -> _Answer:
    model = learn(lesson.known, [*lesson.known, *lesson.asked], lesson.truth, lesson.weights, lesson.tags)
    centre = model.means[[int(draft.kind == "series") for draft in lesson.asked]]
    true = truth - centre
    answers = [apply(model, drafts) for drafts in impoverish(lesson.asked)]
    pairs = [(confidence, _held(model, relevance - centre, true)) for relevance, confidence in answers]
    return _Answer(answers[0][0] - centre, true, model.trust, tuple(np.array(pair) for pair in pairs))


def _held(model: TagModel, said: Floats, true: Floats) -> Floats:
    return likeness_of_rows(said / model.spread, true / model.spread)


def _promises(groups: Iterable[tuple[str, Floats]]) -> tuple[Promise, ...]:
    return tuple(
        Promise(name, pairs.shape[1], float(pairs[0].mean()), float(pairs[1].mean()))
        for name, pairs in groups
        if pairs.shape[1]
    )


def _of_tags(answers: Sequence[_Answer], tags: Sequence[str], bearers: Floats) -> tuple[Promise, ...]:
    said, true = (np.concatenate([getattr(one, name) for one in answers]) for name in ("said", "true"))
    trust = np.mean([answer.trust for answer in answers], axis=0)
    held = correlate(said, true, np.ones(len(said)))
    return tuple(
        Promise(tag, int(bearers[at]), float(trust[at]), float(held[at]))
        for at, tag in enumerate(tags)
        if bearers[at] >= _FEWEST_BEARERS
    )
