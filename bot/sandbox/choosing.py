"""Finding what a member can press or choose in a message, and checking what they choose."""

from collections.abc import Sequence
from typing import Any

from bot.sandbox.entities import Channel, Json, Message
from bot.sandbox.limits.components import BUTTON, SELECTS, STRING_SELECT, walk
from bot.sandbox.options import Impossible, Resolved
from bot.sandbox.shape import entries, inner, number

_LINK_STYLE = 5
_USER_SELECT, _MENTIONABLE_SELECT, _CHANNEL_SELECT = 5, 7, 8


def buttons(message: Message) -> list[Json]:
    """Every button of a message, in reading order."""
    return [component for _, component in walk(message.components) if component.get("type") == BUTTON]


def menus(message: Message) -> list[Json]:
    """Every select menu of a message, in reading order."""
    return [component for _, component in walk(message.components) if component.get("type") in SELECTS]


def button_name(button: Json) -> str:
    """What a member sees on a button: its label, else its emoji."""
    return str(button.get("label") or inner(button, "emoji").get("name") or "")


def find_button(message: Message, name: str) -> Json:
    """The button with this label, emoji or custom id. Raises Impossible when it is absent, disabled or a link."""
    found = [b for b in buttons(message) if name in (button_name(b), b.get("custom_id"))]
    if not found:
        shown = ", ".join(f"[{button_name(button)}]" for button in buttons(message)) or "no buttons"
        raise Impossible(f"there is no button {name!r}; the message has {shown}")
    pressable = [button for button in found if not button.get("disabled")]
    if not pressable:
        raise Impossible(f"the button {name!r} is disabled")
    if pressable[0].get("style") == _LINK_STYLE:
        raise Impossible(f"the button {name!r} opens a page; the bot does not hear of it")
    return pressable[0]


def find_menu(message: Message, name: str | None) -> Json:
    """The menu with this placeholder or custom id; None means the only one. Raises Impossible."""
    usable = [menu for menu in menus(message) if not menu.get("disabled")]
    found = [menu for menu in usable if name is None or name in (menu.get("placeholder"), menu.get("custom_id"))]
    if len(found) != 1:
        shown = ", ".join(str(menu.get("placeholder") or menu.get("custom_id")) for menu in usable) or "none"
        raise Impossible(f"no single menu {name!r}; usable are: {shown}")
    return found[0]


def choose_values(menu: Json, values: Sequence[Any], resolved: Resolved) -> list[str]:
    """The `values` for a menu: options as `pick_option`, people and channels by themselves. Raises Impossible."""
    least, most = number(menu, "min_values", 1), number(menu, "max_values", 1)
    if not least <= len(values) <= most:
        raise Impossible(f"choose {least} to {most}, not {len(values)}")
    chosen = [_choose_one(menu, value, resolved) for value in values]
    if len(set(chosen)) != len(chosen):
        raise Impossible("nothing can be chosen twice")
    return chosen


def _choose_one(menu: Json, value: Any, resolved: Resolved) -> str:
    kind = menu["type"]
    if kind == STRING_SELECT:
        return pick_option(menu, value)
    if kind in (_USER_SELECT, _MENTIONABLE_SELECT):
        return resolved.add_user(value)
    if kind == _CHANNEL_SELECT and isinstance(value, Channel):
        resolved.channels.append(value)
        return str(value.id)
    raise Impossible(f"{value!r} cannot be chosen here")


def pick_option(field: Json, value: Any) -> str:
    """The value of the option with this label or value, with this part of a label as the only one, or in this place.

    Places count from 1. Raises Impossible.
    """
    options = entries(field, "options")
    if isinstance(value, int):
        if not 1 <= value <= len(options):
            raise Impossible(f"there is no option {value}, but 1 to {len(options)}")
        return str(options[value - 1]["value"])
    exact = [option for option in options if value in (option.get("label"), option.get("value"))]
    part = value.casefold() if isinstance(value, str) else ""
    found = exact[:1] or [option for option in options if part and part in str(option.get("label")).casefold()]
    if len(found) == 1:
        return str(found[0]["value"])
    shown = ", ".join(str(option.get("label")) for option in found or options)
    raise Impossible(f"there is no {'single ' if found else ''}option {value!r}; there are {shown}")
