"""Fixtures of more than one file: a store of each engine; and patience with a browser on a busy machine."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import expect

from data.store import Store
from tests.store_samples import ENGINES, KEY, NOON, Engine

expect.set_options(timeout=60_000)


@pytest.fixture(params=ENGINES)
def start(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """Start the engine on the same state as before, as after a restart of the bot."""
    engine = ENGINES[request.param]
    return lambda: engine(tmp_path / "state", KEY, now=NOON)


@pytest_asyncio.fixture
async def store(start: Engine) -> AsyncIterator[Store]:
    async with start() as opened:
        yield opened
