"""Discord fails in the middle of an evening: each command still ends in one answer, or in one honest sentence."""

from collections.abc import AsyncGenerator, Callable, Iterator

import pytest
import pytest_asyncio

from bot.sandbox import Actor, Faults, Handle, Message, Rule
from bot.sandbox.dispatch import interaction_json
from tests.e2e import Scene, account_page, run_scene, titles_in

pytestmark = pytest.mark.asyncio(loop_scope="module")

CRIME = account_page("Ozark", "Narcos", "Breaking Bad", "Peaky Blinders", "Pulp Fiction", "The Godfather")
CALLBACK = "POST /interactions/*"
ORIGINAL = "PATCH /webhooks/*/messages/@original"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Scene]:
    async with run_scene(tmp_path_factory.mktemp("faults"), settings={"BLENDZ_LOG": "DEBUG"}) as scene:
        yield scene


@pytest.fixture
def scene(running: Scene) -> Iterator[Scene]:
    """The scene; what is left of a fault is a problem, too, unless its test has taken it."""
    yield running
    running.sandbox.faults.clear()
    running.check()


def said(handle: Handle) -> list[Message]:
    """Everything said in answer, seen by whom it may concern."""
    i = handle.interaction
    return [m for m in (i.original, *i.followups) if m is not None and not m.deleted]


async def evening(scene: Scene) -> tuple[Actor, Actor, Message]:
    """Ada's list, and Bo who is asked to join it."""
    ada, bo = scene.join("Ada"), scene.join("Bo")
    await scene.bring(ada, CRIME)
    await scene.bring(bo, account_page("Friends", "Shrek", "Bridgerton", "Emily in Paris"))
    return ada, bo, (await (await ada.slash("blend", scene.sandbox.channel, friend=bo.user)).settled()).message


ERROR = {"message": "", "code": 0}
FAULTS: dict[str, tuple[str, Callable[[Faults], Rule]]] = {
    "429 on the answer": ("blend", lambda f: f.rate_limit(ORIGINAL, 0.2)),
    "429 on the first answer": ("privacy", lambda f: f.rate_limit(CALLBACK, 0.2)),
    "429 for everything": ("join", lambda f: f.rate_limit(ORIGINAL, 0.2, everywhere=True)),
    "500 on the first answer": ("join", lambda f: f.add(CALLBACK, status=500, body=ERROR)),
    "502 on the answer": ("blend", lambda f: f.add(ORIGINAL, status=502, body="<html>bad gateway</html>")),
    "503 on the answer": ("privacy", lambda f: f.add(ORIGINAL, status=503, body="<html>busy</html>")),
    "500 after the answer was taken": ("blend", lambda f: f.add(ORIGINAL, status=500, handled=True, body=ERROR)),
}


async def act(scene: Scene, what: str, ada: Actor, bo: Actor, panel: Message) -> Handle:
    """Ada uses a command, or Bo joins."""
    if what == "join":
        return await bo.press(panel, "Join")
    return await ada.slash(what, scene.sandbox.channel, **({"friend": bo.user} if what == "blend" else {}))


def is_done(text: str) -> bool:
    """Whether this is what the member asked for."""
    return len(titles_in(text)) == 5 or "Your data" in text or "1. Bring" in text


@pytest.mark.parametrize(("what", "fault"), FAULTS.values(), ids=FAULTS)
async def test_a_passing_trouble_delays_an_answer_and_does_not_double_it(
    scene: Scene, what: str, fault: Callable[[Faults], Rule]
) -> None:
    ada, bo, panel = await evening(scene)
    before = len(ada.messages(scene.sandbox.channel))
    rule = fault(scene.sandbox.faults)
    handle = await (await act(scene, what, ada, bo, panel)).settled()
    assert is_done(scene.text(handle))
    assert len(ada.messages(scene.sandbox.channel)) - before == (what != "join")
    assert what != "join" or "A blend for @Ada and @Bo" in scene.text(panel)
    assert rule.hits == 1


