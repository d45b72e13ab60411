"""A local Discord goes on in the next run where it was left: the same people, messages, polls and events."""

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest
from discord import app_commands

from bot.sandbox import Sandbox, render_text, run_sandbox
from bot.sandbox.keeping import KeptBroken, load_world, save_world
from bot.sandbox.message_json import message_json
from bot.sandbox.payloads import event_json
from bot.sandbox.state import World
from tests.sandbox_bot import connected, eventually
from tests.sandbox_commands import Interaction, blend, hello, upload

MOMENT = dt.datetime(2026, 3, 6, 19, 30, tzinfo=dt.UTC).timestamp()


@app_commands.command(description="When shall we meet?")
async def ask(interaction: Interaction) -> None:
    asked = discord.Poll("When?", duration=dt.timedelta(hours=1))
    asked.add_answer(text="Friday")
    asked.add_answer(text="Sunday")
    await interaction.response.send_message(poll=asked)
    start = discord.utils.utcnow() + dt.timedelta(hours=1)
    assert interaction.guild is not None
    await interaction.guild.create_scheduled_event(
        name="Film evening",
        start_time=start,
        end_time=start + dt.timedelta(hours=2),
        entity_type=discord.EntityType.external,
        privacy_level=discord.PrivacyLevel.guild_only,
        location="Ada's sofa",
    )


async def live(sandbox: Sandbox) -> None:
    """An hour of Ada's and Bruno's life with a bot."""
    ada, bruno = sandbox.add_member("Ada"), sandbox.add_member("Bruno", locale="de", installed=True)
    here = sandbox.channel
    async with connected(sandbox, hello, blend, upload, ask):
        actor = sandbox.actor(ada)
        await (await actor.slash("hello", here)).settled()
        await (await actor.slash("hello", sandbox.direct(ada))).settled()
        await (await actor.slash("blend", here, friend=bruno)).settled()
        await (await actor.slash("upload", here, history=("my-secret.csv", b"a very secret row"))).settled()
        poll = (await (await actor.slash("ask", here)).settled()).message
        await sandbox.actor(bruno).vote(poll, ["Sunday"])
        await eventually(lambda: bool(sandbox.world.events))
        await sandbox.actor(ada).interested(next(iter(sandbox.world.events.values())))


def said(world: World) -> list[dict[str, Any]]:
    """Every open message as its readers get it, but for the signatures and ports of addresses."""
    found = [message_json(world, message, world.owner) for message in world.messages.values() if not message.ephemeral]
    plain = re.sub(r"\?ex=[^\"]+", "", json.dumps(found).replace(world.base, ""))
    return json.loads(plain)


async def test_everything_that_was_said_openly_is_there_again(tmp_path: Path) -> None:
    kept = tmp_path / "discord.json"
    async with run_sandbox(checked=False) as sandbox:
        await live(sandbox)
        old = sandbox.world
        save_world(old, kept)
    new = load_world(kept)
    assert new is not None
    async with run_sandbox(checked=False, world=new) as sandbox:
        names = {user.id: user.display for user in old.users.values()}
        assert {user.id: user.display for user in new.users.values()} == names
        assert (new.bot.id, new.token, new.signing_key) == (old.bot.id, old.token, old.signing_key)
        assert (sandbox.guild.id, sandbox.channel.id) == (next(iter(old.guilds)), next(iter(old.channels)))
        bruno = next(user for user in new.users.values() if user.display == "Bruno")
        assert (bruno.locale, bruno.installed) == ("de", True)
        assert new.commands == old.commands
        assert [render_text(m, names) for m in new.messages.values()] == [
            render_text(m, names) for m in old.messages.values() if not m.ephemeral
        ]
        assert len(new.messages) == 4
        assert new.ids.next() > max(old.messages)
        [event] = new.events.values()
        assert event_json(event, new.owner) == event_json(next(iter(old.events.values())), old.owner)
        assert [user.display for user in event.interested] == ["Ada"]


