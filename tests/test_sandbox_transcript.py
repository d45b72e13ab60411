"""What members saw can be read as text, and what went wrong is told."""

import os

import pytest

from bot.sandbox import render_text
from bot.sandbox.entities import LOADING
from tests.sandbox_bot import png
from tests.sandbox_wire import V2, wired

LAYOUT = [
    {
        "type": 17,
        "components": [
            {"type": 10, "content": "# Tonight\n<@{alice}> at <t:1700000000:t>, </blend:1>"},
            {
                "type": 9,
                "components": [{"type": 10, "content": "1. A film"}],
                "accessory": {"type": 2, "style": 5, "label": "Look", "url": "https://example.org/"},
            },
            {
                "type": 9,
                "components": [{"type": 10, "content": "2. A series"}],
                "accessory": {"type": 11, "media": {"url": "attachment://a.png"}, "description": "its poster"},
            },
            {"type": 14, "divider": False},
            {"type": 12, "items": [{"media": {"url": "attachment://b.png"}}]},
            {"type": 13, "file": {"url": "attachment://c.json"}},
        ],
    },
    {
        "type": 1,
        "components": [
            {"type": 2, "style": 1, "custom_id": "a", "emoji": {"name": "👍"}},
            {"type": 2, "style": 1, "custom_id": "b", "emoji": {"name": "▶"}, "label": "Next"},
            {"type": 2, "style": 1, "custom_id": "c", "label": "Back", "disabled": True},
        ],
    },
    {
        "type": 1,
        "components": [
            {
                "type": 3,
                "custom_id": "d",
                "placeholder": "Chart",
                "options": [
                    {"label": "Calendar", "value": "1", "default": True},
                    {"label": "Genres", "value": "2"},
                ],
            }
        ],
    },
]
SEEN = """\
│ # Tonight
│ @Alice at 22:13 UTC, /blend
│ 1. A film   [Look]
│ 2. A series   (picture 3 x 2: its poster)
│
│ (picture 4 x 4: from the file)
│ (file c.json, 2 bytes)
[👍]  [▶ Next]  (Back)
[▾ Calendar: Calendar | Genres]"""


async def test_a_layout_reads_as_its_members_see_it() -> None:
    async with wired() as wire:
        LAYOUT[0]["components"][0]["content"] = LAYOUT[0]["components"][0]["content"].replace(
            "{alice}", str(wire.alice.id)
        )
        described = [{"id": n, "filename": name} for n, name in enumerate(("a.png", "b.png", "c.json"))]
        described[1]["description"] = "from the file"
        payload = {"flags": V2, "components": LAYOUT, "attachments": described}
        files = {"a.png": png(), "b.png": png(4, 4), "c.json": b"{}"}
        handle = await wire.answered(5)
        assert await wire.code("PATCH", wire.webhook(handle, "/messages/@original"), payload, files) == 0
        text = render_text(handle.message, wire.sandbox.names)
        assert [line.rstrip() for line in text.splitlines()] == SEEN.splitlines()


async def test_plain_messages_show_text_embeds_and_files() -> None:
    async with wired() as wire:
        embed = {"title": "Upload", "description": "done", "fields": [{"name": "Rows", "value": "9"}]}
        payload = {"content": "hello <@5>", "embeds": [embed | {"footer": {"text": "fine"}}]}
        await wire.call("POST", f"/channels/{wire.sandbox.channel.id}/messages", payload, {"a.csv": b"12"})
        message = wire.sandbox.channel.messages[0]
        lines = ["hello @someone", "│ Upload", "│ done", "│ Rows: 9", "│ fine", "(file a.csv, 2 bytes)"]
        assert render_text(message, {}).splitlines() == lines
        message.flags |= LOADING
        assert render_text(message, {}) == "(thinking ...)"
        message.deleted = True
        assert render_text(message, {}) == "(deleted)"


async def test_the_report_tells_each_interaction_in_order_and_what_was_wrong_with_it() -> None:
    async with wired() as wire:
        handle = await wire.answered(5)
        await wire.code("PATCH", wire.webhook(handle, "/messages/@original"), {"content": "x" * 2001})
        await wire.code("PATCH", wire.webhook(handle, "/messages/@original"), {"content": "done"})
        told = "\n".join(wire.sandbox.report.time_lines())
        steps = ["1 commands registered", "Alice: /blend", "bot asked for time", "PROBLEM", "bot wrote the answer"]
        places = [told.index(step) for step in steps]
        assert places == sorted(places)
        assert len(wire.sandbox.problems) == 1
        assert wire.sandbox.problems[0].startswith("/blend: ")
        assert "content" in wire.sandbox.problems[0]


@pytest.mark.skipif(os.environ.get("CI") == "true", reason="in CI requests are always checked")
async def test_the_report_says_whether_requests_were_checked(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.delenv("BLENDZ_DISCORD_SPEC", raising=False)
    monkeypatch.delenv("BLENDZ_SHARED_DATA", raising=False)
    monkeypatch.chdir(str(tmp_path))
    async with wired() as wire:
        assert wire.sandbox.report.notes[0].startswith("Requests are not checked")
        # the hand-written limits hold all the same
        path = f"/channels/{wire.sandbox.channel.id}/messages"
        assert await wire.code("POST", path, {"content": "x" * 2001}) == 50035
        assert await wire.code("POST", path, {"content": "x" * 2000}) == 0
