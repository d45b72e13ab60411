"""The figures for people: tables of rich, one below the other."""

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from recommender.evaluate import group_methods, methods
from recommender.evaluate.goals import GROUP_PLACES

Figures = Mapping[str, Any]
_COUPLED, _OTHERS = ("ndcg", "worst", "zrecall"), ("dfh", "predicted", "predicted_worst")


def show(figures: Figures, console: Console) -> None:
    """Every table; those about what was not measured are left out."""
    protocol = figures["protocol"]
    console.print(
        f"{protocol['source']}: {protocol['titles']} titles ({protocol['series']} series), {protocol['tags']} tags; "
        f"learned from {protocol['population']} members ({protocol['population_ratings']} ratings), asked "
        f"{protocol['members']} others, {protocol['folds']} fold(s), {protocol['groups']} groups."
    )
    if protocol["als"] is None:
        console.print("ALS and what stands on it: not measured, the optional package implicit is not installed.")
    else:
        console.print(f"ALS: {protocol['als']}, the best of its grid on the first fold.")
    groups = figures["groups"]
    for table in (
        _singles("One member, a random fifth held out", figures["single"], figures["single_differences"]),
        _singles("One member, the latest fifth held out", figures["temporal"], figures["temporal_differences"]),
        _caps(figures["caps"]),
        _groups("Groups, 20 places: nDCG, worst member, share of members without a hit", groups, _COUPLED),
        _groups("Groups, 20 places: first hit; share of one's ideal, mean and worst, by the model", groups, _OTHERS),
        _against(figures["group_differences"]),
        *([_checks(figures["checks"])] if figures.get("checks") else []),
        *([_goals(figures["goals"])] if figures["goals"] else []),
    ):
        console.print(table)


def _table(title: str, columns: Iterable[str]) -> Table:
    """A table whose first column is text and whose others are numbers."""
    table = Table(title=title)
    for at, name in enumerate(columns):
        table.add_column(name, justify="right" if at else "left", no_wrap=True)
    return table


def _singles(title: str, single: Figures, gaps: Figures) -> Table:
    columns = ("method", "nDCG@10", "95 %", "recall@20", "hit@10", "coverage@10", "Blendz more by (95 %)")
    table = _table(title, columns)
    for key in sorted(single, key=lambda key: -single[key]["ndcg"]["mean"]):
        row = single[key]
        table.add_row(
            methods.NAMES[key],
            _number(row["ndcg"]["mean"], 4),
            _between(row["ndcg"]),
            _number(row["recall"]["mean"]),
            _number(row["hit"]["mean"]),
            f"{row['coverage']:.1%}",
            _gap(gaps.get(key)),
        )
    return table


def _caps(caps: Figures) -> Table:
    table = _table("nDCG@10 by how many titles of a member are known", ("method", *caps))
    for key in next(iter(caps.values())):
        table.add_row(methods.NAMES[key], *(_number(row[key]["ndcg"]) for row in caps.values()))
    above = [row["blendz"] for row in caps.values()]
    table.add_row("Blendz above popularity", *(_number(row["above"], sign=True) for row in above))
    table.add_row("  95 %, from", *(_number(row["low"], sign=True) for row in above))
    table.add_row("  to", *(_number(row["high"], sign=True) for row in above))
    return table


def _groups(title: str, groups: Figures, names: tuple[str, ...]) -> Table:
    sizes = list(next(iter(groups.values()))[GROUP_PLACES])
    table = _table(title, ("members in a group", *sizes))
    for key, lengths in groups.items():
        cells = [lengths[GROUP_PLACES][size]["all"] for size in sizes]
        table.add_row(group_methods.NAMES[key], *(" ".join(_number(cell[name]) for name in names) for cell in cells))
    return table


def _against(gaps: Figures) -> Table:
    columns = ("all sizes, 20 places", "nDCG", "worst member", "without a hit", "first hit")
    table = _table("What Blendz fair has more than each other in the same groups (95 %)", columns)
    for key, sizes in gaps.items():
        cells = [_gap(sizes["all"][name]) for name in ("ndcg", "worst", "zrecall", "dfh")]
        table.add_row(group_methods.NAMES[key], *cells)
    return table


def _goals(goals: Iterable[Figures]) -> Table:
    table = _table("Goals", ("goal", "limit", "measured", ""))
    for row in goals:
        met = {True: "[green]met[/]", False: "[red]not met[/]", None: "not measured"}[row["met"]]
        table.add_row(row["goal"], f"{row['sense']} {row['limit']:g}", _number(row["measured"], 4), met)
    return table


def _checks(checks: Iterable[Figures]) -> Table:
    table = _table("What was planted", ("check", "measured", ""))
    for row in checks:
        table.add_row(row["check"], row["measured"], "[green]found[/]" if row["passed"] else "[red]not found[/]")
    return table


def _number(value: float | None, places: int = 3, *, sign: bool = False) -> str:
    if value is None:
        return "-"
    return (
        f"{value:{'+' if sign else ''}.{places}f}".replace("0.", ".", 1) if abs(value) < 1.0 else f"{value:.{places}f}"
    )


def _between(row: Figures) -> str:
    return f"{_number(row['low'])}-{_number(row['high'])}"


def _gap(row: Figures | None) -> str:
    if row is None:
        return ""
    return f"{_number(row['mean'], sign=True)} ({_number(row['low'], sign=True)} {_number(row['high'], sign=True)})"
