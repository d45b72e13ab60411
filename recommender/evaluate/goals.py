"""The goals of the project for its own recommendations, and whether the figures meet them."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan
from typing import Any, Literal

#: Lists of groups are judged at this length.
GROUP_PLACES = "20"


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure, where to find it in the report (a path of keys), and what it has to be."""

    name: str
    path: tuple[str, ...]
    sense: Literal[">=", "<="]
    limit: float


def _group(size: int, metric: str) -> tuple[str, ...]:
    """Of the list that a group is shown: the default rule with variety."""
    return ("groups", "shipped", GROUP_PLACES, str(size), "all", metric)


GOALS = (
    Goal("one member, nDCG@10, with ratings", ("single", "blendz", "ndcg", "mean"), ">=", 0.37),
    Goal("one member, nDCG@10, tags only", ("single", "blendz_tags", "ndcg", "mean"), ">=", 0.22),
    Goal("the latest fifth held out, nDCG@10", ("temporal", "blendz", "ndcg", "mean"), ">=", 0.135),
    *(
        Goal(f"{known} known titles, nDCG@10 above popularity", ("caps", str(known), "blendz", "above"), ">=", 0.0)
        for known in (1, 3, 5, 10)
    ),
    Goal("two, nDCG@20", _group(2, "ndcg"), ">=", 0.255),
    Goal("two, worst member", _group(2, "worst"), ">=", 0.148),
    Goal("two, members without a hit", _group(2, "zrecall"), "<=", 0.160),
    Goal("four, nDCG@20", _group(4, "ndcg"), ">=", 0.153),
    Goal("four, worst member", _group(4, "worst"), ">=", 0.024),
    Goal("four, members without a hit", _group(4, "zrecall"), "<=", 0.29),
    Goal("ten, members without a hit", _group(10, "zrecall"), "<=", 0.525),
)


def judge_goals(figures: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every goal with its measured value and whether it is met; None where there is no such figure."""
    return [_judged(goal, _find(figures, goal.path)) for goal in GOALS]


def _judged(goal: Goal, measured: float | None) -> dict[str, Any]:
    met = None
    if measured is not None:
        met = measured >= goal.limit if goal.sense == ">=" else measured <= goal.limit
    return {"goal": goal.name, "sense": goal.sense, "limit": goal.limit, "measured": measured, "met": met}


def _find(figures: Mapping[str, Any], path: tuple[str, ...]) -> float | None:
    found: Any = figures
    for key in path:
        if key not in found:
            return None
        found = found[key]
    return None if found is None or isnan(found) else float(found)
