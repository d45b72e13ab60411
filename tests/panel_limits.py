"""Discord's limits for a message of components, written down a second time and apart from the sandbox's own."""

from collections.abc import Iterator, Mapping
from typing import Any

from discord import ui

ROW, BUTTON, SELECT, TEXT, GALLERY, FILE, SEPARATOR, CONTAINER = 1, 2, 3, 10, 12, 13, 14, 17
ENTITY_SELECTS = {5, 6, 7, 8}
LINK = 5
Part = Mapping[str, Any]


def parts(view: ui.LayoutView) -> list[Part]:
    """Every component of the view, containers before what they hold."""
    return [part for top in view.to_components() for part in _walk(top)]


def texts(view: ui.LayoutView) -> list[str]:
    """Every text display of the view."""
    return [part["content"] for part in parts(view) if part["type"] == TEXT]


def labels(view: ui.LayoutView) -> list[str]:
    """Everything a button or menu shows, and every description of a picture."""
    found = [part["label"] for part in parts(view) if part["type"] == BUTTON]
    for part in parts(view):
        found += [
            option[name] for option in part.get("options", []) for name in ("label", "description") if name in option
        ]
        found += [item.get("description") or "" for item in part.get("items", [])]
    return found


def buttons(view: ui.LayoutView) -> dict[str, Part]:
    """The buttons by their label."""
    return {part["label"]: part for part in parts(view) if part["type"] == BUTTON}


def menu(view: ui.LayoutView) -> Part:
    """The one menu of the view."""
    (found,) = [part for part in parts(view) if part["type"] == SELECT]
    return found


def refusals(view: ui.LayoutView) -> list[str]:
    """Why Discord would not take this view; empty when it would."""
    everything = parts(view)
    found = [complaint for part in everything for complaint in _CHECKS.get(part["type"], _fine)(part)]
    if not 1 <= len(everything) <= 40:
        found.append(f"{len(everything)} components")
    if (length := sum(map(len, texts(view)))) > 4_000:
        found.append(f"{length} characters of text")
    ids = [part["custom_id"] for part in everything if "custom_id" in part]
    found += [f"custom id of {len(each)} characters" for each in ids if not 1 <= len(each) <= 100]
    found += ["a custom id twice"] if len(set(ids)) < len(ids) else []
    numbers = [part["id"] for part in everything if part.get("id")]
    found += ["an id twice"] if len(set(numbers)) < len(numbers) else []
    return found + [f"type {top['type']} at the top" for top in view.to_components() if top["type"] in (BUTTON, SELECT)]


def _walk(part: Part) -> Iterator[Part]:
    yield part
    for inner in part.get("components", []):
        yield from _walk(inner)


def _fine(part: Part) -> Iterator[str]:
    if part["type"] not in {FILE, SEPARATOR, *ENTITY_SELECTS}:
        yield f"unknown type {part['type']}"


def _row(part: Part) -> Iterator[str]:
    kinds = [inner["type"] for inner in part["components"]]
    has_menu = any(kind == SELECT or kind in ENTITY_SELECTS for kind in kinds)
    if has_menu and len(kinds) > 1:
        yield "a menu beside something else"
    if not 1 <= len(kinds) <= 5:
        yield f"{len(kinds)} parts in a row"


def _button(part: Part) -> Iterator[str]:
    if not 1 <= len(part["label"]) <= 80 or not part["label"].strip():
        yield f"button label {part['label']!r}"
    if (part["style"] == LINK) != ("url" in part) or ("url" in part) == ("custom_id" in part):
        yield "a button needs an address or a custom id"


def _select(part: Part) -> Iterator[str]:
    options = part.get("options", [])
    if not 1 <= len(options) <= 25:
        yield f"{len(options)} options"
    if len({option["value"] for option in options}) < len(options):
        yield "an option's value twice"
    for option in options:
        sizes = {"label": (1, 100), "value": (1, 100), "description": (1, 100)}
        yield from (
            f"option {name} of {len(option[name])} characters"
            for name, (least, most) in sizes.items()
            if name in option and option[name] is not None and not least <= len(option[name].strip()) <= most
        )
    least, most = part.get("min_values", 1), part.get("max_values", 1)
    if not 0 <= least <= most <= min(25, len(options)) or most < 1:
        yield f"{least} to {most} of {len(options)} options"
    if sum(bool(option.get("default")) for option in options) > most:
        yield "more ticks than may be chosen"
    if len(part.get("placeholder") or "") > 150:
        yield "placeholder too long"


def _text(part: Part) -> Iterator[str]:
    if not 1 <= len(part["content"].strip()) <= 4_000:
        yield f"text of {len(part['content'])} characters"


def _gallery(part: Part) -> Iterator[str]:
    if not 1 <= len(part["items"]) <= 10:
        yield f"{len(part['items'])} pictures"
    yield from ("picture description too long" for item in part["items"] if len(item.get("description") or "") > 1_024)


def _container(part: Part) -> Iterator[str]:
    if not part["components"]:
        yield "an empty container"
    yield from ("a container in a container" for inner in part["components"] if inner["type"] == CONTAINER)


_CHECKS = {
    ROW: _row, BUTTON: _button, SELECT: _select, TEXT: _text, GALLERY: _gallery, CONTAINER: _container
}  # fmt: skip
