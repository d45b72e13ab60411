"""The evening is set: a time as the member's clock shows it, checked by them, then told to all and to the server."""

import datetime as dt
from collections.abc import AsyncGenerator, Iterator

import pytest
import pytest_asyncio

from bot.sandbox import Actor, Handle, Message, ScheduledEvent
from bot.sandbox.entities import CREATE_EVENTS, ORDINARY
from tests.e2e import Scene, account_page, run_scene, titles_in
from tests.e2e_vote import ADAS, BOS, ask, close, evening, results

pytestmark = pytest.mark.asyncio(loop_scope="module")

EVENTS = "POST /guilds/*/scheduled-events"
CLOCK = "What time is it for you now?"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Scene]:
    async with run_scene(tmp_path_factory.mktemp("schedule")) as scene:
        yield scene


@pytest.fixture
def scene(running: Scene) -> Iterator[Scene]:
    running.sandbox.world.events.clear()
    yield running
    running.sandbox.faults.clear()
    running.check()


async def decided(scene: Scene) -> tuple[tuple[Actor, Actor, Actor], Message]:
    """Three members, and the panel that says what they chose."""
    people, panel = await evening(scene)
    poll = await ask(people[0], panel)
    await people[1].vote(poll, [1])
    await close(people[0], poll)
    return people, next(m for m in panel.channel.messages if "## Tonight" in scene.text(m))


async def when(who: Actor, panel: Message, text: str, offset: int = 0, button: str = "Set the evening") -> Handle:
    """Fill in the form; what the member then reads."""
    form = (await (await who.press(panel, button)).settled()).modal
    return await (await who.submit(form, {"When do you begin?": text, CLOCK: str(offset)})).settled()


async def set_it(who: Actor, checked: Handle) -> Handle:
    return await (await who.press(checked.message, "Set it")).settled(quiet=0.3)


def told(scene: Scene, panel: Message) -> list[str]:
    return [scene.text(m) for m in panel.channel.messages if not m.ephemeral and "evening is set" in scene.text(m)]


def only_event(scene: Scene) -> ScheduledEvent:
    (event,) = scene.sandbox.world.events.values()
    return event


def now(scene: Scene) -> dt.datetime:
    return dt.datetime.fromtimestamp(scene.sandbox.world.clock.now(), dt.UTC)


async def test_what_won_becomes_an_event_of_the_server(scene: Scene) -> None:
    (ada, bo, _), panel = await decided(scene)
    checked = await when(ada, panel, "tomorrow 8 pm", 120)
    assert checked.message.ephemeral
    start = (now(scene) + dt.timedelta(hours=2)).replace(hour=20, minute=0, second=0, microsecond=0)
    start += dt.timedelta(days=1) - dt.timedelta(hours=2)
    assert f"{start:%A, %d %B %Y %H:%M} UTC" in scene.text(checked)
    assert told(scene, panel) == []
    await set_it(ada, checked)
    event = only_event(scene)
    assert event.start == start.timestamp()
    assert 2 * 3600 <= event.end - event.start <= 4 * 3600
    assert f"## Tonight: {event.name}" in scene.text(panel)
    assert event.location == f"#{panel.channel.name}"
    (text,) = told(scene, panel)
    assert str(event.id) in text
    assert f"{start:%A, %d %B %Y %H:%M} UTC" in text
    await bo.interested(event)


async def test_the_line_of_the_clock_is_remembered_in_the_place(scene: Scene) -> None:
    (ada, bo, _), panel = await decided(scene)
    await when(ada, panel, "in 3 hours", -300)
    form = (await (await bo.press(panel, "Set the evening")).settled()).modal.form
    options = form["components"][1]["component"]["options"]
    assert [option["label"].split("(")[1] for option in options if option.get("default")] == ["UTC-5)"]
    assert len(options) == 25


async def test_another_time_moves_the_event_and_does_not_make_a_second(scene: Scene) -> None:
    (ada, bo, _), panel = await decided(scene)
    await set_it(ada, await when(ada, panel, "in 3 hours"))
    first = only_event(scene).start
    said = next(m for m in panel.channel.messages if not m.ephemeral and "evening is set" in scene.text(m))
    await set_it(bo, await when(bo, said, "in 5 hours", button="Another time"))
    assert only_event(scene).start - first >= 3600
    assert len(told(scene, panel)) == 2


async def test_two_who_set_the_same_time_tell_it_once(scene: Scene) -> None:
    (ada, bo, _), panel = await decided(scene)
    day = f"{now(scene) + dt.timedelta(days=3):%Y-%m-%d} 20:00"
    for who in (ada, bo):
        await set_it(who, await when(who, panel, day))
    assert only_event(scene).status == 1
    assert len(told(scene, panel)) == 1


