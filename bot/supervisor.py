"""Starts the client again with back-off when discord.py gives up, and ends it cleanly when asked to."""

import asyncio
import contextlib
import logging
import random
from collections.abc import Callable

import discord

log = logging.getLogger(__name__)

_FIRST_WAIT = 0.5
_LONGEST_WAIT = 60.0
_STEADY = 120.0  # a connection that lived this long had no trouble at start
_GRACE = 10.0
#: Close codes that no second try can mend: bad token, invalid shard, sharding required, bad version or intents.
_FATAL_CLOSE = frozenset({4004, 4010, 4011, 4012, 4013, 4014})


class StartProblem(Exception):
    """Discord refuses this bot; the text says what the host must do."""


async def supervise(make_client: Callable[[], discord.Client], token: str, stop: asyncio.Event) -> None:
    """Keep one client connected until `stop` is set; each try gets a fresh one.

    Raises StartProblem when trying again cannot help (a bad token, missing intents).
    """
    loop = asyncio.get_running_loop()
    wait = _FIRST_WAIT
    while not stop.is_set():
        started = loop.time()
        error = await _live(make_client(), token, stop)
        if stop.is_set():
            return
        if (problem := explain_refusal(error)) is not None:
            raise problem from error
        wait = _FIRST_WAIT if loop.time() - started > _STEADY else wait
        pause = wait * random.uniform(0.5, 1.0)  # noqa: S311 - jitter, not a secret
        log.warning("connection lost (%s), trying again in %.1f s", type(error).__name__, pause)
        wait = min(wait * 2, _LONGEST_WAIT)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause)


async def _live(client: discord.Client, token: str, stop: asyncio.Event) -> BaseException | None:
    """One client's life; the error it ended with, if any."""
    run = asyncio.create_task(client.start(token), name="discord client")
    stopping = asyncio.create_task(stop.wait(), name="stop requested")
    try:
        await asyncio.wait({run, stopping}, return_when=asyncio.FIRST_COMPLETED)
        return run.exception() if run.done() and not run.cancelled() else None
    finally:
        stopping.cancel()
        await _close(client)
        run.cancel()
        await asyncio.gather(run, stopping, return_exceptions=True)


async def _close(client: discord.Client) -> None:
    try:
        await asyncio.wait_for(client.close(), _GRACE)
    except Exception as error:  # noqa: BLE001 - a half-started client may fail to close in any way; we start afresh
        log.info("closing the client: %s", type(error).__name__)
    # a client that failed before its session was whole leaves the session open
    with contextlib.suppress(Exception):
        await client.http.close()


def explain_refusal(error: BaseException | None) -> StartProblem | None:
    """What the host must do when Discord refuses for good; None for anything a second try may mend."""
    if isinstance(error, discord.LoginFailure):
        return StartProblem(
            "Discord does not accept the token. Copy it again from the developer portal into BLENDZ_TOKEN."
        )
    if isinstance(error, discord.PrivilegedIntentsRequired):
        return StartProblem(
            "Discord refuses the bot's intents, though it asks for none that need approval. Update Blendz."
        )
    if isinstance(error, discord.ConnectionClosed) and error.code in _FATAL_CLOSE:
        return StartProblem(f"Discord closed the connection for good (code {error.code}). Check the token and the bot.")
    return None
