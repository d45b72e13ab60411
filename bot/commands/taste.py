"""`/taste`: how well two members' tastes match, and who in a server is nearest to one's own."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands

from bot.client import Interaction
from bot.commands import privacy
from bot.commands.own import mine
from bot.encounter import (
    agree,
    ask,
    begin,
    check_friend,
    find,
    is_free_to_use,
    look_around,
    meet,
    note_sharing,
    post,
    refuse,
    show_agreed,
    show_comparison,
)
from bot.errors import Problem
from bot.panels.notice import build_notice
from bot.panels.taste import build_neighbours, build_too_little
from bot.presence import display_name
from bot.text import mention


@app_commands.command(name="taste", description="How well your taste matches a friend's, or who here is nearest to it")
@app_commands.describe(friend="Whose taste; they are asked first, unless their setting says you need not")
@app_commands.checks.cooldown(30, 60)
async def taste(interaction: Interaction, friend: discord.User | None = None) -> None:
    """Compare with a friend, or look who is near."""
    if friend is None:
        await show_neighbours(interaction)
    else:
        await start(interaction, friend)


@app_commands.context_menu(name="Compare taste")
@app_commands.checks.cooldown(30, 60)
async def taste_with(interaction: Interaction, member: discord.User) -> None:
    """Compare with the member that was right-clicked."""
    await start(interaction, member)


async def start(interaction: Interaction, friend: discord.User | discord.Member) -> None:
    """Compare at once where the friend's setting allows it, else ask them."""
    check_friend(interaction, friend)
    await interaction.response.defer(ephemeral=True, thinking=True)
    is_free = await is_free_to_use(interaction, friend)
    found = await begin(interaction, friend.id)
    if is_free:
        await note_sharing(interaction, friend.id)
        await show_comparison(interaction, await meet(interaction, found))
    else:
        await ask(interaction, found)


async def show_neighbours(interaction: Interaction) -> None:
    """Answer privately with the nearest members of this server who share."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    await note_sharing(interaction, interaction.user.id)
    await _look(interaction, 0)


async def turn_page(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """Look at the next ten, or the first."""
    del values
    await mine(interaction, arguments)
    await _look(interaction, int(arguments[1]))


async def pick(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """A neighbour was picked: the comparison with them, as long as their setting allows it."""
    await mine(interaction, arguments)
    found = await begin(interaction, int(values[0]))
    await show_comparison(interaction, await meet(interaction, found))


async def join(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """The asked friend agrees, this once."""
    del values
    await interaction.response.defer()
    await show_agreed(interaction, await agree(interaction, arguments[0]))


async def decline(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """The asked friend says not now."""
    del values
    await interaction.response.defer()
    await refuse(interaction, arguments[0])
    await interaction.edit_original_response(view=build_notice(f"{mention(interaction.user.id)} would rather not."))


async def show(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """Show the comparison to one of the two, alone."""
    del values
    await interaction.response.defer(ephemeral=True, thinking=True)
    found = await find(interaction, arguments[0])
    await show_comparison(interaction, await meet(interaction, found))


async def post_it(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """Post the comparison to the channel."""
    del values
    await interaction.response.defer()
    met = await meet(interaction, await find(interaction, arguments[0]))
    if met.comparison.vague:
        raise Problem("too_little", "Too little is known of one of you by now, so there is nothing to post.")
    await post(interaction, met)


async def set_consent(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """Who may blend with me here, and so who can be found among the neighbours."""
    await privacy.set_consent(interaction, arguments, values)
    await note_sharing(interaction, interaction.user.id)


async def go_taste(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """Open the presser's own neighbours."""
    del arguments, values
    await show_neighbours(interaction)


async def _look(interaction: Interaction, start_at: int) -> None:
    around = await look_around(interaction, start_at)
    if around.near is None:
        await interaction.edit_original_response(view=build_too_little())
        return
    near = {each: await display_name(interaction, each.member) for each in around.near}
    signer = interaction.client.services.signer
    view = build_neighbours(near, signer, interaction.user.id, around.start, around.following)
    await interaction.edit_original_response(view=view)


PRESSES = {
    "taste.join": join,
    "taste.later": decline,
    "taste.show": show,
    "taste.post": post_it,
    "taste.near": turn_page,
    "taste.pick": pick,
    "go.taste": go_taste,
    "priv.consent": set_consent,
}
