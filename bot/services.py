"""What the commands work with, made once in `__main__` and passed in."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

import aiohttp

from bot.blending.tastes import Tastes
from bot.charts.renderer import Renderer
from bot.panels.custom_ids import Signer
from bot.settings import Settings
from bot.shelf import ShelfInUse
from bot.waiting import WaitingUploads
from data.catalogue.catalogue import Catalogue
from data.store import Store

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Services:
    """Everything a command may use.

    `reader` reads and matches uploads, `blender` scores: one thread each, so that a long upload never holds up a blend
    and numpy never competes with itself. `shelf` is where the catalogue in use stands, which may be replaced; `tastes`
    keeps what blends worked out of members.
    """

    settings: Settings
    store: Store
    shelf: ShelfInUse
    renderer: Renderer
    signer: Signer
    downloads: aiohttp.ClientSession
    reader: Executor
    blender: Executor
    waiting: WaitingUploads
    tastes: Tastes

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue in use right now. For a catalogue and its model together take `shelf.now` once."""
        return self.shelf.now.catalogue


async def run_in(executor: Executor, job: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The result of a blocking job, awaited off the event loop."""
    return await asyncio.get_running_loop().run_in_executor(executor, lambda: job(*args, **kwargs))
