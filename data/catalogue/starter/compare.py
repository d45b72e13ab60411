"""`python -m data.catalogue compare`: the starter against what others measured, with data that stays outside.

Three yardsticks: tags of MovieLens' genome (per tag, how well our relevance tells the films that have it there from the
rest), human judgements of films (Google's soft attributes: more or less of something than a reference film), and plain
facts (the Netflix shelf of July 2022).
"""

import argparse
import json
import os
from dataclasses import asdict
from pathlib import Path

from data.catalogue.problem import CatalogueProblem
from data.catalogue.starter import FOLDER, read_titles
from data.catalogue.starter.facts import compare_facts
from data.catalogue.starter.judged import compare_judgements
from data.catalogue.starter.measured import compare_genome

_FACT_FIELDS = ("kind", "year", "minutes", "seasons", "genres")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the yardsticks lie, and how much of the worst to show."""
    parser.add_argument("--folder", type=Path, default=FOLDER, help="a catalogue in the starter's form")
    parser.add_argument(
        "--data", type=Path, help="folder with movielens/, tags/ and netflix/ (else BLENDZ_SHARED_DATA)"
    )
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="per tag the N films that differ most")
    parser.add_argument("--json", action="store_true", help="everything, for programs")


def run(arguments: argparse.Namespace) -> int:
    """Print the figures of every yardstick that lies there."""
    folder = arguments.data or (os.environ.get("BLENDZ_SHARED_DATA") and Path(os.environ["BLENDZ_SHARED_DATA"]))
    if not folder or not Path(folder).is_dir():
        raise CatalogueProblem("Name the folder of the yardsticks with --data or BLENDZ_SHARED_DATA.")
    shelf = Path(folder)
    titles = read_titles(arguments.folder)
    genome = compare_genome(titles, shelf / "movielens" / "ml-25m-genome149.zip", arguments.worst)
    judged = compare_judgements(titles, shelf / "tags" / "soft-attributes.csv")
    facts = compare_facts(titles, shelf / "netflix" / "titles.csv")
    if arguments.json:
        found = {"genome": asdict(genome), "judgements": asdict(judged), "facts": asdict(facts)}
        print(json.dumps(found, ensure_ascii=False, indent=1))  # noqa: T201 - the job's answer
        return 0
    lines = [
        f"tag genome: {genome.films} films in both, {len(genome.tags)} tags told, median AUC {genome.median:.2f}",
        *(f"  {tag} ({column}): {auc:.2f} ({has} have it)" for tag, column, auc, has in genome.tags),
        *(f"  {line}" for line in genome.worst),
        f"human judgements: {judged.share:.1%} of {judged.pairs} pairs as people had them ({judged.tied} level)",
        *(f"  {tag} ({attribute}): {share:.0%} of {pairs}" for tag, attribute, share, pairs in judged.tags),
        f"facts: {facts.compared} titles in both, "
        + ", ".join(f"{field} {facts.right[field]:.1%}" for field in _FACT_FIELDS)
        + f"; all of them right for {facts.all_right:.1%}",
        *(f"  {line}" for line in facts.differences),
    ]
    print("\n".join(lines))  # noqa: T201 - the job's answer
    return 0
