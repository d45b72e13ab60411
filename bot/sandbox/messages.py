"""Posting, editing and showing messages by Discord's rules."""

import re
from collections.abc import Sequence
from typing import cast

from bot.sandbox.body import Body
from bot.sandbox.entities import (
    EPHEMERAL,
    LOADING,
    SEND_POLLS,
    SUPPRESS_EMBEDS,
    V2,
    Attachment,
    Channel,
    Interaction,
    Json,
    Message,
    User,
)
from bot.sandbox.errors import ApiError, Violation, empty_message, invalid_form
from bot.sandbox.files import named, safe_name, settle_components, store_uploads
from bot.sandbox.limits.components import TEXT, walk
from bot.sandbox.limits.layout import media
from bot.sandbox.limits.messages import Files, check_message, is_empty
from bot.sandbox.message_events import announce
from bot.sandbox.shape import entries, inner
from bot.sandbox.state import World
from bot.sandbox.voting import open_poll

_SUPPRESS_NOTIFICATIONS = 1 << 12
_MENTION = re.compile(r"<@!?(\d+)>")
_CONTENT = ("content", "embeds", "components")


def post_message(
    world: World,
    channel: Channel,
    body: Body,
    *,
    interaction: Interaction | None = None,
    ephemeral: bool = False,
) -> Message:
    """Post a message of the bot, as an answer to an interaction or on its own; only an answer can be ephemeral.

    Raises ApiError when Discord would refuse it.
    """
    form = body.form
    ephemeral_for = interaction.user if interaction is not None and ephemeral else None
    flags = (form.get("flags") or 0) & (SUPPRESS_EMBEDS | _SUPPRESS_NOTIFICATIONS | V2)
    if ephemeral_for is not None:
        flags |= EPHEMERAL
    _check_poll(channel, form)
    _check(form, body, (), v2=bool(flags & V2))
    attachments = store_uploads(world, channel, body)
    message = Message(
        world.ids.next(),
        channel,
        world.bot,
        world.clock.now(),
        flags=flags,
        ephemeral_for=ephemeral_for,
        interaction=interaction,
        nonce=form.get("nonce"),
    )
    _fill(world, message, form, form, attachments)
    channel.messages.append(message)
    world.messages[message.id] = message
    announce(world, "MESSAGE_CREATE", message)
    world.changed()
    return message


def post_loading(world: World, interaction: Interaction, *, ephemeral: bool) -> Message:
    """The message that says the bot is thinking."""
    flags = LOADING | (EPHEMERAL if ephemeral else 0)
    user = interaction.user if ephemeral else None
    message = Message(
        world.ids.next(),
        interaction.channel,
        world.bot,
        world.clock.now(),
        flags=flags,
        ephemeral_for=user,
        interaction=interaction,
    )
    interaction.channel.messages.append(message)
    world.messages[message.id] = message
    announce(world, "MESSAGE_CREATE", message)
    return message


def edit_message(world: World, message: Message, body: Body) -> None:
    """Edit a message, or fill one that was loading. Members that the form leaves out stay as they are.

    A message that has IS_COMPONENTS_V2 keeps it whatever the form says.
    Raises ApiError when Discord would refuse the edit.
    """
    form = body.form
    _check_poll(message.channel, form, edited=message)
    kept = message.attachments
    if "attachments" in form:
        listed = {int(entry.get("id", -1)) for entry in entries(form, "attachments")}
        kept = [attachment for attachment in kept if attachment.id in listed]
    had: Json = {member: getattr(message, member) for member in _CONTENT}
    merged = had | {member: form[member] for member in (*_CONTENT, "attachments", "poll") if member in form}
    flags = message.flags | ((form.get("flags") or 0) & (V2 | SUPPRESS_EMBEDS))
    _check(merged, body, kept, v2=bool(flags & V2))
    message.flags = flags & ~LOADING
    message.attachments = [*kept, *store_uploads(world, message.channel, body)]
    _fill(world, message, merged, form, message.attachments)
    if not flags & LOADING:
        message.edited = world.clock.now()
    message.revision += 1
    announce(world, "MESSAGE_UPDATE", message)
    world.changed()


def delete_message(world: World, message: Message) -> None:
    """Take a message away for everyone."""
    message.deleted = True
    message.revision += 1
    announce(world, "MESSAGE_DELETE", message)
    world.changed()


def _check_poll(channel: Channel, form: Json, *, edited: Message | None = None) -> None:
    """A poll needs its permission, and comes with a message or with the answer that was promised; then it stays."""
    if edited is not None and edited.poll is not None:
        raise ApiError(400, 520003, "Cannot edit a poll message")
    if not form.get("poll"):
        return
    if edited is not None and not edited.loading:
        raise invalid_form([Violation(("poll",), "POLL_NOT_NEW", "A poll cannot be added to a message.")])
    if channel.guild is not None and not channel.bot_permissions & SEND_POLLS:
        raise ApiError(403, 50013, "Missing Permissions")


def _check(form: Json, body: Body, kept: Sequence[Attachment], *, v2: bool) -> None:
    listed = {int(entry.get("id", -1)): entry for entry in entries(form, "attachments")}
    sent = {n: safe_name(named(upload, listed.get(n, {})).filename) for n, upload in body.uploads.items()}
    files = Files(sent, {attachment.id: attachment.filename for attachment in kept})
    violations = check_message(form, files, v2=v2)
    violations += _lost_media(entries(form, "components"), files)
    if violations:
        raise invalid_form(violations)
    if is_empty(form, files, v2=v2):
        raise empty_message()


def _lost_media(components: Sequence[Json], files: Files) -> list[Violation]:
    """Media of unchanged components whose attachment an edit drops."""
    return [
        Violation((*path, "url"), "MEDIA_ATTACHMENT_NOT_FOUND", "The edit drops the attachment shown here.")
        for path, item in media(components)
        if "attachment_id" in item and int(item["attachment_id"]) not in files.kept
    ]


def _fill(world: World, message: Message, merged: Json, form: Json, attachments: list[Attachment]) -> None:
    message.attachments = attachments
    message.content = str(merged.get("content") or "")
    message.embeds = entries(merged, "embeds")
    if asked := inner(form, "poll"):
        message.poll = open_poll(world, message, asked)
    message.components = settle_components(world, entries(merged, "components"), attachments)
    message.pings = _pings(world, message, form)


def _pings(world: World, message: Message, form: Json) -> tuple[User, ...]:
    """Whom the message notifies: those it names and the form allows."""
    texts = [message.content]
    texts += [str(c.get("content")) for _, c in walk(message.components) if c.get("type") == TEXT]
    ids = {int(found) for text in texts for found in _MENTION.findall(text)}
    if isinstance(form.get("allowed_mentions"), dict):
        allowed = inner(form, "allowed_mentions")
        if "users" not in (allowed.get("parse") or ()):
            ids &= {int(user) for user in cast("list[str]", allowed.get("users") or [])}
    return tuple(world.users[user_id] for user_id in sorted(ids) if user_id in world.users)
