"""An unmodified discord.py client lives in the sandbox as it does on Discord."""

from typing import Any

import discord
import pytest
from discord import app_commands

from bot.sandbox import Impossible, render_text, run_sandbox
from tests.sandbox_bot import connected, eventually, png
from tests.sandbox_commands import Interaction, blend, compare, form, says, seen, upload, where


async def test_a_file_travels_from_member_to_bot_and_the_answer_is_the_members_alone() -> None:
    async with run_sandbox() as sandbox, connected(sandbox, upload):
        alice, bob = sandbox.actor(sandbox.add_member("Alice")), sandbox.actor(sandbox.add_member("Bob"))
        handle = await alice.slash("upload", sandbox.channel, history=("my history.csv", b"Title,Date\n" * 9))
        message = (await handle.settled()).message
        assert render_text(message, {}) == "my_history.csv: 99 of 99 bytes"
        assert message.ephemeral  # the promise was private, so what fills it is
        assert alice.messages(sandbox.channel) == [message]
        assert bob.messages(sandbox.channel) == []
        assert sandbox.problems == []


async def test_a_panel_shows_picture_button_and_menus_and_changes_in_place() -> None:
    async with run_sandbox() as sandbox, connected(sandbox, blend) as client:
        members = [sandbox.add_member(name) for name in ("Alice", "Bob")]
        alice, bob = map(sandbox.actor, members)
        handle = await alice.slash("blend", sandbox.channel, friend=members[1], kind="Films", minutes=90)
        panel = (await handle.settled()).message
        assert render_text(panel, {}).splitlines() == [
            "│ Alice and Bob: movie 90",
            "│ " + "─" * 40,
            "│ (picture 3 x 2: hours a month)",
            "[Next]",
            "[▾ Chart: A | B]",
            "[▾ @ choose]",
            "(Vote)",
        ]
        assert panel.attachments[0].body == png()
        first = panel.attachments
        turned = (await (await bob.press(panel, "Next")).settled()).message
        assert turned is panel
        assert "page two" in render_text(panel, {})
        assert panel.attachments != first
        assert len(panel.attachments) == 1
        handle = await (await bob.choose(panel, "Chart", ["B"])).settled()
        assert (handle.message.content, render_text(handle.message, {})) == ("", "chose B")
        handle = await (await alice.choose(panel, "people", members)).settled()
        assert render_text(handle.message, {}) == "chose Alice, Bob"
        assert not bob.sees(handle.message)
        assert (sandbox.problems, client.errors) == ([], [])


async def test_a_form_is_filled_in_and_sent_once() -> None:
    async with run_sandbox() as sandbox, connected(sandbox, form) as client:
        alice, bob = sandbox.actor(sandbox.add_member("Alice")), sandbox.actor(sandbox.add_member("Bob"))
        opened = (await (await alice.slash("form", sandbox.channel)).settled()).modal
        assert opened.title == "Tell me more"
        with pytest.raises(Impossible, match="Why"):
            await alice.submit(opened, {"Mood": "Calm"})
        with pytest.raises(Impossible, match="20 characters"):
            await alice.submit(opened, {"Why?": "x" * 21, "Mood": "Calm"})
        with pytest.raises(Impossible, match="not open before Bob"):
            await bob.submit(opened, {"Why?": "because", "Mood": "Wild"})
        sent = await alice.submit(opened, {"why": "because", "Mood": "Wild", "File": ("a.csv", b"12345")})
        assert render_text((await sent.settled()).message, {}) == "because Wild 5"
        rows = sent.interaction.details["components"]
        assert [(row["id"], row["component"]["id"]) for row in rows] == [(1, 2), (3, 4), (5, 6)]
        with pytest.raises(Impossible, match="not open"):
            await alice.submit(opened, {"Why?": "again", "Mood": "Wild"})
        assert (sandbox.problems, client.errors) == ([], [])


async def test_context_menus_suggestions_and_subcommands_reach_the_bot() -> None:
    group = app_commands.Group(name="privacy", description="What is stored")

    @group.command(description="Delete everything")
    async def delete(interaction: Interaction, sure: bool) -> None:  # noqa: FBT001 - an option of a command
        await interaction.response.send_message(f"deleted: {sure}", ephemeral=True)

    async with run_sandbox() as sandbox, connected(sandbox, compare, seen, group) as client:
        alice, bob = sandbox.actor(sandbox.add_member("Alice")), sandbox.add_member("Bob")
        handle = await (await alice.context("Compare taste", sandbox.channel, bob)).settled()
        assert render_text(handle.message, sandbox.names) == "compared with @Bob"
        handle = await (await alice.autocomplete("seen", sandbox.channel, "title", "nar")).settled()
        assert [choice["value"] for choice in handle.choices] == ["t0", "t1", "t2"]
        handle = await (await alice.slash("privacy delete", sandbox.channel, sure=True)).settled()
        assert handle.message.content == "deleted: True"
        with pytest.raises(Impossible, match="subcommand"):
            await alice.slash("privacy", sandbox.channel)
        assert (sandbox.problems, client.errors) == ([], [])


