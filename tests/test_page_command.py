"""`python -m bot sandbox`: one command, one line to wait for, one clear sentence when it cannot be, a clean end."""

import argparse
import asyncio
import os
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.sandbox.page import Page
from bot.trying import add_arguments
from tests.environment import unset_environment
from tests.page_tab import Tab, control, open_tab

ROOT = Path(__file__).parents[1]
LONGEST = 60.0


def start(*arguments: str, **settings: str) -> Any:
    """Start the job on a host without a browser to draw with, which is faster."""
    environment = unset_environment(PATH="", HOME="/nowhere", BROWSER="true") | settings
    return asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "sandbox", *arguments, cwd=ROOT, env=environment,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip


async def result(*arguments: str, **settings: str) -> tuple[int, str]:
    """Exit code and output of a run that ends by itself."""
    process = await start(*arguments, **settings)
    try:
        printed, _ = await asyncio.wait_for(process.communicate(), LONGEST)
    finally:
        if process.returncode is None:
            process.kill()
    return process.returncode or 0, printed.decode()


@asynccontextmanager
async def running(*arguments: str, end: int = signal.SIGTERM, **settings: str) -> AsyncIterator[Page]:
    """The page of a running job, as far as a browser knows it; ended with a signal, cleanly."""
    process = await start(*arguments, **settings)
    try:
        async with asyncio.timeout(LONGEST):
            printed: list[str] = []
            async for line in process.stdout:
                printed.append(line.decode())
                if printed[-1].startswith("ready"):
                    break
            found = re.fullmatch(r"ready (http://127\.0\.0\.1:\d+)/page/([\w-]{32})/\n", printed[-1])
            assert found, printed
            assert printed[0] == printed[-1].replace("ready", "starting")
            known = SimpleNamespace(origin=found[1], key=found[2])
            yield cast("Page", known)
            (os.killpg if end == signal.SIGINT else os.kill)(process.pid, end)  # Ctrl-C reaches the bot as well
            rest = (await process.stdout.read()).decode()
            assert await process.wait() == 0
            assert rest.endswith("Ending the bot ...\nEnded.\n")
            assert "Traceback" not in rest
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


@asynccontextmanager
async def tab_of(page: Page, name: str) -> AsyncIterator[Tab]:
    """A tab, told by its welcome which channel there is and who is who."""
    async with open_tab(page) as tab:
        ids = {user["display"]: user["id"] for user in tab.frames[0]["users"]}
        await tab.ask("act", user=ids[name])
        await tab.until(lambda: tab.here in tab.messages)
        yield tab


async def test_what_happened_is_there_again_in_the_next_run_and_old_buttons_work(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    common = ("--no-open", "--state", str(folder))
    async with running(*common) as page, tab_of(page, "Ada") as ada:
        assert ada.frames[0]["bot_state"] == "ready"
        await ada.ready()
        await ada.use("upload", history={"file": "sample-ada"})
        await ada.said("Your history is in")
        bruno = next(user["id"] for user in ada.frames[0]["users"] if user["display"] == "Bruno")
        await ada.use("blend", friend=bruno)
        panel = await ada.said("Join")
        chloe = await ada.ask("add_member", name="Chloe")
    assert (folder / "bot.log").read_text().rstrip().endswith("bot: stopped")
    kept = (folder / "discord.json").read_text()
    assert "Your history is in" not in kept  # which only Ada saw
    assert "NetflixViewingHistory" not in kept
    assert oct((folder / "discord.json").stat().st_mode)[-3:] == "600"

    async with running(*common, end=signal.SIGINT) as page, tab_of(page, "Bruno") as tab:
        again = {user["display"]: user["id"] for user in tab.frames[0]["users"]}
        assert (again["Bruno"], again["Chloe"]) == (bruno, chloe)
        assert [message["id"] for message in tab.shown] == [panel["id"]]
        await tab.ready()
        joined = await tab.ask("press", message=panel["id"], component=control(tab.shown[0], "Join"))
        assert await tab.outcome(joined) == "answered"
        await tab.ask("act", user=again["Ada"])
        await tab.use("privacy")
        await tab.said("Who used it")


async def test_a_taken_port_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, printed = await result("--no-open", "--state", str(tmp_path / "s"), "--port", str(port))
    assert code == 1
    assert printed == f"Blendz cannot start: port {port} is taken. Name another with --port, or leave it out.\n"


async def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, printed = await result("--no-open", "--state", str(tmp_path / "file" / "s"))
    assert code == 1
    assert printed.startswith(f"Blendz cannot start: The state folder {tmp_path / 'file' / 's'} cannot be used")
    assert printed.count("\n") == 1


async def test_a_bot_that_cannot_start_ends_it_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "catalogue").mkdir()
    (tmp_path / "catalogue" / "tags.toml").write_text("[mood]\nbroken", encoding="utf-8")
    code, printed = await result(
        "--no-open", "--state", str(tmp_path / "s"), BLENDZ_CATALOGUE=str(tmp_path / "catalogue")
    )
    assert code == 1
    assert printed.splitlines()[0].startswith("starting http://127.0.0.1:")
    assert "ready" not in printed
    last = printed.splitlines()[-1]
    assert last.startswith("Blendz cannot start: the bot did not come up.")
    assert f"The catalogue in {tmp_path / 'catalogue'} is not well formed" in last
    assert "Traceback" not in printed


async def test_the_browser_is_opened_at_the_page_unless_told_not_to(tmp_path: Path) -> None:
    opened = tmp_path / "opened"
    script = tmp_path / "browser"
    script.write_text(f'#!/bin/sh\necho "$1" > {opened}\n', encoding="utf-8")
    script.chmod(0o700)
    common = ("--state", str(tmp_path / "s"))
    async with running("--no-open", *common, BROWSER=str(script)):
        pass
    assert not opened.exists()
    async with running(*common, BROWSER=str(script)) as page:
        for _ in range(200):
            if opened.exists() and opened.read_text(encoding="utf-8"):
                break
            await asyncio.sleep(0.05)
        assert opened.read_text(encoding="utf-8") == f"{page.origin}/page/{page.key}/\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--port", "x"), "--port"),
        (("--port", "70000"), "a port is from 1 to 65535"),
        (("--clock", "noon"), "'noon' is no moment such as 2026-03-06T19:30"),
        (("--members", " , "), "names stand between commas"),
    ],
)
def test_what_is_no_option_is_said_with_the_usage(
    arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = argparse.ArgumentParser(prog="python -m bot sandbox")
    add_arguments(parser)
    with pytest.raises(SystemExit) as ended:
        parser.parse_args(arguments)
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert words in said
    assert "usage: python -m bot sandbox" in said


async def test_help_names_every_option() -> None:
    code, printed = await result("--help")
    assert code == 0
    for option in ("--port", "--no-open", "--state", "--fresh", "--members", "--seed", "--clock"):
        assert option in printed
