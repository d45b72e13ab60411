"""The world as one acting member sees it, in the JSON that the page takes. Pure."""

from bot.sandbox.entities import (
    COMMAND,
    COMPONENT,
    DIRECT,
    TEXT,
    Channel,
    Interaction,
    Json,
    Message,
    ScheduledEvent,
    User,
)
from bot.sandbox.message_json import message_json
from bot.sandbox.payloads import event_json, user_json
from bot.sandbox.scheduled import events_of
from bot.sandbox.state import World, is_in
from bot.sandbox.trace import Entry


def user_view(user: User) -> Json:
    """A user, and what to call them."""
    return user_json(user) | {"display": user.display}


def users_view(world: World) -> list[Json]:
    """Everybody: members in the order they came, then the host and the bot."""
    last = (world.owner, world.bot)
    people = [user for user in world.users.values() if user not in last]
    return [user_view(user) for user in (*people, *last)]


def channels_of(world: World, me: User) -> list[Channel]:
    """The channels this member can open: those of servers first."""
    seen = [channel for channel in world.channels.values() if is_in(channel, me)]
    return sorted(seen, key=lambda channel: (channel.kind != TEXT, channel.position, channel.id))


def channel_view(channel: Channel) -> Json:
    """A channel."""
    return {
        "id": str(channel.id),
        "kind": {TEXT: "text", DIRECT: "direct"}.get(channel.kind, "group"),
        "name": channel.name,
        "nsfw": channel.nsfw,
        "guild": str(channel.guild.id) if channel.guild else None,
        "recipients": [str(user.id) for user in channel.recipients],
    }


def message_view(world: World, message: Message, me: User) -> Json:
    """A message with what Discord's clients show beside it."""
    interaction = message.interaction
    is_answer = interaction is not None and interaction.kind == COMMAND and interaction.original in (None, message)
    asked = {"user": str(interaction.user.id), "label": interaction.label} if interaction and is_answer else None
    return message_json(world, message, me) | {"sandbox": {"revision": message.revision, "reply_to": asked}}


def interaction_view(interaction: Interaction, state: str) -> Json:
    """How far an interaction is, for the member who began it."""
    source = interaction.source
    return {
        "type": "interaction",
        "id": str(interaction.id),
        "user": str(interaction.user.id),
        "channel": str(interaction.channel.id),
        "message": str(source.id) if source else None,
        "component": interaction.details.get("id") if source and interaction.kind == COMPONENT else None,
        "label": interaction.label,
        "state": state,
    }


def event_view(event: ScheduledEvent, me: User) -> Json:
    """A scheduled event, with who is interested."""
    return event_json(event, me) | {"sandbox": {"interested": [str(user.id) for user in event.interested]}}


def events_view(world: World, me: User) -> list[Json]:
    """The scheduled events this member sees."""
    seen = [event for guild in world.guilds.values() if me.id in guild.members for event in events_of(world, guild)]
    return [event_view(event, me) for event in seen]


def trace_view(entry: Entry) -> Json:
    """One thing that happened."""
    about = str(entry.interaction) if entry.interaction is not None else None
    return {
        "number": entry.number,
        "at": entry.at,
        "interaction": about,
        "kind": entry.kind,
        "text": entry.text,
    } | entry.more
