"""One request of a tab: who asks, and what was sent with it, read with a sentence for whatever is missing or odd."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from bot.sandbox.actor import Actor
from bot.sandbox.entities import Json
from bot.sandbox.handle import Handle
from bot.sandbox.page.page import Page
from bot.sandbox.page.refusal import Refusal
from bot.sandbox.page.values import Reader

if TYPE_CHECKING:
    from bot.sandbox.page.socket import Connection


@dataclass(frozen=True, slots=True)
class Ask:
    """One request of a tab."""

    tab: "Connection"
    members: Json

    @property
    def page(self) -> Page:
        """What the tabs share."""
        return self.tab.page

    @property
    def actor(self) -> Actor:
        """The member who acts."""
        return self.page.sandbox.actor(self.tab.me)

    @property
    def read(self) -> Reader:
        """Reads ids and values for that member."""
        return Reader(self.page, self.tab.me)

    def __getitem__(self, name: str) -> Any:
        if name not in self.members:
            raise Refusal(f"{self.members.get('do')!r} needs {name!r}.")
        return self.members[name]

    def named(self, name: str) -> Json:
        """A member that holds values by name. Raises Refusal."""
        value: Any = self.members.get(name) or {}
        if not isinstance(value, dict):
            raise Refusal(f"{name!r} holds values by name.")
        return cast("Json", value)

    def number(self, name: str, default: float, least: float, most: float) -> float:
        """A number within bounds. Raises Refusal."""
        value: Any = self.members.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise Refusal(f"{name!r} is a number.")
        if not least <= value <= most:
            raise Refusal(f"{name!r} is from {least:g} to {most:g}.")
        return value

    def began(self, handle: Handle) -> str:
        """Note that this tab began the interaction; its id."""
        self.tab.began(handle.interaction.id)
        return str(handle.interaction.id)
