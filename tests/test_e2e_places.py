"""Where members meet: servers, direct and group messages, with their own installation; and the ways to begin."""

from collections.abc import AsyncGenerator, Iterator

import pytest
import pytest_asyncio

from bot.sandbox import Actor, Channel, Impossible, Message
from bot.sandbox.choosing import buttons
from tests.e2e import Scene, account_page, run_scene, titles_in

pytestmark = pytest.mark.asyncio(loop_scope="module")

CRIME = account_page("Ozark", "Narcos", "Breaking Bad", "Peaky Blinders", "Pulp Fiction", "The Godfather")
CHEER = account_page("Friends", "Gilmore Girls", "Modern Family", "Shrek", "Legally Blonde")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Scene]:
    async with run_scene(tmp_path_factory.mktemp("places")) as scene:
        yield scene


@pytest.fixture
def scene(running: Scene) -> Iterator[Scene]:
    yield running
    running.check()


def travellers(scene: Scene, *names: str) -> list[Actor]:
    """People who have the bot on their account and share no server with it."""
    return [scene.sandbox.actor(scene.sandbox.add_user(name, installed=True)) for name in names]


async def joined(scene: Scene, ada: Actor, bo: Actor, channel: Channel) -> Message:
    """Both bring a history and blend in this channel."""
    await scene.bring(ada, CRIME, channel)
    await scene.bring(bo, CHEER, channel)
    panel = (await (await ada.slash("blend", channel, friend=bo.user)).settled()).message
    assert "@Bo is invited" in scene.text(panel)
    await (await bo.press(panel, "Join")).settled()
    return panel


async def works(scene: Scene, ada: Actor, bo: Actor, channel: Channel) -> Message:
    """A whole evening in this channel; the panel."""
    panel = await joined(scene, ada, bo, channel)
    first = titles_in(scene.text(panel))
    assert "A blend for @Ada and @Bo" in scene.text(panel)
    await (await bo.press(panel, "Next ▶")).settled()
    assert len(titles_in(scene.text(panel))) == 5
    assert titles_in(scene.text(panel)) != first
    mine = await (await bo.slash("insights", channel)).settled()
    assert mine.message.ephemeral
    assert "[Post to channel]" in scene.text(mine)
    return panel


async def test_a_group_message_by_the_members_own_installation(scene: Scene) -> None:
    ada, bo = travellers(scene, "Ada", "Bo")
    await works(scene, ada, bo, scene.sandbox.direct(ada.user, bo.user, scene.sandbox.add_user("Cy")))


async def test_a_conversation_of_two_by_their_own_installation(scene: Scene) -> None:
    ada, bo = travellers(scene, "Ada", "Bo")
    await works(scene, ada, bo, scene.sandbox.direct(ada.user, bo.user))


async def test_a_server_the_bot_is_not_in_by_the_members_own_installation(scene: Scene) -> None:
    abroad = scene.sandbox.add_guild("Abroad", installed=False)
    ada, bo = (scene.join(name, abroad, installed=True) for name in ("Ada", "Bo"))
    await works(scene, ada, bo, abroad.channels[0])


async def test_alone_with_the_bot_a_history_is_brought_and_looked_at(scene: Scene) -> None:
    ada = scene.join("Ada")
    here = scene.sandbox.direct(ada.user)
    assert "Your history is in" in scene.text(await scene.bring(ada, CRIME, here))
    assert "[Post to channel]" in scene.text(await (await ada.slash("insights", here)).settled())
    kept = scene.text(await (await ada.slash("privacy", here)).settled())
    assert "**22 rows**" in kept
    assert "Highest age rating" not in kept


async def test_a_history_belongs_to_its_member_everywhere_but_agreement_to_one_place(scene: Scene) -> None:
    ada, bo = travellers(scene, "Ada", "Bo")
    here = scene.sandbox.direct(ada.user, bo.user)
    await joined(scene, ada, bo, here)
    other = scene.sandbox.direct(ada.user, bo.user, scene.sandbox.add_user("Cy"))
    there = scene.text((await (await ada.slash("blend", other, friend=bo.user)).settled()).message)
    assert "A blend for @Ada\n" in there
    assert "@Bo is invited" in there


async def test_a_panel_copied_to_another_place_does_nothing_there(scene: Scene) -> None:
    ada, bo = scene.join("Ada"), scene.join("Bo")
    panel = await joined(scene, ada, bo, scene.sandbox.channel)
    elsewhere = scene.sandbox.add_guild("Elsewhere")
    for actor in (ada, bo):
        scene.sandbox.add_member(actor.user, elsewhere)
    other = (await (await ada.slash("blend", elsewhere.channels[0], friend=bo.user)).settled()).message
    own = {button.get("label"): button for button in buttons(panel)}
    for button in buttons(other):
        if button.get("label") in own:
            button["custom_id"] = own[button["label"]]["custom_id"]
    before = scene.text(other)
    refused = await (await ada.press(other, "Next ▶")).settled()
    assert "belongs to another place" in scene.text(refused)
    assert refused.message.ephemeral
    assert scene.text(other) == before