@pytest.mark.parametrize("text", ["soon", "2020-01-01 20:00"])
async def test_a_time_that_is_unclear_or_over_is_told_privately_and_sets_nothing(scene: Scene, text: str) -> None:
    (ada, *_), panel = await decided(scene)
    refused = await when(ada, panel, text)
    assert refused.message.ephemeral
    assert any(words in scene.text(refused) for words in ("could not read", "over already"))
    assert (told(scene, panel), scene.sandbox.world.events) == ([], {})


async def test_only_those_who_take_part_set_the_evening(scene: Scene) -> None:
    _, panel = await decided(scene)
    refused = await (await scene.join("Eve").press(panel, "Set the evening")).settled()
    assert refused.message.ephemeral
    assert "for the friends who were invited" in scene.text(refused)


async def test_without_the_permission_the_channel_is_told_all_the_same(scene: Scene) -> None:
    (ada, *_), panel = await decided(scene)
    panel.channel.bot_permissions = ORDINARY & ~CREATE_EVENTS
    await set_it(ada, await when(ada, panel, "in 3 hours"))
    (text,) = told(scene, panel)
    assert "needs the permission Create Events" in text
    assert scene.sandbox.world.events == {}


async def test_a_title_that_was_not_voted_on_can_be_set_from_its_details(scene: Scene) -> None:
    (ada, bo, cy), panel = await evening(scene)
    title = titles_in(scene.text(panel))[2]
    details = (await (await bo.choose(panel, None, [f"{title.title} ({title.year})"])).settled()).message
    poll = await ask(ada, panel)
    checked = await when(bo, details, "in 3 hours")
    refused = await set_it(bo, checked)
    assert "Close it first" in scene.text(refused)
    await close(ada, poll)
    await set_it(bo, checked)
    assert only_event(scene).name == f"{title.title} ({title.year})"
    again = (await (await ada.slash("blend", panel.channel, friend=bo.user, friend2=cy.user)).settled()).message
    for friend in (bo, cy):
        await (await friend.press(again, "Join")).settled()
    assert title not in await scene.listed(ada, again)


async def test_in_a_group_message_the_time_is_told_without_an_event(scene: Scene) -> None:
    ada, bo = (scene.sandbox.actor(scene.sandbox.add_user(name, installed=True)) for name in ("Ada", "Bo"))
    here = scene.sandbox.direct(ada.user, bo.user, scene.sandbox.add_user("Cy"))
    for who, names in ((ada, ADAS), (bo, BOS)):
        await scene.bring(who, account_page(*names), here)
    panel = (await (await ada.slash("blend", here, friend=bo.user)).settled()).message
    await (await bo.press(panel, "Join")).settled()
    poll = await ask(ada, panel)
    await ada.vote(poll, [2])
    await close(ada, poll)
    assert len(results(scene, here)) == 1
    result = next(m for m in here.messages if "## Tonight" in scene.text(m))
    await set_it(bo, await when(bo, result, "in 2 hours"))
    (text,) = told(scene, panel)
    assert "event" not in text.casefold()


async def test_an_erotic_title_is_no_event_that_the_whole_server_sees(scene: Scene) -> None:
    adults = scene.sandbox.add_channel("late", nsfw=True)
    ada = scene.join("Ada")
    await scene.bring(ada, account_page(*ADAS))
    limits = {"kind": "Films", "genres": "romance", "since": 2015, "until": 2015}
    panel = (await (await ada.slash("blend", adults, friend=scene.join("Bo").user, **limits)).settled()).message
    while not any(title.is_erotic for title in titles_in(scene.text(panel))):
        await (await ada.press(panel, "Next ▶")).settled()
    title = next(title for title in titles_in(scene.text(panel)) if title.is_erotic)
    details = (await (await ada.choose(panel, None, [f"{title.title} ({title.year})"])).settled()).message
    await set_it(ada, await when(ada, details, "in 3 hours"))
    (text,) = told(scene, panel)
    assert "this stays in this channel" in text
    assert scene.sandbox.world.events == {}


@pytest.mark.parametrize(("fault", "events"), [({"reset": "after"}, 1), ({"reset": "before"}, 0), ({"status": 400}, 0)])
async def test_when_discord_fails_the_time_is_told_and_no_event_is_made_twice(
    scene: Scene, fault: dict[str, object], events: int
) -> None:
    (ada, *_), panel = await decided(scene)
    rule = scene.sandbox.faults.add(EVENTS, body={"message": "", "code": 0}, **fault)
    await set_it(ada, await when(ada, panel, "in 3 hours"))
    assert rule.hits == 1
    assert len(scene.sandbox.world.events) == events
    (text,) = told(scene, panel)
    assert ("press Interested" in text) is bool(events)
    assert ("did not take the event" in text) is not bool(events)
