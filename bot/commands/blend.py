"""`/blend`: what would this group enjoy together? And everything that can be pressed on its panel."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands

from bot.blending import DEFAULT_RULE, Wishes
from bot.client import Interaction
from bot.commands import details, steer
from bot.commands.blend_options import (
    KIND_CHOICES,
    MATURITY_CHOICES,
    MOOD_CHOICES,
    RULE_CHOICES,
    SEEN_CHOICES,
    read_wishes,
    suggest_genres,
    suggest_language,
)
from bot.errors import Problem
from bot.evening import gather, keep_wishes, kept_wishes, may_join, open_evening, show_evening
from bot.panels.blend import build_picker
from data.store import Blend, new_blend_id

MOST_FRIENDS = 9


@app_commands.command(name="blend", description="Rank what you and your friends would enjoy together, and say why")
@app_commands.describe(
    friend="Who watches with you",
    kind="Only films or only series",
    minutes="At most this long: a film, or one episode",
    mood="What tonight should feel like",
    genres="Only these genres, several with a comma between them",
    without="None of these genres, several with a comma between them",
    since="Made in this year or later",
    until="Made in this year or earlier",
    language="The language it was made in",
    rule="How the group decides (default: fair)",
    seen="What may be on the list (default: new to everyone)",
    maturity="The highest age rating at the table tonight",
    surprise="Less known titles first",
    **{f"friend{at}": "Another friend" for at in range(2, MOST_FRIENDS + 1)},
)
@app_commands.choices(
    kind=KIND_CHOICES, mood=MOOD_CHOICES, rule=RULE_CHOICES, seen=SEEN_CHOICES, maturity=MATURITY_CHOICES
)
@app_commands.autocomplete(genres=suggest_genres, without=suggest_genres, language=suggest_language)
@app_commands.checks.cooldown(30, 60)
async def blend(  # noqa: PLR0913, PLR0917 - one parameter for each option Discord shows
    interaction: Interaction,
    friend: discord.User | None = None,
    kind: str | None = None,
    minutes: app_commands.Range[int, 5, 600] | None = None,
    mood: str | None = None,
    genres: str | None = None,
    without: str | None = None,
    since: app_commands.Range[int, 1880, 2100] | None = None,
    until: app_commands.Range[int, 1880, 2100] | None = None,
    language: str | None = None,
    rule: str = DEFAULT_RULE,
    seen: str = "everyone",
    maturity: str | None = None,
    surprise: bool = False,  # noqa: FBT001, FBT002 - an option of the command
    friend2: discord.User | None = None,
    friend3: discord.User | None = None,
    friend4: discord.User | None = None,
    friend5: discord.User | None = None,
    friend6: discord.User | None = None,
    friend7: discord.User | None = None,
    friend8: discord.User | None = None,
    friend9: discord.User | None = None,
) -> None:
    """Rank what the asker and their friends would enjoy together."""
    friends = [f for f in (friend, friend2, friend3, friend4, friend5, friend6, friend7, friend8, friend9) if f]
    wishes = read_wishes(
        {
            "kind": kind,
            "minutes": minutes,
            "mood": mood,
            "genres": genres,
            "without": without,
            "since": since,
            "until": until,
            "language": language,
            "rule": rule,
            "seen": seen,
            "maturity": maturity,
            "surprise": surprise,
        }
    )
    if friends:
        await start(interaction, friends, wishes)
    else:
        await show_picker(interaction, wishes)


@app_commands.context_menu(name="Blend with...")
@app_commands.checks.cooldown(30, 60)
async def blend_with(interaction: Interaction, member: discord.User) -> None:
    """Blend with the member that was right-clicked."""
    await start(interaction, [member], Wishes())


async def show_picker(interaction: Interaction, wishes: Wishes) -> None:
    """Let the asker pick their friends; limits wait with a blend nobody else knows of, as a button cannot hold them."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    kept = "" if wishes == Wishes() else await keep_wishes(interaction, wishes)
    picker = build_picker(interaction.client.services.signer, interaction.user.id, wishes, kept)
    await interaction.edit_original_response(view=picker)


async def pick(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """Friends were picked from the menu of `/blend` without a friend."""
    if interaction.user.id != int(arguments[0]):
        raise Problem("not_yours", "This menu is not for you. Run /blend to pick your own friends.")
    if len(arguments) != 2:  # noqa: PLR2004 - the menus of an earlier version held the limits themselves
        raise Problem("old_panel", "This menu is from an earlier version of me. Run /blend again.")
    wishes = await kept_wishes(interaction, arguments[1]) if arguments[1] else Wishes()
    await start(interaction, list(values), wishes)


async def start(interaction: Interaction, friends: Sequence[discord.User | discord.Member], wishes: Wishes) -> None:
    """Open a blend for the asker and these friends and show it in the channel."""
    friends = check_friends(interaction.user.id, friends)
    await interaction.response.defer(thinking=True)
    evening = await open_evening(interaction, friends, wishes, new_blend_id())
    await show_evening(interaction, evening, invite=True)


def check_friends(asker: int, friends: Sequence[discord.User | discord.Member]) -> list[discord.User | discord.Member]:
    """The friends, each once. Raises Problem for the asker themselves, bots, or too many."""
    unique = list({friend.id: friend for friend in friends}.values())
    if any(friend.id == asker for friend in unique):
        raise Problem("self_blend", "You are always part of your own blend. Pick friends to blend with.")
    if any(friend.bot for friend in unique):
        raise Problem("bot_friend", "Bots do not watch films, so there is nothing to blend with. Pick people.")
    if len(unique) > MOST_FRIENDS:
        raise Problem("too_many", f"A blend has room for you and {MOST_FRIENDS} friends. Pick fewer.")
    return unique


async def turn_page(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """Back or Next."""
    del values
    await interaction.response.defer()
    evening = await gather(interaction, arguments[0])
    _check_invited(interaction, evening.blend)
    await show_evening(interaction, evening, page=int(arguments[1]))


async def join(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """An invited friend agrees, for this blend: the list is made anew with their history."""
    del values
    await interaction.response.defer()
    me = interaction.user.id
    await may_join(interaction, arguments[0])
    store = interaction.client.services.store

    def agree(blend: Blend) -> Blend:
        declined = tuple(member for member in blend.declined if member != me)
        return replace(blend, joined=tuple(dict.fromkeys((*blend.joined, me))), declined=declined)

    await store.change_blend(arguments[0], agree)
    await show_evening(interaction, await gather(interaction, arguments[0]))


async def decline(interaction: Interaction, arguments: Sequence[str], values: Sequence[Any]) -> None:
    """An invited friend says not now, or one who joined leaves."""
    del values
    await interaction.response.defer()
    me = interaction.user.id
    _check_invited(interaction, (await gather(interaction, arguments[0])).blend)

    def refuse(blend: Blend) -> Blend:
        joined = tuple(member for member in blend.joined if member != me)
        return replace(blend, joined=joined, declined=tuple(dict.fromkeys((*blend.declined, me))))

    await interaction.client.services.store.change_blend(arguments[0], refuse)
    await show_evening(interaction, await gather(interaction, arguments[0]))


def _check_invited(interaction: Interaction, blend: Blend) -> None:
    if interaction.user.id not in (*blend.invited, blend.owner):
        raise Problem("not_invited", "This list is for the friends who were invited. Start your own with /blend.")


PRESSES = {
    **steer.PRESSES,
    **details.PRESSES,
    "blend.pick": pick,
    "blend.page": turn_page,
    "blend.join": join,
    "blend.later": decline,
}
