"""What a member does on the page reaches the bot as on Discord; what they cannot do is said in a sentence."""

import csv
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.sandbox.page.people import sample_files
from tests.page_tab import Refused, control, member_id, open_tab, serve_page
from tests.sandbox_commands import Interaction, blend, compare, form, hello, seen, upload


@app_commands.context_menu(name="Quote")
async def quote(interaction: Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(f"quoted {message.id}")


async def test_commands_are_offered_as_discord_describes_them() -> None:
    async with serve_page(blend, seen, compare) as page, open_tab(page) as tab:
        offered = {command["name"]: command for command in await tab.ask("commands", channel=tab.here)}
        assert {name: command["type"] for name, command in offered.items()} == {
            "blend": 1,
            "seen": 1,
            "Compare taste": 2,
        }
        options = {option["name"]: option for option in offered["blend"]["options"]}
        assert options["friend"]["required"] is True
        assert options["kind"]["choices"] == [{"name": "Films", "value": "movie"}]
        assert (options["minutes"]["min_value"], options["minutes"]["max_value"]) == (10, 300)
        assert offered["seen"]["options"][0]["autocomplete"] is True


async def test_options_reach_the_bot_people_by_id_and_choices_by_value() -> None:
    async with serve_page(blend) as page, open_tab(page, "Ada") as tab:
        await tab.use("blend", friend=member_id(page, "Bruno"), kind="movie", minutes=90)
        await tab.said("Ada and Bruno: movie 90")
        for wrong, told in (
            ({"friend": "1"}, "There is nobody with that id."),
            ({"friend": member_id(page, "Bruno"), "kind": "opera"}, "Kind offers Films; not opera."),
            ({"friend": member_id(page, "Bruno"), "minutes": 1}, "Minutes must be from 10 to 300."),
            ({"kind": "movie"}, "/blend needs friend."),
            ({"friend": member_id(page, "Bruno"), "mood": "calm"}, "/blend has no option mood; it has friend,"),
        ):
            with pytest.raises(Refused) as refused:
                await tab.ask("slash", channel=tab.here, name="blend", options=wrong)
            assert told in str(refused.value)
        with pytest.raises(Refused, match="No command dance here; there are blend"):
            await tab.ask("slash", channel=tab.here, name="dance", options={})


async def test_a_file_is_used_once_unless_it_is_a_sample() -> None:
    async with serve_page(upload) as page, open_tab(page) as tab:
        file = await tab.upload("mine.csv", b"123456789")
        await tab.use("upload", history=file)
        await tab.said("mine.csv: 9 of 9 bytes")
        with pytest.raises(Refused, match="That file is not here any more"):
            await tab.ask("slash", channel=tab.here, name="upload", options={"history": file})
        with pytest.raises(Refused, match="A file is wanted here"):
            await tab.ask("slash", channel=tab.here, name="upload", options={"history": "f1"})
        for _ in range(2):
            await tab.use("upload", history={"file": "sample-ada"})


async def test_a_refused_command_leaves_its_file_to_be_sent_again() -> None:
    async with serve_page(upload) as page, open_tab(page) as tab:
        file = await tab.upload("mine.csv", b"12345")
        with pytest.raises(Refused, match="has no option other"):
            await tab.ask("slash", channel=tab.here, name="upload", options={"history": file, "other": 1})
        await tab.use("upload", history=file)


async def test_a_file_over_the_channels_limit_is_refused_in_words() -> None:
    async with serve_page(upload) as page, open_tab(page) as tab:
        page.sandbox.channel.file_limit = 10
        file = await tab.upload("big.csv", b"12345678901")
        with pytest.raises(Refused, match=r"Big.csv is over the limit of 10 bytes\."):
            await tab.ask("slash", channel=tab.here, name="upload", options={"history": file})


async def test_every_sample_is_a_file_that_can_be_read() -> None:
    async with serve_page(upload) as page, open_tab(page) as tab:
        samples = await tab.ask("samples")
        assert [sample["file"] for sample in samples] == ["sample-ada", "sample-bruno", "sample-noor"]
        assert all(sample["name"].endswith(".csv") and sample["about"] for sample in samples)
        for held in sample_files():
            rows = list(csv.reader(held.body.decode().splitlines()))
            assert "Title" in rows[0]
            assert len(rows) > 100


async def test_buttons_are_pressed_and_menus_chosen_by_the_number_of_the_component() -> None:
    async with serve_page(blend) as page, open_tab(page, "Bruno") as tab:
        await tab.use("blend", friend=member_id(page, "Ada"))
        panel = await tab.said("Bruno and Ada")
        chosen = await tab.ask("choose", message=panel["id"], component=control(panel, "Chart"), values=["B"])
        assert await tab.outcome(chosen) == "answered"
        await tab.said("chose B")
        ids = [member_id(page, name) for name in ("Ada", "Bruno")]
        await tab.ask("choose", message=panel["id"], component=control(panel, "people"), values=ids)
        await tab.said("chose Ada, Bruno")
        labels = [interaction.label for interaction in page.world.interactions.values()]
        assert labels[1:] == ["chooses B", "chooses @Ada, @Bruno"]
        await tab.ask("press", message=panel["id"], component=control(panel, "Next"))
        await tab.said("page two")


@pytest.mark.parametrize(
    ("do", "component", "members", "told"),
    [
        ("press", "Vote", {}, "[Vote] cannot be pressed now."),
        ("press", 99, {}, "That is not there any more: the message has changed."),
        ("choose", "Chart", {"values": ["A", "B"]}, "Choose 1 to 1, not 2."),
        ("choose", "Chart", {"values": ["Z"]}, "There is no option 'Z'; there are A, B."),
        ("choose", "Chart", {"values": "A"}, "What is chosen is a list."),
        ("choose", "people", {"values": ["7"]}, "There is nobody with that id."),
    ],
)
async def test_what_cannot_be_pressed_or_chosen_is_said(
    do: str, component: str | int, members: dict[str, Any], told: str
) -> None:
    async with serve_page(blend) as page, open_tab(page) as tab:
        await tab.use("blend", friend=member_id(page, "Bruno"))
        panel = await tab.said("Ada and Bruno")
        number = component if isinstance(component, int) else control(panel, component)
        with pytest.raises(Refused) as refused:
            await tab.ask(do, message=panel["id"], component=number, **members)
        assert str(refused.value) == told


async def test_a_private_panel_of_another_cannot_be_touched() -> None:
    async with serve_page(upload) as page, open_tab(page, "Ada") as ada, open_tab(page, "Bruno") as bruno:
        await ada.use("upload", history=await ada.upload("a.csv", b"123"))
        private = await ada.said("3 of 3")
        for do in ("press", "dismiss"):
            with pytest.raises(Refused, match="That message is not there any more"):
                await bruno.ask(do, message=private["id"], component=1)


async def test_a_form_is_filled_in_with_text_choice_and_file_and_sent_once() -> None:
    async with serve_page(form) as page, open_tab(page, "Ada") as tab:
        opened = await tab.use("form")
        await tab.until(lambda: opened in tab.forms)
        with pytest.raises(Refused, match="1 to 20 characters"):
            await tab.ask("submit", interaction=opened, values={"why": "x" * 21, "mood": ["Calm"]})
        file = await tab.upload("proof.csv", b"12345")
        values = {"why": "because", "mood": ["Wild"], "file": [file]}
        sent = await tab.ask("submit", interaction=opened, values=values)
        assert await tab.outcome(sent) == "answered"
        await tab.said("because Wild 5")
        with pytest.raises(Refused, match="is not open before Ada"):
            await tab.ask("submit", interaction=opened, values={"why": "again", "mood": ["Calm"]})
        with pytest.raises(Refused, match="The bot has opened no form there"):
            await tab.ask("submit", interaction=sent, values={})


async def test_suggestions_come_from_the_bot_as_one_types() -> None:
    async with serve_page(seen) as page, open_tab(page) as tab:
        asked = {"channel": tab.here, "name": "seen", "focused": "title", "text": "alien", "options": {}}
        found = await tab.ask("autocomplete", **asked)
        assert found == [{"name": f"alien {n}", "value": f"t{n}"} for n in range(3)]
        assert not any(frame["type"] == "interaction" for frame in tab.frames)
        with pytest.raises(Refused, match="/seen suggests nothing for year"):
            await tab.ask("autocomplete", **asked | {"focused": "year"})


async def test_waiting_for_suggestions_holds_up_nothing_else() -> None:
    async with serve_page(seen, hello) as page, open_tab(page) as tab:
        page.sandbox.faults.add("POST /interactions/*", delay=1.0)
        members = {"channel": tab.here, "name": "seen", "focused": "title", "text": "a", "options": {}}
        await tab._socket.send_json({"id": 900, "do": "autocomplete", **members})
        await tab.use("hello")
        assert 900 not in tab._replies
        await tab.until(lambda: 900 in tab._replies)
        assert tab._replies[900]["ok"]


async def test_context_menus_work_on_people_and_on_messages() -> None:
    async with serve_page(compare, quote, hello) as page, open_tab(page, "Ada") as tab:
        bruno = member_id(page, "Bruno")
        await tab.ask("context", channel=tab.here, name="Compare taste", user=bruno)
        await tab.said(f"compared with <@{bruno}>")
        await tab.use("hello")
        said = await tab.said("hello")
        await tab.ask("context", channel=tab.here, name="Quote", message=said["id"])
        await tab.said(f"quoted {said['id']}")
