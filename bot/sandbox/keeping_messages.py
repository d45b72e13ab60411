"""How messages are kept between runs: with their files, polls, and as much of the interaction as they still need."""

from base64 import b64decode, b64encode
from dataclasses import asdict

from bot.sandbox.entities import Attachment, Interaction, Json, Message, Poll
from bot.sandbox.state import World
from bot.sandbox.voting import resume_poll

_MESSAGE = ("id", "created", "content", "embeds", "components", "flags", "edited", "nonce", "kind", "revision")
_INTERACTION = ("id", "token", "kind", "created", "owners", "label", "answer", "answered", "edits", "submitted")


def message_to(message: Message) -> Json:
    """A message that everybody in its channel sees, as JSON."""
    interaction, poll = message.interaction, message.poll
    return {name: getattr(message, name) for name in _MESSAGE} | {
        "channel": message.channel.id,
        "author": message.author.id,
        "pings": [user.id for user in message.pings],
        "reference": message.reference.id if message.reference else None,
        "attachments": [_attachment_to(attachment) for attachment in message.attachments],
        "interaction": _interaction_to(interaction, message) if interaction else None,
        "poll": _poll_to(poll) if poll else None,
    }


def message_from(world: World, kept: Json) -> None:
    """Put a kept message back in its channel; those before it are there already."""
    channel, author = world.channels[kept["channel"]], world.users[kept["author"]]
    plain: Json = {name: kept[name] for name in _MESSAGE}
    message = Message(**plain, channel=channel, author=author)
    message.pings = tuple(world.users[user] for user in kept["pings"])
    message.reference = world.messages.get(kept["reference"])
    message.attachments = [_attachment_from(world, attachment) for attachment in kept["attachments"]]
    channel.messages.append(message)
    world.messages[message.id] = message
    if kept["interaction"]:
        message.interaction = _interaction_from(world, kept["interaction"], message)
    if kept["poll"]:
        message.poll = _poll_from(world, kept["poll"])


def poll_goes_on(world: World, message: Message) -> None:
    """Let the clock end the message's poll, if it has one."""
    if message.poll is not None:
        resume_poll(world, message)


def _attachment_to(attachment: Attachment) -> Json:
    return asdict(attachment) | {"body": b64encode(attachment.body).decode()}


def _attachment_from(world: World, kept: Json) -> Attachment:
    plain: Json = {**kept, "body": b64decode(kept["body"])}
    attachment = Attachment(**plain)
    world.attachments[attachment.id] = attachment
    return attachment


def _interaction_to(interaction: Interaction, message: Message) -> Json:
    target = interaction.target.id if interaction.target is not None else None
    people = {"user": interaction.user.id, "channel": interaction.channel.id, "target": target}
    is_original = interaction.original in (None, message)
    return {name: getattr(interaction, name) for name in _INTERACTION} | people | {"is_original": is_original}


def _interaction_from(world: World, kept: Json, message: Message) -> Interaction:
    """The interaction, once however many messages answer it. What its member gave to the bot is gone."""
    found = world.interactions.get(kept["id"])
    if found is None:
        plain: Json = {name: kept[name] for name in _INTERACTION}
        user, channel = world.users[kept["user"]], world.channels[kept["channel"]]
        found = Interaction(**plain, user=user, channel=channel, details={})
        found.target = world.users.get(kept["target"]) or world.messages.get(kept["target"])
        world.interactions[found.id] = found
    if kept["is_original"]:
        found.original = message
    else:
        found.followups.append(message)
    return found


def _poll_to(poll: Poll) -> Json:
    votes = [{"answer": answer, "users": [user.id for user in users]} for answer, users in poll.votes.items()]
    plain = {name: getattr(poll, name) for name in ("question", "answers", "expiry", "multiple", "ended", "finalised")}
    return plain | {"votes": votes}


def _poll_from(world: World, kept: Json) -> Poll:
    votes = {entry["answer"]: [world.users[user] for user in entry["users"]] for entry in kept["votes"]}
    plain: Json = {**kept, "votes": votes}
    return Poll(**plain)
