"""A script played unseen: its pictures, the same in every run, and what is told when it cannot be played."""

import asyncio
import re
import sys
from pathlib import Path

import pytest

from bot.charts.browser import find_browser
from bot.sandbox.page.playing import perform
from bot.sandbox.page.playing.perform import CannotShoot, check_shots, shoot
from bot.sandbox.page.playing.script import read_script
from tests.environment import unset_environment
from tests.page_running import choices_for, open_running
from tests.picture_compare import TOLERANCE, difference, load

ROOT = Path(__file__).parent.parent
SHORT = Path(__file__).parent / "samples" / "page" / "short.toml"
PICTURES = ["01-report.png", "02-commands.png", "03-list.png", "04-form.png", "05-phone.png", "06-drawer.png"]
needs_chromium = pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine")


async def command(folder: Path, *arguments: str) -> tuple[int, str, str]:
    """`python -m bot sandbox` with these arguments: its exit code and what it printed."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "sandbox", *arguments),
        cwd=ROOT,
        env=unset_environment(BLENDZ_STATE=str(folder / "state")),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, wrong = await asyncio.wait_for(process.communicate(), 90)
    return process.returncode or 0, out.decode(), wrong.decode()


@needs_chromium
async def test_two_runs_of_a_script_give_the_same_pictures(tmp_path: Path) -> None:
    code, out, wrong = await command(tmp_path, "--script", str(SHORT), "--shots", str(tmp_path / "one"))
    assert (code, wrong) == (0, "")
    assert out.index("ready http://127.0.0.1:") < out.index("Ada brings her history.") < out.index("06-drawer.png")
    assert await again(tmp_path) == 0
    for folder in ("one", "two"):
        assert sorted(path.name for path in (tmp_path / folder).iterdir()) == PICTURES
    one, two = ({name: load(tmp_path / folder / name) for name in PICTURES} for folder in ("one", "two"))
    assert [name for name in PICTURES if difference(one[name], two[name]) > TOLERANCE] == []
    assert all((tmp_path / "one" / name).stat().st_size < 150_000 for name in PICTURES)
    assert one["03-list.png"].size == (200, 150)
    assert difference(one["05-phone.png"], one["06-drawer.png"]) > TOLERANCE


async def again(folder: Path) -> int:
    """The second run, without a process of its own for the sandbox."""
    script = read_script(SHORT)
    async with open_running(choices_for(script, folder / "again")) as page:
        return await shoot(page, script, folder / "two", check_shots(find_browser()), lambda _: None)


@needs_chromium
@pytest.mark.parametrize(
    ("step", "told"),
    [
        (
            'slash = "help"\nexpect = "pancakes"\nshot = "x"',
            r"step 1 \(Ada uses /help\): no message holds “pancakes”\.",
        ),
        (
            'press = "Dance"',
            r"step 1 \(Ada presses “Dance”\): the page does not come to show what this needs \(.*Dance.*\)\.",
        ),
        (
            'slash = "privacy"\n[[step]]\nchoose = "body"\n[[step]]\nchoose = "me"',
            r"step 3 \(the member before chooses me\): there is no single option “me”\.",
        ),
    ],
)
async def test_a_step_that_fails_ends_the_run_with_one_sentence(tmp_path: Path, step: str, told: str) -> None:
    script = tmp_path / "wrong.toml"
    script.write_text(
        f'title = "A try"\npatience = 3\nshots = "named"\n[[step]]\nas = "Ada"\n{step}\n', encoding="utf-8"
    )
    code, _, wrong = await command(tmp_path, "--script", str(script), "--shots", str(tmp_path / "shots"))
    assert code == 1
    assert re.fullmatch(f"A try, {told}\n", wrong), wrong
    assert not (tmp_path / "shots").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--shots", "x"), "--shots takes the pictures of a script: name one with --script."),
        (("--script", "none.toml"), "The script none.toml cannot be read (No such file or directory)."),
    ],
)
async def test_what_cannot_be_played_is_told_before_anything_starts(
    tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    assert await command(tmp_path, *arguments) == (1, "", f"Blendz cannot start: {told}\n")


def test_without_playwright_or_browser_the_command_that_helps_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CannotShoot, match=r"python -m bot\.charts\.browser installs it"):
        check_shots(None)
    monkeypatch.setattr(perform, "find_spec", lambda name: None if name == "playwright" else object())
    with pytest.raises(CannotShoot, match=r"Playwright, which is not installed: pip install -e '\.\[dev\]'"):
        check_shots(Path("chromium"))
