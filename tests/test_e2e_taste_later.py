"""How comparisons go on after a restart, what their picture shows, and what ends them."""

from collections.abc import AsyncGenerator, Iterator, Mapping
from dataclasses import dataclass

import pytest
import pytest_asyncio

from bot.sandbox import Actor, Message
from bot.sandbox.choosing import buttons
from tests.e2e import Scene, picture_bytes, run_bot, run_sandbox
from tests.taste_samples import CHEER, CRIME, SHARES, allow, asked, compared, delete, member, posted_by

pytestmark = pytest.mark.asyncio(loop_scope="module")


@dataclass(frozen=True)
class Left:
    """What an earlier life of the bot left open, and who may press it."""

    scene: Scene
    panels: Mapping[str, tuple[Actor, Message]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Left]:
    folder = tmp_path_factory.mktemp("taste")
    async with run_sandbox() as sandbox:
        async with run_bot(sandbox, folder) as earlier:
            panels = await open_everything(earlier)
        async with run_bot(sandbox, folder, pictures=True) as scene:
            assert scene.pid != earlier.pid
            yield Left(scene, panels)


async def open_everything(scene: Scene) -> dict[str, tuple[Actor, Message]]:
    """A panel of every kind."""
    ada, bo = await member(scene, "Ada", CRIME), await member(scene, "Bo", CHEER)
    cy = await member(scene, "Cy", CHEER, setting=SHARES)
    panels = {name: (bo, await asked(scene, ada, bo)) for name in ("question", "second question")}
    joined = await asked(scene, ada, bo)
    await (await bo.press(joined, "Join")).settled()
    panels["joined"] = ada, joined
    panels["shown"] = ada, await compared(ada, joined)
    near = (await (await ada.slash("taste", scene.sandbox.channel)).settled()).message
    assert f"@{cy.user.display}" in scene.text(near)
    panels["neighbours"] = ada, near
    return panels


@pytest.fixture
def left(running: Left) -> Iterator[Left]:
    yield running
    running.scene.check()


@pytest.fixture
def scene(left: Left) -> Scene:
    return left.scene


@pytest.mark.parametrize(
    ("panel", "press", "words"),
    [
        ("question", "Join", "compare their tastes"),
        ("second question", "Not now", "@Bo would rather not"),
        ("joined", "Show me", "How well @Ada and @Bo match"),
        ("shown", "Post to channel", "How well @Ada and @Bo match"),
        ("neighbours", ["Cy"], "How well @Ada and @Cy match"),
    ],
)
async def test_a_panel_of_an_earlier_life_answers(left: Left, panel: str, press: str | list[str], words: str) -> None:
    actor, message = left.panels[panel]
    handle = await (actor.press(message, press) if isinstance(press, str) else actor.choose(message, None, press))
    await handle.until(lambda: words in left.scene.text(message) + "".join(map(left.scene.text, handle.messages)))


async def test_a_panel_copied_to_somebody_else_or_another_place_does_nothing(left: Left) -> None:
    scene, (ada, joined) = left.scene, left.panels["joined"]
    eve, elsewhere = await member(scene, "Eve", CRIME), scene.sandbox.add_guild("Elsewhere")
    scene.sandbox.add_member(ada.user, elsewhere)
    shown = next(b["custom_id"] for b in buttons(joined) if b.get("label") == "Show me")
    for actor, channel, words in (
        (eve, scene.sandbox.channel, "for two other members"),
        (ada, elsewhere.channels[0], "belongs to another place"),
    ):
        own = (await (await actor.slash("help", channel)).settled()).message
        for custom_id, said in ((shown, words), (shown[:-1] + ("A" if shown[-1] != "A" else "B"), "no longer works")):
            buttons(own)[0]["custom_id"] = custom_id
            refused = await (await actor.press(own, custom_id)).settled()
            assert said in scene.text(refused)
            assert refused.message.ephemeral


async def test_the_picture_comes_with_words_and_goes_along_when_posted(scene: Scene) -> None:
    if not scene.has_browser:
        pytest.skip("no Chrome or Chromium draws pictures here")
    ada, bo = await member(scene, "Ada", CRIME), await member(scene, "Bo", CHEER, setting=SHARES)
    handle = await ada.slash("taste", scene.sandbox.channel, friend=bo.user)
    await handle.until(lambda: bool(handle.messages) and bool(handle.message.attachments))
    shown = handle.message
    posted = await posted_by(await ada.press(shown, "Post to channel"))
    for message in (shown, posted):
        assert len(picture_bytes(message)) == 1
        assert "Brings them together" in str(message.attachments[0].description)
        assert "Brings you together" in scene.text(message)
    assert picture_bytes(shown) == picture_bytes(posted)


@pytest.mark.parametrize("setting", ["Ask me each time", SHARES])
async def test_who_withdraws_is_compared_no_more(scene: Scene, setting: str) -> None:
    """By "nobody" after joining; and after a use by their setting, by any other setting."""
    ada, bo = await member(scene, "Ada", CRIME), await member(scene, "Bo", CHEER, setting=setting)
    if setting == SHARES:
        panel = (await (await ada.slash("taste", scene.sandbox.channel, friend=bo.user)).settled()).message
        await allow(scene, bo, "Ask me each time")
        handle = await ada.press(panel, "Post to channel")
    else:
        panel = await asked(scene, ada, bo)
        await (await bo.press(panel, "Join")).settled()
        await allow(scene, bo, "Nobody")
        handle = await ada.press(panel, "Show me")
    before = bo.messages(scene.sandbox.channel)
    told = await handle.settled()
    assert "This comparison has ended" in scene.text(told)
    assert told.message.ephemeral
    assert bo.messages(scene.sandbox.channel) == before
    if setting != SHARES:
        assert "This comparison has ended" in scene.text(panel)


@pytest.mark.parametrize("who", ["asker", "friend"])
async def test_who_leaves_the_server_takes_the_comparison_along(scene: Scene, who: str) -> None:
    ada, bo = await member(scene, "Ada", CRIME), await member(scene, "Bo", CHEER)
    question = await asked(scene, ada, bo)
    await (await bo.press(question, "Join")).settled()
    gone, left = (ada, bo) if who == "asker" else (bo, ada)
    await compared(left, question)
    scene.sandbox.remove_member(scene.sandbox.guild.members[gone.user.id])
    told = await (await left.press(question, "Show me")).settled()
    assert "This comparison has ended" in scene.text(told)
    assert "This comparison has ended" in scene.text(question)
    assert "[Show me]" not in scene.text(question)


async def test_posting_shows_everybody_and_deleting_takes_it_down(scene: Scene) -> None:
    ada, bo, eve = await member(scene, "Ada", CRIME), await member(scene, "Bo", CHEER), scene.join("Eve")
    here = scene.sandbox.channel
    question = await asked(scene, ada, bo)
    await (await bo.press(question, "Join")).settled()
    shown = await compared(bo, question)
    posted = await posted_by(await bo.press(shown, "Post to channel"))
    assert eve.messages(here)[-1] is posted
    assert not posted.pings
    assert "% match**" in scene.text(posted)
    assert "How well @Ada and @Bo match" in scene.text(posted)
    await delete(scene, ada)
    for message in (question, posted):
        assert "@Ada" not in scene.text(message)
        assert "deleted their data" in scene.text(message)
    told = await (await bo.press(shown, "Post to channel")).settled()
    assert "This comparison has ended" in scene.text(told)
