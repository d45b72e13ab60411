"""What a member hides is, for everybody else, as if it had never been uploaded: to the letter."""

import random
from collections.abc import AsyncGenerator, Iterator

import pytest
import pytest_asyncio

from tests.e2e import CATALOGUE, Scene, run_scene
from tests.e2e_hiding import ADAS, BOS, HIDDEN, compare, hide, pair

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Scene]:
    async with run_scene(tmp_path_factory.mktemp("hidden")) as scene:
        yield scene


@pytest.fixture
def scene(running: Scene) -> Iterator[Scene]:
    yield running
    running.check()


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
async def test_hidden_is_as_if_never_uploaded(scene: Scene, hidden: list[str]) -> None:
    await compare(scene, hidden, ["calendar"])


@pytest.mark.parametrize("seed", range(8))
async def test_any_history_with_anything_hidden_is_as_if_never_uploaded(scene: Scene, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - sampling, not a secret
    names = [t.title for t in CATALOGUE.titles if CATALOGUE.is_movie(t.title) != CATALOGUE.is_series(t.title)]
    adas, bos = rng.sample(names, 12), rng.sample(names, 12)
    hidden = rng.sample(bos, rng.randint(1, 6))
    lists: list[list[str]] = []
    for without, to_hide in ((), hidden), (hidden, []), ((), []):
        home, ada, bo = await pair(scene, adas, bos, without)
        if to_hide:
            await hide(scene, bo, home, to_hide)
        panel = (await (await ada.slash("blend", home.channels[0], friend=bo.user)).settled()).message
        await (await bo.press(panel, "Join")).settled()
        lists.append(await scene.pages(ada, panel))
    assert lists[0] == lists[1]
    assert lists[0] != lists[2]


async def test_a_title_to_hide_is_found_by_a_part_of_its_name(scene: Scene) -> None:
    home, ada, bo = await pair(scene, ADAS, BOS)
    panel = (await (await bo.slash("privacy", home.channels[0])).settled()).message
    await (await bo.press(panel, "Hide titles")).settled()
    assert "Bridgerton" in scene.text(panel)
    form = (await (await bo.press(panel, "Find a title")).acknowledged()).modal
    await (await bo.submit(form, {"Part of its name": "mamma m"})).settled()
    assert "Mamma Mia!" in scene.text(panel)
    assert "Bridgerton" not in scene.text(panel)
    await (await bo.choose(panel, "Tick what nobody should know of", ["Mamma Mia!"])).settled()
    assert "hidden: 1" in scene.text(panel)
    del ada
