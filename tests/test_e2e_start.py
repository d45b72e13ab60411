"""Starting and stopping: commands registered when needed, troubles outlived, a clean end, one line for the host."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.sandbox import Sandbox, run_sandbox
from data.store import load_key, open_store
from tests.e2e import CANARY, Scene, account_page, no_browser, run_bot, run_scene
from tests.environment import unset_environment

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = "PUT /applications/*"
ADAS = ("Ozark", "Narcos", "Breaking Bad", "Peaky Blinders", "Pulp Fiction", "The Godfather")


async def run_to_the_end(folder: Path, sandbox: Sandbox | None, job: str = "run", **settings: str) -> tuple[int, str]:
    """A job of `python -m bot` until it ends by itself; its exit code and what it printed."""
    environment = unset_environment(BLENDZ_STATE=str(folder / "state"))
    environment |= sandbox.environment() if sandbox else {}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", job, cwd=ROOT, env=environment | no_browser(folder) | settings,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    async with asyncio.timeout(20):
        printed, _ = await process.communicate()
    return process.returncode or 0, printed.decode()


def registrations(sandbox: Sandbox) -> int:
    """How often commands were registered so far."""
    return sum("commands registered" in line for line in sandbox.report.time_lines())


async def help_works(scene: Scene, name: str = "Ada") -> bool:
    """Whether a member is served."""
    handle = await scene.join(name).slash("help", scene.sandbox.channel)
    return "Bring your history" in scene.text(await handle.settled())


async def forget_registration(scene: Scene, left: str | None) -> None:
    """As if this bot had registered other commands before, or with None never any."""
    key = await asyncio.to_thread(load_key, None, scene.state)
    async with open_store(scene.state, key.secret) as store:
        note = f"commands:{scene.sandbox.world.bot.id}"
        assert await store.note(note) is not None
        await store.set_note(note, left)


async def test_commands_are_registered_once_and_again_only_when_they_changed_or_are_missing(tmp_path: Path) -> None:
    async with run_sandbox() as sandbox:
        async with run_bot(sandbox, tmp_path) as scene:
            assert await help_works(scene)
        assert registrations(sandbox) == 1
        async with run_bot(sandbox, tmp_path) as scene:
            assert await help_works(scene)
        assert registrations(sandbox) == 1
        for times, left in enumerate((None, "other commands"), start=2):
            await forget_registration(scene, left)
            async with run_bot(sandbox, tmp_path) as scene:
                assert registrations(sandbox) == times
        sandbox.world.commands[None].pop()
        async with run_bot(sandbox, tmp_path) as scene:
            assert registrations(sandbox) == 4
            assert len(sandbox.world.commands[None]) == 8
            scene.check()


async def outlives(folder: Path, fault: str) -> None:
    """Start against this trouble; a member is served in the end."""
    async with run_sandbox() as sandbox:
        if fault == "gateway":
            sandbox.faults.refuse_gateway = 1
        else:
            rule = sandbox.faults.add(fault, status=503, body="<html>busy</html>")
        async with run_bot(sandbox, folder) as scene:
            assert await help_works(scene), fault
            assert sandbox.faults.refuse_gateway == 0
            assert fault == "gateway" or rule.hits == 1, fault
            scene.check()


async def test_a_trouble_at_start_or_with_the_session_is_outlived(tmp_path: Path) -> None:
    troubles = {name: tmp_path / str(at) for at, name in enumerate(("gateway", COMMANDS, "GET /users/@me"))}
    for folder in (*troubles.values(), tmp_path / "session"):
        folder.mkdir()
    # all at once: the library takes its time with some
    started = [outlives(folder, fault) for fault, folder in troubles.items()]
    await asyncio.gather(*started, serves_after_an_invalid_session(tmp_path / "session"))


async def serves_after_an_invalid_session(folder: Path) -> None:
    """Discord ends the session for good (op 9); the bot identifies anew."""
    async with run_scene(folder) as scene:
        identified = scene.sandbox.world.identifies
        await scene.sandbox.gateway.invalidate(resumable=False)
        assert await scene.sandbox.world.wait_until(lambda: scene.sandbox.world.identifies > identified, 15)
        await scene.sandbox.wait_ready()
        assert await help_works(scene)
        scene.check()


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"BLENDZ_TOKEN": "bad-token-canary"}, "Discord does not accept the token"),
        ({"BLENDZ_TOKEN": ""}, "BLENDZ_TOKEN is not set"),
        ({"BLENDZ_KEY": "bad-key-canary"}, "is not a key"),
        ({"BLENDZ_CATALOGUE": "/nowhere/at/all"}, "No catalogue in /nowhere/at/all"),
    ],
)
async def test_what_only_the_host_can_mend_ends_it_with_one_clear_line(
    tmp_path: Path, settings: Mapping[str, str], words: str
) -> None:
    async with run_sandbox() as sandbox:
        code, printed = await run_to_the_end(tmp_path, sandbox, **settings)
        assert code == 1
        assert [words in line for line in told(printed)] == [True]
        assert "canary" not in printed
        assert "Traceback" not in printed
        assert sandbox.world.identifies == 0
        assert len(sandbox.problems) == ("token-canary" in str(settings))  # one try, no loop


def told(printed: str) -> list[str]:
    """What was printed beside the log."""
    return [line for line in printed.splitlines() if not line.startswith("20")]


async def test_beside_a_serving_bot_sync_works_and_a_second_bot_ends_with_one_line(tmp_path: Path) -> None:
    async with run_scene(tmp_path, pictures=True) as scene:
        before = sorted(scene.state.glob("charts*/*"))
        code, printed = await run_to_the_end(tmp_path, scene.sandbox)
        assert (code, len(told(printed))) == (1, 1), printed
        assert f"Another Blendz serves from {scene.state}" in printed
        code, printed = await run_to_the_end(tmp_path, scene.sandbox, "sync")
        assert (code, told(printed)) == (0, ["The commands are registered. Discord shows them within a minute."])
        assert sorted(scene.state.glob("charts*/*")) == before
        assert await help_works(scene)
        scene.check()


@pytest.mark.parametrize(
    ("fault", "settings", "words"),
    [
        (None, {"BLENDZ_TOKEN": "bad-token-canary"}, "Discord does not accept the token"),
        (None, {"BLENDZ_API_URL": "http://127.0.0.1:9"}, "Discord cannot be reached"),
        (COMMANDS, {}, "Discord did not register the commands (403"),
    ],
)
async def test_when_commands_cannot_be_registered_sync_ends_with_one_clear_line(
    tmp_path: Path, fault: str | None, settings: Mapping[str, str], words: str
) -> None:
    async with run_sandbox() as sandbox:
        if fault:
            sandbox.faults.add(fault, status=403, body='{"code": 50001, "message": "Missing Access"}')
        code, printed = await run_to_the_end(tmp_path, sandbox, "sync", **settings)
    assert code == 1
    assert [words in line for line in told(printed)] == [True], printed


@pytest.mark.parametrize("job", ["run", "doctor", "demo"])
async def test_a_log_that_cannot_be_written_is_one_clear_line(tmp_path: Path, job: str) -> None:
    code, printed = await run_to_the_end(tmp_path, None, job, BLENDZ_LOG=f"{tmp_path}/")
    assert code == 1
    assert [f"BLENDZ_LOG: {tmp_path} cannot be written" in line for line in told(printed)] == [True], printed


def descendants(pid: int) -> set[int]:
    """Every process below this one, browsers and their helpers too."""
    listing = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout  # noqa: S607 - POSIX
    parents = {int(line.split()[0]): int(line.split()[1]) for line in listing.splitlines()}
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}


def alive(pids: set[int]) -> set[int]:
    """Those of the processes that still run."""
    listing = subprocess.run(["ps", "-A", "-o", "pid=,stat="], capture_output=True, text=True, check=True).stdout  # noqa: S607 - POSIX
    return {int(line.split()[0]) for line in listing.splitlines() if "Z" not in line.split()[1]} & pids


async def test_asked_to_stop_in_the_middle_of_a_blend_it_ends_cleanly_and_leaves_no_process(tmp_path: Path) -> None:
    async with run_scene(tmp_path, pictures=True) as scene:
        ada, bo = scene.join("Ada"), scene.join("Bo")
        await scene.bring(ada, account_page(*ADAS))
        panel = await (await ada.slash("blend", scene.sandbox.channel, friend=bo.user)).settled(quiet=0.3)
        below = await asyncio.to_thread(descendants, scene.pid)
        assert below or not panel.message.attachments  # the browser is one of them
        handle = await ada.slash("blend", scene.sandbox.channel, friend=bo.user, kind="Films")
        await handle.acknowledged()
        os.kill(scene.pid, signal.SIGTERM)
        code = await ended(scene)
        assert code == 0
        assert await asyncio.to_thread(alive, below | {scene.pid}) == set()
        assert "Ada" in scene.text(handle)  # what was accepted was also done
        assert scene.sandbox.problems == []
        assert scene.traces([CANARY, scene.sandbox.token]) == []
        assert "stopped" in scene.log.read_text()


async def ended(scene: Scene) -> int:
    """Wait for the bot's end; its exit code."""
    async with asyncio.timeout(20):
        return await scene.process.wait()
