"""Reading a JSON schema beside a value: is it valid, what is wrong, which members does the schema not know?"""
# pyright: basic
# jsonschema_rs is an optional extra without complete types

from collections.abc import Iterator, Sequence
from typing import Any

from bot.sandbox.entities import Json

_NAME = "urn:document"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_KINDS = {str: "string", bool: "boolean", int: "integer", float: "number", list: "array", dict: "object"}


class Schemas:
    """The schemas of one OpenAPI 3.1 document. Raises ImportError when jsonschema-rs is not installed."""

    def __init__(self, schemas: Json) -> None:
        import jsonschema_rs  # noqa: PLC0415 - an optional extra: without it the sandbox works, this class does not

        self._schemas = schemas
        root = {"$schema": _DIALECT, "components": {"schemas": schemas}}
        self._registry = jsonschema_rs.Registry([(_NAME, root)])
        self._make = jsonschema_rs.Draft202012Validator
        self._validators: dict[int, Any] = {}
        self._kept: list[Json] = []

    def is_valid(self, schema: Json, value: Any) -> bool:
        """True when the value fits the schema."""
        if id(schema) not in self._validators:
            self._kept.append(schema)  # its identity is the key, so it must live as long as the cache
            self._validators[id(schema)] = self._make(_absolute(schema), registry=self._registry, validate_formats=True)
        return self._validators[id(schema)].is_valid(value)

    def explain(self, schema: Json, value: Any, path: str = "") -> Iterator[str]:
        """Where and why a value does not fit; nothing when it does."""
        if self.is_valid(schema, value):
            return
        schema = self._resolve(schema)
        found = list(self._explain_inside(schema, value, path))
        if branches := [self._resolve(branch) for branch in _branches(schema)]:
            likely = [branch for branch in branches if _is_likely(branch, value)]
            if len(likely) == 1:
                found += self.explain(likely[0], value, path)
            elif not found:
                found.append(f"{path or 'body'}: fits none of {len(likely or branches)} forms")
        yield from found or [f"{path or 'body'}: {_shorten(value)} does not fit {_shorten(_plain(schema))}"]

    def _explain_inside(self, schema: Json, value: Any, path: str) -> Iterator[str]:
        if isinstance(value, dict):
            yield from (f"{_join(path, name)}: required" for name in schema.get("required", ()) if name not in value)
            for name, part in schema.get("properties", {}).items():
                if name in value:
                    yield from self.explain(part, value[name], _join(path, name))
        elif isinstance(value, list) and "items" in schema:
            for index, entry in enumerate(value):
                yield from self.explain(schema["items"], entry, f"{path}[{index}]")

    def unknown_members(self, schemas: Sequence[Json], value: Any, path: str = "") -> Iterator[str]:
        """Members that none of the schemas fitting the value knows; lists are written `name[]`."""
        leaves = [leaf for schema in schemas for leaf in self._leaves(schema, value)]
        if isinstance(value, list):
            items = [leaf["items"] for leaf in leaves if "items" in leaf]
            for entry in value if items else ():
                yield from self.unknown_members(items, entry, f"{path}[]")
        elif isinstance(value, dict) and any("properties" in leaf for leaf in leaves):
            free = any(leaf.get("additionalProperties") for leaf in leaves)
            for name, part in value.items():
                known = [leaf["properties"][name] for leaf in leaves if name in leaf.get("properties", {})]
                if known:
                    yield from self.unknown_members(known, part, _join(path, name))
                elif not free:
                    yield _join(path, name)

    def _leaves(self, schema: Json, value: Any) -> Iterator[Json]:
        schema = self._resolve(schema)
        yield schema
        for part in schema.get("allOf", ()):
            yield from self._leaves(part, value)
        for branch in _branches(schema):
            if self.is_valid(branch, value):
                yield from self._leaves(branch, value)

    def _resolve(self, schema: Json) -> Json:
        while "$ref" in schema:
            schema = self._schemas[schema["$ref"].rpartition("/")[2]]
        return schema


def _branches(schema: Json) -> list[Json]:
    return [*schema.get("oneOf", ()), *schema.get("anyOf", ())]


def _is_likely(schema: Json, value: Any) -> bool:
    """True when this is the form the value's author meant: the same JSON kind, and the same `type` member."""
    kind = schema.get("type", "object" if "properties" in schema else None)
    if kind is not None and _KINDS.get(type(value), "null") not in (kind if isinstance(kind, list) else [kind]):
        return False
    choices = schema.get("properties", {}).get("type", {}).get("enum")
    return choices is None or not isinstance(value, dict) or value.get("type") in choices


def _absolute(schema: Any) -> Any:
    """The schema with references into the document made absolute."""
    if isinstance(schema, list):
        return [_absolute(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: f"{_NAME}{part}" if name == "$ref" and part.startswith("#") else _absolute(part)
        for name, part in schema.items()
    }


def _plain(schema: Json) -> Json:
    return {name: part for name, part in schema.items() if name not in ("description", "title", "format")}


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _shorten(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 100 else f"{text[:97]}..."  # noqa: PLR2004 - one line of a report
