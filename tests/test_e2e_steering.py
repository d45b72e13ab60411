"""Those who take part steer tonight's list and veto genres: the panel says so, nobody learns who, others may not."""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.blending.moods import MOODS
from bot.sandbox import Actor, Handle, Message, run_sandbox
from bot.sandbox.choosing import buttons
from data.catalogue.title import GENRES
from tests.e2e import Scene, account_page, run_bot, run_scene, titles_in

pytestmark = pytest.mark.asyncio(loop_scope="module")

ADAS = ("Ozark", "Narcos", "Inception", "The Matrix", "Pulp Fiction", "Wednesday", "The Godfather", "Stranger Things")
BOS = ("Bridgerton", "Emily in Paris", "Friends", "Titanic", "Shrek", "Mamma Mia!", "Gilmore Girls", "Get Out")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Scene]:
    async with run_scene(tmp_path_factory.mktemp("steering")) as scene:
        yield scene


@pytest.fixture
def scene(running: Scene) -> Iterator[Scene]:
    yield running
    running.check()


async def evening(scene: Scene) -> tuple[Actor, Actor, Message]:
    """Ada and Bo, and the list of both."""
    ada, bo = scene.join("Ada"), scene.join("Bo")
    await scene.bring(ada, account_page(*ADAS))
    await scene.bring(bo, account_page(*BOS))
    panel = (await (await ada.slash("blend", scene.sandbox.channel, friend=bo.user)).settled()).message
    await (await bo.press(panel, "Join")).settled()
    return ada, bo, panel


async def fill(actor: Actor, panel: Message, button: str, **values: list[str]) -> Handle:
    """Open a form under the list and send it."""
    form = (await (await actor.press(panel, button)).settled()).modal
    named = {label.replace("_", " "): chosen for label, chosen in values.items()}
    return await (await actor.submit(form, named)).settled()


async def offered(actor: Actor, panel: Message, label: str) -> list[str]:
    """The tags a member is offered for one way."""
    form = (await (await actor.press(panel, "More / less of…")).settled()).modal.form
    (field,) = [field for field in form["components"] if field["label"] == label]
    return [option["label"] for option in field["component"]["options"]]


def shown(scene: Scene, panel: Message) -> list[str]:
    return [title.id for title in titles_in(scene.text(panel))]


def can_press(panel: Message) -> set[str]:
    return {str(button.get("label")) for button in buttons(panel)}


async def test_more_of_a_tag_brings_it_up_is_told_to_all_and_can_be_taken_back(scene: Scene) -> None:
    ada, bo, panel = await evening(scene)
    before = await scene.listed(ada, panel)
    await (await ada.press(panel, "◀ Back")).settled()
    tag = (await offered(bo, panel, "More of"))[0]
    await fill(bo, panel, "More / less of…", More_of=[tag])
    assert f"steered: + {tag}" in scene.text(panel)
    after = await scene.listed(ada, panel)
    assert sum(tag in title.tags for title in after) > sum(tag in title.tags for title in before)
    await (await ada.press(panel, "Undo steering")).settled()
    assert "steered" not in scene.text(panel)
    assert "Undo steering" not in can_press(panel)
    assert await scene.listed(ada, panel) == before


async def test_less_of_a_tag_takes_it_away_and_a_second_click_counts_too(scene: Scene) -> None:
    ada, _, panel = await evening(scene)
    before = await scene.listed(ada, panel)
    tag = (await offered(ada, panel, "Less of"))[0]
    await fill(ada, panel, "More / less of…", Less_of=[tag])
    once = await scene.listed(ada, panel)
    if tag in await offered(ada, panel, "Less of"):
        await fill(ada, panel, "More / less of…", Less_of=[tag])
        assert f"steered: - {tag} (twice)" in scene.text(panel)
    after = await scene.listed(ada, panel)
    has = [sum(tag in title.tags for title in titles) for titles in (before, once, after)]
    assert has[0] > has[1] >= has[2]


