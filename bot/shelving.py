"""Keeps the catalogue in use current while the bot runs, and stored histories with it."""

import asyncio
import logging
from collections.abc import Mapping

from bot.services import Services, run_in
from bot.shelf import build_shelf
from data.catalogue.load import CatalogueProblem, current_version, load_built
from data.history import History
from data.store import StoreProblem

log = logging.getLogger(__name__)

#: Seconds between two looks at what is current.
LOOK = 30.0


async def keep_current(services: Services, *, every: float = LOOK) -> None:
    """For as long as the bot runs: take up each catalogue the host builds, then match stored histories again.

    A catalogue that cannot be used is refused with one line, once; the one in use stays. A host who chose a folder
    gets that and no other.
    """
    await rematch(services)
    refused: str | None = None
    while services.settings.catalogue is None:
        await asyncio.sleep(every)
        version = current_version(services.settings.state)
        if version in (None, refused, services.catalogue.version):
            continue
        if await take_up(services):
            await rematch(services)
        else:
            refused = version


async def take_up(services: Services) -> bool:
    """Replace the catalogue in use by the current one, whole; False when it cannot be used or is the same."""
    try:
        catalogue = await run_in(services.reader, load_built, services.settings.state)
        if catalogue.version == services.catalogue.version:
            return False
        services.shelf.now = await run_in(services.blender, build_shelf, catalogue)
    except CatalogueProblem as problem:
        log.warning("the catalogue in use stays: %s", problem)
        return False
    log.info("catalogue %s is in use: %d titles", catalogue.version, len(catalogue.titles))
    return True


async def rematch(services: Services) -> None:
    """Bring every stored history up to the catalogue in use; what cannot be done now is done when it is read."""
    catalogue = services.catalogue

    async def match(history: History, corrections: Mapping[str, str]) -> History:
        return await run_in(services.reader, catalogue.refresh, history, corrections)

    try:
        matched, failed = await services.store.rematch(catalogue.version, match)
    except StoreProblem as problem:
        log.warning("stored histories are matched when they are used: %s", problem.code)
        return
    if matched or failed:
        log.info("%d histories matched again, %d could not be read", matched, failed)
