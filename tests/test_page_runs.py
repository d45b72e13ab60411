"""What the host chooses for a run: what is kept or thrown away, who is there, and the same ids every time."""

import datetime as dt
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.sandbox.keeping import load_world
from bot.sandbox.message_json import message_json
from bot.sandbox.page.command import Choices, open_page
from bot.sandbox.page.page import Page
from bot.supervisor import StartProblem
from tests.page_tab import open_tab
from tests.sandbox_bot import connected, eventually
from tests.sandbox_commands import hello

MOMENT = dt.datetime(2026, 3, 6, 19, 30, tzinfo=dt.UTC).timestamp()


@pytest.mark.parametrize("content", ["", "no json", "[]", '{"version": 99}', '{"version": 1, "now": 5}'])
async def test_what_cannot_be_read_is_said_and_left_as_it_is(tmp_path: Path, content: str) -> None:
    kept = tmp_path / "s" / "discord.json"
    kept.parent.mkdir()
    kept.write_text(content, encoding="utf-8")
    with pytest.raises(StartProblem, match=r"cannot be used: .+\. --fresh throws it away\."):
        async with open_page(Choices(tmp_path / "s", tmp_path)):
            pass
    assert kept.read_text(encoding="utf-8") == content


def identity(page: Page) -> list[Any]:
    world, people = page.world, page.people()
    places = [page.sandbox.guild.id, page.sandbox.channel.id]
    return [[user.id for user in people], world.bot.id, world.token, world.signing_key, *places]


async def test_the_same_seed_gives_the_same_ids_and_another_seed_other_tokens(tmp_path: Path) -> None:
    found: list[list[Any]] = []
    for number, seed in enumerate((7, 7, 8, None)):
        choices = Choices(tmp_path / str(number), tmp_path, members=("Ada", "Bruno"), seed=seed, clock=MOMENT)
        async with open_page(choices) as page, connected(page.sandbox, hello):
            ada = page.sandbox.actor(page.people()[0])
            handles = [await (await ada.slash("hello", page.sandbox.channel)).settled() for _ in range(3)]
            more = [(handle.interaction.id, handle.interaction.token, handle.message.id) for handle in handles]
            found.append([*identity(page), more])
    assert found[0] == found[1]
    assert found[0][2] != found[2][2]
    assert found[0][0] != found[3][0]
    assert len({page[1] for page in found[0][-1]}) == 3  # every interaction has a token of its own


async def test_a_kept_world_gives_no_token_twice_whatever_the_seed(tmp_path: Path) -> None:
    tokens: list[str] = []
    for _ in range(2):
        choices = Choices(tmp_path, tmp_path, members=("Ada",), seed=7)
        async with open_page(choices) as page, connected(page.sandbox, hello):
            ada = page.sandbox.actor(page.people()[0])
            tokens.append((await (await ada.slash("hello", page.sandbox.channel)).settled()).interaction.token)
    assert tokens[0] != tokens[1]


async def test_a_member_who_joins_is_kept_at_once_even_if_the_sandbox_is_killed(tmp_path: Path) -> None:
    async with open_page(Choices(tmp_path, tmp_path, members=("Ada",))) as page, open_tab(page) as tab:
        chloe = await tab.ask("add_member", name="Chloe")
        kept = load_world(tmp_path / "discord.json")
        assert kept is not None
        assert kept.users[int(chloe)].display == "Chloe"


async def test_with_a_clock_times_and_ids_begin_at_its_moment_and_go_on(tmp_path: Path) -> None:
    choices = Choices(tmp_path / "s", tmp_path, members=("Ada",), clock=MOMENT)
    async with open_page(choices) as page, connected(page.sandbox, hello):
        ada = page.sandbox.actor(page.people()[0])
        message = (await (await ada.slash("hello", page.sandbox.channel)).settled()).message
        assert message_json(page.world, message)["timestamp"].startswith("2026-03-06T19:30:")
        assert discord.utils.snowflake_time(message.id).isoformat()[:16] == "2026-03-06T19:30"
        assert page.fixed
        first = page.world.clock.now()
        await eventually(lambda: page.world.clock.now() > first)


async def test_fresh_throws_away_what_was_kept_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    async with open_page(Choices(folder, tmp_path, members=("Ada",))) as page:
        first = identity(page)
    (folder / "bot").mkdir()
    (folder / "bot" / "blendz.db").touch()
    (folder / "letters.txt").write_text("mine", encoding="utf-8")
    async with open_page(Choices(folder, tmp_path, members=("Ada", "Bruno"))) as page:
        assert identity(page)[1:] == first[1:]
        assert [user.display for user in page.people()] == ["Ada", "Bruno", "Host"]
    async with open_page(Choices(folder, tmp_path, members=("Ada",), fresh=True)) as page:
        assert identity(page)[0] != first[0]
    assert not (folder / "bot").exists()
    assert (folder / "letters.txt").read_text(encoding="utf-8") == "mine"


async def test_two_sandboxes_do_not_share_a_folder(tmp_path: Path) -> None:
    async with open_page(Choices(tmp_path / "s", tmp_path)):
        with pytest.raises(StartProblem, match="Another Blendz serves from"):
            async with open_page(Choices(tmp_path / "s", tmp_path)):
                pass


async def test_a_member_who_cannot_be_is_said(tmp_path: Path) -> None:
    with pytest.raises(StartProblem, match="--members: A member's name has 1 to 32 characters"):
        async with open_page(Choices(tmp_path / "s", tmp_path, members=("Ada", "x" * 33))):
            pass


async def test_a_moment_that_no_id_can_carry_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StartProblem, match="from 2015 to 2099"):
        async with open_page(Choices(tmp_path / "s", tmp_path, clock=0.0)):
            pass
