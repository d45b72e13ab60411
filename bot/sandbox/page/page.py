"""What all tabs of the page share: the sandbox, the bot's process, files that wait, and what has been dismissed."""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.sandbox.entities import Json, Message, User
from bot.sandbox.page.files import Files
from bot.sandbox.page.people import sample_files
from bot.sandbox.page.watching import Watcher
from bot.sandbox.process import BotProcess
from bot.sandbox.server import Sandbox
from bot.sandbox.state import World, can_see

if TYPE_CHECKING:
    from bot.sandbox.page.socket import Connection


def _new_key() -> str:
    return secrets.token_urlsafe(24)


@dataclass(eq=False)
class Page:
    """The page of one sandbox. `bot` is None where no process belongs to it; `keep` saves people when they change."""

    sandbox: Sandbox
    bot: BotProcess | None = None
    fixed: bool = False
    keep: Callable[[], None] = lambda: None
    key: str = field(default_factory=_new_key)
    files: Files = field(default_factory=lambda: Files(sample_files()))
    #: Ephemeral messages that their reader has put away.
    dismissed: set[int] = field(default_factory=set[int])
    connections: "set[Connection]" = field(default_factory=set["Connection"])
    #: Work that was begun for a tab and outlives its request.
    errands: set[asyncio.Task[None]] = field(default_factory=set[asyncio.Task[None]])
    watcher: Watcher = field(init=False)

    def __post_init__(self) -> None:
        self.watcher = Watcher(self.world)

    @property
    def world(self) -> World:
        """The sandbox's world."""
        return self.sandbox.world

    @property
    def origin(self) -> str:
        """Where browsers say that the page comes from."""
        return self.world.base

    def shows(self, message: Message, user: User) -> bool:
        """True when this member sees the message and has not put it away."""
        return message.id not in self.dismissed and can_see(message, user)

    def bot_json(self) -> Json:
        """How the bot is."""
        if self.bot is None:
            state = "ready" if self.sandbox.gateway.is_heard else "stopped"
            return {"type": "bot", "state": state, "detail": None}
        return {"type": "bot", "state": self.bot.state, "detail": self.bot.detail}

    def people(self) -> list[User]:
        """Those one can act as: the sample members and whoever joined, then the host."""
        users = [user for user in self.world.users.values() if user not in (self.world.bot, self.world.owner)]
        return [*users, self.world.owner]

    def errand(self, work: asyncio.Task[None]) -> None:
        """Keep hold of work until it is done."""
        self.errands.add(work)
        work.add_done_callback(self.errands.discard)

    async def close(self) -> None:
        """Say goodbye to every tab."""
        for connection in tuple(self.connections):
            await connection.close()
        for work in tuple(self.errands):
            work.cancel()
        await asyncio.gather(*self.errands, return_exceptions=True)
