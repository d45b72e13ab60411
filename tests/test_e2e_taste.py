"""Two tastes are compared when both agree, before those two alone, and nothing said of it is somebody's history."""

import re
from collections.abc import AsyncGenerator, Iterator

import pytest
import pytest_asyncio

from bot.sandbox import Actor
from tests.e2e import CANARY, Scene, account_page, picture_bytes, run_scene
from tests.e2e_hiding import hide
from tests.taste_samples import CHEER, CRIME, MIXED, SHARES, allow, asked, compared, member, posted_by

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Scene]:
    async with run_scene(tmp_path_factory.mktemp("taste")) as scene:
        yield scene


@pytest.fixture
def scene(running: Scene) -> Iterator[Scene]:
    yield running
    running.check()


async def uses(scene: Scene, actor: Actor) -> str:
    return scene.text(await (await actor.slash("privacy", scene.sandbox.channel)).settled())


@pytest.mark.parametrize("way", ["command", "right click"])
async def test_a_friend_is_asked_and_the_two_alone_can_look(scene: Scene, way: str) -> None:
    ada, bo, eve = await member(scene, "Ada", CRIME), await member(scene, "Bo", CHEER), scene.join("Eve")
    here = scene.sandbox.channel
    if way == "command":
        question = await asked(scene, ada, bo)
    else:
        question = await posted_by(await ada.context("Compare taste", here, bo.user))
    assert eve.messages(here)[-1] is question
    assert question.pings == (bo.user,)
    assert "@Bo, @Ada would like to know" in scene.text(question)
    await (await bo.press(question, "Join")).settled()
    assert "%" not in scene.text(question)
    seen = [scene.text(await compared(actor, question)) for actor in (ada, bo)]
    assert seen[0] == seen[1]
    for words in ("How well @Ada and @Bo match", "% match**", "Brings you together", "More for @Ada", "More for @Bo"):
        assert words in seen[0]
    refused = await (await eve.press(question, "Show me")).settled()
    assert "for two other members" in scene.text(refused)
    assert refused.message.ephemeral
    assert [message for message in eve.messages(here) if not message.ephemeral][-1] is question


async def test_the_question_is_the_same_whatever_the_friend_watched(scene: Scene) -> None:
    texts: set[str] = set()
    for titles in ((), CRIME, CHEER):
        texts.add(scene.text(await asked(scene, await member(scene, "Ada", CRIME), await member(scene, "Bo", titles))))
    assert len(texts) == 1


@pytest.mark.parametrize("button", ["Join", "Not now"])
async def test_nobody_else_can_answer_for_the_friend(scene: Scene, button: str) -> None:
    ada, bo, eve = await member(scene, "Ada", CRIME), await member(scene, "Bo", CHEER), scene.join("Eve")
    question = await asked(scene, ada, bo)
    before = scene.text(question)
    for other, words in ((ada, "Only the member you asked"), (eve, "for two other members")):
        refused = await (await other.press(question, button)).settled()
        assert words in scene.text(refused)
        assert refused.message.ephemeral
    assert scene.text(question) == before


async def test_not_now_shows_nothing_and_notes_nothing(scene: Scene) -> None:
    ada, bo = await member(scene, "Ada", CRIME), await member(scene, "Bo", CHEER)
    question = await asked(scene, ada, bo)
    await (await bo.press(question, "Not now")).settled()
    assert scene.text(question) == "@Bo would rather not."
    assert "@Ada · taste" not in await uses(scene, bo)


async def test_both_see_in_privacy_that_the_other_looked_once_a_day(scene: Scene) -> None:
    ada, bo = await member(scene, "Ada", CRIME), await member(scene, "Bo", CHEER)
    question = await asked(scene, ada, bo)
    await (await bo.press(question, "Join")).settled()
    assert "Nobody but you" in (await uses(scene, bo)).replace("nobody", "Nobody")
    for _ in range(2):
        await compared(ada, question)
    assert (await uses(scene, bo)).count("@Ada · taste") == 1
    assert "@Bo · taste" not in await uses(scene, ada)
    await compared(bo, question)
    assert (await uses(scene, ada)).count("@Bo · taste") == 1


async def test_who_joins_without_a_history_is_told_how_and_can_then_join(scene: Scene) -> None:
    ada, bo = await member(scene, "Ada", CRIME), await member(scene, "Bo", ())
    question = await asked(scene, ada, bo)
    told = await (await bo.press(question, "Join")).settled()
    assert "Type /upload" in scene.text(told)
    assert "[Join]" in scene.text(question)
    await scene.bring(bo, account_page(*CHEER))
    await (await bo.press(question, "Join")).settled()
    assert "% match**" in scene.text(await compared(ada, question))


async def test_a_setting_that_allows_it_is_used_at_once_and_privately(scene: Scene) -> None:
    ada, bo = await member(scene, "Ada", CRIME), await member(scene, "Bo", CHEER, setting=SHARES)
    before = bo.messages(scene.sandbox.channel)
    shown = (await (await ada.slash("taste", scene.sandbox.channel, friend=bo.user)).settled()).message
    assert shown.ephemeral
    assert "% match**" in scene.text(shown)
    assert bo.messages(scene.sandbox.channel) == before
    assert "@Ada · taste" in await uses(scene, bo)


