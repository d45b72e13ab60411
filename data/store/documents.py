"""What kinds of thing are stored, and under whose name. Pure.

A `Document` is one value somebody owns. Its kind says how it is written, which members it speaks of, and what is
left of it when one of them asks to be forgotten.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from data.history import History
from data.store import codec
from data.store.values import Blend, Consent, GroupMemory, Growth, Marks, Use

T = TypeVar("T")


def _nobody(_: Any) -> frozenset[int]:
    return frozenset()


def _gone(_: Any, __: int) -> None:
    return None


def _wholly(value: Any, _: int) -> Any:
    return value


def _undated(_: Any) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """One kind of document.

    `empty` is what is read where nothing was stored, and is itself never stored. `members` are those it speaks of
    beside its owner; `without` is what remains when one of them is forgotten (None: nothing), `told` what one of them
    may know of it. Only documents with a time of `created` are ever purged.
    """

    purpose: str
    empty: T
    to_json: Callable[[T], Any]
    from_json: Callable[[Any], T]
    members: Callable[[T], frozenset[int]] = _nobody
    without: Callable[[T, int], T | None] = _gone
    told: Callable[[T, int], T] = _wholly
    created: Callable[[T], dt.datetime | None] = _undated


@dataclass(frozen=True, slots=True)
class Document(Generic[T]):
    """A kind of value and the name of its owner: `member:1`, `blend:x`, `group:1:2,3`, `note:x`."""

    owner: str
    kind: Kind[T]


def _users(uses: tuple[Use, ...]) -> frozenset[int]:
    return frozenset(use.by for use in uses)


def _uses_by_others(uses: tuple[Use, ...], member: int) -> tuple[Use, ...]:
    return tuple(use for use in uses if use.by != member)


def _blend_members(blend: Blend | None) -> frozenset[int]:
    return blend.members if blend else frozenset()


def _blend_told(blend: Blend | None, member: int) -> Blend | None:
    return blend and blend.told_to(member)


def _group_members(group: GroupMemory) -> frozenset[int]:
    return group.members


def _blend_created(blend: Blend | None) -> dt.datetime | None:
    return blend.created if blend else None


def _as_it_is(text: str | None) -> str | None:
    return text


HISTORY: Kind[History] = Kind("history", History(), codec.history_to_json, codec.history_from_json)
MARKS: Kind[Marks] = Kind("marks", Marks(), codec.marks_to_json, codec.marks_from_json)
CONSENTS: Kind[Mapping[int, Consent]] = Kind("consents", {}, codec.consents_to_json, codec.consents_from_json)
USES: Kind[tuple[Use, ...]] = Kind(
    "uses", (), codec.uses_to_json, codec.uses_from_json, members=_users, without=_uses_by_others
)
BLEND: Kind[Blend | None] = Kind(
    "blend",
    None,
    codec.blend_to_json,
    codec.blend_from_json,
    members=_blend_members,
    told=_blend_told,
    created=_blend_created,
)
GROUP: Kind[GroupMemory] = Kind(
    "group", GroupMemory(), codec.group_to_json, codec.group_from_json, members=_group_members
)
#: `Viewing.work` key -> the catalogue id the member says it is, or empty for "none that was offered".
CORRECTIONS: Kind[Mapping[str, str]] = Kind("corrections", {}, dict, dict)
GROWTH: Kind[Growth | None] = Kind("growth", None, codec.growth_to_json, codec.growth_from_json)
NOTE: Kind[str | None] = Kind("note", None, _as_it_is, _as_it_is)

KINDS: Mapping[str, Kind[Any]] = {
    kind.purpose: kind for kind in (HISTORY, MARKS, CONSENTS, USES, CORRECTIONS, GROWTH, BLEND, GROUP, NOTE)
}


def member_name(member: int) -> str:
    """The owner's name under which a member's documents lie."""
    return f"member:{member}"


def of_member(member: int, kind: Kind[T]) -> Document[T]:
    """A member's own document."""
    return Document(member_name(member), kind)


def blend_of(blend: str) -> Document[Blend | None]:
    """One evening."""
    return Document(f"blend:{blend}", BLEND)


def group_of(place: int, members: Iterable[int]) -> Document[GroupMemory]:
    """What exactly these members share in this place, whatever their order."""
    return Document(f"group:{place}:{','.join(map(str, sorted(set(members))))}", GROUP)


def note_of(key: str) -> Document[str | None]:
    """A small text under a name."""
    return Document(f"note:{key}", NOTE)


def ceiling_of(place: int) -> Document[str | None]:
    """The mildest age rating above which nothing is shown in a place; None: no ceiling."""
    return Document(f"ceiling:{place}", NOTE)
