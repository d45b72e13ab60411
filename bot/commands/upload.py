"""`/upload`: take a member's export in, privately, and report honestly what came of it."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands

from bot.attachments import read_attachment
from bot.client import Interaction
from bot.errors import Problem
from bot.intake import profiles_of, take_in
from bot.panels.upload import build_how, build_profiles, build_report
from bot.services import run_in
from data.imports import Export, ImportProblem, read_exports


@app_commands.command(name="upload", description="Bring your watch history. Only you see it")
@app_commands.describe(
    history="A file of Netflix, Letterboxd, IMDb, Trakt, Simkl or Prime; leave it out to learn how",
    history2="A second file",
    history3="A third file",
)
@app_commands.checks.cooldown(20, 60)
async def upload(
    interaction: Interaction,
    history: discord.Attachment | None = None,
    history2: discord.Attachment | None = None,
    history3: discord.Attachment | None = None,
) -> None:
    """Read the files, ask for the profile if there are several, and say what was kept."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    files = [file for file in (history, history2, history3) if file]
    services, me = interaction.client.services, interaction.user.id
    if not files:
        await interaction.edit_original_response(view=build_how(services.signer, me))
        return
    hosts = services.settings.cdn
    contents = [(file.filename, await read_attachment(services.downloads, file, hosts)) for file in files]
    exports = await _read(interaction, contents)
    if exports is None:
        return
    if profiles := profiles_of(exports):
        ticket = services.waiting.put(me, exports)
        choices = [(profile.name, profile.kept, profile.period[1] if profile.period else None) for profile in profiles]
        await interaction.edit_original_response(view=build_profiles(services.signer, me, ticket, choices))
        return
    await _keep(interaction, exports, None)


async def show_how(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """The way to the file, from a button."""
    del arguments, values
    signer = interaction.client.services.signer
    await interaction.response.send_message(view=build_how(signer, interaction.user.id), ephemeral=True)


async def pick_profile(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """The member said which profile of the household is theirs."""
    owner, ticket = arguments
    if interaction.user.id != int(owner):
        raise Problem("not_yours", "This menu is somebody else's. Type /upload to bring your own history.")
    await interaction.response.defer()
    exports = interaction.client.services.waiting.take(interaction.user.id, ticket)
    if exports is None:
        raise Problem(
            "upload_expired",
            "I no longer have that file: files are kept for minutes only. Type /upload and send it once more.",
        )
    await _keep(interaction, exports, profiles_of(exports)[int(values[0])].name)


async def _read(interaction: Interaction, contents: Sequence[tuple[str, bytes]]) -> Sequence[Export] | None:
    """The exports in these files, or None after telling the member what is wrong with them."""
    services = interaction.client.services
    try:
        return await run_in(services.reader, read_exports, contents, services.catalogue)
    except ImportProblem as problem:
        view = build_how(services.signer, interaction.user.id, str(problem))
        await interaction.edit_original_response(view=view)
        return None


async def _keep(interaction: Interaction, exports: Sequence[Export], profile: str | None) -> None:
    services, me = interaction.client.services, interaction.user.id
    report = await take_in(services, me, exports, profile)
    services.renderer.purge()
    await interaction.edit_original_response(view=build_report(report, services.signer, me))


PRESSES = {"upload.how": show_how, "upload.profile": pick_profile}
