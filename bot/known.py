"""What Discord said lately of members, known for minutes. Pure but for the clock."""

import time
from collections import OrderedDict
from dataclasses import dataclass, field

_FRESH = 300.0
_MOST = 4096


@dataclass(slots=True)
class KnownMembers:
    """What Discord said lately of members of servers: their name, or None when they are not there; for five minutes."""

    _known: OrderedDict[tuple[int, int], tuple[float, str | None]] = field(
        default_factory=OrderedDict[tuple[int, int], tuple[float, str | None]]
    )

    def learn(self, place: int, member: int, name: str | None) -> None:
        """Note a member's name in a place, or that they are gone."""
        self._known[place, member] = (time.monotonic(), name)
        self._known.move_to_end((place, member))
        while len(self._known) > _MOST:
            self._known.popitem(last=False)

    def recall(self, place: int, member: int) -> tuple[bool, str | None]:
        """Whether anything fresh is known, and the name."""
        at, name = self._known.get((place, member), (float("-inf"), None))
        return time.monotonic() - at < _FRESH, name
