"""What the page sends, turned into what an actor takes: ids into people, channels and messages, file ids into files."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from bot.sandbox.entities import Channel, Interaction, Json, Message, ScheduledEvent, User
from bot.sandbox.limits.components import STRING_SELECT, walk
from bot.sandbox.limits.modals import FILE_UPLOAD
from bot.sandbox.options import ATTACHMENT, CHANNEL, MENTIONABLE, ROLE, USER, File
from bot.sandbox.page.page import Page
from bot.sandbox.page.refusal import Refusal
from bot.sandbox.shape import entries

_USER_SELECT, _ROLE_SELECT, _MENTIONABLE_SELECT, _CHANNEL_SELECT = 5, 6, 7, 8
_ROLES = "There are no roles to choose in the sandbox."


@dataclass
class Reader:
    """Reads one request of a member. `used` are the files it names."""

    page: Page
    me: User
    used: list[str] = field(default_factory=list[str])

    def user(self, value: Any) -> User:
        """A person by id. Raises Refusal."""
        return _found(self.page.world.users, value, "There is nobody with that id.")

    def channel(self, value: Any) -> Channel:
        """A channel by id. Raises Refusal."""
        return _found(self.page.world.channels, value, "There is no channel with that id.")

    def message(self, value: Any) -> Message:
        """A message that the member sees, by id. Raises Refusal."""
        message = _found(self.page.world.messages, value, "That message is not there any more.")
        if not self.page.shows(message, self.me):
            raise Refusal("That message is not there any more.")
        return message

    def interaction(self, value: Any) -> Interaction:
        """An interaction by id. Raises Refusal."""
        return _found(self.page.world.interactions, value, "There is no such interaction.")

    def event(self, value: Any) -> ScheduledEvent:
        """A scheduled event by id. Raises Refusal."""
        return _found(self.page.world.events, value, "That event is over or was called off.")

    def file(self, value: Any) -> File:
        """A file that was handed in, as `{"file": id}`. Raises Refusal."""
        if not isinstance(value, dict) or "file" not in value:
            raise Refusal("A file is wanted here.")
        held = self.page.files.find(str(cast("Json", value)["file"]))
        self.used.append(held.id)
        return held.name, held.body

    def options(self, form: Json, given: Mapping[str, Any]) -> Json:
        """Values for the options of a command; those it does not have are left to the actor to refuse."""
        kinds = {str(option["name"]): option["type"] for option in entries(form, "options")}
        return {name: self._option(kinds.get(name), value) for name, value in given.items()}

    def _option(self, kind: int | None, value: Any) -> Any:
        if value is None:
            return None
        if kind == ROLE:
            raise Refusal(_ROLES)
        if kind in (USER, MENTIONABLE):
            return self._person(value)
        if kind == CHANNEL:
            return self.channel(value)
        return self.file(value) if kind == ATTACHMENT else value

    def chosen(self, menu: Json, values: Any) -> list[Any]:
        """What was chosen in a menu: people, channels, or options by their label where that is clear."""
        if not isinstance(values, list):
            raise Refusal("What is chosen is a list.")
        return [self._choice(menu, value) for value in cast("list[Any]", values)]

    def _choice(self, menu: Json, value: Any) -> Any:
        kind = menu["type"]
        if kind == STRING_SELECT:
            return _label(menu, value)
        if kind in (_USER_SELECT, _MENTIONABLE_SELECT):
            return self._person(value)
        if kind == _CHANNEL_SELECT:
            return self.channel(value)
        raise Refusal(_ROLES)

    def _person(self, value: Any) -> User:
        if str(value) == str(self.page.sandbox.guild.id):
            raise Refusal(_ROLES)
        return self.user(value)

    def form_values(self, form: Json, given: Mapping[str, Any]) -> Json:
        """Values for the fields of a form by custom id."""
        fields = {c["custom_id"]: c for _, c in walk(entries(form, "components")) if c.get("custom_id") is not None}
        return {name: self._field(fields.get(name, {}), value) for name, value in given.items()}

    def _field(self, component: Json, value: Any) -> Any:
        kind = component.get("type")
        if kind == FILE_UPLOAD and isinstance(value, list):
            return [self.file(one) for one in cast("list[Any]", value)]
        if kind in (_USER_SELECT, _ROLE_SELECT, _MENTIONABLE_SELECT, _CHANNEL_SELECT):
            return self.chosen(component, value)
        return value

    def done(self) -> None:
        """The request went through: its files are used up."""
        self.page.files.drop(self.used)


def _found(things: Mapping[int, Any], value: Any, otherwise: str) -> Any:
    text = str(value)
    found = things.get(int(text)) if text.isdecimal() else None
    if found is None:
        raise Refusal(otherwise)
    return found


def _label(menu: Json, value: Any) -> Any:
    """The label of the option with this value, as a reader names it; the value itself where the label is ambiguous."""
    options = entries(menu, "options")
    label = next((option.get("label") for option in options if option.get("value") == value), value)
    return label if _names(options, label) == 1 else value


def _names(options: Sequence[Json], text: Any) -> int:
    return sum(text in _words(option) for option in options)


def _words(option: Json) -> Iterator[Any]:
    yield option.get("label")
    yield option.get("value")
