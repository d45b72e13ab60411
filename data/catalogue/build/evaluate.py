"""`python -m data.catalogue.build.evaluate`: how well tags are inferred, against plainer ways, on data kept outside.

Every figure is of titles left out, in five folds. "Beside" means that measured films which are not asked about were
learned from as well; the other rows learn from titles of the same origin alone.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from data.catalogue.build.calibration import Floats
from data.catalogue.build.measures import Figures, measure
from data.catalogue.build.methods import METHODS, Lesson
from data.catalogue.build.starter_trial import measure_translation, read_starter, starter_titles
from data.catalogue.build.sureness import Promises, weigh_promises
from data.catalogue.build.trials import Trial, lessons, off_the_shelf, on_the_shelf, read_shelves
from data.catalogue.problem import CatalogueProblem

_BESIDE = "in use, beside measured films"
_MOST_ELSEWHERE = 4000  # of 13,000: the rest take long and change nothing
_EXTREMES = 12


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a method on the titles of a trial."""

    trial: str
    titles: int
    method: str
    figures: Figures


def compare(trial: Trial, methods: Sequence[str] = tuple(METHODS), *, beside: bool) -> list[Row]:
    """Every method on one trial; with `beside` also the one in use, learning from other measured films as well."""
    guesses = {name: infer_all(trial, METHODS[name], with_others=False) for name in methods}
    if beside:
        guesses[_BESIDE] = infer_all(trial, METHODS["in use"], with_others=True)
    series = np.array([draft.kind == "series" for draft in trial.drafts])
    groups = {trial.name: np.ones(len(series), dtype=np.bool_)}
    if series.sum() > 100:  # noqa: PLR2004 - fewer say nothing of their own
        groups |= {f"{trial.name}: series": series, f"{trial.name}: films": ~series}
    return [
        Row(name, int(rows.sum()), method, measure(trial.truth[rows], guess[rows]))
        for name, rows in groups.items()
        for method, guess in guesses.items()
    ]


def infer_all(trial: Trial, method: Callable[[Lesson], Floats], *, with_others: bool) -> Floats:
    """What the method says of every title when its fold is left out. Float32 (n, tags)."""
    guess = np.zeros_like(trial.truth)
    for lesson, asked in lessons(trial, with_others=with_others):
        guess[asked] = method(lesson)
    return guess


def main(words: Sequence[str] | None = None) -> int:
    """Print the tables, or the same as JSON."""
    parser = argparse.ArgumentParser(prog="python -m data.catalogue.build.evaluate", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder with movielens/ and netflix/ (else BLENDZ_SHARED_DATA)")
    parser.add_argument("--json", action="store_true", help="for programs")
    chosen = parser.parse_args(words)
    folder = chosen.data or Path(os.environ.get("BLENDZ_SHARED_DATA", ""))
    if not (folder / "movielens").is_dir():
        print("Name the folder of the shared data with --data or BLENDZ_SHARED_DATA.", file=sys.stderr)  # noqa: T201 - a command line
        return 2
    try:
        shelves = read_shelves(folder)
    except CatalogueProblem as problem:
        print(problem, file=sys.stderr)  # noqa: T201 - a command line
        return 1
    hand_made = read_starter(shelves)
    starter = starter_titles(hand_made, shelves)
    rows = compare(on_the_shelf(shelves), beside=True)
    rows += compare(off_the_shelf(shelves, _MOST_ELSEWHERE), beside=False)
    rows += compare(starter, beside=True)
    both, figures = measure_translation(hand_made, shelves)
    rows.append(Row("the starter's films that have a measured genome", both, "genome, translated", figures))
    promises = weigh_promises(starter)
    if chosen.json:
        print(json.dumps({"methods": [asdict(row) for row in rows], "promises": asdict(promises)}))  # noqa: T201 - the answer
    else:
        _print(rows, promises)
    return 0


def _print(rows: Sequence[Row], promises: Promises) -> None:
    console = Console()
    for trial in dict.fromkeys(row.trial for row in rows):
        some = [row for row in rows if row.trial == trial]
        table = Table("method", "median R2", "Spearman", "10 nearest kept in 20", "... among known titles")
        table.title = f"{trial} ({some[0].titles} titles, {some[0].figures.tags} tags)"
        for row in some:
            one = row.figures
            table.add_row(row.method, *(f"{value:.3f}" for value in (one.r2, one.spearman, one.kept, one.kept_known)))
        console.print(table)
    table = Table("the starter's titles, by", "answers", "confidence", "held", title="Confidence promised and held")
    for line in (*promises.told, *promises.bands):
        table.add_row(line.name, str(line.answers), f"{line.promised:.2f}", f"{line.held:.2f}")
    console.print(table)
    ordered = sorted(promises.tags, key=lambda tag: tag.promised)
    for name, some in (("least", ordered[:_EXTREMES]), ("most", ordered[-_EXTREMES:])):
        said = ", ".join(f"{tag.name} {tag.promised:.2f} ({tag.held:.2f})" for tag in some)
        console.print(f"Tags trusted {name}, with the correlation held: {said}")


if __name__ == "__main__":
    sys.exit(main())
