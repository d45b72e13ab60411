"""A running bot takes up a built catalogue whole, refuses a damaged one, and brings stored histories along."""

import asyncio
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import pytest

from bot.blending import Guest, Wishes, blend
from bot.services import Services
from bot.settings import Settings
from bot.shelf import Shelf, ShelfInUse, build_shelf
from bot.shelving import keep_current, take_up
from data.catalogue.artefact import write_artefact
from data.catalogue.catalogue import Catalogue, build_catalogue
from data.catalogue.load import current_catalogue, load_catalogue
from data.catalogue.starter import read_tags, read_titles
from data.history import History, Viewing
from data.store import Store, open_store
from tests.store_samples import ADA, KEY

FILMS = ("Inception", "The Crown", "Ozark")


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """The services that shelving uses, all of them real."""

    settings: Settings
    store: Store
    shelf: ShelfInUse
    reader: ThreadPoolExecutor
    blender: ThreadPoolExecutor

    @property
    def catalogue(self) -> Catalogue:
        return self.shelf.now.catalogue


def fewer(count: int, version: str, start: int = 0) -> Catalogue:
    """Some of the starter's titles as a catalogue."""
    return build_catalogue(read_titles()[start : start + count], list(read_tags()), version)


@pytest.fixture
async def services(tmp_path: Path) -> AsyncGenerator[Services]:
    with ThreadPoolExecutor(1) as reader, ThreadPoolExecutor(1) as blender:
        async with open_store(tmp_path, KEY) as store:
            settings = Settings(state=tmp_path, _env_file=None)
            shelf = ShelfInUse(build_shelf(fewer(50, "small")))
            yield cast("Services", Parts(settings, store, shelf, reader, blender))


async def eventually(services: Services, version: str) -> None:
    for _ in range(400):
        if services.catalogue.version == version:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"{version} was never taken up")


async def test_a_catalogue_that_is_built_meanwhile_is_taken_up_with_all_histories(services: Services) -> None:
    rows = tuple(Viewing(name, "movie" if name == "Inception" else "episode", name) for name in FILMS)
    await services.store.add_history(ADA, History(rows, "small"))
    keeping = asyncio.create_task(keep_current(services, every=0.02))
    version = write_artefact(services.settings.state, load_catalogue(), [])
    await eventually(services, version)
    for _ in range(200):
        history = await services.store.history(ADA)
        if history.catalogue == version:
            break
        await asyncio.sleep(0.02)
    keeping.cancel()
    assert [viewing.match for viewing in history.viewings] == ["inception", "the-crown", "ozark"]


async def test_a_damaged_catalogue_is_refused_with_one_line_and_the_old_one_stays(
    services: Services, caplog: pytest.LogCaptureFixture
) -> None:
    version = write_artefact(services.settings.state, fewer(80, "x"), [])
    features = services.settings.state / "catalogue" / version / "features.npy"
    content = bytearray(features.read_bytes())
    content[-1] ^= 1
    features.chmod(0o600)
    features.write_bytes(content)
    assert not await take_up(services)
    assert services.catalogue.version == "small"
    assert len([record for record in caplog.records if "stays" in record.message]) == 1


async def test_the_bot_starts_with_the_starter_where_the_built_one_is_damaged(services: Services) -> None:
    state = services.settings.state
    version = write_artefact(state, fewer(80, "x"), [])
    (state / "catalogue" / version / "manifest.json").write_text("{}", encoding="utf-8")
    catalogue, problem = current_catalogue(state)
    assert len(catalogue.titles) == len(read_titles())
    assert problem is not None
    assert problem.count("\n") == 0


def evening(shelf: Shelf, other: Shelf | None = None) -> set[str]:
    """Ids a blend offers; with `other` the model is taken from there, as a second look would after a swap."""
    history = History(tuple(Viewing("", "movie", "", match=title) for title in [*shelf.catalogue.rows][:5]), "")
    offers = blend(shelf.catalogue, (other or shelf).model, [Guest(ADA, history)], Wishes(seen="rewatch"))
    return {offer.title.id for offer in offers}


async def test_100_blends_run_while_catalogues_are_swapped(services: Services) -> None:
    shelves = [build_shelf(fewer(100, str(start), start)) for start in (0, 100, 200)]
    alone = {shelf.catalogue.version: evening(shelf) for shelf in shelves}
    services.shelf.now = shelves[0]
    stop = asyncio.Event()

    async def swap() -> None:
        at = 0
        while not stop.is_set():
            at += 1
            services.shelf.now = shelves[at % 3]
            await asyncio.sleep(0)

    swapping = asyncio.create_task(swap())
    loop = asyncio.get_running_loop()
    for _ in range(100):
        shelf = services.shelf.now
        offered = await loop.run_in_executor(services.blender, evening, shelf)
        assert offered == alone[shelf.catalogue.version]
    stop.set()
    await swapping


def test_looking_twice_would_mix_two_catalogues() -> None:
    """The control: a blend of one catalogue with the model of another offers something else."""
    one, other = build_shelf(fewer(100, "0")), build_shelf(fewer(100, "100", 100))
    assert evening(one, other) != evening(one)


def test_a_title_that_left_the_catalogue_is_known_by_no_button() -> None:
    small, large = build_shelf(fewer(60, "60")), build_shelf(fewer(400, "400"))
    gone = next(code for code, row in large.rows_by_code.items() if row >= 60)
    assert large.title(gone) is not None
    assert small.title(gone) is None
    assert replace(small).title("00000000") is None
