"""Without a friend, /taste names those nearest of the members who share with this server, and nobody else."""

from collections.abc import AsyncGenerator, Iterator

import pytest
import pytest_asyncio

from bot.sandbox import Actor, Guild, Message
from bot.sandbox.choosing import menus
from tests.e2e import Scene, run_scene
from tests.taste_samples import CHEER, CRIME, SHARES, allow, delete, member

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Scene]:
    async with run_scene(tmp_path_factory.mktemp("neighbours")) as scene:
        yield scene


@pytest.fixture
def scene(running: Scene) -> Iterator[Scene]:
    yield running
    running.check()


async def neighbours(actor: Actor, home: Guild) -> Message:
    panel = (await (await actor.slash("taste", home.channels[0])).settled()).message
    assert panel.ephemeral
    return panel


async def test_neighbours_are_those_who_share_here_and_nobody_else(scene: Scene) -> None:
    home, other = scene.sandbox.add_guild("Home"), scene.sandbox.add_guild("Other")
    ada = await member(scene, "Ada", CRIME, home)
    near = await member(scene, "Near", (*CRIME[:8], "Inception"), home, SHARES)
    far = await member(scene, "Far", CHEER, home, SHARES)
    for name, setting in (("Silent", ""), ("Closed", "Nobody"), ("Vague", SHARES)):
        await member(scene, name, CHEER[:2] if name == "Vague" else CRIME, home, setting)
    away = await member(scene, "Away", CRIME, other, SHARES)
    scene.sandbox.add_member(away.user, home)
    told = scene.text(await neighbours(ada, home))
    assert told.index("@Near") < told.index("@Far")
    for name in ("Silent", "Closed", "Vague", "Away", "Ada"):
        assert f"@{name}" not in told
    for actor in (near, far):
        looked = scene.text(await (await actor.slash("privacy", home.channels[0])).settled())
        assert "@Ada · taste" in looked


async def test_a_neighbour_can_be_picked_and_is_gone_when_they_withdraw_leave_or_delete(scene: Scene) -> None:
    home = scene.sandbox.add_guild("Home")
    ada = await member(scene, "Ada", CRIME, home)
    bo, cy, dee, _ = [await member(scene, name, CHEER, home, SHARES) for name in ("Bo", "Cy", "Dee", "Eli")]
    panel = await neighbours(ada, home)
    assert all(f"@{name}" in scene.text(panel) for name in ("Bo", "Cy", "Dee", "Eli"))
    await allow(scene, bo, "Ask me each time", home)
    scene.sandbox.remove_member(home.members[cy.user.id])
    await delete(scene, dee, home)
    refused = await (await ada.choose(panel, "Compare with", ["Bo"])).settled()
    assert "This comparison has ended" in scene.text(refused)
    again = scene.text(await neighbours(ada, home))
    assert [name for name in ("Bo", "Cy", "Dee", "Eli") if f"@{name}" in again] == ["Eli"]
    await (await ada.choose(panel, "Compare with", ["Eli"])).settled()
    assert "How well @Ada and @Eli match" in scene.text(panel)


async def test_at_most_ten_neighbours_are_looked_at_at_a_time(scene: Scene) -> None:
    home = scene.sandbox.add_guild("Home")
    ada = await member(scene, "Ada", CRIME, home)
    names = [f"Member {at:02}" for at in range(12)]
    people = [await member(scene, name, CHEER, home, SHARES) for name in names]
    panel = await neighbours(ada, home)
    first = [name for name in names if f"@{name}" in scene.text(panel)]
    assert len(first) == 10
    assert len(menus(panel)[0]["options"]) == 10
    unseen = next(actor for actor, name in zip(people, names, strict=True) if name not in first)
    looked = scene.text(await (await unseen.slash("privacy", home.channels[0])).settled())
    assert "@Ada · taste" not in looked
    scene.sandbox.remove_member(home.members[people[names.index(first[0])].user.id])
    await (await ada.press(panel, "Next ▶")).settled()
    second = [name for name in names if f"@{name}" in scene.text(panel)]
    assert sorted(first + second) == names
    await (await ada.press(panel, "◀ First")).settled()
    assert f"@{first[0]}" not in scene.text(panel)


async def test_a_panel_of_neighbours_works_for_its_owner_alone(scene: Scene) -> None:
    home = scene.sandbox.add_guild("Home")
    ada, eve = await member(scene, "Ada", CRIME, home), await member(scene, "Eve", CRIME, home)
    bo = await member(scene, "Bo", CHEER, home, SHARES)
    panel = await neighbours(ada, home)
    own = (await (await eve.slash("help", home.channels[0])).settled()).message
    menu = menus(panel)[0]
    own.components[:] = [{"type": 1, "id": 1, "components": [menu]}]
    refused = await (await eve.choose(own, menu["custom_id"], [str(bo.user.id)])).settled()
    assert "somebody else's" in scene.text(refused)
    assert "@Eve · taste" not in scene.text(await (await bo.slash("privacy", home.channels[0])).settled())


async def test_where_there_is_nothing_to_say_it_is_said_why(scene: Scene) -> None:
    home = scene.sandbox.add_guild("Home")
    ada = await member(scene, "Ada", CRIME, home)
    assert "Nobody yet" in scene.text(await neighbours(ada, home))
    new = await member(scene, "New", CHEER[:2], home)
    assert "I know too little of your taste" in scene.text(await neighbours(new, home))
    empty = scene.join("Empty", home)
    assert "Type /upload" in scene.text(await neighbours(empty, home))
