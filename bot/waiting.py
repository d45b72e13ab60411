"""Uploads that wait for their owner to pick a profile: in memory only, few, and not for long."""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from data.imports import Export

Exports: TypeAlias = Sequence[Export]

#: As long as Discord lets a bot edit its first answer.
LONGEST_WAIT = 15 * 60.0
MOST = 64


@dataclass(slots=True)
class WaitingUploads:
    """Parsed exports by ticket; the file itself is gone. A ticket is good once, for its owner, for 15 minutes."""

    clock: Callable[[], float] = time.monotonic
    _exports: OrderedDict[str, tuple[float, int, Exports]] = field(
        default_factory=OrderedDict[str, tuple[float, int, Exports]]
    )

    def put(self, member: int, exports: Exports) -> str:
        """Keep a member's exports instead of their earlier ones; the oldest makes room when there are too many."""
        self.forget(member)
        self.drop_old()
        while len(self._exports) >= MOST:
            self._exports.popitem(last=False)
        ticket = secrets.token_urlsafe(6)
        self._exports[ticket] = (self.clock(), member, exports)
        return ticket

    def take(self, member: int, ticket: str) -> Exports | None:
        """The exports of this ticket, once, or None when it is another's, too old or unknown."""
        self.drop_old()
        _, owner, exports = self._exports.get(ticket, (0.0, None, None))
        if owner != member:
            return None
        del self._exports[ticket]
        return exports

    def forget(self, member: int) -> None:
        """Drop whatever waits for this member."""
        for ticket in [ticket for ticket, (_, owner, _) in self._exports.items() if owner == member]:
            del self._exports[ticket]

    def drop_old(self) -> None:
        """Drop what has waited too long."""
        oldest = self.clock() - LONGEST_WAIT
        for ticket in [ticket for ticket, (at, _, _) in self._exports.items() if at < oldest]:
            del self._exports[ticket]
