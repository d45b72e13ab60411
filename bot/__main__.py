"""The command line and the composition root: everything is made here once and passed in."""

import argparse
import asyncio
import logging
import signal
import sys
from collections.abc import AsyncGenerator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from importlib.util import find_spec

import aiohttp
import discord

from bot import evaluating, logs, trying
from bot.blending.tastes import Tastes
from bot.charts.browser import find_browser
from bot.charts.renderer import open_renderer
from bot.client import BlendzBot, point_at
from bot.commands import COMMANDS, PRESSES
from bot.doctor import examine
from bot.occupation import occupy
from bot.panels.custom_ids import Signer
from bot.services import Services
from bot.settings import Settings, SettingsProblem, load_settings
from bot.shelf import ShelfInUse, build_shelf
from bot.shelving import keep_current
from bot.supervisor import StartProblem, explain_refusal, supervise
from bot.waiting import WaitingUploads
from data.catalogue.load import current_catalogue
from data.catalogue.problem import CatalogueProblem
from data.store import BLEND_LIFE, StoreProblem, load_key, open_store

log = logging.getLogger("bot")

_MINUTE = 60.0
_DAY = 24 * 3600.0

HELP = {
    "demo": "play an evening of three sample members on a local Discord, with no account or token",
    "sandbox": "open a small server in the browser, with the bot and sample members: Blendz without Discord",
    "run": "connect to Discord and serve",
    "sync": "register the commands with Discord now",
    "doctor": "check the set-up and say what to do about each point",
    "spec": "download Discord's OpenAPI document, which the local Discord checks every request against",
    "evaluate": "measure how good the recommendations are, on a folder of histories or by which series are near",
}


@asynccontextmanager
async def open_services(settings: Settings, *, pictures: bool = True) -> AsyncGenerator[Services]:
    """Everything the commands work with; closed in the opposite order. Without `pictures` no browser is looked for."""
    catalogue, problem = current_catalogue(settings.state, settings.catalogue)
    if problem:
        log.warning("%s", problem)
    key = load_key(settings.key.get_secret_value() if settings.key else None, settings.state)
    if key.created:
        log.warning(
            "a new encryption key was made in the state folder (key): back it up, nothing can be read without it"
        )
    browser = find_browser() if pictures else None
    if pictures and browser is None:
        log.warning("no Chromium found: charts are posted as text. `python -m bot doctor` says what to do")
    with ThreadPoolExecutor(1, "reader") as reader, ThreadPoolExecutor(1, "blender") as blender:
        async with (
            open_store(settings.state, key.secret, now=settings.now) as store,
            open_renderer(browser, settings.state) as renderer,
            aiohttp.ClientSession() as downloads,
        ):
            yield Services(
                settings=settings,
                store=store,
                shelf=ShelfInUse(build_shelf(catalogue)),
                renderer=renderer,
                signer=Signer.derive(key.secret),
                downloads=downloads,
                reader=reader,
                blender=blender,
                waiting=WaitingUploads(),
                tastes=Tastes(),
            )


async def run(settings: Settings) -> int:
    """Serve until SIGTERM or SIGINT, as the only one on this state folder."""
    token = _token(settings)
    with occupy(settings.state):
        return await _serve(settings, token)


async def _serve(settings: Settings, token: str) -> int:
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with open_services(settings) as services:
        chores = [
            asyncio.create_task(_tidy(services), name="tidy"),
            asyncio.create_task(keep_current(services), name="shelve"),
        ]
        try:
            await supervise(lambda: BlendzBot(services, COMMANDS, PRESSES), token, stop)
        finally:
            for chore in chores:
                chore.cancel()
            await asyncio.gather(*chores, return_exceptions=True)
    log.info("stopped")
    return 0


