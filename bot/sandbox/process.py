"""The bot as a process of its own beside the sandbox: started, stopped, killed and started again as a host would."""

import asyncio
import os
import sys
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Literal

from bot.sandbox.server import Sandbox

State = Literal["starting", "ready", "reconnecting", "stopped", "failed"]
_ROOT = Path(__file__).resolve().parents[2]
_END_SECONDS = 20.0
_LEAVE_SECONDS = 5.0
_LONGEST_START = 30.0
_TAIL = 2000
#: How the bot's command line begins the sentence that says why it ended.
_REASON = "Blendz cannot start: "


class BotEnded(Exception):
    """The bot's process ended before it was asked to; the text is the end of its log."""


class BotProcess:
    """One bot after the other on the same state folder. `state` is its BLENDZ_STATE, `log` takes what it prints."""

    def __init__(self, sandbox: Sandbox, state: Path, log: Path, settings: Mapping[str, str] | None = None) -> None:
        self._sandbox = sandbox
        self._settings = {"BLENDZ_STATE": str(state), "BLENDZ_LOG": "INFO", **(settings or {})}
        self._log = log
        self._process: asyncio.subprocess.Process | None = None
        self._watch: asyncio.Task[None] | None = None
        self._was_ready = self._is_asked_to_end = False
        self._turn = asyncio.Lock()

    @property
    def process(self) -> asyncio.subprocess.Process:
        """The present life, or the last one. Raises BotEnded before the first."""
        if self._process is None:
            raise BotEnded("the bot was not started")
        return self._process

    @property
    def state(self) -> State:
        """How the bot is, as far as one can tell from outside."""
        if self._process is None:
            return "starting"
        if self._is_asked_to_end:
            return "stopped"
        if self._process.returncode is not None:
            return "failed"
        if self._sandbox.gateway.is_heard and self._was_ready:
            return "ready"
        return "reconnecting" if self._was_ready else "starting"

    @property
    def detail(self) -> str | None:
        """Why the bot is not there, as a sentence."""
        if self.state != "failed":
            return None
        lines = [line for line in self._tail().splitlines() if line.strip()]
        told = [line.removeprefix(_REASON) for line in lines if line.startswith(_REASON)]
        return told[-1] if told else f"It ended with code {self.process.returncode}; {self._log} says more."

    @property
    def is_turning(self) -> bool:
        """True while the bot is being ended or started."""
        return self._turn.locked()

    async def start(self) -> None:
        """Start the bot; it is ready some time later."""
        async with self._turn:
            await self._start()

    async def wait_ready(self) -> None:
        """Wait until members can use the bot. Raises BotEnded when it ends before, TimeoutError when it hangs."""
        world, process = self._sandbox.world, self.process
        if not await world.wait_until(lambda: self._was_ready or process.returncode is not None, _LONGEST_START):
            raise TimeoutError(f"no bot was ready within {_LONGEST_START:g} s")
        if process.returncode is not None:
            raise BotEnded(f"the bot ended with code {process.returncode}:\n{await asyncio.to_thread(self._tail)}")

    async def end(self, *, kill: bool = False) -> int:
        """Ask the bot to stop and wait for it, or kill it at once; its exit code."""
        async with self._turn:
            return await self._end(kill=kill)

    async def restart(self, *, kill: bool = False) -> None:
        """End the bot if it runs, and start it again on the same state."""
        async with self._turn:
            await self._end(kill=kill)
            self._sandbox.world.changed()
            await self._start()

    async def _start(self) -> None:
        gateway, world = self._sandbox.gateway, self._sandbox.world
        if self._process is not None:
            gateway.cut()  # what is left of an earlier life is not this one's
            await world.wait_until(lambda: not gateway.is_heard, _LEAVE_SECONDS)
        environment = {name: value for name, value in os.environ.items() if not name.startswith("BLENDZ_")}
        environment |= self._sandbox.environment() | self._settings
        with self._log.open("ab") as output:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", cwd=_ROOT, env=environment, stdout=output, stderr=output
            )
        self._was_ready = self._is_asked_to_end = False
        self._watch = asyncio.create_task(self._live(self._process), name="life of the bot")
        world.changed()

    async def _live(self, process: asyncio.subprocess.Process) -> None:
        """Notice when the bot is ready, and when it has ended."""
        ready = asyncio.create_task(self._sandbox.wait_ready(float("inf")))
        ended = asyncio.create_task(process.wait())
        try:
            await asyncio.wait({ready, ended}, return_when=asyncio.FIRST_COMPLETED)
            self._was_ready = not ended.done()
            self._sandbox.world.changed()
            await ended
        finally:
            ready.cancel()
            ended.cancel()
            self._sandbox.world.changed()

    async def _end(self, *, kill: bool) -> int:
        process = self._process
        if process is None:
            return 0
        if process.returncode is None:
            self._is_asked_to_end = True
            with suppress(ProcessLookupError):
                (process.kill if kill else process.terminate)()
            try:
                await asyncio.wait_for(process.wait(), _END_SECONDS)
            except TimeoutError:
                process.kill()
                await process.wait()
        if self._watch is not None:
            await asyncio.gather(self._watch, return_exceptions=True)
        return process.returncode or 0

    def _tail(self) -> str:
        with self._log.open("rb") as log:
            log.seek(max(0, self._log.stat().st_size - _TAIL))
            return log.read().decode("utf-8", "replace")


@asynccontextmanager
async def bot_process(
    sandbox: Sandbox, state: Path, log: Path, settings: Mapping[str, str] | None = None
) -> AsyncGenerator[asyncio.subprocess.Process]:
    """Run `python -m bot run` against the sandbox until the block ends; ready when the block begins.

    Raises BotEnded when it does not come up. It is ended with SIGTERM, and killed when that takes too long.
    """
    bot = BotProcess(sandbox, state, log, settings)
    try:
        await bot.start()
        await bot.wait_ready()
        yield bot.process
    finally:
        await bot.end()
