"""A throw-away discord.py client for the tests of the sandbox."""

import asyncio
import struct
import zlib
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import discord
import yarl
from discord import app_commands

from bot.sandbox import Sandbox


class TryBot(discord.AutoShardedClient):
    """Registers the commands it is given; remembers the interactions it saw and the errors it met."""

    def __init__(self, commands: Sequence[Any], heartbeat_timeout: float = 60.0) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            heartbeat_timeout=heartbeat_timeout,
            guild_ready_timeout=0.05,
            chunk_guilds_at_startup=False,
            max_messages=None,
        )
        self.tree = app_commands.CommandTree(
            self,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        self.errors: list[BaseException] = []
        self.seen: list[discord.Interaction[Any]] = []
        self.tree.error(self.remember)
        for command in commands:
            self.tree.add_command(command)

    async def remember(self, interaction: discord.Interaction[Any], error: BaseException) -> None:
        del interaction
        self.errors.append(getattr(error, "original", error))

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        self.seen.append(interaction)


@asynccontextmanager
async def connected(sandbox: Sandbox, *commands: Any, **options: Any) -> AsyncGenerator[TryBot]:
    """A client with these commands, connected to the sandbox until the block ends."""
    base, gateway = discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
    discord.http.Route.BASE = sandbox.api_url
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(sandbox.gateway_url)
    client = TryBot(commands, **options)
    life = asyncio.create_task(client.start(sandbox.token))
    try:
        ready = asyncio.create_task(sandbox.wait_ready(10))
        await asyncio.wait({life, ready}, return_when=asyncio.FIRST_COMPLETED)
        if life.done():
            ready.cancel()
            life.result()
        await ready
        await client.wait_until_ready()
        yield client
    finally:
        await client.close()
        await asyncio.gather(life, return_exceptions=True)
        discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


async def eventually(happened: Callable[[], bool]) -> None:
    """Wait up to twenty seconds for something that no event announces."""
    for _ in range(2000):
        if happened():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen")


def png(width: int = 3, height: int = 2, colour: int = 2) -> bytes:
    """A small grey picture as PNG bytes."""
    channels = {0: 1, 2: 3, 6: 4}[colour]
    rows = b"".join(b"\0" + bytes([128] * channels * width) for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    packed = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)
