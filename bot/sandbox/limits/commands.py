"""Discord's rules for application commands and autocomplete choices. Pure."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.sandbox.entities import Json
from bot.sandbox.errors import Path, Violation
from bot.sandbox.limits.components import check_sizes
from bot.sandbox.shape import entries, inner

CHAT, USER, MESSAGE = 1, 2, 3
SUBCOMMAND, GROUP, STRING, INTEGER, NUMBER = 1, 2, 3, 4, 10
#: How many commands of each kind an application may have.
MOST = {CHAT: 100, USER: 15, MESSAGE: 15}
MOST_TEXT = 8000
_MOST_NAME = 32
_MOST_CHOICE = 100


def check_commands(commands: Sequence[Json]) -> list[Violation]:
    """Every fault of a whole set of commands, which replaces what was registered."""
    found = [fault for index, command in enumerate(commands) for fault in check_command((index,), command)]
    kinds = Counter(command.get("type", CHAT) for command in commands)
    found += [
        Violation((), "APPLICATION_COMMAND_TOO_MANY", f"At most {most} commands of type {kind}.")
        for kind, most in MOST.items()
        if kinds[kind] > most
    ]
    names = Counter((command.get("type", CHAT), command.get("name")) for command in commands)
    found += [
        Violation((), "APPLICATION_COMMANDS_DUPLICATE_NAME", f"Command name {name} stands twice.")
        for (_, name), count in names.items()
        if count > 1
    ]
    return found


def check_command(path: Path, command: Json) -> Iterator[Violation]:
    """Every fault of one command."""
    kind = command.get("type", CHAT)
    yield from _check_name(path, command, chat=kind == CHAT)
    if kind == CHAT:
        yield from check_sizes(path, {"description": command.get("description") or ""}, {"description": (1, 100)})
    elif command.get("description"):
        text = "Context menu commands cannot have description"
        yield Violation((*path, "description"), "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION", text)
    yield from _check_options(path, entries(command, "options"))
    if _text(command) > MOST_TEXT:
        text = f"Names, descriptions and choices of a command hold {_text(command)} characters; at most {MOST_TEXT}."
        yield Violation(path, "APPLICATION_COMMAND_TOO_LARGE", text)


def check_choices(path: Path, choices: Sequence[Json]) -> Iterator[Violation]:
    """Faults of the choices of an option or of an autocomplete answer."""
    if len(choices) > 25:  # noqa: PLR2004 - Discord's number, told in the text
        yield Violation(path, "BASE_TYPE_BAD_LENGTH", "Must be between 0 and 25 in length.")
    for index, choice in enumerate(choices):
        yield from check_sizes((*path, index), choice, {"name": (1, 100), "value": (1, _MOST_CHOICE)})
    for member, count in Counter(choice.get("name") for choice in choices).items():
        if count > 1:
            yield Violation(path, "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_EXISTS", f"Choice {member} stands twice.")


def _check_options(path: Path, options: Sequence[Json]) -> Iterator[Violation]:
    yield from check_sizes(path, {"options": list(options)}, {"options": (0, 25)})
    optional = False
    names: set[str] = set()
    for index, option in enumerate(options):
        here = (*path, "options", index)
        yield from _check_option(here, option)
        if option.get("required") and optional:
            text = "Required options must be placed before non-required options"
            yield Violation(here, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", text)
        optional = optional or not option.get("required")
        if (name := str(option.get("name"))) in names:
            yield Violation(here, "APPLICATION_COMMAND_OPTIONS_NAME_EXISTS", f"Option name {name} stands twice.")
        names.add(name)


def _check_option(path: Path, option: Json) -> Iterator[Violation]:
    yield from _check_name(path, option, chat=True)
    yield from check_sizes(path, {"description": option.get("description") or ""}, {"description": (1, 100)})
    choices = entries(option, "choices")
    yield from check_choices((*path, "choices"), choices)
    if choices and option.get("autocomplete"):
        text = "Choices and autocomplete exclude each other."
        yield Violation(path, "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES", text)
    for least, most in (("min_value", "max_value"), ("min_length", "max_length")):
        if option.get(least) is not None and option.get(most) is not None and option[least] > option[most]:
            yield Violation((*path, least), "NUMBER_TYPE_MAX", f"{least} is above {most}.")
    if option.get("type") in (SUBCOMMAND, GROUP):
        yield from _check_options(path, entries(option, "options"))


def _check_name(path: Path, named: Json, *, chat: bool) -> Iterator[Violation]:
    names = {"name": str(named.get("name") or ""), **inner(named, "name_localizations")}
    for key, name in names.items():
        where = (*path, "name") if key == "name" else (*path, "name_localizations", key)
        if not 1 <= len(name) <= _MOST_NAME:
            yield Violation(where, "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 32 in length.")
        elif chat and (name != name.lower() or not all(map(_is_name_letter, name))):
            text = "Command name is invalid: lower-case letters, digits, hyphen, underscore and apostrophe only."
            yield Violation(where, "APPLICATION_COMMAND_INVALID_NAME", text)
    for locale, text in inner(named, "description_localizations").items():
        yield from check_sizes((*path, "description_localizations"), {locale: text}, {locale: (1, 100)})


def _is_name_letter(letter: str) -> bool:
    # letters and numbers of every script, and the combining signs of Devanagari and Thai
    category = unicodedata.category(letter)
    return letter in "-_'" or category[0] in "LN" or ("\u0900" <= letter <= "\u0e7f" and category[0] == "M")


def _text(command: Json) -> int:
    """Characters that count towards the limit: of each text, the longest of its translations."""
    own = sum(
        max(len(str(text)) for text in (command.get(member) or "", *inner(command, more).values()))
        for member, more in (("name", "name_localizations"), ("description", "description_localizations"))
    )
    choices = sum(len(str(c.get("name"))) + len(str(c.get("value"))) for c in entries(command, "choices"))
    return own + choices + sum(_text(option) for option in entries(command, "options"))
