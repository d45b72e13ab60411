"""What a member hides is, for everybody else, as if it had never been uploaded: to the letter and to the pixel."""

import random
from collections.abc import AsyncGenerator, Collection, Iterator, Sequence

import pytest
import pytest_asyncio

from bot.panels.insights import CHARTS
from bot.sandbox import Actor, Guild, Handle, Message
from tests.e2e import CANARY, CATALOGUE, Scene, account_page, picture_bytes, run_scene, titles_in

pytestmark = pytest.mark.asyncio(loop_scope="module")

ADAS = ("Ozark", "Narcos", "Friends", "Inception", "The Matrix", "Shrek", "Pulp Fiction")
BOS = ("Bridgerton", "Emily in Paris", "Friends", "Titanic", "Shrek", "Mamma Mia!", "Ozark", "The Godfather")
HIDDEN = {
    "a film": ["Titanic"],
    "a series": ["Emily in Paris"],
    "something seen together": ["Friends", "Shrek"],
    "something unknown": [CANARY],
    "half of it": ["Bridgerton", "Friends", "Mamma Mia!", CANARY],
    "everything": [*BOS, CANARY],
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Scene]:
    async with run_scene(tmp_path_factory.mktemp("hidden"), pictures=True) as scene:
        yield scene


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running_without_browser(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Scene]:
    async with run_scene(tmp_path_factory.mktemp("plain")) as scene:
        yield scene


@pytest.fixture
def scene(running: Scene) -> Iterator[Scene]:
    yield running
    running.check()


@pytest.fixture
def plain(running_without_browser: Scene) -> Iterator[Scene]:
    yield running_without_browser
    running_without_browser.check()


async def pair(
    scene: Scene, adas: Sequence[str], bos: Sequence[str], without: Collection[str] = ()
) -> tuple[Guild, Actor, Actor]:
    """A server of its own with Ada and Bo, who bring these titles; Bo's file lacks some."""
    home = scene.sandbox.add_guild("Home")
    ada, bo = (scene.sandbox.actor(scene.sandbox.add_member(name, home)) for name in ("Ada", "Bo"))
    await scene.bring(ada, account_page(*adas), home.channels[0])
    if set(without) < {*bos, CANARY}:
        await scene.bring(bo, account_page(*bos, without=without), home.channels[0])
    return home, ada, bo


async def hide(scene: Scene, actor: Actor, guild: Guild, names: Sequence[str]) -> None:
    """Tick these titles in /privacy."""
    privacy = (await (await actor.slash("privacy", guild.channels[0])).settled()).message
    await (await actor.press(privacy, "Hide titles")).settled()
    await (await actor.choose(privacy, "Tick what nobody should know of", names)).settled()
    assert f"hidden: {len(names)}" in scene.text(privacy)


async def drawn(scene: Scene, handle: Handle) -> Message:
    """The panel, with its picture where there is a browser."""
    await handle.settled()
    panel = handle.interaction.source or handle.message
    await handle.until(lambda: bool(panel.attachments) is scene.has_browser)
    return panel


async def seen_by_others(scene: Scene, guild: Guild, ada: Actor, bo: Actor, charts: Sequence[str]) -> list[object]:
    """Everything Ada gets to see of an evening with Bo: texts and pictures, in order."""
    here, seen = guild.channels[0], list[object]()

    def note(message: Message) -> None:
        seen.extend((scene.text(message), *picture_bytes(message)))

    handle = await ada.slash("blend", here, friend=bo.user, seen="New to someone")
    panel = await drawn(scene, handle)
    note(panel)
    await drawn(scene, await bo.press(panel, "Join"))
    note(panel)
    seen += await scene.pages(ada, panel)
    first = titles_in(scene.text(panel))[0]
    note((await (await ada.choose(panel, None, [f"{first.title} ({first.year})"])).settled()).message)
    for chart in (*charts, "shared"):
        asked = (await (await ada.slash("insights", here, member=bo.user, chart=chart)).settled()).message
        await (await bo.press(asked, "Show them")).settled()
        note(asked)
    return seen


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
async def test_hidden_is_as_if_never_uploaded(plain: Scene, hidden: list[str]) -> None:
    await compare(plain, hidden, ["calendar"])


