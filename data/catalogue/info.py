"""`python -m data.catalogue info`: what the catalogue in use holds, and where from."""

import argparse
import json
from pathlib import Path
from typing import Any, cast

import numpy as np

from data.catalogue.catalogue import Catalogue
from data.catalogue.load import current_catalogue
from data.catalogue.place import default_catalogue, default_state
from data.catalogue.title import PROVENANCES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which catalogue, and the form of the answer."""
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument("--catalogue", type=Path, default=default_catalogue(), help="not the one in use")
    parser.add_argument("--state", type=Path, default=default_state(), help="where built catalogues are kept")


def run(arguments: argparse.Namespace) -> int:
    """Print it. A damaged catalogue that is passed over is told in a line of its own."""
    catalogue, problem = current_catalogue(arguments.state, arguments.catalogue)
    found = describe(catalogue)
    if problem:
        found["problem"] = problem
    lines = [f"{key}: {_say(value)}" for key, value in found.items()]
    print(json.dumps(found, ensure_ascii=False, indent=1) if arguments.json else "\n".join(lines))  # noqa: T201 - answer
    return 0


def describe(catalogue: Catalogue) -> dict[str, Any]:
    """Counts and origin as JSON-able values."""
    series = int(catalogue.columns.series.sum())
    counts = np.bincount(catalogue.provenance, minlength=len(PROVENANCES)).tolist()
    return {
        "titles": len(catalogue.titles),
        "films": len(catalogue.titles) - series,
        "series": series,
        "tags": len(catalogue.tags),
        "sources": list(catalogue.sources),
        "version": catalogue.version,
        "provenance": {name: counts[at] for at, name in enumerate(PROVENANCES) if counts[at]},
    }


def _say(value: Any) -> str:
    match value:
        case dict():
            return ", ".join(f"{name} {count}" for name, count in cast("dict[str, int]", value).items())
        case list():
            return ", ".join(cast("list[str]", value))
        case _:
            return str(value)
