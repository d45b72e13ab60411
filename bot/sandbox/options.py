"""Filling in a command as a member does: only options it has, of their kind, within their limits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias, cast

from bot.sandbox.body import Upload
from bot.sandbox.dispatch import resolve_attachments, resolve_users
from bot.sandbox.entities import EVERYTHING, Attachment, Channel, Json, Member, User
from bot.sandbox.files import store_file
from bot.sandbox.payloads import partial_channel_json
from bot.sandbox.shape import entries
from bot.sandbox.state import World, member_of

SUBCOMMAND, GROUP = 1, 2
STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(3, 12)
#: A file as a member attaches it: name and bytes.
File: TypeAlias = tuple[str, bytes]


class Impossible(Exception):
    """A member could not do this: Discord offers no such thing here. The text says what there is."""


@dataclass
class Resolved:
    """The people, files and channels that a form's values name, as Discord spells them out for the bot."""

    world: World
    channel: Channel
    actor: User
    users: list[User] = field(default_factory=list[User])
    attachments: list[Attachment] = field(default_factory=list[Attachment])
    channels: list[Channel] = field(default_factory=list[Channel])

    def to_json(self) -> Json:
        """The `resolved` object; empty when nothing is named."""
        found = resolve_users(self.channel, self.users) | resolve_attachments(self.world, self.attachments)
        if self.channels:
            member = member_of(self.channel, self.actor)
            permissions = member.permissions if member else EVERYTHING
            found["channels"] = {str(c.id): partial_channel_json(self.world, c, permissions) for c in self.channels}
        return found

    def add_user(self, chosen: Any) -> str:
        """Anyone, by themselves or as a member: their id can be typed in. Returns it as the bot gets it."""
        user = chosen.user if isinstance(chosen, Member) else chosen
        if not isinstance(user, User):
            raise Impossible(f"{chosen!r} is not a person")
        if user not in self.users:
            self.users.append(user)
        return str(user.id)

    def add_file(self, chosen: Any) -> str:
        """A file as (name, bytes); it is uploaded, and its id returned."""
        if not isinstance(chosen, tuple) or len(cast("tuple[Any, ...]", chosen)) != 2:  # noqa: PLR2004 - name and bytes
            raise Impossible("a file is (name, bytes)")
        name, body = cast("File", chosen)
        if len(body) > self.channel.file_limit:
            raise Impossible(f"{name} is over the limit of {self.channel.file_limit} bytes")
        upload = Upload(name, "application/octet-stream", body)
        self.attachments.append(store_file(self.world, self.channel, upload, ephemeral=True))
        return str(self.attachments[-1].id)


def fill_options(command: Json, given: Mapping[str, Any], resolved: Resolved) -> list[Json]:
    """The `options` of a command's interaction data. Raises Impossible for what Discord would not let pass."""
    known = {str(option["name"]): option for option in entries(command, "options")}
    if unknown := sorted(set(given) - set(known)):
        raise Impossible(f"/{command['name']} has no option {', '.join(unknown)}; it has {', '.join(known) or 'none'}")
    missing = [name for name, option in known.items() if option.get("required") and given.get(name) is None]
    if missing:
        raise Impossible(f"/{command['name']} needs {', '.join(missing)}")
    return [
        {"name": name, "type": known[name]["type"], "value": fill_option(known[name], value, resolved)}
        for name, value in given.items()
        if value is not None
    ]


def fill_option(option: Json, value: Any, resolved: Resolved) -> Any:
    """One value as the bot gets it."""
    kind = option["type"]
    if kind == USER or (kind == MENTIONABLE and isinstance(value, Member | User)):
        return resolved.add_user(value)
    if kind == ATTACHMENT:
        return resolved.add_file(value)
    if kind == CHANNEL:
        return _fill_channel(option, value, resolved)
    if choices := entries(option, "choices"):
        return _choose(option, choices, value)
    return _check_plain(option, value)


def _check_plain(option: Json, value: Any) -> Any:
    kind = option["type"]
    if kind == BOOLEAN and isinstance(value, bool):
        return value
    if kind == STRING and isinstance(value, str):
        _check_range(option, len(value), "min_length", "max_length")
        return value
    whole = kind == INTEGER and isinstance(value, int)
    if (whole or (kind == NUMBER and isinstance(value, int | float))) and not isinstance(value, bool):
        _check_range(option, value, "min_value", "max_value")
        return value
    raise Impossible(f"{value!r} does not fit the option {option['name']}")


def _fill_channel(option: Json, value: Any, resolved: Resolved) -> str:
    if not isinstance(value, Channel) or value.kind not in (option.get("channel_types") or (value.kind,)):
        raise Impossible(f"{value!r} does not fit the option {option['name']}")
    resolved.channels.append(value)
    return str(value.id)


def _choose(option: Json, choices: Sequence[Json], value: Any) -> Any:
    for choice in choices:
        if value in (choice["value"], choice["name"]):
            return choice["value"]
    names = ", ".join(str(choice["name"]) for choice in choices)
    raise Impossible(f"{option['name']} offers {names}; not {value}")


def _check_range(option: Json, found: float, least: str, most: str) -> None:
    if not option.get(least, found) <= found <= option.get(most, found):
        raise Impossible(f"{option['name']} must be from {option.get(least)} to {option.get(most)}")
