"""The word `evaluate` of the command line: what to measure, and in which form to say it."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track

from bot.evaluating import histories, neighbours, summary, tables
from bot.evaluating.members import EvaluationProblem, find_files, read_members
from bot.settings import Settings
from bot.shelf import Shelf, build_shelf
from data.catalogue.load import current_catalogue
from data.catalogue.problem import CatalogueProblem


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Histories or neighbours, and the form of the answer."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--histories", type=Path, metavar="DIR", help="a folder of exports, each one a member or more")
    what.add_argument("--neighbours", action="store_true", help="series near each other, against lists of kin")
    parser.add_argument("--json", action="store_true", help="one JSON document, for programs")
    parser.add_argument("--state", type=Path, help="where built catalogues are kept, if not where the bot looks")


def evaluate(settings: Settings, arguments: argparse.Namespace) -> int:
    """Measure and print; 1 when there is nothing to measure. Nothing is stored, and no history's titles are shown."""
    notes = Console(stderr=True)
    try:
        document = _measure(settings, arguments, notes)
    except (EvaluationProblem, CatalogueProblem) as problem:
        notes.print(str(problem), markup=False, highlight=False, soft_wrap=True)
        return 1
    if arguments.json:
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n")
    else:
        show = tables.show_neighbours if arguments.neighbours else tables.show_histories
        show(document, Console())
    return 0


def _measure(settings: Settings, arguments: argparse.Namespace, notes: Console) -> dict[str, Any]:
    paths = [] if arguments.neighbours else find_files(arguments.histories)
    catalogue, problem = current_catalogue(arguments.state or settings.state, settings.catalogue)
    if problem:
        notes.print(problem, markup=False, highlight=False, soft_wrap=True)
    shelf = build_shelf(catalogue)
    if arguments.neighbours:
        return neighbours.document_of(shelf)
    return _on_histories(shelf, paths, notes)


def _on_histories(shelf: Shelf, paths: list[Path], notes: Console) -> dict[str, Any]:
    quiet = not notes.is_terminal
    reading = track(paths, "reading", console=notes, transient=True, disable=quiet)
    crowd = read_members(reading, shelf.catalogue)
    ranking = track(crowd.members, "ranking", console=notes, transient=True, disable=quiet)
    return summary.document_of(histories.measure(shelf, crowd, ranking), shelf.catalogue)
