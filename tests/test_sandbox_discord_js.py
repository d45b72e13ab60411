"""discord.js, which shares no line with the library Blendz uses, lives in the sandbox as it does on Discord.

Skipped, with the reason, without Node 20 and npm, or when the package registry cannot be reached the first time.
"""

import re

import pytest

from bot.sandbox import Actor, Channel, Sandbox, Unanswered, render_text, run_sandbox
from tests.sandbox_discord_js import ScriptBot, connected_script


def _people(sandbox: Sandbox) -> tuple[Actor, Actor]:
    return sandbox.actor(sandbox.add_member("Alice")), sandbox.actor(sandbox.add_member("Bob"))


def _complaints(sandbox: Sandbox, bot: ScriptBot) -> list[str]:
    """What the sandbox found wrong with the bot, and the bot with the sandbox."""
    return [*sandbox.problems, *bot.told("failed")]


async def test_commands_reach_it_and_its_answers_the_members() -> None:
    async with run_sandbox() as sandbox, connected_script(sandbox) as bot:
        alice, bob = _people(sandbox)
        assert bot.news[0] == {"ready": "blendz", "guilds": ["Film evenings"]}
        for place in (sandbox.channel, sandbox.direct(alice.user)):
            await _shares_a_file(alice, bob, place)
        typing = await (await alice.autocomplete("seen", sandbox.channel, "title", "nar")).settled()
        assert typing.choices == [{"name": "nar 1", "value": "t1"}, {"name": "nar 2", "value": "t2"}]
        seen = await (await alice.slash("seen", sandbox.channel, title="t2")).settled()
        assert seen.message.content == "seen t2"
        quoted = await (await bob.context("Quote", sandbox.channel, seen.message)).settled()
        assert quoted.message.content == "> seen t2"
        compared = await (await alice.context("Compare", sandbox.channel, bob.user)).settled()
        assert compared.message.content == "compared with Bob"
        assert not bob.sees(compared.message)
        assert _complaints(sandbox, bot) == []


async def _shares_a_file(alice: Actor, bob: Actor, place: Channel) -> None:
    handle = await alice.slash("share", place, friend=bob.user, history=("my history.csv", b"Title,Date\n" * 9))
    await handle.until(lambda: len(handle.messages) == 2)
    said, added = handle.messages
    assert said.content == "my_history.csv: 99 of 99 bytes for Bob"
    assert added.content == "and this is for you alone"
    assert (said.ephemeral, added.ephemeral) == (False, True)
    assert bob.sees(said) is (place.guild is not None)
    assert not bob.sees(added)


async def test_a_panel_is_drawn_pressed_changed_and_chosen_from() -> None:
    async with run_sandbox() as sandbox, connected_script(sandbox) as bot:
        alice, bob = _people(sandbox)
        panel = (await (await alice.slash("panel", sandbox.channel)).settled()).message
        assert render_text(panel, {}).splitlines() == [
            "│ page one",
            "│ " + "─" * 40,
            "│ how it works   [Why]",
            "│ (picture 1 x 1: one pixel)",
            "[Next]  [Ask]",
            "[▾ Mood: Calm | Wild]",
            "[▾ @ choose]",
        ]
        turned = (await (await bob.press(panel, "Next")).settled()).message
        assert turned is panel
        assert "page two" in render_text(panel, {})
        assert len(panel.attachments) == 1
        mood = await (await bob.choose(panel, "Mood", ["Wild"])).settled()
        assert mood.message.content == "mood: wild"
        people = await (await bob.choose(panel, "people", [alice.user, bob.user])).settled()
        assert people.message.content == "with Alice, Bob"
        assert not alice.sees(people.message)
        assert _complaints(sandbox, bot) == []


async def test_a_form_opens_and_its_fields_arrive() -> None:
    async with run_sandbox() as sandbox, connected_script(sandbox) as bot:
        alice, _ = _people(sandbox)
        panel = (await (await alice.slash("panel", sandbox.channel)).settled()).message
        for opener in (await alice.slash("form", sandbox.channel), await alice.press(panel, "Ask")):
            opened = (await opener.settled()).modal
            assert opened.title == "Tell me more"
            values = {"Why?": "because", "Mood": "Calm", "File": ("a.csv", b"12345"), "Rule": "Fair"}
            sent = await (await alice.submit(opened, values)).settled()
            assert sent.message.content == "because, calm, fair, 5 bytes"
            assert sent.message.ephemeral
        assert _complaints(sandbox, bot) == []


async def test_a_promise_is_kept_with_a_picture() -> None:
    async with run_sandbox() as sandbox, connected_script(sandbox) as bot:
        alice, bob = _people(sandbox)
        handle = await (await alice.slash("chart", sandbox.channel)).settled()
        assert handle.message.content == "your hours"
        assert [(a.filename, a.width, a.description) for a in handle.message.attachments] == [
            ("chart.png", 1, "one pixel")
        ]
        assert bob.sees(handle.message)
        assert _complaints(sandbox, bot) == []


async def test_a_poll_is_voted_on_and_ended_and_an_evening_planned() -> None:
    async with run_sandbox() as sandbox, connected_script(sandbox) as bot:
        alice, bob = _people(sandbox)
        message = (await (await alice.slash("poll", sandbox.channel)).settled()).message
        await bob.vote(message, ["Tonight"])
        assert await bot.tells("voted") == "Tonight"
        assert await bot.tells("ended") == "When?"
        assert message.poll is not None
        assert (message.poll.ended, message.poll.votes[1]) == (True, [bob.user])
        planned = await (await alice.slash("plan", sandbox.channel)).settled()
        assert planned.message.content == "planned Film evening"
        assert [event.location for event in sandbox.world.events.values()] == ["at home"]
        assert _complaints(sandbox, bot) == []


async def test_it_resumes_and_answers_what_it_missed() -> None:
    async with run_sandbox() as sandbox, connected_script(sandbox) as bot:
        alice, _ = _people(sandbox)
        sandbox.gateway.cut()
        missed = await alice.slash("seen", sandbox.channel, title="t1")
        await missed.until(lambda: missed.interaction.answer is not None)
        assert missed.message.content == "seen t1"
        assert (sandbox.gateway.resumes, sandbox.world.identifies) == (1, 1)
        assert _complaints(sandbox, bot) == []


# controls: the same client, told to misbehave


@pytest.mark.parametrize(
    ("how", "code", "problem", "shown"),
    [
        ("late", 10062, "not answered within 3 s", 0),
        ("twice", 40060, "already been acknowledged", 1),
        ("long", 50035, r"\(50035\).*components.*content", 0),
        ("unknown", 50035, r"\(50035\).*components", 0),
        ("properly", None, None, 1),
    ],
)
async def test_what_no_bot_may_do_is_refused_and_reported(
    how: str, code: int | None, problem: str | None, shown: int
) -> None:
    async with run_sandbox() as sandbox, connected_script(sandbox) as bot:
        alice, _ = _people(sandbox)
        handle = await alice.slash("misbehave", sandbox.channel, how=how)
        assert await bot.tells("refused") == code  # discord.js reads the refusal as one of Discord's
        assert len(alice.messages(sandbox.channel)) == shown
        if not shown:
            sandbox.world.clock.advance(3)
            with pytest.raises(Unanswered):
                await handle.settled()
        found = [text for text in sandbox.problems if problem is not None and re.search(problem, text)]
        assert (len(found), bool(sandbox.problems)) == (int(problem is not None), problem is not None)
