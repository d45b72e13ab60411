"""When to ask a server again, and when there is no point in it."""

import asyncio
from collections.abc import Awaitable, Callable

import aiohttp

TRIES = 6  # in a row that gained nothing
_LONGEST_PAUSE = 60.0
_LONGEST_WISH = 600.0  # seconds a server may ask for
_TOO_MANY, _SERVER_FAULT = 429, 500

Pause = Callable[[float], Awaitable[None]]
PAUSE: Pause = asyncio.sleep


class Later(Exception):
    """The server asks for patience; `seconds` when it says how much."""

    def __init__(self, reason: str, seconds: float | None = None) -> None:
        super().__init__(reason)
        self.seconds = seconds


#: What another attempt may mend.
PASSING = (aiohttp.ClientError, TimeoutError, ConnectionError, Later)


def ask_for_later(response: aiohttp.ClientResponse) -> None:
    """Raise Later for an answer that is about the moment and not about what was asked for."""
    if response.status == _TOO_MANY or response.status >= _SERVER_FAULT:
        asked = response.headers.get("Retry-After", "")
        raise Later(f"the server answered {response.status}", float(asked) if asked.isdecimal() else None)


def seconds_until_next(error: Exception, failures: int) -> float:
    """What the server asked for, else 1, 2, 4 ... up to a minute."""
    asked = error.seconds if isinstance(error, Later) else None
    return min(_LONGEST_WISH, asked) if asked is not None else min(_LONGEST_PAUSE, 2.0 ** max(0, failures - 1))


def say_passing(error: Exception) -> str:
    """A passing fault in a few words: never an address, which may hold a key."""
    if isinstance(error, Later):
        return str(error)
    if isinstance(error, TimeoutError):
        return "the server did not answer in time"
    if isinstance(error, aiohttp.ClientPayloadError):
        return "the connection was cut"
    return "the server cannot be reached" if isinstance(error, aiohttp.ClientConnectionError) else type(error).__name__
