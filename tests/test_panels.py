"""Every panel is one Discord would take, and its buttons lead somewhere."""

from dataclasses import dataclass
from typing import Any, cast

import pytest
from discord import ui

from bot.panels import blend
from bot.panels.help import build_help
from bot.panels.notice import build_notice
from bot.sandbox.limits.layout import check_layout
from tests.panel_limits import buttons, labels, parts, refusals, texts
from tests.panel_samples import LONG, OWNER, PANELS, SIGNER, blend_panel, leads_to


@pytest.mark.parametrize(
    "name", ["Harbour Lights", LONG, "*" * 150, "海" * 150], ids=["short", "long", "signs", "kanji"]
)
@pytest.mark.parametrize("panel", PANELS)
def test_discord_takes_the_fullest_form_of_every_panel(panel: str, name: str) -> None:
    assert refusals(PANELS[panel](name)) == []


@pytest.mark.parametrize("panel", PANELS)
def test_the_sandbox_takes_it_too(panel: str) -> None:
    assert check_layout(PANELS[panel](LONG).to_components(), v2=True) == []


@dataclass(frozen=True, slots=True)
class Raw:
    """A layout as it would be sent, past what discord.py refuses by itself."""

    sent: list[dict[str, Any]]

    def to_components(self) -> list[dict[str, Any]]:
        return self.sent


TEXT = {"type": 10, "content": "x"}
OPTION = {"label": "x", "value": "1"}


def in_row(*items: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": [*items]}


def a_button(**changes: Any) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": "x", "custom_id": "a", **changes}


def a_menu(**changes: Any) -> dict[str, Any]:
    return {"type": 3, "custom_id": "a", "options": [OPTION], **changes}


@pytest.mark.parametrize(
    ("sent", "complaint"),
    [
        ([{"type": 17, "components": [TEXT] * 10}] * 4, "44 components"),
        ([{"type": 10, "content": "x" * 2_001}] * 2, "4002 characters of text"),
        ([{"type": 10, "content": " "}], "text of 1 characters"),
        ([in_row(a_button(), a_button())], "a custom id twice"),
        ([in_row(a_button(custom_id="x" * 101))], "custom id of 101 characters"),
        ([in_row(a_button(label="x" * 81))], "button label"),
        ([in_row(a_button(label=" "))], "button label"),
        ([in_row(a_button(url="https://x.example"))], "an address or a custom id"),
        ([in_row(*[a_button(custom_id=str(at)) for at in range(6)])], "6 parts in a row"),
        ([in_row(a_menu(), a_button(custom_id="b"))], "a menu beside something else"),
        ([in_row(a_menu(options=[]))], "0 options"),
        ([in_row(a_menu(options=[{"label": "x", "value": str(at)} for at in range(26)]))], "26 options"),
        ([in_row(a_menu(options=[OPTION, OPTION]))], "an option's value twice"),
        ([in_row(a_menu(options=[OPTION | {"label": "x" * 101}]))], "option label of 101 characters"),
        ([in_row(a_menu(options=[OPTION | {"label": ""}]))], "option label of 0 characters"),
        ([in_row(a_menu(max_values=2))], "1 to 2 of 1 options"),
        ([a_button()], "type 2 at the top"),
        ([{"type": 17, "components": []}], "an empty container"),
        ([{"type": 12, "items": [{"description": "x" * 1_025}]}], "picture description too long"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_the_limits_are_looked_at(sent: list[dict[str, Any]], complaint: str) -> None:
    assert any(complaint in refusal for refusal in refusals(cast("ui.LayoutView", Raw(sent))))


@pytest.mark.parametrize("panel", PANELS)
def test_every_button_that_can_be_pressed_carries_a_signed_id_or_an_address(panel: str) -> None:
    for part in parts(PANELS[panel]("Harbour Lights")):
        if "custom_id" in part:
            assert SIGNER.read(part["custom_id"]) is not None
        elif part["type"] == 2:
            assert part["url"].startswith("https://www.netflix.com/")


@pytest.mark.parametrize("panel", PANELS)
def test_a_panel_never_times_out_in_memory(panel: str) -> None:
    assert PANELS[panel]("Harbour Lights").timeout is None


def test_a_notice_takes_the_place_of_a_panel() -> None:
    assert texts(build_notice("Done.")) == ["Done."]


def test_labels_are_gathered_from_everything_a_menu_shows() -> None:
    found = labels(blend.build_blend(blend_panel(alt="A picture"), SIGNER))
    assert {"Next ▶", "Harbour Lights (2019)", "A picture"} <= set(found)


def test_help_names_the_three_steps_and_opens_each() -> None:
    view = build_help(SIGNER, OWNER)
    text = "\n".join(texts(view))
    assert all(command in text for command in ("/upload", "/blend", "/insights", "/taste", "/privacy"))
    actions = [leads_to(button) for button in buttons(view).values()]
    assert [action[0] for action in actions if action] == [
        "upload.how", "go.blend", "go.insights", "go.taste", "go.privacy",
    ]  # fmt: skip
