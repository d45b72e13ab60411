"""The catalogue's command line: one job a word, each in a module of its own, loaded when it is asked for."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Protocol, cast

from data.catalogue.problem import CatalogueProblem


class Job(Protocol):
    """A module that does one job."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Say which arguments the job takes."""
        ...

    def run(self, arguments: argparse.Namespace) -> int:
        """Do the job; the exit code."""
        ...


#: Job -> its module and what it is for. Some need libraries that others do not: none is loaded before it is chosen.
JOBS: Mapping[str, tuple[str, str]] = {
    "info": ("data.catalogue.info", "what the catalogue in use holds, and where from"),
    "build": ("data.catalogue.build.command", "make the full catalogue on this machine from public sources"),
    "check": ("data.catalogue.starter.quality", "every mistake and oddity of the starter's files"),
    "tidy": ("data.catalogue.starter.tidy", "file what authors of the starter wrote"),
    "agreement": ("data.catalogue.starter.agreement", "how far two authors of the starter agree, tag by tag"),
    "compare": ("data.catalogue.starter.compare", "the starter against measured tags, human judgements and facts"),
    "coverage": ("data.catalogue.coverage", "how much of the histories in a folder the catalogue knows"),
}


def main(words: Sequence[str] | None = None) -> int:
    """Do the job named on the command line; what the host can mend is one clear line."""
    parser = argparse.ArgumentParser(
        prog="python -m data.catalogue",
        description=__doc__,
        epilog="\n".join(f"  {job:<10} {text}" for job, (_, text) in JOBS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("job", choices=JOBS, metavar="job", help="one of the words below; `job --help` says more")
    parser.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    chosen = parser.parse_args(words)
    name, text = JOBS[chosen.job]
    job = cast("Job", import_module(name))
    own = argparse.ArgumentParser(prog=f"python -m data.catalogue {chosen.job}", description=text)
    job.add_arguments(own)
    try:
        return job.run(own.parse_args(chosen.rest))
    except CatalogueProblem as problem:
        print(problem, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
