"""Commands, panels and forms with every kind of part, as plain JSON."""

from typing import Any, TypeAlias

from bot.sandbox.clock import iso
from tests.sandbox_wire import V2

Json: TypeAlias = dict[str, Any]

_EVERYWHERE: Json = {"integration_types": [0, 1], "contexts": [0, 1, 2]}


def _option(kind: int, name: str, **more: Any) -> Json:
    return {"type": kind, "name": name, "description": f"a {name}", **more}


_TITLE = _option(
    2,
    "by",
    options=[_option(1, "title", options=[_option(3, "title", autocomplete=True), _option(6, "person")])],
)
COMMANDS: list[Json] = [
    {
        **_EVERYWHERE,
        "name": "everything",
        "description": "Every kind of option",
        "options": [
            _option(kind, name)
            for kind, name in (
                (3, "text"),
                (4, "whole"),
                (5, "truth"),
                (6, "person"),
                (7, "place"),
                (9, "either"),
                (10, "number"),
                (11, "file"),
            )
        ],
    },
    {**_EVERYWHERE, "name": "seen", "description": "Who has seen it?", "options": [_TITLE]},
    {**_EVERYWHERE, "name": "form", "description": "A form"},
    {**_EVERYWHERE, "name": "blend", "description": "What shall we watch?"},
    {**_EVERYWHERE, "name": "Ask", "type": 2},
    {**_EVERYWHERE, "name": "Quote", "type": 3},
]


def _text(content: str) -> Json:
    return {"type": 10, "content": content}


def _options(*names: str) -> list[Json]:
    return [{"label": name.title(), "value": name, "description": f"{name} films"} for name in names]


def _row(*components: Json) -> Json:
    return {"type": 1, "components": list(components)}


_MORE: Json = {"type": 2, "style": 2, "label": "More", "custom_id": "more", "emoji": {"name": "🎬"}}
_PICTURE: Json = {"url": "attachment://chart.png"}
_WORDS: Json = {"type": 3, "custom_id": "words", "max_values": 2, "options": _options("calm", "wild")}
_PEOPLE: Json = {"type": 5, "custom_id": "people", "max_values": 2}
_EITHER: Json = {"type": 7, "custom_id": "either"}
_PLACES: Json = {"type": 8, "custom_id": "places"}

#: A layout with every component a message can hold; role menus are not acted on, as the sandbox has no roles.
PANEL: Json = {
    "flags": V2,
    "attachments": [
        {"id": 0, "filename": "chart.png", "description": "hours a month"},
        {"id": 1, "filename": "list.csv"},
    ],
    "components": [
        {
            "type": 17,
            "accent_color": 255,
            "components": [
                _text("# Tonight"),
                {"type": 14, "divider": True, "spacing": 2},
                {"type": 9, "components": [_text("one")], "accessory": {"type": 11, "media": _PICTURE}},
                {"type": 9, "components": [_text("two")], "accessory": _MORE},
                {"type": 12, "items": [{"media": _PICTURE, "description": "hours a month", "spoiler": True}]},
                {"type": 13, "file": {"url": "attachment://list.csv"}},
            ],
        },
        _row(
            {"type": 2, "style": 1, "label": "Next", "custom_id": "next"},
            {"type": 2, "style": 5, "label": "Read", "url": "https://example.org/"},
            {"type": 2, "style": 4, "label": "Never", "custom_id": "never", "disabled": True},
        ),
        _row(_WORDS),
        _row(_PEOPLE),
        _row({"type": 6, "custom_id": "roles"}),
        _row(_EITHER),
        _row({**_PLACES, "channel_types": [0, 1, 3]}),
    ],
}


def _label(label: str, component: Json) -> Json:
    return {"type": 18, "label": label, "description": f"about {label}", "component": component}


FIRST_FORM: Json = {
    "title": "Tell me more",
    "custom_id": "first",
    "components": [
        _text("Some questions"),
        _label("Why", {"type": 4, "style": 2, "custom_id": "why"}),
        _label("Moods", {**_WORDS, "options": [{**option, "default": True} for option in _WORDS["options"]]}),
        _label("Whom", _PEOPLE),
        _label("File", {"type": 19, "custom_id": "file"}),
    ],
}
SECOND_FORM: Json = {
    "title": "And more",
    "custom_id": "second",
    "components": [
        _label("Who or what", _EITHER),
        _label("Where", {**_PLACES, "required": False}),
        _label(
            "One",
            {
                "type": 21,
                "custom_id": "one",
                "options": [{**o, "default": o["value"] == "wild"} for o in _options("calm", "wild")],
            },
        ),
        _label(
            "Many",
            {"type": 22, "custom_id": "many", "options": [{**o, "default": True} for o in _options("calm", "wild")]},
        ),
        _label("Sure", {"type": 23, "custom_id": "sure", "default": True}),
    ],
}

POLL: Json = {
    "question": {"text": "What shall we watch?"},
    "answers": [{"poll_media": {"text": "One", "emoji": {"name": "🎬"}}}, {"poll_media": {"text": "Two"}}],
    "duration": 2,
    "allow_multiselect": True,
}


def event(now: float) -> Json:
    """An evening an hour from now."""
    return {
        "name": "Film evening",
        "privacy_level": 2,
        "entity_type": 3,
        "entity_metadata": {"location": "at home"},
        "scheduled_start_time": iso(now + 3600),
        "scheduled_end_time": iso(now + 7200),
    }
