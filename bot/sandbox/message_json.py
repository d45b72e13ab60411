"""A message as Discord writes it in JSON."""

from bot.sandbox.clock import iso
from bot.sandbox.entities import COMMAND, COMPONENT, MODAL_SUBMIT, Interaction, Json, Message, User
from bot.sandbox.files import refresh_media
from bot.sandbox.payloads import attachment_json, user_json
from bot.sandbox.polls import poll_json
from bot.sandbox.shape import entries
from bot.sandbox.state import World

_CHAT_REPLY, _MENU_REPLY = 20, 23


def message_json(world: World, message: Message, viewer: User | None = None) -> Json:
    """The message with everything its readers need, file addresses signed afresh.

    `viewer` is who reads it, None for the bot, which without Discord's approval sees no content of others in servers.
    """
    body: Json = {
        "id": str(message.id),
        "type": _kind(message),
        "channel_id": str(message.channel.id),
        "author": user_json(message.author),
        "content": message.content,
        "embeds": [_embed_json(embed) for embed in message.embeds],
        "components": refresh_media(world, message),
        "attachments": [attachment_json(world, attachment) for attachment in message.attachments],
        "mentions": [user_json(user) for user in message.pings],
        "mention_roles": [],
        "mention_everyone": False,
        "tts": False,
        "pinned": False,
        "flags": message.flags,
        "timestamp": iso(message.created),
        "edited_timestamp": iso(message.edited) if message.edited else None,
    }
    if message.nonce is not None:
        body["nonce"] = message.nonce
    if message.poll is not None:
        body["poll"] = poll_json(message.poll, viewer or world.bot)
    if message.reference is not None:
        body["message_reference"] = _reference_json(message.reference)
    if viewer is None and not _is_open_to_bot(world, message):
        body |= {"content": "", "embeds": [], "components": [], "attachments": []}
        body.pop("poll", None)
    if message.interaction is None:
        return body
    marks = {"application_id": str(world.bot.id), "webhook_id": str(world.bot.id)}
    return body | marks | {"interaction_metadata": metadata_json(message.interaction, message)}


def metadata_json(interaction: Interaction, message: Message) -> Json:
    """Which interaction a message answers, and for a form also what opened it."""
    body: Json = {
        "id": str(interaction.id),
        "type": interaction.kind,
        "user": user_json(interaction.user),
        "authorizing_integration_owners": interaction.owners,
    }
    if interaction.original is not None and interaction.original is not message:
        body["original_response_message_id"] = str(interaction.original.id)
    if interaction.kind == COMMAND and isinstance(interaction.target, User):
        body["target_user"] = user_json(interaction.target)
    elif interaction.kind == COMMAND and isinstance(interaction.target, Message):
        body["target_message_id"] = str(interaction.target.id)
    elif interaction.kind == COMPONENT and interaction.source is not None:
        body["interacted_message_id"] = str(interaction.source.id)
    elif interaction.kind == MODAL_SUBMIT and interaction.parent is not None:
        body["triggering_interaction_metadata"] = metadata_json(interaction.parent, message)
    return body


def _embed_json(embed: Json) -> Json:
    """An embed with what Discord fills in."""
    fields = [{"inline": False} | field for field in entries(embed, "fields")]
    return {"type": "rich"} | embed | ({"fields": fields} if fields else {})


def _reference_json(message: Message) -> Json:
    return {"type": 0, "channel_id": str(message.channel.id), "message_id": str(message.id)}


def _is_open_to_bot(world: World, message: Message) -> bool:
    return message.author is world.bot or message.channel.guild is None or world.bot in message.pings


def _kind(message: Message) -> int:
    interaction = message.interaction
    if interaction is None or interaction.kind != COMMAND or interaction.original not in (None, message):
        return message.kind
    return _MENU_REPLY if interaction.target is not None else _CHAT_REPLY
