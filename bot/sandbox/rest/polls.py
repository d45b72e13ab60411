"""Polls: who voted for what, and ending one early."""

from bot.sandbox.entities import VIEW_CHANNEL
from bot.sandbox.errors import ApiError
from bot.sandbox.message_json import message_json
from bot.sandbox.payloads import user_json
from bot.sandbox.rest.call import Answer, Call, Route
from bot.sandbox.rest.channels import find_message
from bot.sandbox.voting import end_poll

_USUAL, _MOST = 25, 100


def list_voters(call: Call) -> Answer:
    """Who voted for an answer, in order of their ids. 404 when there is no such poll or answer."""
    poll = find_message(call, VIEW_CHANNEL).poll
    answer = call.id("answer_id")
    if poll is None or answer not in poll.votes:
        raise ApiError(404, 0, "404: Not Found")
    after, limit = int(call.query.get("after", 0)), int(call.query.get("limit", _USUAL))
    voters = sorted((user for user in poll.votes[answer] if user.id > after), key=lambda user: user.id)
    return Answer({"users": [user_json(user) for user in voters[: min(max(limit, 1), _MOST)]]})


def expire_poll(call: Call) -> Answer:
    """End a poll of the bot's own at once. The votes are there, but not yet counted for certain."""
    message = find_message(call, VIEW_CHANNEL)
    end_poll(call.world, message, call.world.bot)
    call.world.report.event(None, "bot ended its poll")
    return Answer(message_json(call.world, message))


ROUTES = (
    Route("GET", "/channels/{channel_id}/polls/{message_id}/answers/{answer_id}", list_voters),
    Route("POST", "/channels/{channel_id}/polls/{message_id}/expire", expire_poll),
)
