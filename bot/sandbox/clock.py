"""The sandbox's time: real time plus an offset that can be advanced, and identifiers that carry it."""

import datetime as dt
import time
from collections.abc import Callable

#: First second of 2015 in milliseconds since 1970: where the time inside an identifier starts.
EPOCH_MS = 1_420_070_400_000
_TIME_SHIFT = 22


class Clock:
    """Seconds since 1970; `advance` makes deadlines pass without waiting for them.

    It starts now, or at `start`, and goes on as real time does.
    """

    def __init__(self, start: float | None = None) -> None:
        self._offset = 0.0 if start is None else start - time.time()
        #: Called after every advance.
        self.listeners: list[Callable[[], None]] = []

    @property
    def ahead(self) -> float:
        """Seconds by which it is ahead of real time."""
        return self._offset

    def now(self) -> float:
        """Seconds since 1970, with all advances added."""
        return time.time() + self._offset

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass at once. Raises ValueError when asked to go back."""
        if seconds < 0:
            raise ValueError("time only goes forward")
        self._offset += seconds
        for listener in self.listeners:
            listener()


class Snowflakes:
    """Identifiers as Discord makes them: milliseconds in the high bits, never the same twice, always rising.

    Moments are told apart only if `step` seconds lie between them: the same acts in the same order then give the same
    identifiers in two runs, however fast each was.
    """

    def __init__(self, clock: Clock, *, step: float = 0.001) -> None:
        self._clock = clock
        self._step = step
        #: While set, identifiers are made as if it were this moment.
        self.moment: float | None = None
        #: The last one made.
        self.last = 0

    def next(self) -> int:
        """The next identifier, at the clock's present time."""
        now = self._clock.now() if self.moment is None else self.moment
        milliseconds = int((now - now % self._step) * 1000) - EPOCH_MS
        self.last = max(self.last + 1, milliseconds << _TIME_SHIFT)
        return self.last


def iso(seconds: float) -> str:
    """A moment as Discord writes it: ISO 8601 in UTC with microseconds."""
    return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat(timespec="microseconds")
