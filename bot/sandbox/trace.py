"""What happened, as entries for the page's inspector: bounded, so that a long evening does not fill the memory."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.sandbox.clock import Clock
from bot.sandbox.entities import Interaction, Json

Kind = Literal["opened", "event", "request", "problem", "fault", "gateway"]
#: How many entries are remembered.
MOST_ENTRIES = 2000


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, `at` seconds after the sandbox started. `more` is what only its kind has."""

    number: int
    at: float
    kind: Kind
    text: str
    interaction: int | None
    more: Json = field(default_factory=dict[str, Any])


class Trace:
    """The last entries, numbered from 1."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._started = clock.now()
        self._entries: deque[Entry] = deque(maxlen=MOST_ENTRIES)
        self.last = 0
        #: Called after each entry.
        self.listener: Callable[[], None] = lambda: None

    @property
    def elapsed(self) -> float:
        """Seconds since the sandbox started."""
        return self._clock.now() - self._started

    def add(self, kind: Kind, text: str, interaction: Interaction | None = None, **more: Any) -> None:
        """Remember one thing."""
        self.last += 1
        about = interaction.id if interaction else None
        self._entries.append(Entry(self.last, round(self.elapsed, 4), kind, text, about, more))
        self.listener()

    def after(self, number: int) -> list[Entry]:
        """The entries that came after this number and are still remembered, oldest first."""
        new = min(self.last - number, len(self._entries))
        return [*self._entries][-new:] if new > 0 else []
