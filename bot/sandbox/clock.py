"""The sandbox's time: real time plus an offset that can be advanced, and identifiers that carry it."""

import datetime as dt
import time
from collections.abc import Callable

#: First second of 2015 in milliseconds since 1970: where the time inside an identifier starts.
EPOCH_MS = 1_420_070_400_000
_TIME_SHIFT = 22


class Clock:
    """Seconds since 1970; `advance` makes deadlines pass without waiting for them."""

    def __init__(self) -> None:
        self._offset = 0.0
        #: Called after every advance.
        self.listeners: list[Callable[[], None]] = []

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
    """Identifiers as Discord makes them: milliseconds in the high bits, never the same twice, always rising."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def next(self) -> int:
        """The next identifier, at the clock's present time."""
        milliseconds = int(self._clock.now() * 1000) - EPOCH_MS
        self._last = max(self._last + 1, milliseconds << _TIME_SHIFT)
        return self._last


def iso(seconds: float) -> str:
    """A moment as Discord writes it: ISO 8601 in UTC with microseconds."""
    return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat(timespec="microseconds")
