"""Telling connected bots of messages, where they are and have asked for it."""

from bot.sandbox.entities import Json, Message
from bot.sandbox.message_json import message_json
from bot.sandbox.payloads import member_json
from bot.sandbox.state import World

_GUILD_MESSAGES_INTENT, _DIRECT_MESSAGES_INTENT = 1 << 9, 1 << 12


def announce(world: World, name: str, message: Message) -> None:
    """Send MESSAGE_CREATE, MESSAGE_UPDATE or MESSAGE_DELETE; what one member alone sees is told to nobody."""
    channel, guild = message.channel, message.channel.guild
    present = guild.installed if guild is not None else world.bot in channel.recipients
    if message.ephemeral or not present:
        return
    intent = _GUILD_MESSAGES_INTENT if guild is not None else _DIRECT_MESSAGES_INTENT
    world.publish(name, lambda: _content(world, name, message), guild.id if guild is not None else None, intent)


def _content(world: World, name: str, message: Message) -> Json:
    channel, guild = message.channel, message.channel.guild
    place = {} if guild is None else {"guild_id": str(guild.id)}
    if name == "MESSAGE_DELETE":
        return {"id": str(message.id), "channel_id": str(channel.id)} | place
    body = message_json(world, message) | place
    member = guild.members.get(message.author.id) if guild is not None else None
    return body | ({"member": member_json(member, with_user=False) | {"mute": False, "deaf": False}} if member else {})
