"""What a group can do next, and what is told, when somebody declines, leaves, is unknown, or forgot to name friends."""

from collections.abc import AsyncGenerator, Iterator

import pytest
import pytest_asyncio

from bot.sandbox import Actor, Message
from tests.e2e import Scene, account_page, run_scene

pytestmark = pytest.mark.asyncio(loop_scope="module")

CRIME = account_page("Ozark", "Narcos", "Breaking Bad", "Peaky Blinders", "Mindhunter", "Pulp Fiction", "The Godfather")
CHEER = account_page("Friends", "Gilmore Girls", "Modern Family", "Legally Blonde", "Mamma Mia!")
STRANGE = account_page("A Film That Nobody Made", "Another Film That Nobody Made")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Scene]:
    async with run_scene(tmp_path_factory.mktemp("answers")) as scene:
        yield scene


@pytest.fixture
def scene(running: Scene) -> Iterator[Scene]:
    yield running
    running.check()


async def member(scene: Scene, name: str, page: bytes) -> Actor:
    actor = scene.join(name)
    await scene.bring(actor, page)
    return actor


async def blend(scene: Scene, owner: Actor, *friends: Actor, **options: object) -> Message:
    chosen = {f"friend{at if at > 1 else ''}": friend.user for at, friend in enumerate(friends, start=1)}
    return (await (await owner.slash("blend", scene.sandbox.channel, **chosen, **options)).settled()).message


async def test_who_says_not_now_is_named_and_may_change_their_mind(scene: Scene) -> None:
    ada, bo = await member(scene, "Ada", CRIME), await member(scene, "Bo", CHEER)
    panel = await blend(scene, ada, bo)
    await (await bo.press(panel, "Not now")).settled()
    assert "Not taking part: @Bo." in scene.text(panel)
    await (await bo.press(panel, "Join")).settled()
    assert "A blend for @Ada and @Bo" in scene.text(panel)


async def test_who_joined_may_leave_while_others_are_still_asked(scene: Scene) -> None:
    ada, bo = await member(scene, "Ada", CRIME), await member(scene, "Bo", CHEER)
    panel = await blend(scene, ada, bo, scene.join("Cy"))
    await (await bo.press(panel, "Join")).settled()
    await (await bo.press(panel, "Leave this blend")).settled()
    assert "Not taking part: @Bo." in scene.text(panel)
    await (await ada.press(panel, "Not now")).settled()
    assert "Nobody takes part any more" in scene.text(panel)


async def test_the_picker_keeps_the_limits_that_were_given(scene: Scene) -> None:
    ada, bo = await member(scene, "Ada", CRIME), scene.join("Bo")
    asked = await (
        await ada.slash("blend", scene.sandbox.channel, kind="Films", minutes=100, maturity="TV-PG")
    ).settled()
    assert "films · up to 100 minutes · rated TV-PG or milder" in scene.text(asked.message)
    panel = (await (await ada.choose(asked.message, None, [bo.user])).settled()).message
    pages = await scene.pages(ada, panel)
    assert all("films · up to 100 minutes · rated TV-PG or milder" in page for page in pages)
    assert not any("· series," in page for page in pages)


async def test_one_who_shares_without_being_asked_is_asked_where_seen_titles_would_be_named(scene: Scene) -> None:
    ada, bo = await member(scene, "Ada", CRIME), await member(scene, "Bo", CHEER)
    privacy = (await (await bo.slash("privacy", scene.sandbox.channel)).settled()).message
    await (await bo.choose(privacy, None, ["Members of this server may, without asking"])).settled()
    assert "A blend for @Ada and @Bo" in scene.text(await blend(scene, ada, bo))
    asked = scene.text(await blend(scene, ada, bo, seen="rewatch"))
    assert "@Bo is invited" in asked
    assert "seen by @Bo" not in asked


async def test_who_shares_with_nobody_reads_why_join_does_nothing(scene: Scene) -> None:
    ada, bo = await member(scene, "Ada", CRIME), await member(scene, "Bo", CHEER)
    privacy = (await (await bo.slash("privacy", scene.sandbox.channel)).settled()).message
    await (await bo.choose(privacy, None, ["Nobody"])).settled()
    panel = await blend(scene, ada, bo)
    told = await (await bo.press(panel, "Join")).settled()
    assert "/privacy changes it" in scene.text(told.message)
    assert "A blend for @Ada\n" in scene.text(panel)


async def test_no_taste_is_claimed_for_a_member_nobody_knows_anything_about(scene: Scene) -> None:
    ada, bo = await member(scene, "Ada", CRIME), await member(scene, "Bo", STRANGE)
    panel = await blend(scene, ada, bo)
    await (await bo.press(panel, "Join")).settled()
    for page in await scene.pages(ada, panel):
        assert "I know no title of @Bo yet" in page
        assert "for what you share" not in page
        assert "-# for @Ada: " in page


async def test_what_two_share_is_not_shown_once_the_asker_has_left(scene: Scene) -> None:
    ada, bo = await member(scene, "Ada", CRIME), await member(scene, "Bo", CHEER)
    asked = await (await ada.slash("insights", scene.sandbox.channel, member=bo.user, chart="shared")).settled()
    question = asked.message
    assert "It shows the history of you both" in scene.text(question)
    scene.sandbox.remove_member(scene.sandbox.guild.members[ada.user.id])
    told = await (await bo.press(question, "Show them")).settled()
    assert "has left this server" in scene.text(told.message)
    assert "insights of" not in scene.text(question)


async def test_both_find_in_privacy_that_what_they_share_was_shown(scene: Scene) -> None:
    ada, bo = await member(scene, "Ada", CRIME), await member(scene, "Bo", CHEER)
    asked = await (await ada.slash("insights", scene.sandbox.channel, member=bo.user, chart="shared")).settled()
    await (await bo.press(asked.message, "Show them")).settled()
    for one, other in ((ada, "@Bo"), (bo, "@Ada")):
        panel = await (await one.slash("privacy", scene.sandbox.channel)).settled()
        assert f"{other} · insights" in scene.text(panel.message)


async def test_nothing_is_posted_where_others_would_see_nothing(scene: Scene) -> None:
    ada, here = await member(scene, "Ada", STRANGE), scene.sandbox.channel
    preview = (await (await ada.slash("insights", here, chart="top_films")).settled()).message
    before = len(here.messages)
    told = (await (await ada.press(preview, "Post to channel")).settled()).message
    assert told.ephemeral
    assert "Nothing was posted" in scene.text(told)
    assert [message.ephemeral for message in here.messages[before:]] == [True]
