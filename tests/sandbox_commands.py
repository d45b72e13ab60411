"""Commands of a throw-away bot that use every kind of component."""

import io
from typing import Any

import discord
from discord import app_commands, ui

from tests.sandbox_bot import png

Interaction = discord.Interaction[Any]


def view(*items: ui.Item[Any]) -> ui.LayoutView:
    layout = ui.LayoutView(timeout=None)
    for item in items:
        layout.add_item(item)
    return layout


def row(*items: ui.Item[Any]) -> ui.ActionRow[Any]:
    return ui.ActionRow(*items)


def says(content: str) -> ui.LayoutView:
    return view(ui.TextDisplay(content))


def picture(name: str = "chart.png") -> discord.File:
    return discord.File(io.BytesIO(png()), name, description="what it shows")


@app_commands.command(description="Give me your history")
async def upload(interaction: Interaction, history: discord.Attachment) -> None:
    await interaction.response.defer(ephemeral=True)
    body = await history.read()
    await interaction.followup.send(view=says(f"{history.filename}: {len(body)} of {history.size} bytes"))


class Panel(ui.LayoutView):
    """A picture, a button that changes the panel, a menu and a picker of people."""

    def __init__(self, heading: str) -> None:
        super().__init__(timeout=None)
        self.add_item(ui.Container(ui.TextDisplay(heading), ui.Separator(), self.gallery()))
        for item in self.controls():
            self.add_item(ui.ActionRow(item))

    def gallery(self) -> ui.MediaGallery[Any]:
        return ui.MediaGallery(discord.MediaGalleryItem("attachment://chart.png", description="hours a month"))

    def controls(self) -> list[Any]:
        following: ui.Button[Any] = ui.Button(label="Next", custom_id="next")
        following.callback = self.turn
        charts: ui.Select[Any] = ui.Select(
            placeholder="Chart", custom_id="chart", options=[discord.SelectOption(label=name) for name in "AB"]
        )
        charts.callback = self.chosen(charts)
        people: ui.UserSelect[Any] = ui.UserSelect(custom_id="people", max_values=2)
        people.callback = self.chosen(people)
        gone: ui.Button[Any] = ui.Button(label="Vote", custom_id="vote", disabled=True)
        return [following, charts, people, gone]

    async def turn(self, interaction: Interaction) -> None:
        await interaction.response.edit_message(view=Panel("page two"), attachments=[picture()])

    def chosen(self, menu: Any) -> Any:
        async def answer(interaction: Interaction) -> None:
            await interaction.response.defer()
            names = ", ".join(getattr(value, "display_name", value) for value in menu.values)
            await interaction.followup.send(view=says(f"chose {names}"), ephemeral=True)

        return answer


@app_commands.command(description="What shall we watch?")
@app_commands.choices(kind=[app_commands.Choice(name="Films", value="movie")])
async def blend(
    interaction: Interaction,
    friend: discord.User,
    kind: str = "all",
    minutes: app_commands.Range[int, 10, 300] | None = None,
) -> None:
    await interaction.response.defer()
    heading = f"{interaction.user.display_name} and {friend.display_name}: {kind} {minutes}"
    await interaction.edit_original_response(view=Panel(heading), attachments=[picture()])


class Form(ui.Modal, title="Tell me more"):
    """A text, a choice and a file."""

    why = ui.Label(text="Why?", component=ui.TextInput(custom_id="why", max_length=20))
    mood = ui.Label(
        text="Mood",
        component=ui.Select(custom_id="mood", options=[discord.SelectOption(label=n) for n in ("Calm", "Wild")]),
    )
    export = ui.Label(text="File", component=ui.FileUpload(custom_id="file", required=False))

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        why, mood, export = self.why.component, self.mood.component, self.export.component
        assert isinstance(why, ui.TextInput)
        assert isinstance(mood, ui.Select)
        assert isinstance(export, ui.FileUpload)
        size = len(await export.values[0].read()) if export.values else 0
        await interaction.response.send_message(view=says(f"{why.value} {mood.values[0]} {size}"), ephemeral=True)


@app_commands.command(description="A form")
async def form(interaction: Interaction) -> None:
    await interaction.response.send_modal(Form())


@app_commands.context_menu(name="Compare taste")
async def compare(interaction: Interaction, member: discord.User) -> None:
    await interaction.response.send_message(f"compared with <@{member.id}>", ephemeral=True)


@app_commands.command(description="Who has seen it?")
async def seen(interaction: Interaction, title: str) -> None:
    await interaction.response.send_message(title)


@seen.autocomplete("title")
async def suggest(_: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=f"{typed} {n}", value=f"t{n}") for n in range(3)]


@app_commands.command(description="Where am I?")
async def where(interaction: Interaction) -> None:
    place = interaction.context
    nsfw = getattr(interaction.channel, "nsfw", None)
    kinds = (place.guild, place.dm_channel, place.private_channel)
    owners = sorted(interaction._integration_owners)
    languages = f"{interaction.locale} {interaction.guild_locale}"
    await interaction.response.send_message(
        f"{kinds.index(True)} {owners} {languages} {nsfw} {interaction.filesize_limit}"
    )


@app_commands.command(description="Say hello")
async def hello(interaction: Interaction) -> None:
    await interaction.response.send_message("hello")


@app_commands.command(description="Say hello in a while")
async def later(interaction: Interaction) -> None:
    await interaction.response.defer()
    await interaction.edit_original_response(content="hello")
