"""Hostile texts in every place of a message or form, in the real browser: they stay text, all of them."""

from collections.abc import AsyncIterator, Iterator, Sequence
from itertools import islice
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Error

from bot.charts.browser import find_browser
from tests.hostile_markup import ADDRESSES, ALL, LETTERS, MARKUP
from tests.hostile_titles import HOSTILE
from tests.page_gallery import NARROW, Gallery, each, open_browser, open_gallery, serve_gallery
from tests.page_samples import (
    Json,
    attachment,
    box,
    button,
    label,
    media,
    menu,
    message,
    option,
    panel,
    poll,
    row,
    text,
)

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine"),
]
#: Elements that the page makes for texts; anything else came out of one.
MADE = (
    "a article b blockquote br button code div em footer h3 h4 h5 header hr i img input label li ol p path pre s "
    "section span strong svg textarea time u ul"
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def place() -> AsyncIterator[tuple[Browser, str]]:
    async with serve_gallery() as address, open_browser() as browser:
        yield browser, address


def batches(texts: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(texts)
    while batch := list(islice(rest, 60)):
        yield batch


def person(number: int, name: str) -> Json:
    return {"id": str(90_000 + number), "username": name, "global_name": name, "display": name, "bot": False}


def said(number: int, hostile: str) -> list[Json]:
    """Messages that hold one text wherever a message holds text."""
    who = person(number, hostile)
    names = ("title", "description", "url", "color", "timestamp")
    parts = {"author": {"name": hostile, "url": hostile, "icon_url": hostile}, "footer": {"text": hostile}}
    embed = dict.fromkeys(names, hostile) | parts | {"fields": [{"name": hostile, "value": hostile}]}
    embed |= {"image": {"url": hostile}, "thumbnail": {"url": hostile}}
    if not str(embed["timestamp"]).isdigit():
        del embed["timestamp"]
    asked = poll((1, True), (0, False)) | {"question": {"text": hostile}}
    asked["answers"] = [{"answer_id": n, "poll_media": {"text": hostile, "emoji": {"name": hostile}}} for n in (1, 2)]
    file = attachment("x.csv", "text/csv", 1) | {"filename": hostile, "url": hostile}
    picture = attachment("40x30-484.png", "image/png", 1, description=hostile) | {"filename": hostile}
    reply = {"reply_to": {"user": who["id"], "label": hostile}, "revision": 1}
    return [
        message(number, who, content=hostile, sandbox=reply, attachments=[file, picture], embeds=[embed], poll=asked),
        panel(number + 5000, *components(hostile)),
        message(number, who, referenced_message={"author": who, "content": hostile}),
    ]


def components(hostile: str) -> list[Json]:
    picked = option(hostile, description=hostile, default=True, emoji={"id": "1", "name": hostile})
    mark = {"id": None, "name": hostile}
    thumbnail = {"type": 11} | media("40x30-a33", hostile)
    far = {"media": {"url": hostile}, "description": hostile}
    return [
        box(
            text(hostile),
            {"type": 9, "id": 2, "components": [text(hostile)], "accessory": thumbnail},
            {"type": 12, "items": [media("40x30-383", hostile), far]},
            {"type": 13, "file": {"url": hostile}, "name": hostile, "size": 1},
            row(button(3, hostile, emoji=mark), button(4, hostile, 5, url=hostile), button(5, None, emoji=mark)),
            row(menu(6, 3, picked, placeholder=hostile)),
            row(menu(7, 5, placeholder=hostile, max_values=5)),
            accent_color=hostile,
        ),
    ]


def asked(hostile: str) -> list[Json]:
    """A form that holds one text wherever a form holds text."""
    options = [option(hostile, description=hostile)]
    inputs: list[Json] = [
        {"type": 4, "style": 2, "custom_id": hostile, "placeholder": hostile, "value": hostile},
        menu(1, 3, *options, placeholder=hostile),
        {"type": 21, "custom_id": "r", "options": options},
        {"type": 22, "custom_id": "c", "options": options},
        {"type": 23, "custom_id": "k"},
        {"type": 19, "custom_id": "f"},
    ]
    return [text(hostile), *(label(hostile, one, hostile) for one in inputs)]


async def strangers(gallery: Gallery) -> list[str]:
    """Elements, attributes and addresses on the page that it makes for no text."""
    found = await gallery.page.evaluate("""() => {
        const nodes = [...document.querySelectorAll("#messages *, #fields *")];
        const listeners = nodes.flatMap((node) => node.getAttributeNames()).filter((name) => name.startsWith("on"));
        const links = nodes.map((node) => node.protocol).filter((one) => one && one !== "http:" && one !== "https:");
        return [...new Set([...nodes.map((node) => node.localName), ...listeners, ...links])];
    }""")
    return sorted(set(found) - set(MADE.split()))


async def try_all(gallery: Gallery, hostile: Sequence[str], first: int) -> None:
    users = [person(number, one) for number, one in enumerate(hostile, first)]
    channels = [{"id": str(user["id"]), "kind": "text", "name": user["display"]} for user in users]
    mentions = [f"<@{user['id']}> <#{user['id']}>" for user in users]
    messages: list[Json] = [part for number, one in enumerate(hostile, first) for part in said(number, one)]
    messages += [message(number, content=mention) for number, mention in enumerate(mentions)]
    scene: dict[str, Any] = {"users": users, "channels": channels}
    failures = {f"{10_000 + number}:3": one for number, one in enumerate(hostile, first)}
    await gallery.show(*messages, **scene, failures=failures)
    await gallery.ask(*(field for one in hostile[::7] for field in asked(one)), **scene)


async def wrongs(gallery: Gallery) -> list[str]:
    """Everything that a text did on the page."""
    return await strangers(gallery) + await gallery.faults_found()


async def test_every_text_stays_text_everywhere(place: tuple[Browser, str]) -> None:
    assert len(ALL) > 300
    async with open_gallery(*place) as gallery:
        for number, batch in enumerate(batches(ALL)):
            await try_all(gallery, batch, number * 100)
            assert await strangers(gallery) == []
        assert await wrongs(gallery) == []


async def test_a_text_is_shown_as_it_was_written(place: tuple[Browser, str]) -> None:
    async with open_gallery(*place) as gallery:
        for hostile in MARKUP:
            await gallery.show(message(1, person(1, hostile)), panel(2, row(button(1, hostile))))
            written = " ".join(hostile.split())
            assert written in " ".join(await gallery.page.locator(".message-name").all_inner_texts())
            assert written in " ".join(await gallery.page.locator(".button-label").all_inner_texts())


async def test_nothing_scrolls_sideways_on_a_phone(place: tuple[Browser, str]) -> None:
    async with open_gallery(*place, viewport=NARROW) as gallery:
        for number, batch in enumerate(batches([*LETTERS, *ADDRESSES, *HOSTILE[::9]])):
            await try_all(gallery, batch, number * 100)
            assert await each(gallery.page.locator("html"), "one.scrollWidth") == [NARROW["width"]]


async def test_the_policy_stops_a_page_that_makes_markup_of_texts(place: tuple[Browser, str]) -> None:
    async with open_gallery(*place, page="unsafe.html") as gallery:
        with pytest.raises(Error, match="TrustedHTML"):
            await gallery.show(message(1, content=MARKUP[1]))
        assert "refused require-trusted-types-for" in await wrongs(gallery)


@pytest.mark.parametrize(
    ("hostile", "sign"),
    [
        ("<img src=x onerror=\"window.pwned.push('ran')\">", "ran"),
        ("<iframe src=https://evil.example></iframe>", "request https://evil.example/"),
        ("<style>*{display:none}</style>", "style"),
        ("<a href=javascript:alert(1)>x</a>", "javascript:"),
        ("<img src=x onerror=alert(1)>", "alert"),
    ],
)
async def test_without_a_policy_such_a_page_is_found_out(place: tuple[Browser, str], hostile: str, sign: str) -> None:
    async with open_gallery(*place, page="unsafe.html?policy=none") as gallery:
        await gallery.show(message(1, content=hostile))
        await gallery.page.wait_for_timeout(50)  # what runs, runs soon
        assert sign in await wrongs(gallery)
