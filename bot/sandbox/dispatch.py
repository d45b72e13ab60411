"""Turning what a member does into an interaction, and the interaction into the event the bot receives."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.sandbox.entities import EVERYTHING, Attachment, Channel, Interaction, Json, Message, User
from bot.sandbox.message_json import message_json
from bot.sandbox.payloads import (
    attachment_json,
    member_json,
    partial_channel_json,
    resolved_member_json,
    user_json,
)
from bot.sandbox.sessions import Sessions
from bot.sandbox.state import World, context_of, member_of


@dataclass(frozen=True, slots=True)
class Stage:
    """What an actor acts on: the world, and the sessions that hear of it."""

    world: World
    sessions: Sessions


def send(stage: Stage, interaction: Interaction) -> None:
    """Hand an interaction to the bot."""
    world = stage.world
    world.interactions[interaction.id] = interaction
    world.report.opened(interaction)
    guild = interaction.channel.guild
    event = interaction_json(world, interaction)
    stage.sessions.publish("INTERACTION_CREATE", event, guild.id if guild and guild.installed else None)


def interaction_json(world: World, interaction: Interaction) -> Json:
    """The INTERACTION_CREATE event."""
    channel, user = interaction.channel, interaction.user
    member = member_of(channel, user)
    body: Json = {
        "id": str(interaction.id),
        "application_id": str(world.bot.id),
        "type": interaction.kind,
        "token": interaction.token,
        "version": 1,
        "data": interaction.details,
        "channel_id": str(channel.id),
        "channel": partial_channel_json(world, channel, member.permissions if member else EVERYTHING),
        "context": context_of(world, channel),
        "locale": user.locale,
        "authorizing_integration_owners": interaction.owners,
        "app_permissions": str(channel.bot_permissions),
        "attachment_size_limit": channel.file_limit,
        "entitlements": [],
        "entitlement_sku_ids": [],
    }
    if interaction.source is not None:
        body["message"] = message_json(world, interaction.source)
    if channel.guild is None or member is None:
        return body | {"user": user_json(user)}
    guild = channel.guild
    return body | {
        "guild_id": str(guild.id),
        "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
        "guild_locale": guild.locale,
        "member": member_json(member) | {"permissions": str(member.permissions)},
    }


def resolve_users(channel: Channel, users: Iterable[User]) -> Json:
    """`users` and, for those in the channel's guild, `members`, as `resolved` holds them."""
    chosen = list(users)
    members = {str(user.id): resolved_member_json(m) for user in chosen if (m := member_of(channel, user))}
    found: Json = {"users": {str(user.id): user_json(user) for user in chosen}} if chosen else {}
    return found | ({"members": members} if members else {})


def resolve_attachments(world: World, attachments: Iterable[Attachment]) -> Json:
    """`attachments` as `resolved` holds them."""
    found = {str(attachment.id): attachment_json(world, attachment) for attachment in attachments}
    return {"attachments": found} if found else {}


def resolve_message(world: World, message: Message) -> Json:
    """`messages` as `resolved` holds them."""
    return {"messages": {str(message.id): message_json(world, message)}}
