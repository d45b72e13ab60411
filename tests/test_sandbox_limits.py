"""Each of Discord's limits with an example that passes and one that does not."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.sandbox.errors import Violation
from bot.sandbox.limits.commands import check_choices, check_commands
from bot.sandbox.limits.layout import check_layout, check_media
from bot.sandbox.limits.messages import Files, check_message, is_empty
from bot.sandbox.limits.modals import check_modal

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


CASES: dict[str, tuple[Callable[[], list[Violation]], Callable[[], list[Violation]]]] = {
    # layouts
    "components are counted with those inside others": (
        lambda: v2(*(section(text(), accessory=button(custom_id=str(n))) for n in range(13))),
        lambda: v2(*(section(text(), accessory=button(custom_id=str(n))) for n in range(14))),
    ),
    "text is counted over all text displays": (
        lambda: v2(text("x" * 2000), container(text("y" * 2000))),
        lambda: v2(text("x" * 2000), container(text("y" * 2001))),
    ),
    "a text display is not empty": (lambda: v2(text("x")), lambda: v2(text(""))),
    "V2 kinds need the flag": (lambda: v2(text()), lambda: legacy(text())),
    "V2 kinds need the flag at any depth": (lambda: legacy(row(button())), lambda: legacy(row(text()))),
    "a button stands in a row": (lambda: v2(row(button())), lambda: v2(button())),
    "a thumbnail stands beside text": (
        lambda: v2(section(text(), accessory={"type": 11, "media": {"url": "https://example.org/a.png"}})),
        lambda: v2({"type": 11, "media": {"url": "https://example.org/a.png"}}),
    ),
    "a container holds no container": (lambda: v2(container(text())), lambda: v2(container(container(text())))),
    "a section has an accessory": (
        lambda: v2(section(text())),
        lambda: v2({"type": 9, "components": [text()]}),
    ),
    "a section has at most three texts": (
        lambda: v2(section(text(), text(), text())),
        lambda: v2(section(text(), text(), text(), text())),
    ),
    "an accessory is a button or a thumbnail": (
        lambda: v2(section(text(), accessory=button())),
        lambda: v2(section(text(), accessory=text())),
    ),
    "custom ids are unique": (
        lambda: v2(row(button(), button(custom_id="other"))),
        lambda: v2(row(button()), container(row(button()))),
    ),
    "component ids are unique": (lambda: v2(text() | {"id": 7}), lambda: v2(text() | {"id": 7}, text() | {"id": 7})),
    "a row holds five buttons": (lambda: v2(buttons(5)), lambda: v2(buttons(6))),
    "a message without the flag has five rows": (
        lambda: legacy(*(row(button(custom_id=str(n))) for n in range(5))),
        lambda: legacy(*(row(button(custom_id=str(n))) for n in range(6))),
    ),
    "nothing stands beside a menu": (lambda: v2(row(menu()), row(button())), lambda: v2(row(menu(), button()))),
    "a menu has options": (lambda: v2(row(menu(25))), lambda: v2(row(menu(26)))),
    "a menu is not empty": (lambda: v2(row(menu(1))), lambda: v2(row(menu(0)))),
    "option values are unique": (
        lambda: v2(row(menu(2))),
        lambda: v2(row(menu(0, options=[{"label": "A", "value": "1"}, {"label": "B", "value": "1"}]))),
    ),
    "option labels are short": (
        lambda: v2(row(menu(0, options=[{"label": "x" * 100, "value": "1"}]))),
        lambda: v2(row(menu(0, options=[{"label": "x" * 101, "value": "1"}]))),
    ),
    "no more can be chosen than there are": (
        lambda: v2(row(menu(3, max_values=3))),
        lambda: v2(row(menu(3, max_values=4))),
    ),
    "least is not over most": (
        lambda: v2(row(menu(3, min_values=2, max_values=2))),
        lambda: v2(row(menu(3, min_values=3, max_values=2))),
    ),
    "no more are chosen than may be": (
        lambda: v2(row(menu(0, options=[{"label": "A", "value": "1", "default": True}]))),
        lambda: v2(row(menu(0, options=[{"label": n, "value": n, "default": True} for n in "AB"]))),
    ),
    "a button shows something": (lambda: v2(row(button(None, emoji={"name": "🎬"}))), lambda: v2(row(button(None)))),
    "a button label is short": (lambda: v2(row(button("x" * 80))), lambda: v2(row(button("x" * 81)))),
    "a custom id is short": (
        lambda: v2(row(button(custom_id="x" * 100))),
        lambda: v2(row(button(custom_id="x" * 101))),
    ),
    "a button has a custom id": (lambda: v2(row(button())), lambda: v2(row(button(custom_id=None)))),
    "only links have an address": (lambda: v2(row(link())), lambda: v2(row(button(url="https://example.org/")))),
    "links have an address": (lambda: v2(row(link())), lambda: v2(row(link(url=None)))),
    "links have no custom id": (lambda: v2(row(link())), lambda: v2(row(link(custom_id="x")))),
    "link addresses are web addresses": (lambda: v2(row(link())), lambda: v2(row(link(url="file:///etc/passwd")))),
    "a gallery holds ten": (
        lambda: v2(gallery(*(f"https://example.org/{n}.png" for n in range(10)))),
        lambda: v2(gallery(*(f"https://example.org/{n}.png" for n in range(11)))),
    ),
    "alt text is at most 1024": (
        lambda: v2(gallery("https://example.org/a.png", alt="x" * 1024)),
        lambda: v2(gallery("https://example.org/a.png", alt="x" * 1025)),
    ),
    # media
    "an attachment shown is uploaded": (
        lambda: media(gallery("attachment://a.png"), uploaded=("a.png",)),
        lambda: media(gallery("attachment://b.png"), uploaded=()),
    ),
    "an upload is shown": (
        lambda: media(gallery("attachment://a.png"), uploaded=("a.png",)),
        lambda: media(text(), uploaded=("a.png",)),
    ),
    "media have web addresses": (
        lambda: media(gallery("https://example.org/a.png")),
        lambda: media(gallery("ftp://example.org/a.png")),
    ),
    # messages
    "content is at most 2000": (lambda: message(content="x" * 2000), lambda: message(content="x" * 2001)),
    "V2 excludes content": (
        lambda: message(is_v2=True, components=[text()], content=""),
        lambda: message(is_v2=True, components=[text()], content="hello"),
    ),
    "V2 excludes embeds": (
        lambda: message(is_v2=True, components=[text()], embeds=[]),
        lambda: message(is_v2=True, components=[text()], embeds=[{"title": "x"}]),
    ),
    "V2 excludes polls": (
        lambda: message(is_v2=True, components=[text()]),
        lambda: message(is_v2=True, components=[text()], poll={"question": {"text": "?"}}),
    ),
    "embeds are 6000 in all": (
        lambda: message(embeds=[{"description": "x" * 3000}] * 2),
        lambda: message(embeds=[{"description": "x" * 3000}, {"description": "x" * 3001}]),
    ),
    "an embed shows something": (lambda: embed(title="x"), lambda: embed(color=3)),
    "an embed field has a value": (
        lambda: embed(fields=[{"name": "a", "value": "b"}]),
        lambda: embed(fields=[{"name": "a", "value": ""}]),
    ),
    "an embed has 25 fields": (
        lambda: embed(fields=[{"name": "a", "value": "b"}] * 25),
        lambda: embed(fields=[{"name": "a", "value": "b"}] * 26),
    ),
    "embed addresses are web addresses": (
        lambda: embed(title="x", url="https://example.org"),
        lambda: embed(title="x", url="javascript:alert(1)"),
    ),
    "embed pictures are web addresses or attachments": (
        lambda: message(Files({0: "a.png"}, {}), embeds=[{"image": {"url": "attachment://a.png"}}]),
        lambda: message(Files({0: "a.png"}, {}), embeds=[{"image": {"url": "attachment://b.png"}}]),
    ),
    "poll answers are at most 55": (lambda: poll("x" * 55), lambda: poll("x" * 56)),
    "poll questions are at most 300": (lambda: poll(question="x" * 300), lambda: poll(question="x" * 301)),
    "a poll has ten answers": (lambda: poll(answers=10), lambda: poll(answers=11)),
    "ten files": (lambda: sent(10), lambda: sent(11)),
    "a listed attachment was sent": (lambda: sent(1, listed=(0,)), lambda: sent(1, listed=(0, 1))),
    "a kept attachment was there": (
        lambda: message(Files({}, {77: "a.csv"}), content="x", attachments=[{"id": "77"}]),
        lambda: message(Files({}, {77: "a.csv"}), content="x", attachments=[{"id": "78"}]),
    ),
    # commands
    "a command name is lower case": (lambda: commands(command("blend")), lambda: commands(command("Blend"))),
    "a command name is one word": (lambda: commands(command("le-film")), lambda: commands(command("le film"))),
    "a command name has 32 letters": (lambda: commands(command("x" * 32)), lambda: commands(command("x" * 33))),
    "a context command may be any words": (
        lambda: commands({"type": 2, "name": "Blend with", "description": ""}),
        lambda: commands({"type": 2, "name": "Blend with", "description": "words"}),
    ),
    "a command has a description": (lambda: commands(command()), lambda: commands(command(description=""))),
    "a description has 100 letters": (
        lambda: commands(command(description="x" * 100)),
        lambda: commands(command(description="x" * 101)),
    ),
    "translated names keep the rule": (
        lambda: commands(command(name_localizations={"de": "mischen"})),
        lambda: commands(command(name_localizations={"de": "Mischen"})),
    ),
    "required options come first": (
        lambda: options(option("a", required=True), option("b")),
        lambda: options(option("a"), option("b", required=True)),
    ),
    "option names are unique": (lambda: options(option("a"), option("b")), lambda: options(option("a"), option("a"))),
    "command names are unique": (
        lambda: commands(command(), {"type": 2, "name": "blend"}),
        lambda: commands(command(), command()),
    ),
    "a command has 25 options": (
        lambda: options(*(option(f"o{n}") for n in range(25))),
        lambda: options(*(option(f"o{n}") for n in range(26))),
    ),
    "an option has 25 choices": (
        lambda: options(option(choices=[choice(f"c{n}", str(n)) for n in range(25)])),
        lambda: options(option(choices=[choice(f"c{n}", str(n)) for n in range(26)])),
    ),
    "a choice value has 100 letters": (
        lambda: options(option(choices=[choice(value="x" * 100)])),
        lambda: options(option(choices=[choice(value="x" * 101)])),
    ),
    "choices and autocomplete exclude each other": (
        lambda: options(option(autocomplete=True)),
        lambda: options(option(autocomplete=True, choices=[choice()])),
    ),
    "least value is not over most": (
        lambda: options({**option(), "type": 4, "min_value": 1, "max_value": 2}),
        lambda: options({**option(), "type": 4, "min_value": 3, "max_value": 2}),
    ),
    "a command has 8000 letters": (
        lambda: options(
            *(option(f"o{n}", choices=[choice("n" * 90, f"{k:0100}") for k in range(1)]) for n in range(25))
        ),
        lambda: options(
            *(option(f"o{n}", choices=[choice(f"{k:090}", f"{k:0100}") for k in range(2)]) for n in range(25))
        ),
    ),
    "an application has 100 commands": (
        lambda: commands(*(command(f"c{n}") for n in range(100))),
        lambda: commands(*(command(f"c{n}") for n in range(101))),
    ),
    "suggestions are at most 25": (
        lambda: choices(*(choice(f"c{n}") for n in range(25))),
        lambda: choices(*(choice(f"c{n}") for n in range(26))),
    ),
    # modals
    "a form has five rows": (lambda: modal(*fields(5)), lambda: modal(*fields(6))),
    "a form is not empty": (lambda: modal(*fields(1)), modal),
    "a form title has 45 letters": (
        lambda: modal(*fields(1), title="x" * 45),
        lambda: modal(*fields(1), title="x" * 46),
    ),
    "a label has 45 letters": (lambda: modal(label(field(), "x" * 45)), lambda: modal(label(field(), "x" * 46))),
    "no buttons in a form": (lambda: modal(label(field())), lambda: modal(row(button()))),
    "shortest is not over longest": (
        lambda: modal(label(field(min_length=2, max_length=2))),
        lambda: modal(label(field(min_length=3, max_length=2))),
    ),
    "a label says it, not the field": (lambda: modal(label(field())), lambda: modal(label(field(label="Why?")))),
    "a field in a row says what it is": (lambda: modal(row(field(label="Why?"))), lambda: modal(row(field()))),
    "menus of a form are enabled": (lambda: modal(label(menu())), lambda: modal(label(menu(disabled=True)))),
    "form custom ids are unique": (
        lambda: modal(label(field()), label(field(custom_id="x"))),
        lambda: modal(label(field()), label(field())),
    ),
    "a radio group has two options": (
        lambda: modal(label(menu(2) | {"type": 21})),
        lambda: modal(label(menu(1) | {"type": 21})),
    ),
    "a form takes ten files": (
        lambda: modal(label({"type": 19, "custom_id": "f", "max_values": 10})),
        lambda: modal(label({"type": 19, "custom_id": "f", "max_values": 11})),
    ),
}


@pytest.mark.parametrize("rule", CASES)
def test_discord_takes_what_is_within_its_limit(rule: str) -> None:
    assert CASES[rule][0]() == []


@pytest.mark.parametrize("rule", CASES)
def test_discord_refuses_what_is_over_its_limit(rule: str) -> None:
    assert CASES[rule][1]() != []


@pytest.mark.parametrize(
    ("payload", "files", "is_v2", "empty"),
    [
        ({}, NO_FILES, False, True),
        ({"content": "x"}, NO_FILES, False, False),
        ({}, Files({0: "a.csv"}, {}), False, False),
        ({"components": []}, Files({0: "a.csv"}, {}), True, True),
        ({"components": [text()]}, NO_FILES, True, False),
    ],
)
def test_a_message_shows_something(payload: dict[str, Any], files: Files, *, is_v2: bool, empty: bool) -> None:
    assert is_empty(payload, files, v2=is_v2) is empty
