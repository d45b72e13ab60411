"""The life of a poll: votes given and taken back, its end, the count, and the message that tells the result."""

from collections.abc import Iterable

from bot.sandbox.entities import POLL_RESULT, Channel, Json, Message, Poll, User
from bot.sandbox.errors import ApiError
from bot.sandbox.limits.messages import Files, check_message
from bot.sandbox.message_events import announce
from bot.sandbox.options import Impossible
from bot.sandbox.polls import answer_text, read_poll, result_embed
from bot.sandbox.state import World

_GUILD_POLLS_INTENT, _DIRECT_POLLS_INTENT = 1 << 24, 1 << 25


def open_poll(world: World, message: Message, form: Json) -> Poll:
    """Begin the poll that a message carries; it ends by itself when its hours are over."""
    poll = read_poll(form, world.clock.now())
    world.alarms.set(poll.expiry, lambda: _expire(world, message))
    return poll


def resume_poll(world: World, message: Message) -> None:
    """Let a poll that was kept from an earlier run go on: it ends at its hour, or at once when that has passed."""
    poll = _poll_of(message)
    if not poll.ended:
        world.alarms.set(poll.expiry, lambda: _expire(world, message))
    elif not poll.finalised:
        world.alarms.set(world.clock.now(), lambda: _finalise(world, message))


def post_poll(world: World, channel: Channel, user: User, form: Json) -> Message:
    """Post a member's poll. Raises Impossible when Discord would not take it."""
    if violations := check_message({"poll": form}, Files({}, {}), v2=False):
        raise Impossible("; ".join(map(str, violations)))
    message = Message(world.ids.next(), channel, user, world.clock.now())
    message.poll = open_poll(world, message, form)
    _post(world, message)
    return message


def vote(world: World, message: Message, user: User, answers: Iterable[int | str]) -> None:
    """Let a member choose these answers, by number or text, in place of what they chose before; none: take it back.

    Raises Impossible when the poll has ended, has no such answer, or takes a single one.
    """
    poll = _poll_of(message)
    if not is_open(world, poll):
        raise Impossible(f"the poll {poll.question!r} has ended")
    chosen = {_find_answer(poll, answer) for answer in answers}
    if len(chosen) > 1 and not poll.multiple:
        raise Impossible(f"the poll {poll.question!r} takes a single answer")
    for number, voters in poll.votes.items():
        if user in voters and number not in chosen:
            voters.remove(user)
            _announce_vote(world, message, user, number, "REMOVE")
        elif user not in voters and number in chosen:
            voters.append(user)
            _announce_vote(world, message, user, number, "ADD")
    message.revision += 1
    world.changed()


def is_open(world: World, poll: Poll) -> bool:
    """True while members can vote."""
    return not poll.ended and world.clock.now() < poll.expiry


def end_poll(world: World, message: Message, user: User) -> None:
    """Let the author end their poll now. Raises ApiError for others, for polls that have ended and for no poll."""
    poll = message.poll
    if poll is None:
        raise ApiError(400, 520006, "Cannot expire a non-poll message")
    if message.author is not user:
        raise ApiError(403, 50005, "Cannot edit a message authored by another user")
    if not is_open(world, poll):
        raise ApiError(400, 520001, "Poll expired")
    poll.expiry = world.clock.now()
    _expire(world, message)


def _expire(world: World, message: Message) -> None:
    poll = _poll_of(message)
    if poll.ended:
        return
    poll.ended = True
    message.revision += 1
    announce(world, "MESSAGE_UPDATE", message)
    # the exact count comes from a job of Discord's own, a little later
    world.alarms.set(world.clock.now(), lambda: _finalise(world, message))
    world.changed()


def _finalise(world: World, message: Message) -> None:
    poll = _poll_of(message)
    if message.deleted:
        return
    poll.finalised = True
    message.revision += 1
    announce(world, "MESSAGE_UPDATE", message)
    result = Message(
        world.ids.next(),
        message.channel,
        message.author,
        world.clock.now(),
        embeds=[result_embed(poll)],
        pings=(message.author,),
        kind=POLL_RESULT,
        reference=message,
    )
    _post(world, result)


def _post(world: World, message: Message) -> None:
    message.channel.messages.append(message)
    world.messages[message.id] = message
    announce(world, "MESSAGE_CREATE", message)
    world.changed()


def _poll_of(message: Message) -> Poll:
    if message.poll is None:
        raise Impossible("there is no poll in that message")
    return message.poll


def _find_answer(poll: Poll, wanted: int | str) -> int:
    for answer in poll.answers:
        if wanted in (answer["answer_id"], answer_text(answer)):
            return int(answer["answer_id"])
    shown = ", ".join(f"{answer['answer_id']} {answer_text(answer)}" for answer in poll.answers)
    raise Impossible(f"the poll has no answer {wanted!r}; it has {shown}")


def _announce_vote(world: World, message: Message, user: User, answer: int, done: str) -> None:
    channel = message.channel
    content: Json = {"user_id": str(user.id), "channel_id": str(channel.id), "message_id": str(message.id)}
    content["answer_id"] = answer
    if channel.guild is None:
        if world.bot in channel.recipients:
            world.publish(f"MESSAGE_POLL_VOTE_{done}", content, None, _DIRECT_POLLS_INTENT)
    elif channel.guild.installed:
        content["guild_id"] = str(channel.guild.id)
        world.publish(f"MESSAGE_POLL_VOTE_{done}", content, channel.guild.id, _GUILD_POLLS_INTENT)