async def test_a_setting_that_forbids_it_is_respected_and_nobody_is_asked(scene: Scene) -> None:
    ada, bo = await member(scene, "Ada", CRIME), await member(scene, "Bo", CHEER, setting="Nobody")
    before = bo.messages(scene.sandbox.channel)
    told = await (await ada.slash("taste", scene.sandbox.channel, friend=bo.user)).settled()
    assert "keeps their taste to themselves" in scene.text(told)
    assert told.message.ephemeral
    assert bo.messages(scene.sandbox.channel) == before


async def test_a_member_who_has_left_is_not_asked(scene: Scene) -> None:
    ada, bo = await member(scene, "Ada", CRIME), await member(scene, "Bo", CHEER, setting=SHARES)
    scene.sandbox.remove_member(scene.sandbox.guild.members[bo.user.id])
    told = await (await ada.slash("taste", scene.sandbox.channel, friend=bo.user)).settled()
    assert "not a member of this server" in scene.text(told)


async def test_titles_named_are_in_neither_history(scene: Scene) -> None:
    for one, other in ((CRIME, CHEER), (CRIME, MIXED), (MIXED, CHEER)):
        ada, bo = await member(scene, "Ada", one), await member(scene, "Bo", other, setting=SHARES)
        shown = (await (await ada.slash("taste", scene.sandbox.channel, friend=bo.user)).settled()).message
        told = scene.text(shown)
        assert len(re.findall(r"\(\d{4}\)", told)) >= 3
        named = set(re.findall(r"(?:: |, | and |^)([^,:\n]+?) \(\d{4}\)", told, re.MULTILINE))
        assert named
        assert named.isdisjoint({*one, *other})
        assert CANARY not in told


async def test_of_whom_hardly_anything_is_known_nothing_is_said(scene: Scene) -> None:
    """A title or two would be told by the tags and titles that fit them."""
    ada, bo = await member(scene, "Ada", CRIME), await member(scene, "Bo", CHEER[:3], setting=SHARES)
    shown = (await (await ada.slash("taste", scene.sandbox.channel, friend=bo.user)).settled()).message
    told = scene.text(shown)
    assert "I hardly know the taste of @Bo yet" in told
    assert "%" not in told
    assert "[Post to channel]" not in told
    await scene.bring(bo, account_page(*CHEER))
    again = (await (await ada.slash("taste", scene.sandbox.channel, friend=bo.user)).settled()).message
    assert "% match**" in scene.text(again)


async def test_hidden_is_as_if_never_uploaded(scene: Scene) -> None:
    seen: list[list[object]] = []
    for brought, hidden in ((MIXED, ("Ozark", "Narcos", "Shrek")), (MIXED[4:], ()), (MIXED, ())):
        home = scene.sandbox.add_guild("Home")
        without = ("Ozark", "Narcos", "Shrek") if len(brought) < len(MIXED) else ()
        ada, bo = await member(scene, "Ada", CRIME, home), scene.join("Bo", home)
        await scene.bring(bo, account_page(*MIXED, without=without), home.channels[0])
        if hidden:
            await hide(scene, bo, home, hidden)
        await allow(scene, bo, SHARES, home)
        shown = (await (await ada.slash("taste", home.channels[0], friend=bo.user)).settled()).message
        near = (await (await ada.slash("taste", home.channels[0])).settled()).message
        seen.append([scene.text(shown), scene.text(near), *picture_bytes(shown)])
    assert seen[0] == seen[1]
    assert seen[0] != seen[2]  # the comparison can tell


@pytest.mark.parametrize("way", ["command", "right click"])
@pytest.mark.parametrize(("whom", "words"), [("self", "match yourself perfectly"), ("bot", "Bots do not watch")])
async def test_oneself_and_bots_are_caught_early(scene: Scene, way: str, whom: str, words: str) -> None:
    ada, here = scene.join("Ada"), scene.sandbox.channel
    friend = ada.user if whom == "self" else scene.sandbox.world.bot
    if way == "command":
        handle = await ada.slash("taste", here, friend=friend)
    else:
        handle = await ada.context("Compare taste", here, friend)
    told = await handle.settled()
    assert words in scene.text(told)
    assert told.message.ephemeral


async def test_without_a_history_nobody_is_asked(scene: Scene) -> None:
    ada, bo = scene.join("Ada"), await member(scene, "Bo", CHEER)
    before = bo.messages(scene.sandbox.channel)
    told = await (await ada.slash("taste", scene.sandbox.channel, friend=bo.user)).settled()
    assert "Type /upload" in scene.text(told)
    assert bo.messages(scene.sandbox.channel) == before


async def test_in_a_group_message_the_friend_is_asked_too(scene: Scene) -> None:
    ada, bo = (scene.sandbox.actor(scene.sandbox.add_user(name, installed=True)) for name in ("Ada", "Bo"))
    here = scene.sandbox.direct(ada.user, bo.user, scene.sandbox.add_user("Cy"))
    await scene.bring(ada, account_page(*CRIME), here)
    await scene.bring(bo, account_page(*CHEER), here)
    question = await asked(scene, ada, bo, here)
    await (await bo.press(question, "Join")).settled()
    shown = await compared(ada, question)
    assert "% match**" in scene.text(await posted_by(await ada.press(shown, "Post to channel")))
    alone = await (await ada.slash("taste", here)).settled()
    assert "in servers I am a member of" in scene.text(alone)


async def test_alone_with_the_bot_nobody_can_be_asked(scene: Scene) -> None:
    ada, bo = await member(scene, "Ada", CRIME), await member(scene, "Bo", CHEER)
    told = await (await ada.slash("taste", scene.sandbox.direct(ada.user), friend=bo.user)).settled()
    assert "Only you and I are here" in scene.text(told)