async def test_the_list_stays_steered_when_its_page_is_turned_and_when_somebody_leaves(scene: Scene) -> None:
    ada, bo, panel = await evening(scene)
    tag = (await offered(ada, panel, "More of"))[1]
    await fill(ada, panel, "More / less of…", More_of=[tag])
    await (await bo.press(panel, "Next ▶")).settled()
    assert f"steered: + {tag}" in scene.text(panel)
    await (await bo.press(panel, "Leave this blend")).settled()
    assert f"steered: + {tag}" in scene.text(panel)


async def test_two_who_turn_the_page_at_once_turn_it_once(scene: Scene) -> None:
    ada, bo, panel = await evening(scene)
    for handle in await asyncio.gather(*(who.press(panel, "Next ▶") for who in (ada, bo))):
        await handle.settled()
    assert any(label.startswith("2/") for label in can_press(panel))


async def test_a_form_that_is_sent_empty_changes_nothing(scene: Scene) -> None:
    ada, _, panel = await evening(scene)
    before = shown(scene, panel)
    await fill(ada, panel, "More / less of…")
    assert shown(scene, panel) == before
    assert "steered" not in scene.text(panel)


async def test_a_veto_holds_on_every_row_and_nobody_is_told_whose_it_is(scene: Scene) -> None:
    ada, bo, panel = await evening(scene)
    listed = await scene.listed(ada, panel)
    assert any({"drama", "crime"} & {*title.genres} for title in listed)
    await fill(bo, panel, "Veto genres", Not_for_me_tonight=["drama", "crime"])
    text = scene.text(panel)
    (line,) = [line for line in text.splitlines() if "(veto)" in line]
    assert "without crime and drama (veto)" in line
    assert "Bo" not in line
    assert [t.title for t in await scene.listed(ada, panel) if {"drama", "crime"} & {*t.genres}] == []


async def test_each_member_has_vetoes_of_their_own_and_takes_back_only_those(scene: Scene) -> None:
    ada, bo, panel = await evening(scene)
    await fill(ada, panel, "Veto genres", Not_for_me_tonight=["horror"])
    await fill(bo, panel, "Veto genres", Not_for_me_tonight=["war", "horror"])
    assert "without horror and war (veto)" in scene.text(panel)
    form = (await (await bo.press(panel, "Veto genres")).settled()).modal.form
    ticked = [o["label"] for o in form["components"][0]["component"]["options"] if o.get("default")]
    assert ticked == ["horror", "war"]
    await fill(bo, panel, "Veto genres", Not_for_me_tonight=[])
    assert "without horror (veto)" in scene.text(panel)
    await (await ada.press(panel, "Leave this blend")).settled()
    assert "(veto)" not in scene.text(panel)


async def test_vetoes_that_leave_nothing_can_be_taken_back(scene: Scene) -> None:
    ada, _, panel = await evening(scene)
    await fill(ada, panel, "Veto genres", Not_for_me_tonight=sorted(GENRES))
    assert "Nothing is left inside these limits" in scene.text(panel)
    assert "take a veto back" in scene.text(panel)
    await fill(ada, panel, "Veto genres", Not_for_me_tonight=[])
    assert len(shown(scene, panel)) == 5


@pytest.mark.parametrize("button", ["More / less of…", "Veto genres", "Undo steering"])
async def test_who_does_not_take_part_may_not_change_the_list(scene: Scene, button: str) -> None:
    ada, bo, panel = await evening(scene)
    await fill(ada, panel, "More / less of…", More_of=(await offered(ada, panel, "More of"))[:1])
    before = scene.text(panel)
    cy = scene.join("Cy")
    refused = await (await cy.press(panel, button)).settled()
    assert refused.message.ephemeral
    assert "for the friends who were invited" in scene.text(refused)
    assert scene.text(panel) == before
    await (await bo.press(panel, "Leave this blend")).settled()
    before = scene.text(panel)
    asked = await (await bo.press(panel, button)).settled()
    assert "Press Join on the list first" in scene.text(asked)
    assert scene.text(panel) == before


