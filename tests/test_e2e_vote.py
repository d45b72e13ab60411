"""An evening ends in a decision: the group votes in Discord's own poll, closes it, and is told who won."""

import asyncio
from collections.abc import AsyncGenerator, Iterator

import pytest
import pytest_asyncio

from bot.sandbox import Impossible
from bot.sandbox.entities import ORDINARY, POLL_RESULT, SEND_POLLS
from bot.sandbox.messages import delete_message
from tests.e2e import Scene, run_scene, titles_in
from tests.e2e_vote import answers, ask, close, evening, polls, results

pytestmark = pytest.mark.asyncio(loop_scope="module")

HOUR = 3600


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Scene]:
    async with run_scene(tmp_path_factory.mktemp("vote")) as scene:
        yield scene


@pytest.fixture
def scene(running: Scene) -> Iterator[Scene]:
    yield running
    running.sandbox.faults.clear()
    running.check()


async def test_three_members_vote_change_their_minds_and_close_the_vote(scene: Scene) -> None:
    (ada, bo, cy), panel = await evening(scene)
    listed = [f"{title.title} ({title.year})" for title in titles_in(scene.text(panel))]
    poll = await ask(bo, panel)
    assert answers(poll) == listed
    assert "Close the vote" in scene.text(poll)
    for who, answer in ((ada, 1), (bo, 2), (cy, 1)):
        await who.vote(poll, [answer])
    await ada.vote(poll, [2])
    await close(cy, poll)
    with pytest.raises(Impossible, match="ended"):
        await ada.vote(poll, [1])
    (told,) = results(scene, panel.channel)
    assert f"## Tonight: {listed[1]}" in told
    assert f"**2 of 3 votes** · {listed[0]} 1" in told
    assert "match**" in told
    assert all(f"@{who.user.display}\u00a0▰" in told for who in (ada, bo, cy))
    assert "tie" not in told
    assert [message.kind for message in panel.channel.messages].count(POLL_RESULT) == 1


async def test_one_poll_at_a_time_and_pressing_again_points_to_it(scene: Scene) -> None:
    (ada, bo, _), panel = await evening(scene)
    asked = [(await (await who.press(panel, "Vote")).settled()).message for who in (ada, bo)]
    pressed = [await who.press(question, "1 hour") for who, question in zip((ada, bo), asked, strict=True)]
    for handle in pressed:
        await handle.settled(quiet=0.2)
    (poll,) = polls(panel.channel)
    refused = [handle for handle in pressed if "open already" in scene.text(handle)]
    assert len(refused) == 1
    assert refused[0].message.ephemeral
    again = await (await ada.press(panel, "Vote")).settled()
    assert str(poll.id) in scene.text(again)
    assert "A vote is open" in scene.text(again)
    assert again.message.ephemeral


async def test_closing_at_once_tells_the_channel_once_and_each_who_pressed(scene: Scene) -> None:
    (ada, bo, cy), panel = await evening(scene)
    poll = await ask(ada, panel)
    await bo.vote(poll, [3])
    pressed = await asyncio.gather(*(who.press(poll, "Close the vote") for who in (ada, bo)))
    for handle in pressed:
        await handle.settled(quiet=0.3)
    assert len(results(scene, panel.channel)) == 1
    late = await close(cy, poll)
    assert late.message.ephemeral
    assert f"## Tonight: {answers(poll)[2]}" in scene.text(late)
    assert len(results(scene, panel.channel)) == 1
    scene.sandbox.report.take_problems()  # the second of the two may have been told that the poll has ended


async def test_a_tie_is_told_and_the_groups_match_decides(scene: Scene) -> None:
    (ada, bo, cy), panel = await evening(scene)
    poll = await ask(ada, panel)
    matches = [int(text.split(" %")[0]) for text in scene.text(panel).split("**") if text.endswith("% match")]
    best = max(range(5), key=matches.__getitem__)
    worst = min(range(5), key=matches.__getitem__)
    assert matches[best] > matches[worst]
    await ada.vote(poll, [worst + 1])
    await bo.vote(poll, [best + 1])
    await close(cy, poll)
    (told,) = results(scene, panel.channel)
    winner, other = answers(poll)[best], answers(poll)[worst]
    assert f"## Tonight: {winner}" in told
    assert "**1 of 2 votes**" in told
    assert f"A tie with {other}: {winner} fits the group better, {matches[best]} % to {matches[worst]} %." in told


