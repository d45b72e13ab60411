"""The whole evaluation of one data set: methods, splits, groups, figures."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from recommender.evaluate import als
from recommender.evaluate.dataset import Dataset, active, member_count, most_rated
from recommender.evaluate.electorate import Source
from recommender.evaluate.figures import (
    caps_figures,
    group_differences,
    group_figures,
    single_differences,
    single_figures,
)
from recommender.evaluate.goals import judge_goals
from recommender.evaluate.group_methods import (
    als_sources,
    blendz_sources,
    popularity_source,
    seed_source,
    tags_source,
)
from recommender.evaluate.group_protocol import Groups, measure_groups
from recommender.evaluate.groups import KINDS, SIZES, correlations, form
from recommender.evaluate.methods import Blendz, blendz, each, peers
from recommender.evaluate.peers import Scorer, distances, mean_taste, popularity
from recommender.evaluate.protocol import CAPS, Track, measure_caps, measure_single, quiet
from recommender.evaluate.splits import Histories, Split, fold_of, hold_out, latest

#: Ratings that a test member must have.
LEAST_RATINGS = 20
_SEED = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured: None is all there is. Of `folds` fifths only the first `used` ones are held out in turn.

    `judged` says whether the goals, which are about everything, can be told from it.
    """

    members: int | None = None
    titles: int | None = None
    folds: int = 5
    used: int = 5
    groups: int = 200
    sizes: tuple[int, ...] = SIZES
    caps: tuple[int, ...] = CAPS
    grid: tuple[als.Setting, ...] = als.GRID
    judged: bool = True


FULL = Plan()
QUICK = Plan(members=200, titles=4000, used=1, groups=40, sizes=(2, 4, 10), grid=(als.BEST_KNOWN,), judged=False)
PLANTED = Plan(
    used=1, groups=8, sizes=(2, 4, 8), caps=(1, 3, 5, 10, 20), grid=(als.Setting(8, 1.0, 1.0),), judged=False
)


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """Everything that takes part: Blendz with and without ratings, and all scorers by key."""

    full: Blendz
    tags: Blendz
    scorers: Mapping[str, Scorer]


def study(dataset: Dataset, plan: Plan, track: Track[Any] = quiet, extra: Groups = ()) -> dict[str, Any]:
    """All figures, keyed as `--json` prints them. `extra` groups are judged beside those that the plan asks for."""
    dataset = most_rated(dataset, plan.titles or dataset.titles)
    dataset = replace(dataset, testers=active(dataset.testers, LEAST_RATINGS, plan.members))
    rng = np.random.default_rng(_SEED)
    log, titles = dataset.testers, dataset.titles
    fold = fold_of(log, plan.folds, rng)
    splits = [hold_out(log, fold == at, titles) for at in range(plan.used)]
    field, setting = _field(dataset, splits[0], plan, track)
    single = measure_single(field.scorers, splits, track)
    rated = [hold_out(log, fold == at, titles, rated=True) for at in range(plan.used)]
    single |= measure_single({"blendz_rated": field.scorers["blendz"]}, rated, track)
    temporal = measure_single(field.scorers, [hold_out(log, latest(log), titles)], track)
    short = {key: field.scorers[key] for key in ("blendz", "blendz_tags", "popularity")}
    caps = measure_caps(short, splits, plan.caps, track)
    groups = [*_groups(dataset, plan, rng), *extra]
    measured = measure_groups(groups, ((split, _sources(dataset, field, split.known)) for split in splits), track)
    figures: dict[str, Any] = {
        "protocol": _protocol(dataset, plan, groups, setting),
        "single": single_figures(single),
        "single_differences": single_differences(single),
        "temporal": single_figures(temporal),
        "temporal_differences": single_differences(temporal),
        "caps": caps_figures(caps),
        "groups": group_figures(measured),
        "group_differences": group_differences(measured),
    }
    return {**figures, "goals": judge_goals(figures) if plan.judged else []}


def _field(dataset: Dataset, split: Split, plan: Plan, track: Track[Any]) -> tuple[Field, als.Setting | None]:
    made: dict[str, Blendz] = {}
    for key in track(["blendz", "blendz_tags"], "building Blendz"):
        made[key] = blendz(dataset, rated=key == "blendz")
    scorers = {key: each(one.score) for key, one in made.items()}
    scorers |= {key: scorer for build in track([peers], "building peers") for key, scorer in build(dataset).items()}
    setting = None
    if als.installed():
        for fit in track([als.tuned_als], "tuning ALS"):
            scorers["als"], setting = fit(dataset.population, dataset.titles, split, plan.grid)
    return Field(made["blendz"], made["blendz_tags"], scorers), setting


def _groups(dataset: Dataset, plan: Plan, rng: np.random.Generator) -> Groups:
    alike = correlations(dataset.testers, dataset.titles)
    return [
        (kind, members)
        for size in plan.sizes
        for kind in KINDS
        for members in form(alike, size, kind, plan.groups, rng)
    ]


def _sources(dataset: Dataset, field: Field, known: Histories) -> dict[str, Source]:
    """Everybody's votes by every method, from what is known of them."""
    features = dataset.features
    sources = {
        **blendz_sources(
            field.full.model,
            [field.full.taste(watched) for watched in known.watched],
            1.0 - distances(features, mean_taste(features, known)),
        ),
        **tags_source([field.tags.taste(watched) for watched in known.watched]),
        **seed_source(field.scorers["seed_published"](known)),
        **popularity_source(popularity(dataset), len(known.watched)),
    }
    if "als" in field.scorers:
        sources |= als_sources(field.scorers["als"](known), known.seen)
    return sources


def _protocol(dataset: Dataset, plan: Plan, groups: Groups, setting: als.Setting | None) -> dict[str, Any]:
    return {
        "source": dataset.source,
        "titles": dataset.titles,
        "series": int(dataset.series.sum()),
        "tags": dataset.features.shape[1],
        "population": member_count(dataset.population),
        "population_ratings": len(dataset.population.rows),
        "members": member_count(dataset.testers),
        "folds": plan.used,
        "groups": len(groups) * plan.used,
        "als": None if setting is None else f"f{setting.factors} a{setting.alpha:g} reg{setting.regularization:g}",
    }
