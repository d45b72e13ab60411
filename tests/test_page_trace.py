"""The inspector is told of each request what it was and what came of it, and of each fault that it hit."""

import asyncio
import json
from typing import Any

import discord
import pytest
from discord import app_commands, ui

from bot.sandbox.clock import Clock
from bot.sandbox.page import Page
from bot.sandbox.spec import Spec, find_document
from bot.sandbox.trace import MOST_ENTRIES, Trace
from tests.page_tab import Tab, open_tab, serve_page
from tests.sandbox_commands import Interaction, hello, later, upload, view

try:
    DOCUMENT = find_document()
    SPEC = Spec(json.loads(DOCUMENT.read_bytes())) if DOCUMENT else None
except ImportError:  # pragma: no cover - jsonschema-rs is an extra
    SPEC = None
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"


@app_commands.command(description="Too much")
async def wrong(interaction: Interaction) -> None:
    await interaction.response.send_message(embed=discord.Embed(title="x" * 300))


@app_commands.command(description="Nearly too much")
async def near(interaction: Interaction) -> None:
    menu: ui.Select[Any] = ui.Select(options=[discord.SelectOption(label=str(n)) for n in range(22)])
    await interaction.response.send_message(view=view(ui.TextDisplay("x" * 3500), ui.ActionRow(menu)))


async def requests_of(tab: Tab, interaction: str, count: int = 1) -> list[dict[str, Any]]:
    """The first requests that the bot made for an interaction."""

    def found() -> list[dict[str, Any]]:
        return [e for e in tab.traces if e["kind"] == "request" and e["interaction"] == interaction]

    await tab.until(lambda: len(found()) >= count)
    return found()


async def ask(tab: Tab, name: str) -> str:
    return await tab.ask("slash", channel=tab.here, name=name, options={})


async def test_a_request_is_told_with_its_interaction_time_and_size() -> None:
    async with serve_page(later) as page, open_tab(page, "Ada") as tab:
        used = await tab.use("later")
        first, second = await requests_of(tab, used, 2)
        assert (first["method"], first["route"], first["status"]) == ("POST", CALLBACK, 200)
        assert (second["method"], second["status"]) == ("PATCH", 200)
        assert second["route"] == "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
        opened = next(e for e in tab.traces if e["kind"] == "opened")
        assert (opened["interaction"], opened["label"]) == (used, "/later")
        assert opened["user"] == str(page.people()[0].id)
        assert opened["at"] <= first["at"] <= second["at"]
        assert first["size"] > 0
        assert 0 <= first["ms"] < 3000
        assert (first["verdict"], first["complaints"]) == ("unchecked", [])  # no document here
        assert [e["number"] for e in tab.traces] == sorted(e["number"] for e in tab.traces)


async def test_a_refused_request_is_told_with_every_complaint() -> None:
    async with serve_page(wrong, hello) as page, open_tab(page) as tab:
        used = await ask(tab, "wrong")
        [refused] = await requests_of(tab, used)
        assert (refused["status"], refused["verdict"]) == (400, "refused")
        assert any("embeds.0.title" in complaint for complaint in refused["complaints"])
        assert await tab.until(lambda: [e for e in tab.traces if e["kind"] == "problem"])
        [good] = await requests_of(tab, await tab.use("hello"))
        assert good["complaints"] == []


@pytest.mark.skipif(SPEC is None, reason="Discord's document or jsonschema-rs is not here")
async def test_what_the_document_says_of_a_request_is_told() -> None:
    async with serve_page(hello, wrong, spec=SPEC) as page, open_tab(page) as tab:
        [good] = await requests_of(tab, await tab.use("hello"))
        assert (good["verdict"], good["complaints"]) == ("accepted", [])
        [refused] = await requests_of(tab, await ask(tab, "wrong"))
        assert refused["verdict"] == "refused"
        assert any("data.embeds[0].title" in complaint for complaint in refused["complaints"])


async def test_a_limit_that_is_near_is_told_and_one_that_is_far_is_not() -> None:
    async with serve_page(near, hello) as page, open_tab(page) as tab:
        [request] = await requests_of(tab, await tab.use("near"))
        assert request["near"] == ["4,000 characters of text: 3,500 used", "25 options in a menu: 22 used"]
        [request] = await requests_of(tab, await tab.use("hello"))
        assert request["near"] == []


async def test_deadlines_that_are_near_are_told() -> None:
    async with serve_page(hello, later) as page, open_tab(page) as tab:
        page.sandbox.faults.add(f"POST {CALLBACK}", delay=0.3)
        used = await ask(tab, "hello")
        await tab.ask("clock", seconds=2.4)
        [request] = await requests_of(tab, used)
        assert [words.split(":")[0] for words in request["near"]] == ["3 s to answer"]
        page.sandbox.faults.add("PATCH /webhooks/*", delay=0.3)
        used = await tab.use("later")
        await tab.ask("clock", seconds=13 * 60)
        _, edit = await requests_of(tab, used, 2)
        assert edit["near"] == ["15 min to say more: 13.0 used"]


