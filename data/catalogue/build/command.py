"""`python -m data.catalogue build`: fetch the public sources the host chooses, and make a catalogue of them."""

import argparse
import asyncio
import os
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dotenv import dotenv_values
from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from data.catalogue.build.choice import Choice, NothingChosen, choose
from data.catalogue.build.download import Wanted, download
from data.catalogue.build.famous import find_famous
from data.catalogue.build.kaggle import fetch_kaggle
from data.catalogue.build.licence import YES, NotConfirmed, confirm, tell_once
from data.catalogue.build.sources import SOURCES, Source, find_downloaded, place_of
from data.catalogue.build.tmdb_fetch import MOST_TITLES, Access, fetch_tmdb
from data.catalogue.place import default_state
from data.catalogue.problem import CatalogueProblem

KEY = "BLENDZ_TMDB_KEY"
_STOPPED = 130  # as a shell says it of Ctrl-C


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which sources, from where, and what is agreed to beforehand."""
    parser.add_argument(
        "--source",
        action="append",
        default=[],
        metavar="NAME[=PATH]",
        help=f"{', '.join(SOURCES)}; with a path, a file or folder on disk; repeat for more",
    )
    parser.add_argument("--yes", action="store_true", help="agree to the licences of the sources that are fetched")
    parser.add_argument("--fresh", action="store_true", help="fetch again what is here already")
    parser.add_argument("--state", type=Path, default=default_state(), help="where downloads and catalogues are kept")
    parser.add_argument(
        "--mirror", action="append", default=[], metavar="NAME=ADDRESS", help="fetch a source from there"
    )
    parser.add_argument("--tmdb-titles", type=int, default=MOST_TITLES, help="how many titles TMDB is asked about")


def run(arguments: argparse.Namespace) -> int:
    """Choose, agree, fetch, build. 2 when nothing was chosen or agreed to; raises CatalogueProblem."""
    ask = input if sys.stdin.isatty() and not arguments.yes else None
    today = datetime.now(UTC).date()
    try:
        choice = choose(arguments.source, arguments.state, ask, fresh=arguments.fresh)
        _check_tools(choice)
        confirm(choice.fetch, arguments.state, _say, (lambda _: YES) if arguments.yes else ask, today)
        tell_once(choice.brought, arguments.state, _say, today)
        sources = {**choice.here, **_fetch(choice, arguments, today)}
        # the half that needs scikit-learn is loaded when there is something for it to do
        assemble: Callable[..., str] = import_module("data.catalogue.build.assemble").assemble
        version = assemble(arguments.state, sources, _say)
        _say(f"The catalogue {version} is made and in use from now on, in {arguments.state}.")
    except (NothingChosen, NotConfirmed) as told:
        _say(str(told), sys.stderr)
        return 2
    except (KeyboardInterrupt, EOFError):  # Ctrl-C anywhere, Ctrl-D instead of an answer
        _say("\nStopped. What has come is kept: run the same command again to go on.", sys.stderr)
        return _STOPPED
    return 0


def _check_tools(choice: Choice) -> None:
    """Refuse before gigabytes are fetched what could not be finished."""
    if find_spec("sklearn") is None:
        raise CatalogueProblem("scikit-learn is not installed, which a build needs: pip install -e '.[build]'.")
    if any(source.by == "tmdb" for source in choice.fetch) and not _key():
        raise CatalogueProblem(
            f"{KEY} is not set. Get a key at https://www.themoviedb.org/settings/api and put it into .env."
        )


def _key() -> str:
    """From the environment, else from .env as the bot reads it."""
    return (os.environ.get(KEY) or dotenv_values(".env").get(KEY) or "").strip()


def _fetch(choice: Choice, arguments: argparse.Namespace, today: date) -> dict[str, Path]:
    """Fetch what is to be fetched; where it lies. TMDB comes last: what it is asked about, the others say."""
    addresses = dict(word.split("=", 1) for word in arguments.mirror if "=" in word)
    for source in choice.fetch:
        if source.by == "files":
            _fetch_files(source, arguments.state, addresses.get(source.name, source.address), fresh=arguments.fresh)
        elif source.by == "kaggle":
            _say(f"Fetching {source.name} from Kaggle ...")
            fetch_kaggle(place_of(source, arguments.state))
    fetched = {source.name for source in choice.fetch}
    found = {name: path for name, path in find_downloaded(arguments.state).items() if name in fetched}
    for source in choice.fetch:
        if source.by == "tmdb":
            access = Access(addresses.get(source.name, source.address), _key())
            sources = {**choice.here, **found}
            found[source.name] = _fetch_tmdb(sources, place_of(source, arguments.state), access, arguments, today)
    return found


def _fetch_files(source: Source, state: Path, address: str, *, fresh: bool) -> None:
    folder = place_of(source, state)
    base = address.rstrip("/") + "/"
    with _progress(DownloadColumn()) as progress:
        for file in source.files:
            target = folder / file.name
            if fresh or not target.is_file():
                md5 = f"{base}{file.name}.md5" if file.has_md5 else None
                asyncio.run(download(Wanted(f"{base}{file.name}", target, file.size, md5), progress))


def _fetch_tmdb(
    sources: Mapping[str, Path], folder: Path, access: Access, arguments: argparse.Namespace, today: date
) -> Path:
    titles = find_famous(sources, arguments.tmdb_titles)
    with _progress(MofNCompleteColumn()) as progress:
        asyncio.run(fetch_tmdb(titles, folder, access, progress, today))
    return folder


def _progress(middle: Any) -> Progress:
    return Progress(TextColumn("{task.description}"), BarColumn(), middle, TimeRemainingColumn())


def _say(text: str, to: Any = None) -> None:
    print(text, file=to, flush=True)
