"""What can be said to `python -m bot sandbox`; the local Discord itself is read only when it is wanted."""

import argparse
from collections.abc import Awaitable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.charts.browser import find_browser
from bot.settings import Settings
from bot.supervisor import StartProblem

if TYPE_CHECKING:
    from bot.sandbox.page.command import Choices
    from bot.sandbox.page.page import Page

_LARGEST_PORT = 65535
_MEMBERS = "Ada,Bruno,Noor"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options, each with its default."""
    parser.add_argument("--port", type=_port, default=0, metavar="N", help="port of the page (default: a free one)")
    parser.add_argument("--no-open", action="store_true", help="do not open the browser, only print the address")
    kept = "keep members, messages and the bot's state in this folder (default: sandbox in the state folder)"
    parser.add_argument("--state", type=Path, metavar="DIR", help=kept)
    parser.add_argument("--fresh", action="store_true", help="throw away what an earlier run kept there")
    parser.add_argument(
        "--members", type=_names, default=_names(_MEMBERS), metavar="NAMES", help=f"who is there (default: {_MEMBERS})"
    )
    parser.add_argument("--seed", type=int, metavar="N", help="with --fresh: the same ids and tokens in every run")
    parser.add_argument(
        "--clock", type=_moment, metavar="ISO", help="what time it is when it starts, as 2026-03-06T19:30 (in UTC)"
    )
    written = "play a written evening slowly in the open page, with nothing kept before (bot/sandbox/page/scripts)"
    parser.add_argument("--script", type=Path, metavar="FILE", help=written)
    pictures = "with --script: play it in a browser of its own, unseen, and save its pictures here"
    parser.add_argument("--shots", type=Path, metavar="DIR", help=pictures)


async def open_sandbox(settings: Settings, arguments: argparse.Namespace) -> int:
    """Run the sandbox until it is ended."""
    from bot.sandbox.page.command import Choices, run_page  # noqa: PLC0415 - the bot itself needs no local Discord

    choices = Choices(
        folder=arguments.state or settings.state / ("script" if arguments.script else "sandbox"),
        documents=settings.state,
        catalogue=settings.catalogue,
        port=arguments.port,
        opens=not arguments.no_open,
        fresh=arguments.fresh,
        members=arguments.members,
        seed=arguments.seed,
        clock=arguments.clock,
    )
    return await run_page(_scripted(choices, arguments.script, arguments.shots))


def _scripted(choices: "Choices", script: Path | None, shots: Path | None) -> "Choices":
    """The same with a script that is played, on an empty server. Raises StartProblem when it cannot be."""
    if script is None:
        if shots is not None:
            raise StartProblem("--shots takes the pictures of a script: name one with --script.")
        return choices
    from bot.sandbox.page.playing.perform import CannotShoot, check_shots, shoot, watch  # noqa: PLC0415 - as above
    from bot.sandbox.page.playing.script import read_script  # noqa: PLC0415 - as above
    from bot.sandbox.page.playing.shapes import ScriptProblem  # noqa: PLC0415 - as above

    try:
        written = read_script(script)
        browser = None if shots is None else check_shots(find_browser())
    except (ScriptProblem, CannotShoot) as problem:
        raise StartProblem(str(problem)) from None

    def performs(page: "Page") -> Awaitable[int | None]:
        if shots is None or browser is None:
            return watch(page, written, _tell)
        return shoot(page, written, shots, browser, _tell)

    clock = written.clock.timestamp() if written.clock else None
    return replace(
        choices,
        opens=choices.opens and shots is None,
        fresh=True,
        seed=written.seed if choices.seed is None else choices.seed,
        clock=clock if choices.clock is None else choices.clock,
        performs=performs,
    )


def _tell(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - a command line


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= _LARGEST_PORT:
        raise argparse.ArgumentTypeError(f"a port is from 1 to {_LARGEST_PORT}")
    return port


def _names(text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    if not names:
        raise argparse.ArgumentTypeError("names stand between commas, as Ada,Bruno")
    return names


def _moment(text: str) -> float:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no moment such as 2026-03-06T19:30") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
