"""Each of Discord's limits for messages, commands and forms, with an example that passes and one that does not."""

from typing import Any

import pytest

from bot.sandbox.limits.messages import Files, is_empty
from tests.sandbox_layout_rules import LAYOUTS
from tests.sandbox_payloads import (
    NO_FILES,
    Check,
    Examples,
    button,
    choice,
    choices,
    command,
    commands,
    embed,
    field,
    fields,
    label,
    menu,
    message,
    modal,
    option,
    options,
    poll,
    row,
    sent,
    text,
)

RULES: Examples = {
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


CASES = [pytest.param(*pair, id=rule) for rules in (RULES, LAYOUTS) for rule, pair in rules.items()]


@pytest.mark.parametrize(("within", "over"), CASES)
def test_discord_takes_what_is_within_its_limit_and_refuses_what_is_over(within: Check, over: Check) -> None:
    assert within() == []
    assert over() != []


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