async def test_the_bot_learns_where_it_is() -> None:
    async with run_sandbox() as sandbox, connected(sandbox, where) as client:
        alice = sandbox.add_member("Alice", locale="de")
        eve = sandbox.add_user("Eve", locale="fr", installed=True)
        elsewhere = sandbox.add_guild("Elsewhere", locale="it", installed=False)
        sandbox.add_member(eve, elsewhere)
        adults = sandbox.add_channel("late", nsfw=True)
        adults.file_limit = 1000
        group = sandbox.direct(eve, alice, sandbox.add_member("Bob"))
        told = {
            "server": (alice, sandbox.channel, "0 [0] de en-GB False 10485760"),
            "age-restricted": (alice, adults, "0 [0] de en-GB True 1000"),
            "direct": (alice, sandbox.direct(alice), "1 [0] de None None 10485760"),
            "only hers": (eve, elsewhere.channels[0], "0 [1] fr it False 10485760"),
            "group": (eve, group, "2 [1] fr None None 10485760"),
        }
        for name, (who, channel, expected) in told.items():
            handle = await (await sandbox.actor(who).slash("where", channel)).settled()
            assert handle.message.content == expected, name
        with pytest.raises(Impossible, match="no command where here"):
            await sandbox.actor(alice).slash("where", group)
        sandbox.set_nsfw(sandbox.channel, nsfw=True)
        handle = await (await sandbox.actor(alice).slash("where", sandbox.channel)).settled()
        assert handle.message.content == "0 [0] de en-GB True 10485760"
        assert (sandbox.problems, client.errors) == ([], [])


async def test_the_bot_posts_edits_and_deletes_by_its_own_token() -> None:
    async with run_sandbox() as sandbox, connected(sandbox) as client:
        alice = sandbox.add_member("Alice")
        channel = client.get_channel(sandbox.channel.id)
        assert isinstance(channel, discord.TextChannel)
        posted = await channel.send(
            view=says(f"hello {alice.mention}"), allowed_mentions=discord.AllowedMentions.none()
        )
        message = sandbox.world.messages[posted.id]
        assert render_text(message, sandbox.names) == "hello @Alice"
        assert message.pings == ()
        await posted.edit(view=says("changed"))
        assert render_text(message, {}) == "changed"
        assert (await channel.fetch_message(posted.id)).flags.components_v2
        await posted.delete()
        assert sandbox.actor(alice).messages(sandbox.channel) == []
        with pytest.raises(discord.NotFound):
            await channel.fetch_message(posted.id)
        loud = await channel.send(f"{alice.mention}")
        assert sandbox.world.messages[loud.id].pings == (alice.user,)
        private = await (await client.fetch_user(alice.id)).send("hello")
        assert sandbox.actor(alice).messages(sandbox.direct(alice))[0].id == private.id
        assert sandbox.problems == []


async def test_members_are_looked_up_one_by_one() -> None:
    async with run_sandbox() as sandbox, connected(sandbox) as client:
        alice = sandbox.add_member("Alice")
        guild = client.get_guild(sandbox.guild.id)
        assert guild is not None
        assert (await guild.fetch_member(alice.id)).display_name == "Alice"
        sandbox.remove_member(alice)
        with pytest.raises(discord.NotFound) as caught:
            await guild.fetch_member(alice.id)
        assert caught.value.code == 10007
        assert (await client.fetch_user(alice.id)).display_name == "Alice"
        with pytest.raises(discord.NotFound):
            await client.fetch_user(1)
        assert (await client.fetch_guild(guild.id)).name == "Film evenings"
        assert (await client.fetch_channel(sandbox.channel.id)).type is discord.ChannelType.text
        assert sandbox.problems == []


async def test_servers_and_channels_come_and_go() -> None:
    async with run_sandbox() as sandbox, connected(sandbox) as client:
        guild = sandbox.add_guild("Second")
        await eventually(lambda: client.get_guild(guild.id) is not None)
        sandbox.remove_guild(guild)
        await eventually(lambda: client.get_guild(guild.id) is None)
        with pytest.raises(discord.Forbidden):
            await client.fetch_channel(guild.channels[0].id)
        sandbox.report.take_problems()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "needs friend"),
        ({"friend": "Bob"}, "not a person"),
        ({"friend": None, "colour": "red"}, "no option colour"),
        ({"kind": "opera"}, "offers Films"),
        ({"minutes": 5}, "from 10 to 300"),
        ({"minutes": "long"}, "does not fit"),
    ],
)
async def test_a_member_can_only_send_what_discord_lets_them(options: dict[str, Any], words: str) -> None:
    async with run_sandbox() as sandbox, connected(sandbox, blend) as client:
        alice, bob = sandbox.actor(sandbox.add_member("Alice")), sandbox.add_member("Bob")
        full = options if "friend" in options or not options else {"friend": bob, **options}
        with pytest.raises(Impossible, match=words):
            await alice.slash("blend", sandbox.channel, **full)
        assert client.seen == []


async def test_a_member_can_only_press_what_they_see() -> None:
    async with run_sandbox() as sandbox, connected(sandbox, blend, upload):
        members = [sandbox.add_member(name) for name in ("Alice", "Bob")]
        alice, bob = map(sandbox.actor, members)
        panel = (await (await alice.slash("blend", sandbox.channel, friend=members[1])).settled()).message
        private = (await (await alice.slash("upload", sandbox.channel, history=("a.csv", b"x"))).settled()).message
        with pytest.raises(Impossible, match="disabled"):
            await bob.press(panel, "Vote")
        with pytest.raises(Impossible, match="no button"):
            await bob.press(panel, "Previous")
        with pytest.raises(Impossible, match="no option 'C'"):
            await bob.choose(panel, "Chart", ["C"])
        with pytest.raises(Impossible, match="1 to 1"):
            await bob.choose(panel, "Chart", ["A", "B"])
        with pytest.raises(Impossible, match="does not see"):
            await bob.press(private, "Next")
        sandbox.remove_member(members[1])
        with pytest.raises(Impossible, match="does not see"):
            await bob.press(panel, "Next")
        with pytest.raises(Impossible, match="not in #general"):
            await bob.slash("blend", sandbox.channel, friend=members[0])
