"""What the local Discord's gateway sends has the shape that the npm package discord-api-types declares.

Skipped, with the reason, without Node 20 and npm, or when the package registry cannot be reached the first time.
Role menus are left out: the sandbox has no roles to choose. What it sends as Discord does and the package does not
declare is named in tests/gateway_schemas.py.
"""

import copy
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import pytest

from tests.gateway_schemas import GatewaySchemas, load_gateway_schemas
from tests.sandbox_gateway_run import collect_payloads

Json: TypeAlias = dict[str, Any]

_COMMAND, _COMPONENT, _TYPING, _FORM = 2, 3, 4, 5
_EVENTS = {
    *("READY", "RESUMED", "GUILD_CREATE", "GUILD_DELETE", "CHANNEL_CREATE", "CHANNEL_UPDATE"),
    *("GUILD_MEMBER_ADD", "GUILD_MEMBER_REMOVE", "GUILD_MEMBERS_CHUNK", "INTERACTION_CREATE"),
    *("MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE", "MESSAGE_POLL_VOTE_ADD", "MESSAGE_POLL_VOTE_REMOVE"),
    *(f"GUILD_SCHEDULED_EVENT_{done}" for done in ("CREATE", "UPDATE", "DELETE", "USER_ADD", "USER_REMOVE")),
}
_OPERATIONS = {0, 7, 9, 10, 11}
_IN_GUILD, _IN_DIRECT, _IN_GROUP = 0, 1, 2


@pytest.fixture(scope="module")
def schemas() -> GatewaySchemas:
    return load_gateway_schemas()


_heard: list[Json] = []


@pytest.fixture
async def heard(schemas: GatewaySchemas) -> list[Json]:
    """The payloads of one run, which all tests of this module look at; first of all there must be schemas."""
    del schemas
    if not _heard:
        _heard.extend(await collect_payloads())
    return _heard


def _parts(interaction: Json) -> Iterator[tuple[int, int]]:
    """What an interaction is about: (command, its kind), (component, its type), (form, each input's type)."""
    kind, details = interaction["type"], interaction["data"]
    if kind in (_COMMAND, _TYPING):
        yield kind, details["type"]
    elif kind == _COMPONENT:
        yield kind, details["component_type"]
    for row in details["components"] if kind == _FORM else ():
        yield kind, row.get("component", row)["type"]


def test_the_run_holds_every_kind_of_payload(heard: list[Json]) -> None:
    assert {payload["t"] for payload in heard if payload["t"]} == _EVENTS
    assert {payload["op"] for payload in heard} == _OPERATIONS
    interactions = [payload["d"] for payload in heard if payload["t"] == "INTERACTION_CREATE"]
    found: dict[int, set[tuple[int, int]]] = {}
    for interaction in interactions:
        found.setdefault(interaction["context"], set()).update(_parts(interaction))
    everywhere = {(_COMMAND, 1), (_COMMAND, 2), (_COMMAND, 3), (_TYPING, 1)}
    everywhere |= {(_COMPONENT, kind) for kind in (2, 3, 5, 7)}
    everywhere |= {(_FORM, kind) for kind in (3, 4, 5, 7, 8, 10, 19, 21, 22, 23)}
    assert found[_IN_DIRECT] == found[_IN_GROUP] == everywhere
    assert found[_IN_GUILD] == everywhere | {(_COMPONENT, 8)}  # there are channels to choose


def test_every_payload_has_the_declared_shape(schemas: GatewaySchemas, heard: list[Json]) -> None:
    faults = {f"{payload['t'] or payload['op']}: {text}" for payload in heard for text in schemas.complaints(payload)}
    assert faults == set()


def test_no_payload_has_a_member_nobody_knows(schemas: GatewaySchemas, heard: list[Json]) -> None:
    assert {f"{payload['t']}: {name}" for payload in heard for name in schemas.strangers(payload)} == set()


# controls: the same payloads, spoilt


def _without(*path: str | int) -> Callable[[Json], None]:
    def spoil(payload: Json) -> None:
        del _at(payload, path[:-1])[path[-1]]

    return spoil


def _with(value: Any, *path: str | int) -> Callable[[Json], None]:
    def spoil(payload: Json) -> None:
        _at(payload, path[:-1])[path[-1]] = value

    return spoil


def _at(payload: Json, path: tuple[str | int, ...]) -> Any:
    found: Any = payload
    for step in path:
        found = found[step]
    return found


def _pick(heard: list[Json], name: str, part: tuple[int, int] | None) -> Json:
    """A payload of that kind, in a server where there is a choice."""
    for payload in heard:
        if payload["t"] == name and (part is None or ("guild_id" in payload["d"] and part in _parts(payload["d"]))):
            return copy.deepcopy(payload)
    raise AssertionError(f"the run has no {name} {part}")


