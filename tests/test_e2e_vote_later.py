"""A vote where things are not as usual: another place, a lost answer, deleted data, a restart, a changed channel."""

from collections.abc import AsyncGenerator, Iterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

from bot.sandbox import Actor, Sandbox, run_sandbox
from tests.e2e import Scene, account_page, run_bot, run_scene, titles_in
from tests.e2e_vote import ADAS, BOS, answers, ask, close, evening, results
from tests.sandbox_bot import connected

pytestmark = pytest.mark.asyncio(loop_scope="module")

EXPIRE = "POST /channels/*/polls/*/expire"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Scene]:
    async with run_scene(tmp_path_factory.mktemp("vote-later")) as scene:
        yield scene


@pytest.fixture
def scene(running: Scene) -> Iterator[Scene]:
    yield running
    running.sandbox.faults.clear()
    running.check()


async def test_a_channel_that_is_not_for_adults_any_more_votes_on_nothing_erotic(scene: Scene) -> None:
    adults = scene.sandbox.add_channel("late", nsfw=True)
    ada = scene.join("Ada")
    await scene.bring(ada, account_page(*ADAS))
    friend = scene.join("Bo").user
    limits = {"kind": "Films", "genres": "romance", "since": 2015, "until": 2015}
    panel = (await (await ada.slash("blend", adults, friend=friend, **limits)).settled()).message
    while not any(title.is_erotic for title in titles_in(scene.text(panel))):
        await (await ada.press(panel, "Next ▶")).settled()
    listed = titles_in(scene.text(panel))
    scene.sandbox.set_nsfw(adults, nsfw=False)
    poll = await ask(ada, panel)
    erotic = [title.title for title in listed if title.is_erotic]
    assert not any(name in answer for name in erotic for answer in answers(poll))
    assert len(answers(poll)) >= 2


async def test_in_a_group_message_the_votes_are_read_where_they_stand(scene: Scene) -> None:
    ada, bo = (scene.sandbox.actor(scene.sandbox.add_user(name, installed=True)) for name in ("Ada", "Bo"))
    here = scene.sandbox.direct(ada.user, bo.user, scene.sandbox.add_user("Cy"))
    for who, names in ((ada, ADAS), (bo, BOS)):
        await scene.bring(who, account_page(*names), here)
    panel = (await (await ada.slash("blend", here, friend=bo.user)).settled()).message
    await (await bo.press(panel, "Join")).settled()
    poll = await ask(ada, panel)
    await ada.vote(poll, [2])
    await bo.vote(poll, [2])
    await close(bo, poll)
    (told,) = results(scene, here)
    assert f"## Tonight: {answers(poll)[1]}" in told
    assert "it stays open, but votes from now on do not count" in told
    assert poll.poll is not None
    assert not poll.poll.ended


async def test_who_deletes_their_data_takes_the_vote_with_them(scene: Scene) -> None:
    (ada, bo, cy), panel = await evening(scene)
    open_vote = await ask(ada, panel)
    await delete_everything(scene, bo)
    assert open_vote.deleted
    (ada, bo, cy), panel = await evening(scene)
    poll = await ask(ada, panel)
    await cy.vote(poll, [1])
    await close(ada, poll)
    assert len(results(scene, panel.channel)) == 1
    await delete_everything(scene, bo)
    assert poll.deleted
    assert results(scene, panel.channel) == []


async def delete_everything(scene: Scene, who: Actor) -> None:
    privacy = (await (await who.slash("privacy", scene.sandbox.channel)).settled()).message
    await (await who.press(privacy, "Delete everything")).settled()
    await (await who.press(privacy, "Delete everything")).settled(quiet=0.3)


@pytest.mark.parametrize("reset", ["before", "after"])
async def test_a_lost_answer_on_ending_the_poll_is_lived_through(scene: Scene, reset: str) -> None:
    (ada, bo, _), panel = await evening(scene)
    poll = await ask(ada, panel)
    await bo.vote(poll, [5])
    rule = scene.sandbox.faults.add(EXPIRE, reset=reset)
    await close(ada, poll)
    assert rule.hits == 1
    assert f"## Tonight: {answers(poll)[4]}" in results(scene, panel.channel)[0]
    assert poll.poll is not None
    assert poll.poll.finalised


async def test_the_library_alone_does_not_live_through_a_lost_answer() -> None:
    async with run_sandbox() as sandbox, connected(sandbox) as client:
        path = f"/channels/{sandbox.channel.id}/messages"
        asked = {"question": {"text": "?"}, "answers": [{"poll_media": {"text": "Heat"}}]}
        route = {"Authorization": f"Bot {sandbox.token}"}
        async with aiohttp.ClientSession(headers=route) as session:
            await session.post(sandbox.api_url + path, json={"poll": asked})
        sandbox.faults.add(EXPIRE, reset="after")
        place = client.get_partial_messageable(sandbox.channel.id)
        with pytest.raises(aiohttp.ClientError):
            await place.get_partial_message(sandbox.channel.messages[0].id).end_poll()
        assert sandbox.channel.messages[0].poll is not None
        assert sandbox.channel.messages[0].poll.ended  # so it did take effect


async def test_a_vote_outlives_the_bot(tmp_path: Path) -> None:
    async with run_sandbox() as sandbox:
        async with run_bot(sandbox, tmp_path) as earlier:
            (ada, bo, cy), panel = await evening(earlier)
            poll = await ask(ada, panel)
            await bo.vote(poll, [2])
        await cy.vote(poll, [2])
        async with run_bot(sandbox, tmp_path) as scene:
            await close(cy, poll)
            assert "**2 of 2 votes**" in results(scene, panel.channel)[0]
            again = await close(bo, poll)
            assert again.message.ephemeral
            await check_chosen_is_gone(scene, sandbox, (ada, bo, cy), answers(poll)[1])
            scene.check()


async def check_chosen_is_gone(scene: Scene, sandbox: Sandbox, people: tuple[Actor, Actor, Actor], chosen: str) -> None:
    ada, bo, cy = people
    panel = (await (await ada.slash("blend", sandbox.channel, friend=bo.user, friend2=cy.user)).settled()).message
    for friend in (bo, cy):
        await (await friend.press(panel, "Join")).settled()
    assert chosen not in [f"{title.title} ({title.year})" for title in await scene.listed(ada, panel)]
