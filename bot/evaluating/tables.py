"""The documents of `evaluate` as tables, for people."""

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.evaluating.measure import LENGTHS, METRICS

_WORST = 12


def show_histories(document: Mapping[str, Any], console: Console) -> None:
    """Who was counted, then each split: what the lists are worth, and how many of the first places series take."""
    members = document["members"]
    for one in members["passed_over"]:
        console.print(f"Passed over: {one['file']}. {one['reason']}", markup=False, highlight=False, soft_wrap=True)
    console.print(f"{members['count']} members in {members['files']} files. {_about(document['catalogue'])}")
    for split, kinds in document["splits"].items():
        _show_split(split, kinds, members, console)
        _show_share(split, document["share"][split], console)


def show_neighbours(document: Mapping[str, Any], console: Console) -> None:
    """Each kind of kin, and the lists that fared worst by the recommender's own likeness."""
    console.print(_about(document["catalogue"]))
    table = Table(title="Kin among the ten nearest series: mean over series (95 % interval)")
    _add_columns(table, "kin", "series", "method", "recall@10", "nDCG@10", "times random", "nDCG@10 over genres")
    for kind, methods in document["kinds"].items():
        for at, (method, figures) in enumerate(methods.items()):
            labels = (kind, f"{document['series'][kind]:,}") if at == 0 else ("", "")
            means = _cell(figures["recall@10"]), _cell(figures["ndcg@10"]), _cell(figures["lift"], ".1f")
            table.add_row(*labels, method, *means, _cell(figures["gain"], "+.3f"))
        table.add_section()
    console.print(table)
    for kind in ("franchises", "themes"):
        worst = [one for one in document["lists"] if one["kind"] == kind][:_WORST]
        table = Table("series", "recall@10", "nDCG@10", title=f"The {kind} that fared worst")
        table.add_column("list", overflow="fold")
        for one in worst:
            table.add_row(str(one["series"]), f"{one['recall@10']:.2f}", f"{one['ndcg@10']:.2f}", one["name"])
        console.print(table)


def _about(catalogue: Mapping[str, Any]) -> str:
    sources = " and ".join(catalogue["sources"])
    return f"Ranked are {catalogue['titles']:,} titles ({catalogue['series']:,} series) of {sources}."


def _show_split(split: str, kinds: Mapping[str, Any], members: Mapping[str, Any], console: Console) -> None:
    table = Table(title=f"The {split} fifth held out: mean over members (95 % interval)")
    _add_columns(table, "ranked", "members", "method", *METRICS, "ndcg@10 over popularity")
    for kind, methods in kinds.items():
        for at, (method, metrics) in enumerate(methods.items()):
            labels = (kind, str(members["counted"][split][kind])) if at == 0 else ("", "")
            gain = _cell(metrics["ndcg@10"]["gain"], "+.3f") if "gain" in metrics["ndcg@10"] else ""
            table.add_row(*labels, method, *(_cell(metrics[metric]) for metric in METRICS), gain)
        table.add_section()
    console.print(table)


def _show_share(split: str, share: Mapping[str, Any], console: Console) -> None:
    table = Table(title=f"Share of series when ranked together, {split} fifth")
    for column in ("", *(f"first {length}" for length in LENGTHS)):
        table.add_column(column)
    table.add_row("held out", *(_cell(share["held_out"], ".2f") for _ in LENGTHS))
    for method, lengths in share.items():
        if method != "held_out":
            table.add_row(method, *(_cell(lengths[f"top{length}"], ".2f") for length in LENGTHS))
    console.print(table)


def _add_columns(table: Table, *names: str) -> None:
    """Names stay whole; figures may wrap after the mean."""
    for name in names:
        table.add_column(name, no_wrap=name == "method")


def _cell(value: Mapping[str, float | None], form: str = ".3f") -> str:
    """A mean with its interval; a dash where nobody counted."""
    if value["mean"] is None:
        return "-"
    return f"{value['mean']:{form}} ({value['low']:{form}}, {value['high']:{form}})"
