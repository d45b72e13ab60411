"""Acting behind the page: what a member does reaches the bot as if they had done it, and every open tab shows it.

Nothing is typed or clicked. That is for a reader who watches an evening in a tab of their own: no driver of browsers
needs to be there, and the tab stays theirs to scroll and to look into.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from bot.sandbox.actor import Actor
from bot.sandbox.choosing import find_button, find_menu
from bot.sandbox.entities import Channel, Message, User
from bot.sandbox.handle import Handle
from bot.sandbox.options import Impossible
from bot.sandbox.page.page import Page
from bot.sandbox.page.playing.means import WentWrong
from bot.sandbox.page.playing.script import Step
from bot.sandbox.rendering import render_text


class OutcomeMeans:
    """Acts for one member after the other, and has every open tab act as them too."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._actor: Actor | None = None
        self._channel: Channel = page.sandbox.channel
        self._last: Handle | None = None

    def acting(self) -> AbstractContextManager[None]:
        """Nothing else goes wrong here."""
        return nullcontext()

    async def begin(self, step: Step, user: User, channel: Channel) -> None:
        """Act as this member."""
        del step
        self._actor, self._channel = self._page.sandbox.actor(user), channel
        for tab in tuple(self._page.connections):
            if tab.me is not user:
                tab.act_as(user)

    async def slash(self, name: str, options: Mapping[str, Any]) -> None:
        """Use a command."""
        self._last = await self._me.slash(name, self._channel, **options)

    async def press(self, button: str, on: str | None) -> None:
        """Press a button."""
        message = self._newest(lambda message: find_button(message, button), on, f"a button “{button}”")
        self._last = await self._me.press(message, button)

    async def choose(self, values: Sequence[str | int], menu: str | None, on: str | None) -> None:
        """Choose in a menu."""
        message = self._newest(lambda message: find_menu(message, menu), on, f"the menu “{menu}”" if menu else "a menu")
        people = {f"@{user.display}": user for user in self._page.world.users.values()}
        chosen = [people.get(value, value) if isinstance(value, str) else value for value in values]
        self._last = await self._me.choose(message, menu, chosen)

    async def fill(self, values: Mapping[str, Any]) -> None:
        """Fill in the form."""
        if self._last is None or self._last.interaction.modal is None:
            raise WentWrong("no form is open")
        self._last = await self._me.submit(self._last.modal, values)

    async def vote(self, answers: Sequence[str | int], on: str | None) -> None:
        """Vote in the newest poll."""
        await self._me.vote(self._newest(_needs_poll, on, "a poll"), answers)

    async def context(self, command: str, user: User | None, on: str | None) -> None:
        """Use a command of the context menu."""
        target = user or self._newest(lambda _: None, on, "a message")
        self._last = await self._me.context(command, self._channel, target)

    async def dismiss(self, text: str) -> None:
        """Put away a private message."""
        message = self._newest(_needs_reader, text, "a private message")
        self._page.dismissed.add(message.id)
        self._page.watcher.touch(message)
        self._page.world.changed()

    async def page_only(self, step: Step) -> None:
        """What is of the page alone is the reader's: their page is left as they have it."""

    async def see(self, text: str, patience: float) -> bool:
        """Wait until a message holds the text."""
        return await self._page.world.wait_until(lambda: bool(self._with(text)), patience)

    async def miss(self, text: str, patience: float) -> bool:
        """Wait until no message holds the text."""
        return await self._page.world.wait_until(lambda: not self._with(text), patience)

    async def shoot(self, step: Step) -> None:
        """Nobody takes pictures here."""

    @property
    def _me(self) -> Actor:
        if self._actor is None:
            raise WentWrong("nobody acts yet: say who with `as`")
        return self._actor

    def _with(self, text: str) -> list[Message]:
        shown = [m for m in self._me.messages(self._channel) if self._page.shows(m, self._me.user)]
        wanted = " ".join(text.split()).casefold()
        return [m for m in shown if wanted in " ".join(render_text(m, self._page.sandbox.names).split()).casefold()]

    def _newest(self, needs: Callable[[Message], object], on: str | None, what: str) -> Message:
        """The newest message, of those with the text, that has what is needed. Raises Impossible."""
        problem: Impossible | None = None
        for message in reversed(self._with(on or "")):
            try:
                needs(message)
            except Impossible as why:
                problem = problem or why
            else:
                return message
        raise problem or Impossible(f"no message shown to {self._me.user.display} has {what}")


def _needs_poll(message: Message) -> None:
    if message.poll is None or message.poll.ended:
        raise Impossible("there is no open poll")


def _needs_reader(message: Message) -> None:
    if not message.ephemeral:
        raise Impossible("only a message that you alone see can be dismissed")