@pytest.mark.parametrize(
    ("fault", "words", "status", "outcome"),
    [
        ({"kind": "slow", "seconds": 0.2}, "will take 0.2 s longer", 200, "answered"),
        ({"kind": "lost_answer"}, "will take effect, but it will not hear so", None, "answered"),
        ({"kind": "rate_limited"}, "will be refused with 429: wait 1 s", 429, "answered"),
        ({"kind": "server_error"}, "will fail with 500", 500, "answered"),
    ],
)
async def test_a_fault_of_requests_is_announced_and_shows_where_it_hit(
    fault: dict[str, Any], words: str, status: int | None, outcome: str
) -> None:
    async with serve_page(hello) as page, open_tab(page) as tab:
        await tab.ask("fault", **fault)
        used = await ask(tab, "hello")
        assert await tab.outcome(used) == outcome
        hit, *_ = await requests_of(tab, used)
        assert (hit["status"], hit["fault"]) == (status, True)
        told = [e for e in tab.traces if e["kind"] == "fault"]
        assert words in told[0]["text"]
        assert told[1]["interaction"] == used
        assert CALLBACK in told[1]["text"]
        [unharmed] = await requests_of(tab, await tab.use("hello"))
        assert (unharmed["status"], unharmed["fault"]) == (200, False)


async def test_an_answer_that_a_fault_delays_for_too_long_fails_for_the_member() -> None:
    async with serve_page(hello) as page, open_tab(page) as tab:
        await tab.ask("fault", kind="slow", seconds=0.5)
        used = await ask(tab, "hello")
        await tab.ask("clock", seconds=3.1)
        assert await tab.outcome(used) == "failed"
        [late] = await requests_of(tab, used)
        assert (late["status"], late["verdict"]) == (404, "refused")
        problems = [e["text"] for e in tab.traces if e["kind"] == "problem" and e["interaction"] == used]
        assert problems[0] == "not answered within 3 s; the member sees that it failed"


async def test_faults_can_be_taken_back() -> None:
    async with serve_page(hello) as page, open_tab(page) as tab:
        await tab.ask("fault", kind="server_error", times=50)
        await tab.ask("fault", kind="clear")
        [request] = await requests_of(tab, await tab.use("hello"))
        assert request["status"] == 200


async def test_faults_leave_the_files_that_members_look_at_alone() -> None:
    async with serve_page(upload) as page, open_tab(page) as tab:
        file = await tab.upload("a.csv", b"12345")
        rule = page.sandbox.faults
        await tab.use("upload", history=file)
        await tab.ask("fault", kind="server_error")
        assert rule.find("GET /attachments/{channel_id}/{attachment_id}/{filename}") is None
        assert rule.find(f"POST {CALLBACK}") is not None


@pytest.mark.parametrize(
    ("kind", "words", "back"),
    [
        ("disconnect", "the bot's connection is cut", "bot resumed"),
        ("invalid_session", "called invalid", "bot connected"),
    ],
)
async def test_a_broken_connection_is_told_and_so_is_how_the_bot_comes_back(kind: str, words: str, back: str) -> None:
    async with serve_page(hello) as page, open_tab(page) as tab:
        await tab.ready()
        before = len(tab.traces)
        await tab.ask("fault", kind=kind)

        def told() -> list[dict[str, Any]]:
            return tab.traces[before:]

        await tab.until(lambda: any(back in e["text"] for e in told()))
        assert words in next(e["text"] for e in told() if e["kind"] == "fault")
        gateway = [e["text"] for e in told() if e["kind"] == "gateway"]
        assert gateway[0].startswith("bot disconnected")
        assert back in gateway[-1]
        await tab.ready()
        await tab.use("hello")


async def test_a_gateway_that_refuses_is_told_each_time() -> None:
    async with serve_page(hello) as page, open_tab(page) as tab:
        await tab.ready()
        await tab.ask("fault", kind="refuse_gateway", times=1)
        await tab.ask("fault", kind="disconnect")
        await tab.until(lambda: any("refused the bot's connection with 503" in e["text"] for e in tab.traces))


async def test_traces_can_be_read_from_any_number_on() -> None:
    async with serve_page(hello) as page, open_tab(page) as tab:
        await tab.use("hello")
        await asyncio.sleep(0)
        everything = await tab.ask("traces", after=0)
        assert everything[: len(tab.traces)] == tab.traces
        assert await tab.ask("traces", after=everything[1]["number"]) == everything[2:]
        assert await tab.ask("traces", after=10_000) == []


def test_a_long_evening_does_not_fill_the_memory() -> None:
    trace = Trace(Clock())
    for number in range(MOST_ENTRIES + 100):
        trace.add("event", f"thing {number}")
    kept = trace.after(0)
    assert len(kept) == MOST_ENTRIES
    assert (kept[0].number, kept[-1].number) == (101, MOST_ENTRIES + 100)
    assert [entry.number for entry in trace.after(MOST_ENTRIES + 98)] == [MOST_ENTRIES + 99, MOST_ENTRIES + 100]


async def test_no_token_of_an_interaction_is_part_of_what_is_told() -> None:
    async with serve_page(later, upload) as page, open_tab(page) as tab:
        await tab.use("later")
        await tab.use("upload", history=await tab.upload("a.csv", b"1"))
        assert secrets_in(page, str(tab.traces)) == []


def secrets_in(page: Page, text: str) -> list[str]:
    tokens = [interaction.token for interaction in page.world.interactions.values()]
    assert tokens
    return [secret for secret in (*tokens, page.world.token, page.key) if secret in text]
