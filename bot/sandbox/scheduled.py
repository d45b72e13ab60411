"""The life of scheduled events: made, changed, begun and ended by the clock, and who is interested in them."""

from bot.sandbox.clock import iso
from bot.sandbox.entities import Guild, Json, ScheduledEvent, User
from bot.sandbox.errors import ApiError, invalid_form
from bot.sandbox.limits.events import EXTERNAL, MOST_EVENTS, check_event, read_moment
from bot.sandbox.options import Impossible
from bot.sandbox.payloads import event_json
from bot.sandbox.shape import inner
from bot.sandbox.state import World

SCHEDULED, ACTIVE, COMPLETED, CANCELED = 1, 2, 3, 4
_NEXT = {SCHEDULED: (ACTIVE, CANCELED), ACTIVE: (COMPLETED,)}
_INTENT = 1 << 16


def create_event(world: World, guild: Guild, creator: User, form: Json) -> ScheduledEvent:
    """Plan an event. Raises ApiError when Discord would refuse it."""
    if len(events_of(world, guild)) >= MOST_EVENTS:
        raise ApiError(400, 30038, f"Maximum number of uncompleted guild scheduled events reached ({MOST_EVENTS})")
    if violations := check_event(form, world.clock.now()):
        raise invalid_form(violations)
    event = ScheduledEvent(world.ids.next(), guild, creator)
    _fill(event, form)
    world.events[event.id] = event
    _tell(world, event, "CREATE")
    plan(world, event)
    return event


def change_event(world: World, event: ScheduledEvent, form: Json) -> None:
    """Change an event that is not over; members that the form leaves out stay. Raises ApiError."""
    status = form.get("status") or event.status
    merged = _form(event) | {member: value for member, value in form.items() if member != "status"}
    moved = event.status == SCHEDULED or any(member.endswith("_time") for member in form)
    if violations := check_event(merged, world.clock.now(), times=moved and status == event.status):
        raise invalid_form(violations)
    if status != event.status and status not in _NEXT.get(event.status, ()):
        raise ApiError(400, 180000, "Cannot update a finished event")
    _fill(event, merged)
    event.status = status
    _tell(world, event, "UPDATE")
    if status in (COMPLETED, CANCELED):
        del world.events[event.id]
    plan(world, event)


def delete_event(world: World, event: ScheduledEvent) -> None:
    """Take an event away."""
    del world.events[event.id]
    _tell(world, event, "DELETE")


def show_interest(world: World, event: ScheduledEvent, user: User, *, interested: bool) -> None:
    """Let a member press Interested, or take it back. Raises Impossible when they do not see the event."""
    if event.id not in world.events or user.id not in event.guild.members:
        raise Impossible(f"{user.display} sees no event {event.name!r}")
    if interested == (user in event.interested):
        return
    (event.interested.append if interested else event.interested.remove)(user)
    content = {"guild_scheduled_event_id": str(event.id), "user_id": str(user.id), "guild_id": str(event.guild.id)}
    name = f"GUILD_SCHEDULED_EVENT_USER_{'ADD' if interested else 'REMOVE'}"
    world.publish(name, content, event.guild.id, _INTENT)
    world.changed()


def events_of(world: World, guild: Guild) -> list[ScheduledEvent]:
    """The events of a server that are still to come or under way, earliest first."""
    return sorted((event for event in world.events.values() if event.guild is guild), key=lambda event: event.start)


def _form(event: ScheduledEvent) -> Json:
    return {
        "name": event.name,
        "description": event.description,
        "entity_type": EXTERNAL,
        "entity_metadata": {"location": event.location},
        "scheduled_start_time": iso(event.start),
        "scheduled_end_time": iso(event.end),
    }


def _fill(event: ScheduledEvent, form: Json) -> None:
    event.name, event.description = str(form["name"]), form.get("description")
    event.location = str(inner(form, "entity_metadata")["location"])
    event.start = read_moment(form["scheduled_start_time"]) or 0.0
    event.end = read_moment(form["scheduled_end_time"]) or 0.0


def plan(world: World, event: ScheduledEvent) -> None:
    """Let the clock begin and end the event, if its times are still the same then."""
    if event.status == SCHEDULED:
        start = event.start
        world.alarms.set(start, lambda: _advance(world, event, SCHEDULED, start))
    elif event.status == ACTIVE:
        end = event.end
        world.alarms.set(end, lambda: _advance(world, event, ACTIVE, end))
    world.changed()


def _advance(world: World, event: ScheduledEvent, status: int, moment: float) -> None:
    if event.id not in world.events or event.status != status or moment != _due(event):
        return
    event.status = ACTIVE if status == SCHEDULED else COMPLETED
    if event.status == COMPLETED:
        del world.events[event.id]
    _tell(world, event, "UPDATE")
    plan(world, event)


def _due(event: ScheduledEvent) -> float:
    return event.start if event.status == SCHEDULED else event.end


def _tell(world: World, event: ScheduledEvent, done: str) -> None:
    if event.guild.installed:
        world.publish(f"GUILD_SCHEDULED_EVENT_{done}", event_json(event), event.guild.id, _INTENT)
    world.changed()
