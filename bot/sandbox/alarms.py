"""Things that happen by themselves at a moment of the sandbox's clock: a poll ends, an evening begins."""

import asyncio
import heapq
import itertools
from collections.abc import Callable

from bot.sandbox.clock import Clock

#: A clock that stands still, or lags behind the loop's own, is looked at again after this many seconds.
_PAUSE = 0.05


class Alarms:
    """What is still to come. It rings as real time passes and as soon as the clock is advanced."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = itertools.count()
        self._timer: asyncio.TimerHandle | None = None
        clock.listeners.append(self.ring)

    def set(self, moment: float, action: Callable[[], None]) -> None:
        """Let `action` happen when the clock reaches `moment`, never before this call returns."""
        heapq.heappush(self._waiting, (moment, next(self._numbers), action))
        self._wind(0.0)

    def ring(self) -> None:
        """Do everything that is due, oldest first."""
        while self._waiting and self._waiting[0][0] <= self._clock.now():
            heapq.heappop(self._waiting)[2]()
        self._wind(_PAUSE)

    def _wind(self, least: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._waiting:
            left = self._waiting[0][0] - self._clock.now()
            self._timer = asyncio.get_running_loop().call_later(max(left, least), self.ring)
