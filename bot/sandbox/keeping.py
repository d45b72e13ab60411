"""Keeping a local Discord between runs: its people, places, commands, events and what was said openly, as one file.

What only one member saw is not kept, nor are files that members attached: Discord's clients forget the first when
they are restarted, and the second were for the bot alone.
"""

import json
import os
from pathlib import Path
from typing import Any, cast

from bot.sandbox.clock import iso
from bot.sandbox.entities import Channel, Guild, Json, Member, Message, ScheduledEvent, User
from bot.sandbox.keeping_messages import message_from, message_to, poll_goes_on
from bot.sandbox.scheduled import plan
from bot.sandbox.state import World, create_world

_VERSION = 1
#: The last messages of each channel that are kept.
_MOST_MESSAGES = 200
_USER = ("id", "name", "display", "bot", "locale", "installed", "accepts_direct")
_GUILD = ("id", "name", "locale", "installed", "created")
_MEMBER = ("joined", "nick", "permissions")
_CHANNEL = ("id", "kind", "name", "nsfw", "position", "file_limit", "bot_permissions")
_EVENT = ("id", "name", "description", "location", "start", "end", "status")


class KeptBroken(Exception):
    """What was kept cannot be used; the text says why."""


def save_world(world: World, path: Path) -> None:
    """Write the world, whole or not at all, for its owner's eyes only. Raises OSError."""
    partial = path.with_name(f"{path.name}.partial")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(_to_json(world), file)
    partial.replace(path)


def load_world(path: Path, *, start: float | None = None) -> World | None:
    """The world that was kept, None when there is none; its tokens go on at random. Raises KeptBroken, OSError."""
    try:
        read: Any = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise KeptBroken(f"it is not JSON ({error})") from None
    kept = cast("Json", read) if isinstance(read, dict) else {}
    if kept.get("version") != _VERSION:
        raise KeptBroken("it is of another version")
    try:
        return _from_json(kept, start)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise KeptBroken(f"it is not whole ({type(error).__name__}: {error})") from error


def _to_json(world: World) -> Json:
    channels = world.channels.values()
    spoken = [m for c in channels for m in [m for m in c.messages if _is_open(m)][-_MOST_MESSAGES:]]
    return {
        "version": _VERSION,
        "now": world.clock.now(),
        "last": world.ids.last,
        "token": world.token,
        "signing_key": world.signing_key.hex(),
        "bot": world.bot.id,
        "owner": world.owner.id,
        "users": [_some(user, _USER) for user in world.users.values()],
        "guilds": [_guild_to(guild) for guild in world.guilds.values()],
        "channels": [_channel_to(channel) for channel in channels],
        "commands": [{"guild": guild, "commands": commands} for guild, commands in world.commands.items()],
        "events": [_event_to(event) for event in world.events.values()],
        "messages": [message_to(message) for message in sorted(spoken, key=lambda message: message.id)],
    }


def _from_json(kept: Json, start: float | None) -> World:
    world = create_world(start=start)
    ahead = kept["now"] - world.clock.now()
    if ahead > 0 and start is not None:
        raise KeptBroken(f"it goes on until {iso(kept['now'])}, which is after the moment the clock is to start at")
    world.clock.advance(max(0.0, ahead))
    world.ids.last, world.ids.moment = kept["last"], None
    world.token, world.signing_key = kept["token"], bytes.fromhex(kept["signing_key"])
    world.users = {user["id"]: User(**user) for user in kept["users"]}
    world.bot, world.owner = world.users[kept["bot"]], world.users[kept["owner"]]
    for guild in kept["guilds"]:
        _guild_from(world, guild)
    for channel in kept["channels"]:
        _channel_from(world, channel)
    world.commands = {entry["guild"]: entry["commands"] for entry in kept["commands"]}
    for event in kept["events"]:
        _event_from(world, event)
    for message in kept["messages"]:
        message_from(world, message)
    for message in tuple(world.messages.values()):
        poll_goes_on(world, message)
    return world


def _is_open(message: Message) -> bool:
    return not (message.deleted or message.ephemeral or message.loading)


def _some(thing: Any, names: tuple[str, ...]) -> Json:
    return {name: getattr(thing, name) for name in names}


def _guild_to(guild: Guild) -> Json:
    members = [_some(member, _MEMBER) | {"user": member.id} for member in guild.members.values()]
    return _some(guild, _GUILD) | {"owner": guild.owner.id, "members": members}


def _guild_from(world: World, kept: Json) -> None:
    guild = Guild(**_pick(kept, _GUILD), owner=world.users[kept["owner"]])
    world.guilds[guild.id] = guild
    for entry in kept["members"]:
        user = world.users[entry["user"]]
        guild.members[user.id] = Member(user, guild, **_pick(entry, _MEMBER))


def _channel_to(channel: Channel) -> Json:
    guild = channel.guild.id if channel.guild else None
    return _some(channel, _CHANNEL) | {"guild": guild, "recipients": [user.id for user in channel.recipients]}


def _channel_from(world: World, kept: Json) -> None:
    guild = world.guilds[kept["guild"]] if kept["guild"] is not None else None
    recipients = tuple(world.users[user] for user in kept["recipients"])
    channel = Channel(**_pick(kept, _CHANNEL), guild=guild, recipients=recipients)
    world.channels[channel.id] = channel
    if guild is not None:
        guild.channels.append(channel)


def _event_to(event: ScheduledEvent) -> Json:
    people = {"guild": event.guild.id, "creator": event.creator.id, "interested": [u.id for u in event.interested]}
    return _some(event, _EVENT) | people


def _event_from(world: World, kept: Json) -> None:
    guild, creator = world.guilds[kept["guild"]], world.users[kept["creator"]]
    event = ScheduledEvent(**_pick(kept, _EVENT), guild=guild, creator=creator)
    event.interested = [world.users[user] for user in kept["interested"]]
    world.events[event.id] = event
    plan(world, event)


def _pick(kept: Json, names: tuple[str, ...]) -> Json:
    return {name: kept[name] for name in names}
