"""Insights are private until their owner posts or grants them, and what is public names catalogue titles only."""

from collections.abc import AsyncGenerator, Iterator

import pytest
import pytest_asyncio

from bot.panels.insights import CHARTS
from bot.sandbox import Actor
from tests.e2e import CANARY, Scene, account_page, run_scene

pytestmark = pytest.mark.asyncio(loop_scope="module")

ADAS = ("Ozark", "Narcos", "Friends", "Inception", "The Matrix", "Shrek", "Pulp Fiction")
BOS = ("Bridgerton", "Emily in Paris", "Friends", "Titanic", "Shrek", "Mamma Mia!")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Scene]:
    async with run_scene(tmp_path_factory.mktemp("insights")) as scene:
        yield scene


@pytest.fixture
def scene(running: Scene) -> Iterator[Scene]:
    yield running
    running.check()


async def member(scene: Scene, name: str, titles: tuple[str, ...]) -> Actor:
    actor = scene.join(name)
    await scene.bring(actor, account_page(*titles))
    return actor


@pytest.mark.parametrize("chart", CHARTS)
async def test_a_chart_is_previewed_to_its_owner_alone_and_posted_by_them(scene: Scene, chart: str) -> None:
    ada, bo, here = await member(scene, "Ada", ADAS), scene.join("Bo"), scene.sandbox.channel
    before = bo.messages(here)
    preview = (await (await ada.slash("insights", here, chart=chart)).settled()).message
    assert preview.ephemeral
    assert len(scene.text(preview)) > 200  # the text is complete where there is no picture
    assert bo.messages(here) == before
    posted = (await (await ada.press(preview, "Post to channel")).settled()).message
    assert bo.messages(here) == [*before, posted]
    assert "insights of @Ada" in scene.text(posted)


async def test_unknown_titles_are_named_to_their_owner_and_left_out_of_what_is_posted(scene: Scene) -> None:
    ada, here = await member(scene, "Ada", ADAS), scene.sandbox.channel
    preview = (await (await ada.slash("insights", here, chart="top_series")).settled()).message
    assert CANARY in scene.text(preview)
    posted = (await (await ada.press(preview, "Post to channel")).settled()).message
    assert "Ozark" in scene.text(posted)
    assert CANARY not in scene.text(posted)


@pytest.mark.parametrize("chart", ["calendar", "top_series", "shared"])
async def test_somebody_elses_insights_are_shown_when_they_say_so(scene: Scene, chart: str) -> None:
    ada, bo = await member(scene, "Ada", ADAS), await member(scene, "Bo", BOS)
    handle = await ada.slash("insights", scene.sandbox.channel, member=bo.user, chart=chart)
    asked = (await handle.settled()).message
    question = scene.text(asked)
    assert asked.pings == (bo.user,)
    assert "would like to see" in question
    assert not any(title in question for title in BOS)
    for other in (ada, scene.join("Eve")):
        refused = await (await other.press(asked, "Show them")).settled()
        assert refused.message.ephemeral
        assert scene.text(asked) == question
    await (await bo.press(asked, "Show them")).settled()
    assert "insights of @Bo" in scene.text(asked)
    used = scene.text(await (await bo.slash("privacy", scene.sandbox.channel)).settled())
    assert "@Ada · insights" in used


async def test_not_now_shows_nothing(scene: Scene) -> None:
    ada, bo = await member(scene, "Ada", ADAS), await member(scene, "Bo", BOS)
    asked = (await (await ada.slash("insights", scene.sandbox.channel, member=bo.user)).settled()).message
    await (await bo.press(asked, "Not now")).settled()
    assert "@Bo would rather not" in scene.text(asked)
    assert "@Ada · insights" not in scene.text(await (await bo.slash("privacy", scene.sandbox.channel)).settled())


async def test_the_question_is_the_same_whether_or_not_there_is_a_history(scene: Scene) -> None:
    texts: set[str] = set()
    for titles in ((), ADAS, BOS):
        ada, bo = await member(scene, "Ada", ADAS), scene.join("Bo")
        if titles:
            await scene.bring(bo, account_page(*titles))
        handle = await ada.slash("insights", scene.sandbox.channel, member=bo.user, chart="shared")
        texts.add(scene.text((await handle.settled()).message))
    assert len(texts) == 1


async def test_a_bot_a_missing_history_and_a_missing_friend_are_told(scene: Scene) -> None:
    ada, here = scene.join("Ada"), scene.sandbox.channel
    told = [
        await ada.slash("insights", here),
        await ada.slash("insights", here, member=scene.sandbox.world.bot),
        await ada.slash("insights", here, chart="shared"),
    ]
    for handle, words in zip(told, ("no history here yet", "Bots do not watch", "say with whom"), strict=True):
        assert words in scene.text(await handle.settled())
        assert handle.message.ephemeral
