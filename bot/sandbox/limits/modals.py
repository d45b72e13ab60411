"""Discord's rules for modals: the forms a bot can open. Pure."""

from collections.abc import Iterator

from bot.sandbox.entities import Json
from bot.sandbox.errors import Path, Violation
from bot.sandbox.limits.components import (
    ROW,
    SELECTS,
    STRING_SELECT,
    TEXT,
    TEXT_INPUT,
    check_options,
    check_select,
    check_sizes,
    walk,
)
from bot.sandbox.shape import entries, inner, number

LABEL, FILE_UPLOAD, RADIO, CHECKBOXES, CHECKBOX = 18, 19, 21, 22, 23
FIELDS = SELECTS | {TEXT_INPUT, FILE_UPLOAD, RADIO, CHECKBOXES, CHECKBOX}
_FORM = {"title": (1, 45), "custom_id": (1, 100), "components": (1, 5)}
_ID = {"custom_id": (1, 100)}
_SIZES: dict[int, dict[str, tuple[int, int]]] = {
    LABEL: {"label": (1, 45), "description": (0, 100)},
    TEXT_INPUT: {**_ID, "label": (0, 45), "value": (0, 4000), "placeholder": (0, 100)},
    TEXT: {"content": (1, 2000)},
    STRING_SELECT: {**_ID, "placeholder": (0, 150), "options": (1, 25)},
    RADIO: {**_ID, "options": (2, 10)},
    CHECKBOXES: {**_ID, "options": (1, 10)},
    **dict.fromkeys((5, 6, 7, 8, FILE_UPLOAD, CHECKBOX), _ID),
}
_LONGEST_TEXT = 4000
_MOST_FILES = 10


def check_modal(modal: Json) -> list[Violation]:
    """Every fault of a modal. Components are 1 to 5 rows, labels or text displays."""
    found = [
        Violation((member,), "BASE_TYPE_REQUIRED", "This field is required")
        for member in _FORM
        if modal.get(member) is None
    ]
    found += check_sizes((), modal, _FORM)
    seen: set[str] = set()
    for path, component in walk(entries(modal, "components")):
        found += _check_place(path, component)
        found += _check_field(path, component)
        custom_id = component.get("custom_id")
        if custom_id in seen:
            text = "Component custom id cannot be duplicated"
            found.append(Violation((*path, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", text))
        if custom_id:
            seen.add(custom_id)
    return found


def _check_place(path: Path, component: Json) -> Iterator[Violation]:
    kind = component.get("type")
    top = len(path) == 2  # noqa: PLR2004 - ("components", index)
    if top and kind not in (ROW, TEXT, LABEL):
        yield Violation((*path, "type"), "UNION_TYPE_CHOICES", "A modal holds labels, text displays and rows.")
    if kind == LABEL and inner(component, "component").get("type") not in FIELDS:
        yield Violation((*path, "component"), "UNION_TYPE_CHOICES", "A label needs one field.")
    if kind == ROW and [child.get("type") for child in entries(component, "components")] != [TEXT_INPUT]:
        yield Violation((*path, "components"), "UNION_TYPE_CHOICES", "A row of a modal holds one text input.")
    if kind == TEXT_INPUT and path[-2:-1] == ("components",) and not component.get("label"):
        yield Violation((*path, "label"), "BASE_TYPE_REQUIRED", "This field is required")
    if kind == TEXT_INPUT and path[-1] == "component" and component.get("label"):
        yield Violation((*path, "label"), "TEXT_INPUT_LABEL_INSIDE_LABEL", "The label component says it already.")


def _check_field(path: Path, component: Json) -> Iterator[Violation]:
    kind = component.get("type", 0)
    yield from check_sizes(path, component, _SIZES.get(kind, {}))
    if kind in FIELDS and component.get("custom_id") is None:
        yield Violation((*path, "custom_id"), "BASE_TYPE_REQUIRED", "This field is required")
    if kind in SELECTS:
        yield from check_select(path, component)
        if component.get("disabled"):
            yield Violation((*path, "disabled"), "COMPONENT_DISABLED_IN_MODAL", "No field of a modal can be disabled.")
    elif kind == TEXT_INPUT:
        yield from _check_text_input(path, component)
    elif kind in (RADIO, CHECKBOXES):
        yield from check_options(path, entries(component, "options"))
    if kind in (FILE_UPLOAD, CHECKBOXES):
        most = number(component, "max_values", 1 if kind == FILE_UPLOAD else _MOST_FILES)
        least = number(component, "min_values", min(1, most))
        if not 0 <= least <= most <= _MOST_FILES:
            text = f"min_values and max_values must be in order and at most {_MOST_FILES}."
            yield Violation((*path, "max_values"), "NUMBER_TYPE_MAX", text)


def _check_text_input(path: Path, field: Json) -> Iterator[Violation]:
    least, most = number(field, "min_length", 0), number(field, "max_length", _LONGEST_TEXT)
    if not 0 <= least <= most <= _LONGEST_TEXT:
        text = f"min_length and max_length must be in order and at most {_LONGEST_TEXT}."
        yield Violation((*path, "min_length"), "NUMBER_TYPE_MAX", text)
    if len(field.get("value") or "") > most:
        yield Violation((*path, "value"), "BASE_TYPE_BAD_LENGTH", "The text given is longer than allowed.")
