"""Fixtures of more than one file: a store of each engine."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from data.store import Store
from tests.store_samples import ENGINES, KEY, NOON, Engine


@pytest.fixture(params=ENGINES)
def start(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """Start the engine on the same state as before, as after a restart of the bot."""
    engine = ENGINES[request.param]
    return lambda: engine(tmp_path / "state", KEY, now=NOON)


@pytest_asyncio.fixture
async def store(start: Engine) -> AsyncIterator[Store]:
    async with start() as opened:
        yield opened
