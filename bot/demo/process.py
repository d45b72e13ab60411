"""The bot as a process of its own beside the sandbox, started and ended as a host would."""

import asyncio
import os
import sys
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from bot.sandbox import Sandbox

_ROOT = Path(__file__).resolve().parents[2]
_END_SECONDS = 20.0


class BotEnded(Exception):
    """The bot's process ended before it was asked to; the text is the end of its log."""


@asynccontextmanager
async def bot_process(
    sandbox: Sandbox, state: Path, log: Path, settings: Mapping[str, str] | None = None
) -> AsyncGenerator[asyncio.subprocess.Process]:
    """Run `python -m bot run` against the sandbox until the block ends; ready when the block begins.

    `state` is its BLENDZ_STATE, `log` takes what it prints. Raises BotEnded when it does not come up. It is ended
    with SIGTERM, and killed when that takes too long.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BLENDZ_")}
    environment |= {"BLENDZ_STATE": str(state), "BLENDZ_LOG": "INFO", **sandbox.environment(), **(settings or {})}
    with log.open("ab") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", cwd=_ROOT, env=environment, stdout=output, stderr=output
        )
        try:
            await _until_ready(sandbox, process, log)
            yield process
        finally:
            await end(process)


async def end(process: asyncio.subprocess.Process) -> int:
    """Ask the process to stop and wait for it; its exit code."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.terminate()
        try:
            await asyncio.wait_for(process.wait(), _END_SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()
    return process.returncode or 0


async def _until_ready(sandbox: Sandbox, process: asyncio.subprocess.Process, log: Path) -> None:
    ready = asyncio.create_task(sandbox.wait_ready())
    ended = asyncio.create_task(process.wait())
    await asyncio.wait({ready, ended}, return_when=asyncio.FIRST_COMPLETED)
    ended.cancel()
    if process.returncode is not None:
        ready.cancel()
        tail = await asyncio.to_thread(log.read_text, "utf-8", "replace")
        raise BotEnded(f"the bot ended with code {process.returncode}:\n{tail[-2000:]}")
    await ready
