"""People and places as Discord writes them in JSON. Pure."""

from bot.sandbox.clock import iso
from bot.sandbox.entities import DIRECT, GROUP, TEXT, Attachment, Channel, Json, Member, ScheduledEvent, User
from bot.sandbox.signing import sign
from bot.sandbox.state import World


def user_json(user: User) -> Json:
    """A user as others see them."""
    return {
        "id": str(user.id),
        "username": user.name,
        "discriminator": "0",
        "global_name": None if user.bot else user.display,
        "avatar": None,
        "avatar_decoration_data": None,
        "banner": None,
        "accent_color": None,
        "primary_guild": None,
        "public_flags": 0,
        "flags": 0,
        "bot": user.bot,
    }


def own_user_json(user: User) -> Json:
    """The bot's own user, as `/users/@me` shows it."""
    return user_json(user) | {"mfa_enabled": True, "locale": "en-US", "verified": True, "email": None}


def member_json(member: Member, *, with_user: bool = True) -> Json:
    """A member; inside `resolved` Discord leaves out the user, deaf and mute."""
    body: Json = {
        "avatar": None,
        "banner": None,
        "communication_disabled_until": None,
        "flags": 0,
        "joined_at": iso(member.joined),
        "nick": member.nick,
        "pending": False,
        "premium_since": None,
        "roles": [],
    }
    return body | {"user": user_json(member.user), "mute": False, "deaf": False} if with_user else body


def resolved_member_json(member: Member) -> Json:
    """A member inside `resolved`, with what they may do in this channel."""
    return member_json(member, with_user=False) | {"permissions": str(member.permissions)}


def channel_json(world: World, channel: Channel) -> Json:
    """A channel as the bot sees it."""
    shown = [message for message in channel.messages if not message.deleted and not message.ephemeral]
    body: Json = {"id": str(channel.id), "type": channel.kind, "flags": 0}
    body["last_message_id"] = str(shown[-1].id) if shown else None
    if channel.guild is None:
        body["recipients"] = [user_json(user) for user in channel.recipients if user is not world.bot]
        return (
            body | {"name": channel.name, "icon": None, "owner_id": body["recipients"][0]["id"]}
            if (channel.kind == GROUP)
            else body
        )
    return body | {
        "guild_id": str(channel.guild.id),
        "name": channel.name,
        "topic": None,
        "position": channel.position,
        "parent_id": None,
        "nsfw": channel.nsfw,
        "rate_limit_per_user": 0,
        "permission_overwrites": [],
    }


def partial_channel_json(world: World, channel: Channel, permissions: int) -> Json:
    """A channel inside an interaction, with what its user may do there."""
    body = channel_json(world, channel)
    body.pop("permission_overwrites", None)
    return body | ({"permissions": str(permissions)} if channel.kind == TEXT else {})


def event_json(event: ScheduledEvent, viewer: User | None = None) -> Json:
    """A scheduled event; with a `viewer` also how many are interested and whether the viewer is."""
    body: Json = {
        "id": str(event.id),
        "guild_id": str(event.guild.id),
        "channel_id": None,
        "creator_id": str(event.creator.id),
        "creator": user_json(event.creator),
        "name": event.name,
        "description": event.description,
        "image": None,
        "scheduled_start_time": iso(event.start),
        "scheduled_end_time": iso(event.end),
        "privacy_level": 2,
        "status": event.status,
        "entity_type": 3,
        "entity_id": None,
        "entity_metadata": {"location": event.location},
        "recurrence_rule": None,
        "guild_scheduled_event_exceptions": [],
    }
    if viewer is None:
        return body
    about = {"guild_scheduled_event_id": str(event.id), "user_id": str(viewer.id)}
    rsvp = about | {"response": 1} if viewer in event.interested else None
    return body | {"user_count": len(event.interested), "user_rsvp": rsvp}


def attachment_json(world: World, attachment: Attachment) -> Json:
    """A file with its signed address."""
    folder = f"ephemeral-attachments/{world.bot.id}" if attachment.ephemeral else f"attachments/{attachment.channel_id}"
    path = f"/{folder}/{attachment.id}/{attachment.filename}"
    query = sign(world.signing_key, path, world.clock.now())
    body: Json = {
        "id": str(attachment.id),
        "filename": attachment.filename,
        "size": attachment.size,
        "url": f"{world.base}{path}?{query}",
        "proxy_url": f"{world.base}{path}?{query}",
        "content_type": attachment.content_type,
    }
    optional = {"description": attachment.description, "width": attachment.width, "height": attachment.height}
    body |= {member: value for member, value in optional.items() if value is not None}
    return body | ({"ephemeral": True} if attachment.ephemeral else {})


def private_name(channel: Channel) -> str:
    """How a reader calls a channel."""
    if channel.kind == TEXT:
        return f"#{channel.name}"
    names = ", ".join(user.display for user in channel.recipients)
    return f"direct: {names}" if channel.kind == DIRECT else f"group: {names}"
