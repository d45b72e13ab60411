"""The shapes of values in a script: lists of text, and how a picture is described. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

_NAMES = frozenset({"name", "of", "scale", "crop"})
#: Words in the name of a picture that has none of its own.
_LONGEST = 6


class ScriptProblem(Exception):
    """A script cannot be played; the text says where and why, for who wrote it."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: of the whole page, of what stands in `of`, cut to `crop` (left, top, width, height), then scaled."""

    name: str
    #: "page", "newest" message, "dialog", "inspector", or text: the newest message that holds it.
    of: str = "page"
    scale: float = 1.0
    crop: tuple[int, int, int, int] | None = None


def texts(name: str, value: Any) -> tuple[str, ...]:
    """One text or a list of them. Raises ScriptProblem."""
    listed: list[Any] = cast("list[Any]", value) if isinstance(value, list) else [value]
    if not all(isinstance(one, str) for one in listed):
        raise ScriptProblem(f"`{name}` is text, or a list of texts.")
    return tuple(listed)


def answers(name: str, value: Any) -> tuple[str | int, ...]:
    """What is chosen: by its words, or by its place in the list, from 1. Raises ScriptProblem."""
    listed: list[Any] = cast("list[Any]", value) if isinstance(value, list) else [value]
    if not all(isinstance(one, str) or (type(one) is int and one > 0) for one in listed):
        raise ScriptProblem(f"`{name}` holds words, or places from 1.")
    return tuple(listed)


def read_shot(value: Any) -> Shot:
    """A picture by its name, or described in full. Raises ScriptProblem."""
    given: Mapping[str, Any] = cast("dict[str, Any]", value) if isinstance(value, dict) else {"name": value}
    if unknown := sorted(set(given) - _NAMES):
        raise ScriptProblem(f"a `shot` has no {', '.join(unknown)}; it has {', '.join(sorted(_NAMES))}.")
    name, of, scale, crop = given.get("name"), given.get("of", "page"), given.get("scale", 1.0), given.get("crop")
    if not isinstance(name, str) or not name.replace("-", "").isalnum() or not isinstance(of, str):
        raise ScriptProblem("a `shot` needs a name of letters, digits and hyphens.")
    if isinstance(scale, bool) or not isinstance(scale, int | float) or not 0 < scale <= 1:
        raise ScriptProblem("the `scale` of a shot is more than 0 and at most 1.")
    return Shot(name, of, float(scale), None if crop is None else _box(crop))


def shot_of(action: str | None, value: Any) -> Shot:
    """A picture of the whole page after a step that names none, called after what is done."""
    said = f"{action or 'look'} {value if isinstance(value, str) else ''}"
    return Shot("-".join(re.findall("[a-z0-9]+", said.casefold())[:_LONGEST]))


def _box(value: Any) -> tuple[int, int, int, int]:
    numbers: list[Any] = cast("list[Any]", value) if isinstance(value, list) else []
    if not all(isinstance(one, int) and one >= 0 for one in numbers) or len(numbers) != 4:  # noqa: PLR2004 - a box
        raise ScriptProblem("the `crop` of a shot is [left, top, width, height].")
    left, top, width, height = numbers
    return left, top, width, height