async def test_hidden_is_as_if_never_uploaded_to_the_last_pixel_of_every_chart(scene: Scene) -> None:
    if not scene.has_browser:
        pytest.skip("no browser draws pictures here")
    await compare(scene, HIDDEN["half of it"], list(CHARTS))


async def compare(scene: Scene, hidden: list[str], charts: Sequence[str]) -> None:
    """Hide these titles, never bring them, or show them: others see the same twice and something else then."""
    with_hidden = await pair(scene, ADAS, BOS)
    await hide(scene, with_hidden[2], with_hidden[0], hidden)
    without = await pair(scene, ADAS, BOS, hidden)
    open_to_all = await pair(scene, ADAS, BOS)
    seen = [await seen_by_others(scene, *one, charts) for one in (with_hidden, without, open_to_all)]
    assert seen[0] == seen[1]
    assert seen[0] != seen[2]  # the comparison can tell


async def test_hiding_while_a_panel_is_open_shows_at_the_next_press_in_text_and_picture(scene: Scene) -> None:
    hidden = ["Friends", "Shrek", "Bridgerton"]

    async def after_a_press(without: Collection[str] = (), to_hide: Sequence[str] = ()) -> list[object]:
        home, ada, bo = await pair(scene, ADAS, BOS, without)
        panel = await drawn(scene, await ada.slash("blend", home.channels[0], friend=bo.user))
        await drawn(scene, await bo.press(panel, "Join"))
        if to_hide:
            await hide(scene, bo, home, to_hide)
        await drawn(scene, await ada.press(panel, "Next ▶"))
        return [scene.text(panel), *picture_bytes(panel)]

    assert await after_a_press(to_hide=hidden) == await after_a_press(without=hidden)
    assert await after_a_press(to_hide=hidden) != await after_a_press()


@pytest.mark.parametrize("seed", range(8))
async def test_any_history_with_anything_hidden_is_as_if_never_uploaded(plain: Scene, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - sampling, not a secret
    names = [t.title for t in CATALOGUE.titles if CATALOGUE.is_movie(t.title) != CATALOGUE.is_series(t.title)]
    adas, bos = rng.sample(names, 12), rng.sample(names, 12)
    hidden = rng.sample(bos, rng.randint(1, 6))
    lists: list[list[str]] = []
    for without, to_hide in ((), hidden), (hidden, []), ((), []):
        home, ada, bo = await pair(plain, adas, bos, without)
        if to_hide:
            await hide(plain, bo, home, to_hide)
        panel = (await (await ada.slash("blend", home.channels[0], friend=bo.user)).settled()).message
        await (await bo.press(panel, "Join")).settled()
        lists.append(await plain.pages(ada, panel))
    assert lists[0] == lists[1]
    assert lists[0] != lists[2]


async def test_a_title_to_hide_is_found_by_a_part_of_its_name(plain: Scene) -> None:
    home, ada, bo = await pair(plain, ADAS, BOS)
    panel = (await (await bo.slash("privacy", home.channels[0])).settled()).message
    await (await bo.press(panel, "Hide titles")).settled()
    assert "Bridgerton" in plain.text(panel)
    form = (await (await bo.press(panel, "Find a title")).acknowledged()).modal
    await (await bo.submit(form, {"Part of its name": "mamma m"})).settled()
    assert "Mamma Mia!" in plain.text(panel)
    assert "Bridgerton" not in plain.text(panel)
    await (await bo.choose(panel, "Tick what nobody should know of", ["Mamma Mia!"])).settled()
    assert "hidden: 1" in plain.text(panel)
    del ada
