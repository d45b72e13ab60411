"""Discord's limits for layouts and media, each with an example within and one over; for test_sandbox_limits.py."""

from tests.sandbox_payloads import (
    Examples,
    button,
    buttons,
    container,
    gallery,
    legacy,
    link,
    media,
    menu,
    row,
    section,
    text,
    v2,
)

LAYOUTS: Examples = {
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
}