async def test_a_form_that_was_open_while_its_member_left_is_refused(scene: Scene) -> None:
    _, bo, panel = await evening(scene)
    form = (await (await bo.press(panel, "Veto genres")).settled()).modal
    await (await bo.press(panel, "Leave this blend")).settled()
    refused = await (await bo.submit(form, {"Not for me tonight": ["drama"]})).settled()
    assert "Press Join on the list first" in scene.text(refused)
    assert "(veto)" not in scene.text(panel)


async def test_too_many_tags_at_once_are_refused_and_the_list_stays(scene: Scene) -> None:
    ada, _, panel = await evening(scene)
    for _ in range(2):
        more = await offered(ada, panel, "More of")
        new = [tag for tag in more if tag not in scene.text(panel)][:3]
        await fill(ada, panel, "More / less of…", More_of=new)
    before = scene.text(panel)
    more, less = await offered(ada, panel, "More of"), await offered(ada, panel, "Less of")
    new, old = ([tag for tag in tags if tag not in before][:3] for tags in (more, less))
    refused = await fill(ada, panel, "More / less of…", More_of=new, Less_of=[tag for tag in old if tag not in new])
    assert "steered by 8 tags at once" in scene.text(refused)
    assert scene.text(panel) == before


async def test_a_mood_is_told_and_felt(scene: Scene) -> None:
    ada, _, panel = await evening(scene)
    bo = scene.join("Bo")
    await scene.bring(bo, account_page(*BOS))
    mood = f"{MOODS['cosy'].name}: {MOODS['cosy'].meaning}"
    cosy = (await (await ada.slash("blend", scene.sandbox.channel, friend=bo.user, mood=mood)).settled()).message
    await (await bo.press(cosy, "Join")).settled()
    assert "mood: cosy" in scene.text(cosy)
    plain, moody = await scene.listed(ada, panel), await scene.listed(ada, cosy)
    assert sum(t.tags.get("cozy", 0.0) for t in moody) > sum(t.tags.get("cozy", 0.0) for t in plain)


async def test_where_the_bot_is_no_member_the_list_is_steered_as_anywhere(scene: Scene) -> None:
    ada, bo = (scene.sandbox.actor(scene.sandbox.add_user(name, installed=True)) for name in ("Ada", "Bo"))
    here = scene.sandbox.direct(ada.user, bo.user)
    await scene.bring(ada, account_page(*ADAS), here)
    await scene.bring(bo, account_page(*BOS), here)
    panel = (await (await ada.slash("blend", here, friend=bo.user)).settled()).message
    await (await bo.press(panel, "Join")).settled()
    tag = (await offered(bo, panel, "More of"))[0]
    await fill(bo, panel, "More / less of…", More_of=[tag])
    await fill(ada, panel, "Veto genres", Not_for_me_tonight=["horror"])
    assert f"steered: + {tag}" in scene.text(panel)
    assert "without horror (veto)" in scene.text(panel)


async def test_steering_and_vetoes_outlive_the_bot(tmp_path: Path) -> None:
    async with run_sandbox() as sandbox:
        async with run_bot(sandbox, tmp_path) as scene:
            ada, bo, panel = await evening(scene)
            tag = (await offered(ada, panel, "More of"))[0]
            await fill(ada, panel, "More / less of…", More_of=[tag])
            await fill(bo, panel, "Veto genres", Not_for_me_tonight=["horror"])
            before = shown(scene, panel)
        async with run_bot(sandbox, tmp_path) as scene:
            await (await bo.press(panel, "Next ▶")).settled()
            await (await bo.press(panel, "◀ Back")).settled()
            assert f"steered: + {tag}" in scene.text(panel)
            assert "without horror (veto)" in scene.text(panel)
            assert shown(scene, panel) == before
            await (await ada.press(panel, "Undo steering")).settled()
            assert "steered" not in scene.text(panel)
            scene.check()
