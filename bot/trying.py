"""What can be said to `python -m bot sandbox`; the local Discord itself is read only when it is wanted."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from bot.settings import Settings

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


async def open_sandbox(settings: Settings, arguments: argparse.Namespace) -> int:
    """Run the sandbox until it is ended."""
    from bot.sandbox.page.command import Choices, run_page  # noqa: PLC0415 - the bot itself needs no local Discord

    return await run_page(
        Choices(
            folder=arguments.state or settings.state / "sandbox",
            documents=settings.state,
            catalogue=settings.catalogue,
            port=arguments.port,
            opens=not arguments.no_open,
            fresh=arguments.fresh,
            members=arguments.members,
            seed=arguments.seed,
            clock=arguments.clock,
        )
    )


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
