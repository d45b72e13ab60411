"""Scheduled events of a server: planned, looked up, changed, called off; and who is interested."""

from bot.sandbox.entities import CREATE_EVENTS, MANAGE_EVENTS, Json, ScheduledEvent
from bot.sandbox.errors import ApiError, unknown
from bot.sandbox.payloads import event_json, member_json, user_json
from bot.sandbox.rest.call import NOTHING, Answer, Call, Route
from bot.sandbox.rest.guilds import find_guild
from bot.sandbox.scheduled import change_event, create_event, delete_event, events_of

_EVENTS = "/guilds/{guild_id}/scheduled-events"
_EVENT = f"{_EVENTS}/{{guild_scheduled_event_id}}"
_MOST = 100
_YES = ("1", "true", "True")


def list_events(call: Call) -> Answer:
    """The events still to come or under way."""
    return Answer([_shown(call, event) for event in events_of(call.world, find_guild(call))])


def make_event(call: Call) -> Answer:
    """Plan an event."""
    guild = find_guild(call)
    _need(call, CREATE_EVENTS | MANAGE_EVENTS)
    event = create_event(call.world, guild, call.world.bot, call.body.form)
    call.world.report.event(None, f"bot planned {event.name!r}")
    return Answer(event_json(event))


def get_event(call: Call) -> Answer:
    """One event."""
    return Answer(_shown(call, _event(call)))


def update_event(call: Call) -> Answer:
    """Change an event, begin it, end it or call it off."""
    event = _event(call)
    _need(call, MANAGE_EVENTS | (CREATE_EVENTS if event.creator is call.world.bot else 0))
    change_event(call.world, event, call.body.form)
    return Answer(event_json(event))


def remove_event(call: Call) -> Answer:
    """Delete an event."""
    event = _event(call)
    _need(call, MANAGE_EVENTS | (CREATE_EVENTS if event.creator is call.world.bot else 0))
    delete_event(call.world, event)
    return NOTHING


def list_interested(call: Call) -> Answer:
    """Who is interested, in order of their ids."""
    event = _event(call)
    users = sorted(event.interested, key=lambda user: user.id)
    if before := int(call.query.get("before", 0)):
        users = [user for user in users if user.id < before]
    elif after := int(call.query.get("after", 0)):
        users = [user for user in users if user.id > after]
    with_member = call.query.get("with_member") in _YES
    told: list[Json] = []
    for user in users[: min(max(int(call.query.get("limit", _MOST)), 1), _MOST)]:
        entry: Json = {"guild_scheduled_event_id": str(event.id), "user_id": str(user.id), "response": 1}
        entry["user"] = user_json(user)
        member = event.guild.members.get(user.id)
        told.append(entry | ({"member": member_json(member)} if with_member and member else {}))
    return Answer(told)


def _shown(call: Call, event: ScheduledEvent) -> Json:
    body = event_json(event)
    return body | ({"user_count": len(event.interested)} if call.query.get("with_user_count") in _YES else {})


def _need(call: Call, either: int) -> None:
    """Raises ApiError unless the bot has one of these permissions in the server."""
    if not find_guild(call).members[call.world.bot.id].permissions & either:
        raise ApiError(403, 50013, "Missing Permissions")


def _event(call: Call) -> ScheduledEvent:
    guild = find_guild(call)
    event = call.world.events.get(call.id("guild_scheduled_event_id", "Guild Scheduled Event"))
    if event is None or event.guild is not guild:
        raise unknown("Guild Scheduled Event")
    return event


ROUTES = (
    Route("GET", _EVENTS, list_events),
    Route("POST", _EVENTS, make_event),
    Route("GET", _EVENT, get_event),
    Route("PATCH", _EVENT, update_event),
    Route("DELETE", _EVENT, remove_event),
    Route("GET", f"{_EVENT}/users", list_interested),
)
