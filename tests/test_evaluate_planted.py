"""Planted tastes are found by Blendz, and by no list that is upside down; the whole evaluation runs on them."""

import dataclasses
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from recommender.aggregation import STRATEGIES
from recommender.evaluate import als
from recommender.evaluate.goals import GOALS, judge_goals
from recommender.evaluate.methods import Blendz, blendz
from recommender.evaluate.planted import Planted, check_planted, conflict_groups, plant
from recommender.evaluate.study import PLANTED, study
from recommender.profile import Watched

SMALL = dataclasses.replace(PLANTED, groups=3, sizes=(2, 4, 10), caps=(1, 3, 5, 10), judged=True)


@pytest.fixture(scope="module")
def place() -> Planted:
    return plant()


@pytest.fixture(scope="module")
def made(place: Planted) -> Blendz:
    return blendz(place.dataset)


@pytest.fixture(scope="module")
def figures(place: Planted) -> dict[str, Any]:
    return study(place.dataset, SMALL, extra=conflict_groups(place, 4, 4))


def passed(place: Planted, made: Blendz, score: Callable[[Watched], np.ndarray]) -> dict[str, bool]:
    return {check["check"]: check["passed"] for check in check_planted(place, made.model, score)}


def test_blendz_finds_what_was_planted(place: Planted, made: Blendz) -> None:
    assert all(passed(place, made, made.score).values())


def test_a_reversed_sort_finds_nothing(place: Planted, made: Blendz) -> None:
    checks = passed(place, made, lambda watched: -made.score(watched))
    assert not any(good for check, good in checks.items() if check.startswith("beats popularity"))
    assert sum(check.startswith("beats popularity") for check in checks) == 3


def test_one_kind_on_top_of_the_other_is_noticed(place: Planted, made: Blendz) -> None:
    films_first = passed(place, made, lambda watched: made.score(watched) - 100.0 * place.dataset.series)
    assert not films_first["films and series both come up"]


def test_members_of_a_conflict_group_have_different_tastes(place: Planted) -> None:
    groups = conflict_groups(place, 4, 20)
    assert all(len({int(place.taste[member]) for member in members}) == 4 for _, members in groups)
    assert len(conflict_groups(place, 8, 1)[0][1]) == 8


def test_the_same_seed_plants_the_same_town(place: Planted) -> None:
    again, other = plant().dataset, plant(1).dataset
    np.testing.assert_array_equal(place.dataset.population.rows, again.population.rows)
    assert (place.dataset.population.rows != other.population.rows).any()


def test_nobody_is_asked_about_what_was_learned_from_them(place: Planted) -> None:
    watched = {tuple(sorted(rows)) for rows in place.dataset.population.rows.reshape(-1, 40).tolist()}
    assert not any(tuple(sorted(rows)) in watched for rows in place.dataset.testers.rows.reshape(-1, 40).tolist())


def test_every_method_is_measured_on_members_and_on_groups(figures: dict[str, Any]) -> None:
    peers = {"popularity", "bayes_mean", "seed_published", "seed_nearest", "item_knn", "whitened", "tags_popularity"}
    own = {"blendz", "blendz_tags"}
    optional = {"als"} if als.installed() else set[str]()
    assert set(figures["single"]) == peers | own | {"blendz_rated"} | optional
    assert set(figures["temporal"]) == peers | own | optional
    assert set(STRATEGIES) | {"shipped", "average_z", "tags_fair", "popularity", "seed_published"} <= set(
        figures["groups"]
    )
    assert {"random", "conflict", "all"} <= set(figures["groups"]["fair"]["20"]["4"])


def test_the_order_of_what_is_known_to_be_better_comes_out(figures: dict[str, Any]) -> None:
    single = {key: row["ndcg"]["mean"] for key, row in figures["single"].items()}
    assert single["blendz"] > single["popularity"] > single["seed_published"]
    assert single["item_knn"] > single["popularity"]
    low, high = (figures["single_differences"]["popularity"][end] for end in ("low", "high"))
    assert low < single["blendz"] - single["popularity"] < high


def test_longer_histories_are_worth_more(figures: dict[str, Any]) -> None:
    assert list(figures["caps"]) == ["1", "3", "5", "10", "all"]
    assert figures["caps"]["all"]["blendz"]["ndcg"] > figures["caps"]["1"]["blendz"]["ndcg"]
    assert figures["caps"]["1"]["popularity"]["ndcg"] == figures["caps"]["all"]["popularity"]["ndcg"]


def test_every_figure_is_a_number_or_absent(figures: dict[str, Any]) -> None:
    found = list(leaves(figures))
    assert found
    assert not [value for value in found if isinstance(value, float) and math.isnan(value)]


def leaves(value: Any) -> list[Any]:
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return [value] if children is None else [leaf for child in children for leaf in leaves(child)]


def test_every_goal_is_about_a_figure_that_is_measured(figures: dict[str, Any]) -> None:
    goals = figures["goals"]
    assert [goal["goal"] for goal in goals] == [goal.name for goal in GOALS]
    assert all(goal["met"] is not None for goal in goals)


def test_a_goal_is_met_at_its_limit_and_not_judged_without_a_figure() -> None:
    reached = judge_goals({"single": {"blendz": {"ndcg": {"mean": 0.37}}, "blendz_tags": {"ndcg": {"mean": 0.2}}}})
    assert [goal["met"] for goal in reached[:3]] == [True, False, None]
