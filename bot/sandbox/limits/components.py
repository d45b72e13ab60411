"""Discord's rules for one component: lengths, counts, what may stand inside what. Pure."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.entities import Json
from bot.sandbox.errors import Path, Violation
from bot.sandbox.shape import entries, inner, number

ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 9, 10, 11, 12, 13, 14, 17
SELECTS = frozenset({3, 5, 6, 7, 8})
V2_ONLY = frozenset({SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER})
TOP_LEVEL = frozenset({ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR, CONTAINER})
_LINK_STYLE, _PREMIUM_STYLE = 5, 6
_MOST_VALUES = 25
_ID = {"custom_id": (1, 100)}
_MENU = {**_ID, "placeholder": (0, 150)}

#: Shortest and longest text, or fewest and most entries, by component kind and member.
SIZES: dict[int, dict[str, tuple[int, int]]] = {
    ROW: {"components": (1, 5)},
    BUTTON: {**_ID, "label": (0, 80), "url": (1, 512)},
    STRING_SELECT: {**_MENU, "options": (1, 25)},
    **dict.fromkeys((5, 6, 7, 8), _MENU),
    SECTION: {"components": (1, 3)},
    TEXT: {"content": (1, 4000)},
    THUMBNAIL: {"description": (0, 1024)},
    GALLERY: {"items": (1, 10)},
    CONTAINER: {"components": (1, 40)},
}
#: Members that must be there.
NEEDED: dict[int, tuple[str, ...]] = {
    ROW: ("components",),
    STRING_SELECT: ("custom_id", "options"),
    **dict.fromkeys((5, 6, 7, 8), ("custom_id",)),
    SECTION: ("components", "accessory"),
    TEXT: ("content",),
    THUMBNAIL: ("media",),
    GALLERY: ("items",),
    FILE: ("file",),
    CONTAINER: ("components",),
}
_INSIDE: dict[int, frozenset[int]] = {
    ROW: SELECTS | {BUTTON},
    SECTION: frozenset({TEXT}),
    CONTAINER: TOP_LEVEL - {CONTAINER},
}


def walk(components: Sequence[Json], path: Path = ("components",)) -> Iterator[tuple[Path, Json]]:
    """Every component with its path, parents before children, accessories included."""
    for index, component in enumerate(components):
        here = (*path, index)
        yield here, component
        yield from walk(entries(component, "components"), (*here, "components"))
        for member in ("accessory", "component"):
            if alone := inner(component, member):
                yield (*here, member), alone


def check_component(path: Path, component: Json) -> Iterator[Violation]:
    """The faults of one component, without those of its children."""
    kind = component.get("type", 0)
    for member in NEEDED.get(kind, ()):
        if component.get(member) is None:
            yield Violation((*path, member), "BASE_TYPE_REQUIRED", "This field is required")
    yield from check_sizes(path, component, SIZES.get(kind, {}))
    yield from _check_inside(path, component)
    if kind == BUTTON:
        yield from _check_button(path, component)
    elif kind in SELECTS:
        yield from check_select(path, component)
    elif kind == GALLERY:
        for index, item in enumerate(entries(component, "items")):
            yield from check_sizes((*path, "items", index), item, {"description": (0, 1024)})


def check_sizes(path: Path, value: Json, sizes: dict[str, tuple[int, int]]) -> Iterator[Violation]:
    """Members whose text or list is too short or too long."""
    for member, (least, most) in sizes.items():
        found: Any = value.get(member)
        if isinstance(found, str | list) and not least <= len(found) <= most:  # pyright: ignore[reportUnknownArgumentType] - any list
            text = f"Must be between {least} and {most} in length."
            yield Violation((*path, member), "BASE_TYPE_BAD_LENGTH", text)


def check_select(path: Path, menu: Json) -> Iterator[Violation]:
    """How many may be chosen, and from what."""
    least, most = number(menu, "min_values", 1), number(menu, "max_values", 1)
    if not (0 <= least <= _MOST_VALUES and 1 <= most <= _MOST_VALUES):
        yield Violation((*path, "max_values"), "NUMBER_TYPE_MAX", "Between 0 and 25 values can be chosen.")
    if least > most:
        yield Violation((*path, "min_values"), "SELECT_MIN_OVER_MAX", "More must be chosen than may be.")
    options = entries(menu, "options")
    if menu.get("type") == STRING_SELECT and options and most > len(options):
        yield Violation((*path, "max_values"), "SELECT_MAX_OVER_OPTIONS", "More may be chosen than there are options.")
    yield from check_options(path, options)
    if sum(bool(option.get("default")) for option in options) > most:
        yield Violation((*path, "options"), "SELECT_TOO_MANY_DEFAULTS", "More options are chosen than may be.")


def check_options(path: Path, options: Sequence[Json]) -> Iterator[Violation]:
    """Lengths inside options, and values that stand twice."""
    seen: set[str] = set()
    for index, option in enumerate(options):
        here = (*path, "options", index)
        yield from check_sizes(here, option, {"label": (1, 100), "value": (1, 100), "description": (0, 100)})
        value = str(option.get("value"))
        if value in seen:
            text = "The specified option value is already used"
            yield Violation((*here, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", text)
        seen.add(value)


def _check_inside(path: Path, component: Json) -> Iterator[Violation]:
    kind = component.get("type", 0)
    children = entries(component, "components")
    for index, child in enumerate(children):
        if kind in _INSIDE and child.get("type") not in _INSIDE[kind]:
            yield _misplaced((*path, "components", index), child)
    accessory = inner(component, "accessory")
    if accessory and accessory.get("type") not in (BUTTON, THUMBNAIL):
        yield _misplaced((*path, "accessory"), accessory)
    if kind == ROW and len(children) > 1 and any(child.get("type") in SELECTS for child in children):
        text = "A select menu fills its row; nothing may stand beside it."
        yield Violation((*path, "components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", text)


def _check_button(path: Path, button: Json) -> Iterator[Violation]:
    style = button.get("style")
    if style == _PREMIUM_STYLE:
        return
    if style == _LINK_STYLE:
        if button.get("custom_id") is not None:
            text = "A custom id and url cannot both be specified"
            yield Violation(path, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", text)
        if not is_web_address(button.get("url"), "discord"):
            yield Violation((*path, "url"), "BASE_TYPE_REQUIRED", "A link button needs an address.")
    else:
        if button.get("custom_id") is None:
            yield Violation((*path, "custom_id"), "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", "A custom id is required")
        if button.get("url") is not None:
            yield Violation((*path, "url"), "BUTTON_COMPONENT_INVALID_URL", "Only link buttons have an address.")
    if not button.get("label") and not button.get("emoji"):
        yield Violation(path, "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A label or emoji is required")


def is_web_address(address: Any, *more: str) -> bool:
    """True for http, https and the schemes named."""
    if not isinstance(address, str):
        return False
    parts = urlsplit(address)
    return parts.scheme in ("http", "https", *more) and bool(parts.netloc)


def _misplaced(path: Path, component: Json) -> Violation:
    text = f"A component of type {component.get('type')} may not stand here."
    return Violation((*path, "type"), "UNION_TYPE_CHOICES", text)