async def sync(settings: Settings) -> int:
    """Register the commands and leave. It may be run beside a serving bot."""
    token = _token(settings)
    async with (
        open_services(settings, pictures=False) as services,
        BlendzBot(services, COMMANDS, PRESSES, register_anyway=True) as client,
    ):
        try:
            await client.login(token)
        except discord.LoginFailure as error:
            raise explain_refusal(error) or error from None
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            raise StartProblem(_why_not_registered(error)) from error
    print("The commands are registered. Discord shows them within a minute.")
    return 0


async def doctor(settings: Settings) -> int:
    """Check everything and say what to do."""
    return await examine(settings)


async def spec(settings: Settings) -> int:
    """Fetch Discord's OpenAPI document for the sandbox."""
    from bot.sandbox import download_spec  # noqa: PLC0415 - only this and the demo need the local Discord

    target = settings.state / "discord" / "openapi.json"
    try:
        size = await asyncio.to_thread(download_spec, target)
    except (OSError, ValueError) as error:
        print(f"The document could not be fetched ({error}). Nothing was changed; try again later.", file=sys.stderr)
        return 1
    print(f"{target}: {size / 1e6:.1f} MB. The sandbox uses it from now on.")
    if find_spec("jsonschema_rs") is None:
        print("To check against it jsonschema-rs is needed, which is not installed: pip install '.[dev]'")
    return 0


async def demo(settings: Settings) -> int:
    """Play the sample evening."""
    from bot.demo import play  # noqa: PLC0415 - only the demo needs the local Discord

    return await play(settings)


JOBS: dict[str, Callable[[Settings], Coroutine[None, None, int]]] = {
    "demo": demo,
    "run": run,
    "sync": sync,
    "doctor": doctor,
    "spec": spec,
}


def main() -> int:
    """Run the job named on the command line; problems the host can mend are one clear line."""
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="Blendz, from 'what shall we watch?' to a decision"
    )
    jobs = parser.add_subparsers(dest="job", required=True, metavar="job")
    own = {job: jobs.add_parser(job, help=text, description=text) for job, text in HELP.items()}
    evaluating.add_arguments(own["evaluate"])
    trying.add_arguments(own["sandbox"])
    arguments = parser.parse_args()
    try:
        settings = load_settings()
        _set_up_log(settings)
        point_at(settings)
        if arguments.job == "evaluate":
            return evaluating.evaluate(settings, arguments)
        if arguments.job == "sandbox":
            return asyncio.run(trying.open_sandbox(settings, arguments))
        return asyncio.run(JOBS[arguments.job](settings))
    except (SettingsProblem, CatalogueProblem, StoreProblem, StartProblem) as problem:
        print(f"Blendz cannot start: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


async def _tidy(services: Services) -> None:
    """Every minute drop uploads that waited too long for their owner; once a day forget the blends that are over."""
    loop = asyncio.get_running_loop()
    next_purge = loop.time() + _DAY
    while True:
        await asyncio.sleep(_MINUTE)
        services.waiting.drop_old()
        if loop.time() < next_purge:
            continue
        next_purge += _DAY
        try:
            await services.store.purge(services.settings.now - BLEND_LIFE)
        except StoreProblem as problem:
            log.warning("old blends stay another day: %s", problem.code)


def _set_up_log(settings: Settings) -> None:
    try:
        logs.set_up(settings.log_level, settings.log_file)
    except OSError as error:
        raise SettingsProblem(
            f"BLENDZ_LOG: {settings.log_file} cannot be written ({error.strerror}). Name another file, or a level."
        ) from error


def _why_not_registered(error: Exception) -> str:
    if isinstance(error, discord.HTTPException):
        words = f"{error.status} {error.text}".strip().split("\n", 1)[0][:200]
        return f"Discord did not register the commands ({words}). Try again in a few minutes."
    return f"Discord cannot be reached ({type(error).__name__}): check the network, proxy and BLENDZ_API_URL."


def _token(settings: Settings) -> str:
    if settings.token is None:
        raise StartProblem(
            "BLENDZ_TOKEN is not set. Copy it from the developer portal into .env, or try `python -m bot demo`."
        )
    return settings.token.get_secret_value()


if __name__ == "__main__":
    sys.exit(main())
