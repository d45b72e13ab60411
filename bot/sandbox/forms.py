"""Filling in a modal as a member does, and what Discord then tells the bot."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from bot.sandbox.choosing import choose_values, pick_option
from bot.sandbox.entities import Json
from bot.sandbox.limits.components import SELECTS, TEXT, TEXT_INPUT, walk
from bot.sandbox.limits.modals import CHECKBOX, CHECKBOXES, FILE_UPLOAD, LABEL, RADIO
from bot.sandbox.options import Impossible, Resolved
from bot.sandbox.shape import entries, inner, number

_LONGEST_TEXT = 4000


def fill_modal(modal: Json, values: Mapping[str, Any], resolved: Resolved) -> list[Json]:
    """The `components` of a submitted form; values by custom id or label. Raises Impossible.

    Fields that `values` leaves out keep what the form has filled in already.
    """
    used: set[str] = set()
    filled = [_fill_row(row, values, used, resolved) for row in entries(modal, "components")]
    if unknown := sorted(set(values) - used):
        raise Impossible(f"the form {modal.get('title')!r} has no field {', '.join(unknown)}")
    for place, (_, component) in enumerate(walk(filled), 1):
        component["id"] = component.get("id") or place
    return filled


def _fill_row(row: Json, values: Mapping[str, Any], used: set[str], resolved: Resolved) -> Json:
    if row.get("type") == TEXT:
        return {"type": TEXT}
    if row.get("type") == LABEL:
        component = inner(row, "component")
        return {"type": LABEL, "component": _fill_named(component, row.get("label"), values, used, resolved)}
    return {
        "type": row["type"],
        "components": [_fill_named(c, c.get("label"), values, used, resolved) for c in entries(row, "components")],
    }


def _fill_named(field: Json, label: Any, values: Mapping[str, Any], used: set[str], resolved: Resolved) -> Json:
    names = [name for name in (str(field["custom_id"]), str(label)) if name in values]
    used.update(names)
    given = values[names[0]] if names else None
    kind = field["type"]
    mark: Json = {"type": kind, "id": field.get("id"), "custom_id": field["custom_id"]}
    required = field.get("required", True)
    if kind == TEXT_INPUT:
        return mark | {"value": _write(field, given, str(label), required=required)}
    if kind == CHECKBOX:
        return mark | {"value": bool(field.get("default") if given is None else given)}
    if kind == RADIO:
        return mark | {"value": _pick_radio(field, given, str(label), required=required)}
    return mark | {"values": _pick_many(field, given, str(label), resolved)}


def _write(field: Json, given: Any, label: str, *, required: bool) -> str:
    text = str(field.get("value") or "") if given is None else given
    if not isinstance(text, str):
        raise Impossible(f"{label} takes text")
    if not text and not required:
        return ""
    least, most = max(number(field, "min_length", 0), int(required)), number(field, "max_length", _LONGEST_TEXT)
    if not least <= len(text) <= most:
        raise Impossible(f"{label} takes {least} to {most} characters, not {len(text)}")
    return text


def _pick_radio(field: Json, given: Any, label: str, *, required: bool) -> str | None:
    if given is not None:
        return pick_option(field, given)
    chosen = [option["value"] for option in entries(field, "options") if option.get("default")]
    if required and not chosen:
        raise Impossible(f"{label} must be answered")
    return chosen[0] if chosen else None


def _pick_many(field: Json, given: Any, label: str, resolved: Resolved) -> list[str]:
    kind, required = field["type"], field.get("required", True)
    options = entries(field, "options")
    if given is None:
        given = [option["value"] for option in options if option.get("default")]
    chosen = cast("Sequence[Any]", given if isinstance(given, list) else [given])
    if not chosen and not required:
        return []
    if kind in SELECTS:
        return choose_values(field, chosen, resolved)
    most = number(field, "max_values", len(options) if kind == CHECKBOXES else 1)
    least = number(field, "min_values", 1)
    if not least <= len(chosen) <= most:
        raise Impossible(f"{label} takes {least} to {most}, not {len(chosen)}")
    return [resolved.add_file(one) if kind == FILE_UPLOAD else pick_option(field, one) for one in chosen]
