"""An evening ends in a decision: the group votes in Discord's own poll, closes it, and is told who won."""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

from bot.sandbox import Actor, Channel, Handle, Impossible, Message, Sandbox, run_sandbox
from bot.sandbox.entities import ORDINARY, POLL_RESULT, SEND_POLLS
from bot.sandbox.messages import delete_message
from tests.e2e import Scene, account_page, run_bot, run_scene, titles_in
from tests.sandbox_bot import connected

pytestmark = pytest.mark.asyncio(loop_scope="module")

ADAS = ("Ozark", "Narcos", "Inception", "The Matrix", "Pulp Fiction", "Wednesday", "The Godfather", "Stranger Things")
BOS = ("Bridgerton", "Emily in Paris", "Friends", "Titanic", "Shrek", "Mamma Mia!", "Gilmore Girls", "Get Out")
CYS = ("Breaking Bad", "The Crown", "Black Mirror", "Dark", "Lupin", "Roma", "Squid Game", "The Irishman")
EXPIRE = "POST /channels/*/polls/*/expire"
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


async def evening(scene: Scene, channel: Channel | None = None) -> tuple[tuple[Actor, Actor, Actor], Message]:
    """Ada, Bo and Cy, and the list of all three, in a channel of its own."""
    channel = channel or scene.sandbox.add_channel(f"evening-{len(scene.sandbox.guild.channels)}")
    ada, bo, cy = people = (scene.join("Ada"), scene.join("Bo"), scene.join("Cy"))
    for who, names in zip(people, (ADAS, BOS, CYS), strict=True):
        await scene.bring(who, account_page(*names))
    panel = (await (await ada.slash("blend", channel, friend=bo.user, friend2=cy.user)).settled()).message
    for friend in (bo, cy):
        await (await friend.press(panel, "Join")).settled()
    return people, panel


async def ask(who: Actor, panel: Message, hours: str = "4 hours") -> Message:
    """Ask for a vote; the poll."""
    question = (await (await who.press(panel, "Vote")).settled()).message
    await (await who.press(question, hours)).until(lambda: "A vote is open" in str(question.components))
    return polls(panel.channel)[-1]


async def close(who: Actor, poll: Message) -> Handle:
    return await (await who.press(poll, "Close the vote")).settled(quiet=0.1)


def polls(channel: Channel) -> list[Message]:
    return [message for message in channel.messages if message.poll is not None and not message.deleted]


def results(scene: Scene, channel: Channel) -> list[str]:
    """What everybody reads of decisions, beside Discord's own message."""
    said = [scene.text(message) for message in channel.messages if not message.ephemeral and not message.deleted]
    return [text for text in said if "## Tonight" in text or "## Nobody voted" in text]


def answers(poll: Message) -> list[str]:
    assert poll.poll is not None
    return [answer["poll_media"]["text"] for answer in poll.poll.answers]


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
    assert all(f"@{who.user.display} ▰" in told for who in (ada, bo, cy))
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
    assert "a newer one was asked" in scene.text(refused)
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
    assert "@Ada ▰" in told
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