async def test_a_vote_without_votes_decides_nothing_and_another_can_be_asked(scene: Scene) -> None:
    (ada, *_), panel = await evening(scene)
    first = await ask(ada, panel)
    await close(ada, first)
    assert [text.splitlines()[0] for text in results(scene, panel.channel)] == ["│ ## Nobody voted"]
    second = await ask(ada, panel)
    assert second is not first
    refused = await close(ada, first)
    assert "something else was asked" in scene.text(refused)
    assert refused.message.ephemeral


async def test_only_those_who_take_part_ask_and_close(scene: Scene) -> None:
    (ada, bo, cy), panel = await evening(scene)
    eve = scene.join("Eve")
    refused = await (await eve.press(panel, "Vote")).settled()
    assert "for the friends who were invited" in scene.text(refused)
    assert refused.message.ephemeral
    poll = await ask(ada, panel)
    await eve.vote(poll, [1])  # voting itself is open to everybody in the channel, and the poll says so
    refused = await close(eve, poll)
    assert "for the friends who were invited" in scene.text(refused)
    assert refused.message.ephemeral
    await (await bo.press(panel, "Leave this blend")).settled()
    refused = await close(bo, poll)
    assert "Press Join on the list first" in scene.text(refused)
    assert results(scene, panel.channel) == []
    await close(cy, poll)
    (told,) = results(scene, panel.channel)
    assert "@Ada\u00a0▰" in told
    assert "@Bo" not in told


async def test_a_poll_that_ended_by_itself_is_counted_when_somebody_asks(scene: Scene) -> None:
    (ada, bo, _), panel = await evening(scene)
    poll = await ask(ada, panel, "1 hour")
    await bo.vote(poll, [4])
    scene.sandbox.world.clock.advance(HOUR + 1)
    assert [message.kind for message in panel.channel.messages].count(POLL_RESULT) == 1
    await close(ada, poll)
    assert f"## Tonight: {answers(poll)[3]}" in results(scene, panel.channel)[0]


async def test_a_poll_that_was_taken_away_does_not_stand_in_the_way(scene: Scene) -> None:
    (ada, *_), panel = await evening(scene)
    delete_message(scene.sandbox.world, await ask(ada, panel))
    assert len(polls(panel.channel)) == 0
    await ask(ada, panel)
    assert len(polls(panel.channel)) == 1


async def test_without_the_permission_a_member_is_told_and_with_it_nothing_is_left_of_that(scene: Scene) -> None:
    (ada, *_), panel = await evening(scene)
    panel.channel.bot_permissions = ORDINARY & ~SEND_POLLS
    question = (await (await ada.press(panel, "Vote")).settled()).message
    refused = await (await ada.press(question, "4 hours")).settled()
    assert "Ask a moderator to allow me Create Polls" in scene.text(refused)
    assert refused.message.ephemeral
    assert scene.sandbox.report.take_problems() != []
    panel.channel.bot_permissions = ORDINARY
    await ask(ada, panel)


async def test_what_was_chosen_does_not_come_back_on_another_evening_of_the_same_group(scene: Scene) -> None:
    (ada, bo, cy), panel = await evening(scene)
    poll = await ask(ada, panel)
    for who in (ada, bo, cy):
        await who.vote(poll, [1])
    before = await scene.listed(ada, panel)
    await close(ada, poll)
    for _ in range(3):
        await (await ada.press(panel, "◀ Back")).settled()
    assert (await scene.listed(ada, panel)) == before  # it stays on the list it was chosen from
    again = (await (await bo.slash("blend", panel.channel, friend=ada.user, friend2=cy.user)).settled()).message
    for friend in (ada, cy):
        await (await friend.press(again, "Join")).settled()
    after = await scene.listed(ada, again)
    assert before[0] not in after
    assert before[1] in after  # what lost may come back
    rewatch = {"friend": ada.user, "friend2": cy.user, "seen": "Rewatches are fine"}
    third = (await (await bo.slash("blend", panel.channel, **rewatch)).settled()).message
    for friend in (ada, cy):
        await (await friend.press(third, "Join")).settled()
    assert before[0] in await scene.listed(ada, third)
