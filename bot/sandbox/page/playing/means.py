"""What a player needs of whoever acts: the ways to do a step, and how to look at what came of it."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from bot.sandbox.entities import Channel, Json, User
from bot.sandbox.limits.commands import CHAT
from bot.sandbox.menu import find_command
from bot.sandbox.options import ATTACHMENT, CHANNEL, MENTIONABLE, USER, File
from bot.sandbox.page.page import Page
from bot.sandbox.page.playing.script import Step
from bot.sandbox.shape import entries


class WentWrong(Exception):
    """A step cannot be done, or what it expects does not come. The text is half a sentence."""


class Means(Protocol):
    """Somebody's way to act. All of it raises WentWrong, Impossible or Unanswered, inside of `acting`."""

    def acting(self) -> AbstractContextManager[None]:
        """Makes WentWrong of what else may go wrong with this way to act."""
        ...

    async def begin(self, step: Step, user: User, channel: Channel) -> None:
        """Act as this member in this channel from now on, and show the page as the step wants it."""
        ...

    async def slash(self, name: str, options: Mapping[str, Any]) -> None:
        """Use a command; people, channels and files among its options are themselves."""
        ...

    async def press(self, button: str, on: str | None) -> None:
        """Press a button, of the newest message that has it or of the newest that holds the text `on`."""
        ...

    async def choose(self, values: Sequence[str | int], menu: str | None, on: str | None) -> None:
        """Choose in a menu, named by its placeholder."""
        ...

    async def fill(self, values: Mapping[str, Any]) -> None:
        """Fill in the form that is open, by the labels of its fields, and send it."""
        ...

    async def vote(self, answers: Sequence[str | int], on: str | None) -> None:
        """Vote in a poll; no answer takes the vote back."""
        ...

    async def context(self, command: str, user: User | None, on: str | None) -> None:
        """Use a command of the context menu on a member, or on a message."""
        ...

    async def dismiss(self, text: str) -> None:
        """Put away a message that only this member sees."""
        ...

    async def page_only(self, step: Step) -> None:
        """What is of the page alone: opening a drawer, typing without sending, pressing a key."""
        ...

    async def see(self, text: str, patience: float) -> bool:
        """Wait until a message of the channel holds the text."""
        ...

    async def miss(self, text: str, patience: float) -> bool:
        """Wait until no message of the channel holds the text."""
        ...

    async def shoot(self, step: Step) -> None:
        """Take the picture of the step."""
        ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """Reads the names in a script: people, channels, files, and the values of a command's options."""

    page: Page
    folder: Path

    def user(self, name: str) -> User:
        """Somebody by what they are called. Raises WentWrong."""
        wanted = name.removeprefix("@").casefold()
        found = [user for user in self.page.world.users.values() if user.display.casefold() == wanted]
        if not found:
            raise WentWrong(f"there is nobody called {name}")
        return found[0]

    def channel(self, name: str, me: User) -> Channel:
        """A channel of the server, or the member's conversation with the bot: "direct". Raises WentWrong."""
        if name == "direct":
            return self.page.sandbox.direct(me)
        wanted = name.removeprefix("#").casefold()
        found = [channel for channel in self.page.sandbox.guild.channels if channel.name.casefold() == wanted]
        if not found:
            raise WentWrong(f"there is no channel #{wanted}")
        return found[0]

    def file(self, name: str) -> File:
        """A sample by its id, or a file beside the script. Raises WentWrong."""
        if name.startswith("sample-"):
            held = self.page.files.find(name)
            return held.name, held.body
        path = self.folder / name
        try:
            return path.name, path.read_bytes()
        except OSError as error:
            raise WentWrong(f"the file {name} cannot be read ({error.strerror})") from None

    def options(self, command: str, given: Mapping[str, Any], me: User, channel: Channel) -> Json:
        """The values of a command's options as a member means them. Raises Impossible, WentWrong."""
        kinds = {str(option["name"]): option["type"] for option in entries(self.form(command, me, channel), "options")}
        return {name: self._value(kinds.get(name), value, me) for name, value in given.items()}

    def form(self, command: str, me: User, channel: Channel) -> Json:
        """The command or subcommand whose options are filled in. Raises Impossible."""
        found, path = find_command(self.page.world, me, channel, CHAT, command)
        return path[-1] if path else found

    def _value(self, kind: int | None, value: Any, me: User) -> Any:
        if isinstance(value, str) and kind in (USER, MENTIONABLE):
            return self.user(value)
        if isinstance(value, str) and kind == CHANNEL:
            return self.channel(value, me)
        return self.file(value) if isinstance(value, str) and kind == ATTACHMENT else value
