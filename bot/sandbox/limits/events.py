"""Discord's rules for a scheduled event that takes place outside its voice channels. Pure."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from bot.sandbox.entities import Json
from bot.sandbox.errors import Violation
from bot.sandbox.limits.components import check_sizes
from bot.sandbox.shape import inner

EXTERNAL = 3
MOST_EVENTS = 100
_REQUIRED = "BASE_TYPE_REQUIRED", "This field is required"


def read_moment(text: Any) -> float | None:
    """A time as Discord takes it, in seconds since 1970; None for anything else. Without a zone it is UTC."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).timestamp()


def check_event(event: Json, now: float, *, times: bool = True) -> list[Violation]:
    """Every fault of an event as it will stand; `times` False when it began already and keeps its times."""
    found = list(check_sizes((), event, {"name": (1, 100), "description": (0, 1000)}))
    if not str(event.get("name") or "").strip():
        found.append(Violation(("name",), *_REQUIRED))
    if event.get("entity_type") != EXTERNAL or event.get("channel_id") is not None:
        found.append(Violation(("channel_id",), "CHANNEL_TYPE_INVALID", "There is no voice or stage channel here."))
    if event.get("recurrence_rule") is not None:
        text = "The sandbox has no events that come again."
        found.append(Violation(("recurrence_rule",), "RECURRENCE_NOT_MODELLED", text))
    found += _check_location(inner(event, "entity_metadata"))
    return found + (list(_check_times(event, now)) if times else [])


def _check_location(metadata: Json) -> Iterator[Violation]:
    path = ("entity_metadata",)
    if not str(metadata.get("location") or "").strip():
        yield Violation((*path, "location"), *_REQUIRED)
    yield from check_sizes(path, metadata, {"location": (1, 100)})


def _check_times(event: Json, now: float) -> Iterator[Violation]:
    start, end = (read_moment(event.get(f"scheduled_{which}_time")) for which in ("start", "end"))
    if start is None:
        yield Violation(("scheduled_start_time",), *_REQUIRED)
    elif start <= now:
        text = "Cannot schedule event in the past."
        yield Violation(("scheduled_start_time",), "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST", text)
    if end is None:
        yield Violation(("scheduled_end_time",), *_REQUIRED)
    elif start is not None and end <= start:
        text = "Cannot schedule event to end before it starts."
        yield Violation(("scheduled_end_time",), "GUILD_SCHEDULED_EVENT_END_BEFORE_START", text)
