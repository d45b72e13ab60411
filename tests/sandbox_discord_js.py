"""A bot made with discord.js as a process of its own, connected to the sandbox."""

import asyncio
import json
import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from bot.sandbox import Sandbox
from tests.sandbox_node import find_node, install

_READY_SECONDS = 20.0
_END_SECONDS = 5.0


class ScriptBot:
    """What the bot has printed so far: one object a line."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.news: list[dict[str, Any]] = []
        self._changed = asyncio.Event()

    async def read(self) -> None:
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            self.news.append(json.loads(line))
            self._changed.set()
        self.news.append({"end": await self.process.wait()})
        self._changed.set()

    async def tells(self, member: str, count: int = 1) -> Any:
        """Wait until it has told of this so many times; the last of them. Fails when the bot has ended instead."""
        async with asyncio.timeout(_READY_SECONDS):
            while len(told := self.told(member)) < count:
                assert "end" not in (self.news or [{}])[-1], f"the bot ended: {self.news}"
                self._changed.clear()
                await self._changed.wait()
        return told[count - 1]

    def told(self, member: str) -> list[Any]:
        return [news[member] for news in self.news if member in news]


@asynccontextmanager
async def connected_script(sandbox: Sandbox) -> AsyncGenerator[ScriptBot]:
    """The bot, ready and with its commands registered, until the block ends. Skips the test without Node."""
    folder = await asyncio.to_thread(install, "discord_js")
    where = {"SANDBOX_API": sandbox.api_url.rpartition("/")[0], "SANDBOX_TOKEN": sandbox.token}
    process = await asyncio.create_subprocess_exec(
        find_node(), "client.mjs", cwd=folder, env={**os.environ, **where}, stdout=asyncio.subprocess.PIPE
    )
    bot = ScriptBot(process)
    reading = asyncio.create_task(bot.read())
    try:
        await bot.tells("ready")
        yield bot
    finally:
        if process.returncode is None:
            process.terminate()
        try:
            await asyncio.wait_for(process.wait(), _END_SECONDS)
        except TimeoutError:
            process.kill()
        await reading
