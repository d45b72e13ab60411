"""One request and one answer, as the handlers see them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from bot.sandbox.body import Body
from bot.sandbox.errors import unknown
from bot.sandbox.state import World


@dataclass(frozen=True, slots=True)
class Call:
    """A request that has passed the general checks. `path` and `query` hold strings as they were sent."""

    world: World
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Body

    def id(self, name: str, thing: str = "Message") -> int:
        """An identifier of the path. Raises ApiError when it is no number: such a thing does not exist."""
        text = self.path[name]
        if not text.isdecimal():
            raise unknown(thing)
        return int(text)


@dataclass(frozen=True, slots=True)
class Answer:
    """A successful answer; `content` is any JSON, None for an empty body."""

    content: Any = None
    status: int = 200


NOTHING = Answer(status=204)
Handler: TypeAlias = Callable[[Call], Answer]


class Route(NamedTuple):
    """A method and an address template named as in Discord's document.

    `open` routes need no bot token, because their address holds a token of its own or nothing secret.
    """

    method: str
    template: str
    handler: Handler
    open: bool = False
