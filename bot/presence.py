"""Where and when an interaction takes place, who is still there, and what they are called there."""

from datetime import datetime

import discord

from bot.client import Interaction

_UNKNOWN_MEMBER = frozenset({10007, 10013})


def place_of(interaction: Interaction) -> int:
    """What consent is given for: the server, or the conversation outside of servers."""
    return interaction.guild_id or interaction.channel_id or 0


def moment_of(interaction: Interaction) -> datetime:
    """When a member acted, by Discord's clock: polls and events keep to that one, whatever the host's may say."""
    return interaction.created_at


async def is_still_here(interaction: Interaction, member: int) -> bool:
    """False once a member has left the server: whatever they agreed to here ends with it.

    Discord is asked each time: nothing tells a bot without privileged intents that somebody left. Outside servers, and
    where the bot itself is not a member of the server, there is no way to look.
    """
    if _guild(interaction) is None:
        return True
    known, name = await _ask(interaction, member)
    return name is not None or not known


async def display_name(interaction: Interaction, member: int) -> str:
    """What the member is called in this place."""
    _, name = await _look_up(interaction, member)
    return name or "a member"


async def _look_up(interaction: Interaction, member: int) -> tuple[bool, str | None]:
    members, place = interaction.client.known, place_of(interaction)
    if interaction.user.id == member:
        members.learn(place, member, interaction.user.display_name)
    known, name = members.recall(place, member)
    return (known, name) if known else await _ask(interaction, member)


async def _ask(interaction: Interaction, member: int) -> tuple[bool, str | None]:
    """What Discord says now, or said lately when it cannot say now."""
    members, place = interaction.client.known, place_of(interaction)
    try:
        members.learn(place, member, await _name_at_discord(interaction, member))
    except discord.HTTPException as error:
        if error.code in _UNKNOWN_MEMBER:
            members.learn(place, member, None)
    return members.recall(place, member)


async def _name_at_discord(interaction: Interaction, member: int) -> str:
    if (guild := _guild(interaction)) is not None:
        return (await guild.fetch_member(member)).display_name
    return (await interaction.client.fetch_user(member)).display_name


def _guild(interaction: Interaction) -> discord.Guild | None:
    """The server, where the bot is a member of it."""
    return interaction.client.get_guild(interaction.guild_id) if interaction.guild_id else None
