"""Nobody's history is used before they agree, by those they agreed with, where they agreed, and no longer."""

from collections.abc import AsyncGenerator, Iterator

import pytest
import pytest_asyncio

from bot.sandbox import Actor, Guild, Message
from tests.e2e import Scene, account_page, run_scene

pytestmark = pytest.mark.asyncio(loop_scope="module")

CRIME = account_page("Ozark", "Narcos", "Breaking Bad", "Peaky Blinders", "Mindhunter", "Pulp Fiction", "The Godfather")
CHEER = account_page("Friends", "Gilmore Girls", "Modern Family", "Shrek", "Legally Blonde", "Mamma Mia!")
FANTASY = account_page("The Witcher", "Wednesday", "Lucifer", "Shadow and Bone", "Twilight")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Scene]:
    async with run_scene(tmp_path_factory.mktemp("consent")) as scene:
        yield scene


@pytest.fixture
def scene(running: Scene) -> Iterator[Scene]:
    yield running
    running.check()


async def member(scene: Scene, name: str, page: bytes | None = None, guild: Guild | None = None) -> Actor:
    """A new member, with this history."""
    actor = scene.join(name, guild)
    if page:
        await scene.bring(actor, page, (guild or scene.sandbox.guild).channels[0])
    return actor


async def blend(scene: Scene, owner: Actor, *friends: Actor, guild: Guild | None = None, **options: object) -> Message:
    """The panel of a new blend."""
    chosen = {f"friend{at if at > 1 else ''}": friend.user for at, friend in enumerate(friends, start=1)}
    here = (guild or scene.sandbox.guild).channels[0]
    return (await (await owner.slash("blend", here, **chosen, **options)).settled()).message


async def allow(scene: Scene, actor: Actor, choice: str, guild: Guild | None = None) -> None:
    """Set who may blend with me here."""
    here = (guild or scene.sandbox.guild).channels[0]
    panel = (await (await actor.slash("privacy", here)).settled()).message
    told = scene.text(await (await actor.choose(panel, None, [choice])).settled())
    assert f"[▾ {choice}:" in told


async def test_before_a_friend_agrees_nothing_tells_what_they_watched_or_whether(scene: Scene) -> None:
    async def panel_with(page: bytes | None) -> tuple[list[str], str]:
        ada, bo = await member(scene, "Ada", CRIME), await member(scene, "Bo", page)
        panel = await blend(scene, ada, bo)
        asked = await scene.pages(ada, panel)
        if page:
            await (await bo.press(panel, "Join")).settled()
        return asked, scene.text(panel)

    before, after = zip(*[await panel_with(page) for page in (None, CHEER, FANTASY, CRIME)], strict=True)
    assert before[0] == before[1] == before[2] == before[3]
    assert len(set(after)) == 4  # the comparison can tell


async def test_the_asked_friend_alone_is_rung_and_told_what_joining_shows(scene: Scene) -> None:
    ada, bo = await member(scene, "Ada", CRIME), await member(scene, "Bo", CHEER)
    panel = await blend(scene, ada, bo)
    assert panel.pings == (bo.user,)
    assert "@Bo is invited" in scene.text(panel)
    assert "titles you have seen are left out" in scene.text(panel)
    await (await ada.press(panel, "Next ▶")).settled()
    assert panel.pings == ()


async def test_the_list_is_made_anew_when_the_friend_joins(scene: Scene) -> None:
    ada, bo = await member(scene, "Ada", CRIME), await member(scene, "Bo", CHEER)
    panel = await blend(scene, ada, bo)
    assert "@Bo" not in scene.text(panel).split("invited")[0].replace("@Bo is ", "")
    await (await bo.press(panel, "Join")).settled()
    told = scene.text(panel)
    assert "A blend for @Ada and @Bo" in told
    assert told.count("@Bo\u00a0▰") + told.count("@Bo\u00a0▱") == 5
    assert "Least happy with this list" in told
    assert "[Join]" not in told


@pytest.mark.parametrize("button", ["Join", "Not now"])
async def test_a_stranger_cannot_answer_for_the_friend(scene: Scene, button: str) -> None:
    ada, bo, eve = await member(scene, "Ada", CRIME), await member(scene, "Bo", CHEER), await member(scene, "E", CRIME)
    panel = await blend(scene, ada, bo)
    before = scene.text(panel)
    refused = await (await eve.press(panel, button)).settled()
    assert "for the friends who were invited" in scene.text(refused)
    assert refused.message.ephemeral
    assert scene.text(panel) == before


async def test_who_joins_without_a_history_is_told_how_and_can_then_join(scene: Scene) -> None:
    ada, bo = await member(scene, "Ada", CRIME), await member(scene, "Bo")
    panel = await blend(scene, ada, bo)
    before = scene.text(panel)
    told = await (await bo.press(panel, "Join")).settled()
    assert "Type /upload" in scene.text(told)
    assert told.message.ephemeral
    assert scene.text(panel) == before
    await scene.bring(bo, CHEER)
    await (await bo.press(panel, "Join")).settled()
    assert "A blend for @Ada and @Bo" in scene.text(panel)


