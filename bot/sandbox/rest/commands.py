"""Registering application commands, for every server or for one."""

from typing import Any, cast

from bot.sandbox.entities import Json
from bot.sandbox.errors import ApiError, Violation, invalid_form, unknown
from bot.sandbox.limits.commands import CHAT, check_commands
from bot.sandbox.rest.call import NOTHING, Answer, Call, Route
from bot.sandbox.state import World

_GLOBAL = "/applications/{application_id}/commands"
_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"
_KEPT = ("name", "name_localizations", "description", "description_localizations", "options", "nsfw")
_RULES = ("default_member_permissions", "contexts", "integration_types", "dm_permission", "type")


def list_commands(call: Call) -> Answer:
    """What is registered."""
    return Answer(_registered(call))


def replace_commands(call: Call) -> Answer:
    """Register exactly these commands; those that keep their kind and name keep their id."""
    payload: Any = call.body.payload
    if not isinstance(payload, list):
        raise invalid_form([Violation((), "LIST_TYPE_CONVERT", "Only lists may be used here")])
    commands = [cast("Json", command) for command in cast("list[Any]", payload) if isinstance(command, dict)]
    old = _registered(call)
    if violations := check_commands(commands):
        raise invalid_form(violations)
    old[:] = [_settle(call, command, old) for command in commands]
    call.world.report.event(None, f"{len(commands)} commands registered")
    call.world.changed()
    return Answer(old)


def add_command(call: Call) -> Answer:
    """Register one command beside the others, or replace its namesake."""
    old = _registered(call)
    command = call.body.form
    others = [known for known in old if _key(known) != _key(command)]
    if violations := check_commands([*others, command]):
        raise invalid_form([v._replace(path=v.path[1:]) for v in violations])
    fresh = _settle(call, command, old)
    status = 201 if len(others) == len(old) else 200
    old[:] = [*others, fresh]
    return Answer(fresh, status)


def get_command(call: Call) -> Answer:
    """One command."""
    return Answer(_one(call))


def remove_command(call: Call) -> Answer:
    """Unregister one command."""
    _registered(call).remove(_one(call))
    return NOTHING


def _registered(call: Call) -> list[Json]:
    if call.path["application_id"] != str(call.world.bot.id):
        raise ApiError(403, 20012, "You are not authorized to perform this action on this application")
    return commands_of(call.world, call.id("guild_id", "Guild") if "guild_id" in call.path else None)


def commands_of(world: World, guild_id: int | None) -> list[Json]:
    """The commands of a server, or the global ones. Raises ApiError when there is no such server."""
    if guild_id is not None and guild_id not in world.guilds:
        raise unknown("Guild")
    return world.commands.setdefault(guild_id, [])


def _one(call: Call) -> Json:
    found = next((known for known in _registered(call) if known["id"] == call.path["command_id"]), None)
    if found is None:
        raise unknown("application command")
    return found


def _settle(call: Call, command: Json, old: list[Json]) -> Json:
    known = next((known for known in old if _key(known) == _key(command)), None)
    settled: Json = {
        "id": known["id"] if known else str(call.world.ids.next()),
        "application_id": str(call.world.bot.id),
        "version": str(call.world.ids.next()),
        "type": CHAT,
        "description": "",
        "default_member_permissions": None,
        "dm_permission": True,
        "contexts": None,
        "integration_types": [0],
        "nsfw": False,
    }
    given = {member: command[member] for member in (*_KEPT, *_RULES) if member in command}
    if given.get("default_member_permissions") is not None:
        given["default_member_permissions"] = str(given["default_member_permissions"])
    return settled | given | ({"guild_id": call.path["guild_id"]} if "guild_id" in call.path else {})


def _key(command: Json) -> tuple[Any, Any]:
    return command.get("type", CHAT), command.get("name")


ROUTES = tuple(
    Route(method, template + tail, handler)
    for template in (_GLOBAL, _GUILD)
    for method, tail, handler in (
        ("GET", "", list_commands),
        ("PUT", "", replace_commands),
        ("POST", "", add_command),
        ("GET", "/{command_id}", get_command),
        ("DELETE", "/{command_id}", remove_command),
    )
)