async def test_kept_messages_are_written_as_before(tmp_path: Path) -> None:
    async with run_sandbox(checked=False) as sandbox:
        await live(sandbox)
        before = said(sandbox.world)
        save_world(sandbox.world, tmp_path / "kept")
    world = load_world(tmp_path / "kept")
    assert world is not None
    async with run_sandbox(checked=False, world=world):
        assert said(world) == before


async def test_what_one_member_saw_and_what_they_uploaded_is_not_kept(tmp_path: Path) -> None:
    async with run_sandbox(checked=False) as sandbox:
        await live(sandbox)
        assert any(attachment.filename == "my-secret.csv" for attachment in sandbox.world.attachments.values())
        save_world(sandbox.world, tmp_path / "kept")
    text = (tmp_path / "kept").read_text()
    assert "secret" not in text
    assert "YSB2ZXJ5IHNlY3JldCByb3c" not in text  # the row, as files are written
    assert "chart.png" in text


async def test_a_kept_picture_can_be_looked_at_and_a_kept_panel_pressed(tmp_path: Path) -> None:
    async with run_sandbox(checked=False) as sandbox:
        await live(sandbox)
        save_world(sandbox.world, tmp_path / "kept")
    world = load_world(tmp_path / "kept")
    assert world is not None
    async with run_sandbox(checked=False, world=world) as sandbox, aiohttp.ClientSession() as session:
        panel = next(message for message in world.messages.values() if message.attachments)
        shown = message_json(world, panel, world.owner)["attachments"][0]
        async with session.get(shown["url"]) as answer:
            assert (answer.status, len(await answer.read())) == (200, shown["size"])
        bruno = next(user for user in world.users.values() if user.display == "Bruno")
        handle = await sandbox.actor(bruno).press(panel, "Next")
        assert handle.interaction.owners == {"0": str(sandbox.guild.id)}


async def test_a_kept_poll_still_ends_and_keeps_its_votes(tmp_path: Path) -> None:
    async with run_sandbox(checked=False) as sandbox:
        await live(sandbox)
        save_world(sandbox.world, tmp_path / "kept")
    world = load_world(tmp_path / "kept")
    assert world is not None
    async with run_sandbox(checked=False, world=world):
        [message] = [message for message in world.messages.values() if message.poll]
        assert message.poll is not None
        assert {n: [u.display for u in users] for n, users in message.poll.votes.items()} == {1: [], 2: ["Bruno"]}
        world.clock.advance(3601)
        assert message.poll.ended
        await eventually(lambda: message.poll is not None and message.poll.finalised)


async def test_a_poll_whose_hour_passed_between_two_runs_ends_at_once(tmp_path: Path) -> None:
    async with run_sandbox(checked=False) as sandbox:
        await live(sandbox)
        save_world(sandbox.world, tmp_path / "kept")
        later = sandbox.world.clock.now() + 7200
    world = load_world(tmp_path / "kept", start=later)
    assert world is not None
    async with run_sandbox(checked=False, world=world):
        [message] = [message for message in world.messages.values() if message.poll]
        await eventually(lambda: message.poll is not None and message.poll.finalised)
        assert "Sunday won" in render_text([*world.messages.values()][-1], {})


async def test_the_clock_never_goes_back(tmp_path: Path) -> None:
    async with run_sandbox(checked=False) as sandbox:
        sandbox.world.clock.advance(1e6)
        ahead = sandbox.world.clock.now()
        save_world(sandbox.world, tmp_path / "kept")
    world = load_world(tmp_path / "kept")
    assert world is not None
    assert world.clock.now() >= ahead
    with pytest.raises(KeptBroken, match="which is after the moment the clock is to start at"):
        load_world(tmp_path / "kept", start=MOMENT)


async def test_a_save_that_fails_leaves_what_was_kept_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "kept"
    async with run_sandbox(checked=False) as sandbox:
        save_world(sandbox.world, kept)
        before = kept.read_bytes()
        monkeypatch.setattr(sandbox.world.bot, "name", object())  # which JSON cannot write
        with pytest.raises(TypeError):
            save_world(sandbox.world, kept)
    assert kept.read_bytes() == before