async def test_not_now_is_remembered_and_can_be_taken_back(scene: Scene) -> None:
    ada, bo, cy = (
        await member(scene, "Ada", CRIME),
        await member(scene, "Bo", CHEER),
        await member(scene, "Cy", FANTASY),
    )
    panel = await blend(scene, ada, bo, cy)
    assert "@Bo and @Cy are invited" in scene.text(panel)
    await (await bo.press(panel, "Not now")).settled()
    assert "@Cy is invited" in scene.text(panel)
    await (await bo.press(panel, "Join")).settled()
    assert "A blend for @Ada and @Bo" in scene.text(panel)
    await (await bo.press(panel, "Not now")).settled()
    assert "A blend for @Ada\n" in scene.text(panel)


async def test_two_friends_who_join_at_the_same_moment_are_both_in(scene: Scene) -> None:
    for _ in range(5):
        ada, bo = await member(scene, "Ada", CRIME), await member(scene, "Bo", CHEER)
        cy = await member(scene, "Cy", FANTASY)
        panel = await blend(scene, ada, bo, cy)
        both = [await bo.press(panel, "Join"), await cy.press(panel, "Join")]
        for handle in both:
            await handle.settled(quiet=0.1)
        assert "invited" not in scene.text(panel)
        told = scene.text(panel)
        assert "@Bo" in told.split("\n")[0]
        assert "@Cy" in told.split("\n")[0]


async def test_a_friend_who_allows_this_server_takes_part_here_unasked_and_elsewhere_is_asked(scene: Scene) -> None:
    ada, bo = await member(scene, "Ada", CRIME), await member(scene, "Bo", CHEER)
    await allow(scene, bo, "Members of this server may, without asking")
    panel = await blend(scene, ada, bo)
    assert "A blend for @Ada and @Bo" in scene.text(panel)
    assert panel.pings == ()
    other = scene.sandbox.add_guild("Elsewhere")
    for actor in (ada, bo):
        scene.sandbox.add_member(actor.user, other)
    there = scene.text(await blend(scene, ada, bo, guild=other))
    assert "A blend for @Ada\n" in there
    assert "@Bo is invited" in there


async def test_a_friend_who_allows_nobody_is_not_asked_and_not_used(scene: Scene) -> None:
    ada, bo = await member(scene, "Ada", CRIME), await member(scene, "Bo", CHEER)
    await allow(scene, bo, "Nobody")
    panel = await blend(scene, ada, bo)
    assert panel.pings == ()
    assert "invited" not in scene.text(panel)
    assert "A blend for @Ada\n" in scene.text(panel)


async def test_who_begins_a_blend_is_in_it_even_if_nobody_else_may_begin_one_with_them(scene: Scene) -> None:
    ada, bo = await member(scene, "Ada", CRIME), await member(scene, "Bo", CHEER)
    await allow(scene, ada, "Nobody")
    panel = await blend(scene, ada, bo)
    await (await bo.press(panel, "Join")).settled()
    assert "A blend for @Ada and @Bo" in scene.text(panel)


@pytest.mark.parametrize("before", ["Ask me each time", "Members of this server may, without asking"])
async def test_who_withdraws_is_out_at_the_next_press(scene: Scene, before: str) -> None:
    ada, bo = await member(scene, "Ada", CRIME), await member(scene, "Bo", CHEER)
    await allow(scene, bo, before)
    panel = await blend(scene, ada, bo)
    if before.startswith("Ask"):
        await (await bo.press(panel, "Join")).settled()
    alone = scene.text(await blend(scene, ada, await member(scene, "Bo"))).split("─")[0].split("\n", 3)[3]
    assert "A blend for @Ada and @Bo" in scene.text(panel)
    await allow(scene, bo, "Nobody")
    await (await ada.press(panel, "Next ▶")).settled()
    await (await ada.press(panel, "◀ Back")).settled()
    told = scene.text(panel)
    assert "A blend for @Ada\n" in told
    assert alone in told  # row by row what it is without them


async def test_who_leaves_the_server_is_out_at_the_next_press_and_cannot_be_blended_with(scene: Scene) -> None:
    ada, bo = await member(scene, "Ada", CRIME), await member(scene, "Bo", CHEER)
    await allow(scene, bo, "Members of this server may, without asking")
    panel = await blend(scene, ada, bo)
    await (await ada.press(panel, "Next ▶")).settled()
    assert "A blend for @Ada and @Bo" in scene.text(panel)
    scene.sandbox.remove_member(scene.sandbox.guild.members[bo.user.id])
    await (await ada.press(panel, "◀ Back")).settled()
    assert "A blend for @Ada\n" in scene.text(panel)
    assert "A blend for @Ada\n" in scene.text(await blend(scene, ada, bo))  # by their id, as Discord allows


async def test_the_owner_of_a_history_sees_who_used_it_and_others_do_not(scene: Scene) -> None:
    ada, bo = await member(scene, "Ada", CRIME), await member(scene, "Bo", CHEER)
    panel = await blend(scene, ada, bo)
    for actor, used in ((bo, False), (ada, False)):
        told = await (await actor.slash("privacy", scene.sandbox.channel)).settled()
        assert ("@Ada · blend" in scene.text(told)) is used
    await (await bo.press(panel, "Join")).settled()
    for actor, used in ((bo, True), (ada, False)):
        told = await (await actor.slash("privacy", scene.sandbox.channel)).settled()
        assert ("@Ada · blend" in scene.text(told)) is used
        assert told.message.ephemeral