async def test_without_a_friend_there_is_a_picker(scene: Scene) -> None:
    ada, bo, cy = scene.join("Ada"), scene.join("Bo"), scene.join("Cy")
    await scene.bring(ada, CRIME)
    picker = (await (await ada.slash("blend", scene.sandbox.channel)).settled()).message
    assert picker.ephemeral
    panel = (await (await ada.choose(picker, None, [bo.user, cy.user])).settled()).message
    assert not panel.ephemeral
    assert "@Bo and @Cy are invited" in scene.text(panel)
    assert panel.pings == (bo.user, cy.user)


async def test_a_right_click_on_a_member_begins_a_blend(scene: Scene) -> None:
    ada, bo = scene.join("Ada"), scene.join("Bo")
    await scene.bring(ada, CRIME)
    panel = (await (await ada.context("Blend with...", scene.sandbox.channel, bo.user)).settled()).message
    assert "@Bo is invited" in scene.text(panel)


@pytest.mark.parametrize("way", ["command", "right click", "picker"])
@pytest.mark.parametrize(("whom", "words"), [("self", "always part of your own blend"), ("bot", "Bots do not watch")])
async def test_oneself_and_bots_are_caught_before_anything_is_posted(
    scene: Scene, way: str, whom: str, words: str
) -> None:
    ada, here = scene.join("Ada"), scene.sandbox.channel
    friend = ada.user if whom == "self" else scene.sandbox.world.bot
    bo = scene.join("Bo")
    before = bo.messages(here)
    if way == "command":
        handle = await ada.slash("blend", here, friend=bo.user, friend2=friend)
    elif way == "right click":
        handle = await ada.context("Blend with...", here, friend)
    else:
        picker = (await (await ada.slash("blend", here)).settled()).message
        handle = await ada.choose(picker, None, [friend])
    told = await handle.settled()
    assert words in scene.text(told)
    assert told.message.ephemeral
    assert bo.messages(here) == before


async def test_a_friend_named_twice_is_one_friend(scene: Scene) -> None:
    ada, bo = scene.join("Ada"), scene.join("Bo")
    await scene.bring(ada, CRIME)
    handle = await ada.slash("blend", scene.sandbox.channel, friend=bo.user, friend2=bo.user)
    assert scene.text((await handle.settled()).message).count("@Bo is invited") == 1


async def test_nine_friends_fit_into_one_panel(scene: Scene) -> None:
    people = [scene.join(f"Member number {at} with a long name") for at in range(10)]
    for at, actor in enumerate(people):
        await scene.bring(actor, CRIME if at % 2 else CHEER)
    chosen = {f"friend{at if at > 1 else ''}": friend.user for at, friend in enumerate(people[1:], start=1)}
    panel = (await (await people[0].slash("blend", scene.sandbox.channel, **chosen)).settled()).message
    for friend in people[1:]:
        await (await friend.press(panel, "Join")).settled()
    told = scene.text(panel)
    assert len(titles_in(told)) == 5
    for actor in people:
        assert told.count(f"@{actor.user.display}") >= 5
    assert len(await scene.pages(people[3], panel)) == 4


async def test_help_leads_to_every_step_for_whoever_asked(scene: Scene) -> None:
    ada, here = scene.join("Ada"), scene.sandbox.channel
    await scene.bring(ada, CRIME)
    guide = (await (await ada.slash("help", here)).settled()).message
    assert guide.ephemeral
    leads = {"How to upload": "Download all", "Blend": "Who watches tonight?", "Privacy": "Your data", "Insights": "##"}
    for button, words in leads.items():
        answer = await (await ada.press(guide, button)).settled()
        assert words in scene.text(answer)
        assert answer.message.ephemeral


async def test_the_commands_are_offered_where_the_bot_is_and_nowhere_else(scene: Scene) -> None:
    ada, bo = scene.join("Ada"), scene.sandbox.actor(scene.sandbox.add_user("Bo"))
    expected = {"upload", "blend", "Blend with...", "insights", "taste", "Compare taste", "privacy", "help"}
    assert set(ada.commands(scene.sandbox.channel)) == expected
    strangers = scene.sandbox.direct(bo.user, scene.sandbox.add_user("Cy"))
    with pytest.raises(Impossible):
        await bo.slash("help", strangers)
