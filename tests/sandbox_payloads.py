"""Small payloads for the limits, and the check of each."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from bot.sandbox.errors import Violation
from bot.sandbox.limits.commands import check_choices, check_commands
from bot.sandbox.limits.layout import check_layout, check_media
from bot.sandbox.limits.messages import Files, check_message
from bot.sandbox.limits.modals import check_modal

Check: TypeAlias = Callable[[], list[Violation]]
#: Rule -> what is just within it, and what breaks it.
Examples: TypeAlias = Mapping[str, tuple[Check, Check]]

NO_FILES = Files({}, {})


def button(label: str | None = "Next", **more: Any) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": label, "custom_id": "next", **more}


def link(**more: Any) -> dict[str, Any]:
    return {"type": 2, "style": 5, "label": "Page", "url": "https://example.org/", **more}


def row(*children: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(children)}


def menu(count: int = 3, /, **more: Any) -> dict[str, Any]:
    return {
        "type": 3,
        "custom_id": "menu",
        "options": [{"label": f"Option {n}", "value": str(n)} for n in range(count)],
        **more,
    }


def text(content: str = "hello") -> dict[str, Any]:
    return {"type": 10, "content": content}


def section(*texts: dict[str, Any], accessory: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"type": 9, "components": list(texts), "accessory": accessory or button()}


def container(*children: dict[str, Any]) -> dict[str, Any]:
    return {"type": 17, "components": list(children)}


def gallery(*urls: str, alt: str = "a chart") -> dict[str, Any]:
    return {"type": 12, "items": [{"media": {"url": url}, "description": alt} for url in urls]}


def buttons(count: int) -> dict[str, Any]:
    return row(*(button(custom_id=f"b{n}") for n in range(count)))


def v2(*components: dict[str, Any]) -> list[Violation]:
    return check_layout(components, v2=True)


def legacy(*components: dict[str, Any]) -> list[Violation]:
    return check_layout(components, v2=False)


def media(*components: dict[str, Any], uploaded: tuple[str, ...] = ()) -> list[Violation]:
    return check_media(components, uploaded, uploaded)


def message(files: Files = NO_FILES, *, is_v2: bool = False, **payload: Any) -> list[Violation]:
    return check_message(payload, files, v2=is_v2)


def embed(**members: Any) -> list[Violation]:
    return message(embeds=[members])


def poll(answer: str = "Tonight", question: str = "When?", answers: int = 2) -> list[Violation]:
    shown = [{"poll_media": {"text": answer}} for _ in range(answers)]
    return message(poll={"question": {"text": question}, "answers": shown})


def sent(count: int, listed: tuple[int, ...] = ()) -> list[Violation]:
    files = Files({n: f"{n}.csv" for n in range(count)}, {})
    return message(files, content="here", attachments=[{"id": n, "filename": f"{n}.csv"} for n in listed])


def command(name: str = "blend", **more: Any) -> dict[str, Any]:
    return {"type": 1, "name": name, "description": "What shall we watch?", **more}


def option(name: str = "kind", **more: Any) -> dict[str, Any]:
    return {"type": 3, "name": name, "description": "Films or series", **more}


def commands(*given: dict[str, Any]) -> list[Violation]:
    return check_commands(given)


def options(*given: dict[str, Any]) -> list[Violation]:
    return check_commands([command(options=list(given))])


def field(**more: Any) -> dict[str, Any]:
    return {"type": 4, "style": 1, "custom_id": "why", **more}


def label(component: dict[str, Any], name: str = "Why?") -> dict[str, Any]:
    return {"type": 18, "label": name, "component": component}


def modal(*rows: dict[str, Any], title: str = "Tell me") -> list[Violation]:
    return check_modal({"title": title, "custom_id": "form", "components": list(rows)})


def fields(count: int) -> list[dict[str, Any]]:
    return [label(field(custom_id=f"f{n}")) for n in range(count)]


def choice(name: str = "Films", value: Any = "movie") -> dict[str, Any]:
    return {"name": name, "value": value}


def choices(*given: dict[str, Any]) -> list[Violation]:
    return list(check_choices(("choices",), given))
