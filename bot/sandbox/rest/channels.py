"""Channels and the messages a bot sends to them by its own token."""

from bot.sandbox.entities import ATTACH_FILES, SEND_MESSAGES, VIEW_CHANNEL, Channel, Message
from bot.sandbox.errors import ApiError, unknown
from bot.sandbox.message_json import message_json
from bot.sandbox.messages import delete_message, edit_message, post_message
from bot.sandbox.payloads import channel_json
from bot.sandbox.rest.call import NOTHING, Answer, Call, Route

_MOST_LISTED = 100


def get_channel(call: Call) -> Answer:
    """A channel the bot can see."""
    return Answer(channel_json(call.world, _channel(call, VIEW_CHANNEL)))


def list_messages(call: Call) -> Answer:
    """Messages of a channel, newest first; ephemeral ones are not part of it."""
    channel = _channel(call, VIEW_CHANNEL)
    limit = min(int(call.query.get("limit", 50)), _MOST_LISTED)
    before = int(call.query.get("before", 0)) or None
    shown = [m for m in channel.messages if not m.deleted and not m.ephemeral and (before is None or m.id < before)]
    return Answer([message_json(call.world, message) for message in shown[::-1][:limit]])


def create_message(call: Call) -> Answer:
    """Post a message; with `enforce_nonce`, a repeated nonce gives the message that was posted first."""
    channel = _channel(call, VIEW_CHANNEL | SEND_MESSAGES | (ATTACH_FILES if call.body.uploads else 0))
    if channel.guild is None and not all(user.accepts_direct for user in channel.recipients):
        raise ApiError(403, 50007, "Cannot send messages to this user")
    nonce = call.body.form.get("nonce")
    if nonce is not None and call.body.form.get("enforce_nonce"):
        for message in channel.messages:
            if message.nonce == nonce and not message.deleted:
                return Answer(message_json(call.world, message))
    message = post_message(call.world, channel, call.body)
    call.world.report.event(None, f"message posted in {channel.name or 'a private conversation'}")
    return Answer(message_json(call.world, message))


def get_message(call: Call) -> Answer:
    """One message."""
    return Answer(message_json(call.world, find_message(call)))


def update_message(call: Call) -> Answer:
    """Edit one of the bot's messages."""
    message = find_message(call)
    edit_message(call.world, message, call.body)
    return Answer(message_json(call.world, message))


def remove_message(call: Call) -> Answer:
    """Delete a message."""
    delete_message(call.world, find_message(call))
    return NOTHING


def show_typing(call: Call) -> Answer:
    """Let members see that the bot is typing."""
    _channel(call, VIEW_CHANNEL | SEND_MESSAGES)
    return NOTHING


def _channel(call: Call, needed: int) -> Channel:
    """The channel of the path. Raises ApiError when the bot is not in it or lacks the permissions `needed`."""
    channel = call.world.channel(call.id("channel_id", "Channel"))
    absent = call.world.bot not in channel.recipients if channel.guild is None else not channel.guild.installed
    if absent or not channel.bot_permissions & VIEW_CHANNEL:
        raise ApiError(403, 50001, "Missing Access")
    if needed & ~channel.bot_permissions:
        raise ApiError(403, 50013, "Missing Permissions")
    return channel


def find_message(call: Call, needed: int = VIEW_CHANNEL) -> Message:
    """The message of the path, as far as the bot's own token reaches. Raises ApiError."""
    channel = _channel(call, needed)
    message = call.world.messages.get(call.id("message_id"))
    # ephemeral messages belong to their interaction; the bot's token does not reach them
    if message is None or message.deleted or message.channel is not channel or message.ephemeral:
        raise unknown("Message")
    return message


ROUTES = (
    Route("GET", "/channels/{channel_id}", get_channel),
    Route("GET", "/channels/{channel_id}/messages", list_messages),
    Route("POST", "/channels/{channel_id}/messages", create_message),
    Route("GET", "/channels/{channel_id}/messages/{message_id}", get_message),
    Route("PATCH", "/channels/{channel_id}/messages/{message_id}", update_message),
    Route("DELETE", "/channels/{channel_id}/messages/{message_id}", remove_message),
    Route("POST", "/channels/{channel_id}/typing", show_typing),
)
