"""The pictures beside the text: what they tell, what they must not tell, and that none stays too long."""

from collections.abc import AsyncGenerator, Collection, Iterator, Sequence

import pytest
import pytest_asyncio

from bot.charts.browser import find_browser
from bot.panels.insights import CHARTS
from tests.e2e import CANARY, FILE_CANARY, Scene, picture_bytes, run_scene
from tests.e2e_hiding import ADAS, BOS, HIDDEN, compare, drawn, hide, pair

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(find_browser() is None, reason="no Chrome or Chromium draws pictures here"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Scene]:
    folder = tmp_path_factory.mktemp("pictures")
    (folder / "tmp").mkdir()
    async with run_scene(folder, pictures=True, settings={"TMPDIR": str(folder / "tmp")}) as scene:
        yield scene


@pytest.fixture
def scene(running: Scene) -> Iterator[Scene]:
    yield running
    running.check()


async def test_hidden_is_as_if_never_uploaded_to_the_last_pixel_of_every_chart(scene: Scene) -> None:
    await compare(scene, HIDDEN["half of it"], list(CHARTS))


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


async def test_a_picture_comes_with_words_for_those_who_cannot_see_it(scene: Scene) -> None:
    home, ada, bo = await pair(scene, ADAS, BOS)
    preview = (await (await ada.slash("insights", home.channels[0])).settled()).message
    assert len(picture_bytes(preview)) == 1
    assert len(str(preview.attachments[0].description)) > 20
    await (await ada.press(preview, "As text")).settled()
    assert picture_bytes(preview) == []
    await (await ada.press(preview, "As picture")).settled()
    assert len(picture_bytes(preview)) == 1
    panel = await drawn(scene, await ada.slash("blend", home.channels[0], friend=bo.user))
    assert "Ada" in str(panel.attachments[0].description)


async def test_the_picture_of_a_deleted_member_goes_and_the_browser_keeps_nothing_of_it(scene: Scene) -> None:
    home, ada, bo = await pair(scene, ADAS, BOS)
    panel = await drawn(scene, await ada.slash("blend", home.channels[0], friend=bo.user))
    await drawn(scene, await bo.press(panel, "Join"))
    privacy = (await (await bo.slash("privacy", home.channels[0])).settled()).message
    await (await bo.press(privacy, "Delete everything")).settled()
    await (await bo.press(privacy, "Delete everything")).settled(quiet=0.2)
    assert "the list was taken down" in scene.text(panel)
    assert panel.attachments == []
    heap = b"\n".join(path.read_bytes() for path in scene.folder.rglob("*") if path.is_file())
    assert [word for word in (CANARY, FILE_CANARY, "Emily in Paris", "Pulp Fiction") if word.encode() in heap] == []