_SPOILT: list[tuple[str, tuple[int, int] | None, Callable[[Json], None]]] = [
    ("READY", None, _without("d", "session_id")),
    ("READY", None, _with(10, "d", "user", "id")),
    ("READY", None, _with([0], "d", "shard")),
    ("READY", None, _with("READDY", "t")),
    ("READY", None, _without("s")),
    ("GUILD_CREATE", None, _with("many", "d", "member_count")),
    ("GUILD_CREATE", None, _without("d", "channels", 0, "id")),
    ("GUILD_CREATE", None, _with(77, "d", "channels", 0, "type")),
    ("GUILD_CREATE", None, _with(None, "d", "roles", 0, "permissions")),
    ("GUILD_DELETE", None, _with("yes", "d", "unavailable")),
    ("GUILD_MEMBER_ADD", None, _without("d", "guild_id")),
    ("GUILD_MEMBER_REMOVE", None, _without("d", "user")),
    ("CHANNEL_UPDATE", None, _with("no", "d", "nsfw")),
    ("MESSAGE_CREATE", None, _with("soon", "d", "flags")),
    ("MESSAGE_CREATE", None, _with(1 << 40, "d", "author", "id")),
    ("MESSAGE_POLL_VOTE_ADD", None, _with("1", "d", "answer_id")),
    ("GUILD_SCHEDULED_EVENT_CREATE", None, _with(9, "d", "entity_type")),
    ("INTERACTION_CREATE", (_COMMAND, 1), _without("d", "token")),
    ("INTERACTION_CREATE", (_COMMAND, 1), _with(12345, "d", "id")),
    ("INTERACTION_CREATE", (_COMMAND, 1), _with("an id", "d", "application_id")),
    ("INTERACTION_CREATE", (_COMMAND, 1), _with(2, "d", "version")),
    ("INTERACTION_CREATE", (_COMMAND, 1), _with(9, "d", "context")),
    ("INTERACTION_CREATE", (_COMMAND, 1), _with("tlh", "d", "locale")),
    ("INTERACTION_CREATE", (_COMMAND, 1), _with("3", "d", "data", "options", 1, "value")),
    ("INTERACTION_CREATE", (_COMMAND, 2), _without("d", "data", "target_id")),
    ("INTERACTION_CREATE", (_COMMAND, 3), _without("d", "data", "resolved", "messages")),
    (
        "INTERACTION_CREATE",
        (_TYPING, 1),
        _with("yes", "d", "data", "options", 0, "options", 0, "options", 1, "focused"),
    ),
    ("INTERACTION_CREATE", (_COMPONENT, 2), _without("d", "message")),
    ("INTERACTION_CREATE", (_COMPONENT, 2), _with(99, "d", "data", "component_type")),
    ("INTERACTION_CREATE", (_COMPONENT, 3), _with("calm", "d", "data", "values")),
    ("INTERACTION_CREATE", (_COMPONENT, 5), _without("d", "data", "resolved", "users")),
    ("INTERACTION_CREATE", (_COMPONENT, 8), _with({}, "d", "data", "resolved", "channels", "1")),
    ("INTERACTION_CREATE", (_FORM, 4), _without("d", "data", "custom_id")),
    ("INTERACTION_CREATE", (_FORM, 4), _with(["because"], "d", "data", "components", 1, "component", "value")),
    ("INTERACTION_CREATE", (_FORM, 23), _with("yes", "d", "data", "components", 4, "component", "value")),
]


@pytest.mark.parametrize(("name", "part", "spoil"), _SPOILT)
def test_a_spoilt_payload_is_caught(
    schemas: GatewaySchemas,
    heard: list[Json],
    name: str,
    part: tuple[int, int] | None,
    spoil: Callable[[Json], None],
) -> None:
    payload = _pick(heard, name, part)
    assert schemas.complaints(payload) == []
    spoil(payload)
    assert schemas.complaints(payload) != []


def test_a_misspelt_member_is_caught(schemas: GatewaySchemas, heard: list[Json]) -> None:
    payload = _pick(heard, "INTERACTION_CREATE", (_COMMAND, 1))
    payload["d"]["guild_local"] = payload["d"].pop("guild_locale")
    assert list(schemas.strangers(payload)) == ["d.guild_local"]


def test_sums_of_bits_are_no_fault(schemas: GatewaySchemas, heard: list[Json]) -> None:
    """The package lists single bits; a message that is both private and a layout has two of them."""
    payload = _pick(heard, "MESSAGE_CREATE", None)
    payload["d"]["flags"] = (1 << 6) | (1 << 15)
    assert schemas.complaints(payload) == []