@pytest.mark.parametrize("reset", ["before", "after"])
@pytest.mark.parametrize("what", ["blend", "privacy", "help", "join"])
async def test_when_the_first_answer_is_lost_the_member_gets_one_word(scene: Scene, what: str, reset: str) -> None:
    ada, bo, panel = await evening(scene)
    listed = scene.text(panel)
    scene.sandbox.faults.add(CALLBACK, reset=reset)
    handle = await (await act(scene, what, ada, bo, panel)).settled(5, quiet=0.3)
    words = [scene.text(message) for message in said(handle) if message is not panel]
    honest = [text for text in words if "Discord did not take my answer" in text]
    assert len(words) == 1
    assert bool(honest) is not any(map(is_done, words))
    assert scene.text(panel) == listed  # nobody else has to read about it
    refused = scene.sandbox.report.take_problems()
    assert [problem for problem in refused if "already been acknowledged" not in problem] == []
    assert is_done(scene.text(await (await act(scene, what, ada, bo, panel)).settled()))


@pytest.mark.parametrize("fault", [{"reset": "before"}, {"status": 400, "body": {"code": 50035, "message": ""}}])
async def test_when_the_answer_itself_fails_the_member_is_told(scene: Scene, fault: dict[str, object]) -> None:
    ada, bo, panel = await evening(scene)
    scene.sandbox.faults.add(ORIGINAL, **fault)
    told = scene.text(await (await act(scene, "privacy", ada, bo, panel)).settled())
    assert "Discord did not take my answer" in told
    assert "try once more" in told
    assert is_done(scene.text(await (await act(scene, "privacy", ada, bo, panel)).settled()))


@pytest.mark.parametrize("what", ["blend", "help", "join"])
async def test_what_discord_delivers_twice_is_answered_once(scene: Scene, what: str) -> None:
    ada, bo, panel = await evening(scene)
    handle = await act(scene, what, ada, bo, panel)
    scene.sandbox.gateway.sessions.publish(
        "INTERACTION_CREATE", interaction_json(scene.sandbox.world, handle.interaction)
    )
    await handle.settled(quiet=0.3)
    assert len(said(handle)) == 1
    assert scene.sandbox.problems == []  # Discord refuses a second answer, so nobody tried


async def test_the_same_press_twice_is_two_presses(scene: Scene) -> None:
    ada, _, panel = await evening(scene)
    for page in ("**6. ", "**11. "):
        await (await ada.press(panel, "Next ▶")).settled()
        assert page in scene.text(panel)


async def test_a_reconnect_asked_for_by_discord_loses_nothing(scene: Scene) -> None:
    ada, bo, _ = await evening(scene)
    resumes = scene.sandbox.gateway.resumes
    await scene.sandbox.gateway.reconnect()
    handles = [await actor.slash("privacy", scene.sandbox.channel) for actor in (ada, bo)]
    for handle in handles:
        assert "Your data" in scene.text(await handle.settled())
    assert scene.sandbox.gateway.resumes == resumes + 1


async def test_a_cut_line_is_resumed_and_what_happened_meanwhile_is_answered_once(scene: Scene) -> None:
    ada, bo, _ = await evening(scene)
    scene.sandbox.gateway.cut()
    handles = [await actor.slash("privacy", scene.sandbox.channel) for actor in (ada, bo)]
    for handle in handles:
        assert "Your data" in scene.text(await handle.settled())
        assert len(said(handle)) == 1


async def test_a_malformed_event_ends_one_client_and_the_next_one_serves(scene: Scene) -> None:
    _, _, panel = await evening(scene)
    ada = scene.sandbox.actor(panel.interaction.user) if panel.interaction else scene.join("Ada")
    identified = scene.sandbox.world.identifies
    broken = {"id": "1", "type": 2, "application_id": str(scene.sandbox.world.bot.id), "data": {}}
    scene.sandbox.gateway.sessions.publish("INTERACTION_CREATE", broken)
    assert await scene.sandbox.world.wait_until(lambda: scene.sandbox.world.identifies > identified, 15)
    await scene.sandbox.wait_ready()
    await (await ada.press(panel, "Next ▶")).settled()
    assert "**6. " in scene.text(panel)
