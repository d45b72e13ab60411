"""After `Delete everything` the bot's process itself remembers nothing: looked at inside one that serves a member."""

import asyncio
from collections.abc import AsyncGenerator
from concurrent.futures import Future
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from pydantic import SecretStr

from bot.__main__ import open_services
from bot.client import BlendzBot, point_at
from bot.commands import COMMANDS, PRESSES
from bot.sandbox import Sandbox, run_sandbox
from bot.services import Services
from bot.settings import Settings
from data.catalogue.match import fold
from tests.e2e import CANARY, account_page, no_browser


@asynccontextmanager
async def serving(sandbox: Sandbox, folder: Path) -> AsyncGenerator[Services]:
    """The bot in this process, connected to the sandbox until the block ends."""
    settings = Settings(
        token=SecretStr(sandbox.token), state=folder, api_url=sandbox.api_url, gateway_url=sandbox.gateway_url,
        cdn_hosts=sandbox.cdn_host,
    )  # fmt: skip
    point_at(settings)
    async with open_services(settings) as services, BlendzBot(services, COMMANDS, PRESSES) as client:
        life = asyncio.create_task(client.start(sandbox.token))
        try:
            await sandbox.wait_ready(10)
            await client.wait_until_ready()
            yield services
        finally:
            await client.close()
            await life


async def test_a_deleted_member_is_in_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in no_browser(tmp_path).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    async with run_sandbox() as sandbox, serving(sandbox, tmp_path) as services:
        ada, here = sandbox.actor(sandbox.add_member("Ada")), sandbox.channel
        await (await ada.slash("upload", here, history=("a.csv", account_page("Ozark", "Narcos")))).settled()
        before = fold.cache_info()
        fold(CANARY)
        assert fold.cache_info().hits == before.hits + 1, "matching an upload remembers its names"
        services.renderer._cache["drawn"] = (float("inf"), b"a picture of Ada's")
        services.renderer._waiting["being drawn"] = Future()
        privacy = (await (await ada.slash("privacy", here)).settled()).message
        await (await ada.press(privacy, "Delete everything")).settled()
        assert services.renderer._cache, "asking deletes nothing"
        await (await ada.press(privacy, "Delete everything")).settled()
        assert fold.cache_info().currsize == 0
        assert not services.renderer._cache
        assert not services.renderer._waiting
        assert sandbox.report.take_problems() == []
