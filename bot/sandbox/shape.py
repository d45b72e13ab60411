"""Reading parsed JSON of unknown shape without tripping over it."""

from typing import Any, cast

from bot.sandbox.entities import Json


def entries(value: Json, member: str) -> list[Json]:
    """The objects of a list member; empty when it is absent, null or no list."""
    found: Any = value.get(member)
    if not isinstance(found, list):
        return []
    return [cast("Json", entry) for entry in cast("list[Any]", found) if isinstance(entry, dict)]


def inner(value: Json, member: str) -> Json:
    """The object of a member; empty when it is absent, null or no object."""
    found: Any = value.get(member)
    return cast("Json", found) if isinstance(found, dict) else {}


def number(value: Json, member: str, default: int) -> int:
    """A whole-number member; the default when it is absent, null or something else."""
    found: Any = value.get(member)
    return found if isinstance(found, int) else default
