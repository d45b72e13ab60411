"""`python -m bot demo` plays the whole evening and ends by itself, well or with the reason."""

import asyncio
import re
import subprocess
import sys
from pathlib import Path

from bot.charts.browser import find_browser
from bot.sandbox.png import check_png
from tests.environment import unset_environment

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 60.0


async def run_demo(state: Path, **settings: str) -> tuple[int, str]:
    """The command as a stranger types it; exit code and what it printed. Raises TimeoutError after a minute."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", cwd=ROOT,
        env=unset_environment(BLENDZ_STATE=str(state), **settings),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        printed, _ = await asyncio.wait_for(process.communicate(), LONGEST)
    finally:
        if process.returncode is None:
            process.kill()
    return process.returncode or 0, printed.decode()


async def test_the_evening_ends_well_and_leaves_transcript_and_pictures(tmp_path: Path) -> None:
    code, printed = await run_demo(tmp_path)
    assert code == 0, printed
    assert "All went well" in printed
    folder = tmp_path / "demo"
    transcript = (folder / "transcript.md").read_text(encoding="utf-8")
    for words in (
        "/upload history:",
        "presses [Join]",
        "presses [Next ▶]",
        "/insights",
        "Least happy with this list",
        "steered: + clever",
        "(veto)",
    ):
        assert words in printed
        assert words in transcript
    pictures = sorted(folder.glob("*.png"))
    assert bool(pictures) is (find_browser() is not None)
    for picture in pictures:
        assert min(check_png(picture.read_bytes())) > 400
        assert picture.name in transcript
    assert set(re.findall(r"\]\((.+?\.png)\)", transcript)) == {picture.name for picture in pictures}
    assert (folder / "bot.log").read_text().rstrip().endswith("bot: stopped")


async def test_when_the_bot_cannot_start_the_demo_ends_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "catalogue").mkdir()
    (tmp_path / "catalogue" / "tags.toml").write_text("[mood]\nbroken", encoding="utf-8")
    code, printed = await run_demo(tmp_path, BLENDZ_CATALOGUE=str(tmp_path / "catalogue"))
    assert code == 1
    assert "The evening went wrong" in printed
    assert f"The catalogue in {tmp_path / 'catalogue'} is not well formed" in printed
    assert "Traceback" not in printed


async def test_where_nothing_can_be_written_the_demo_ends_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, printed = await run_demo(tmp_path / "file")
    assert code == 1
    assert f"cannot write to {tmp_path / 'file' / 'demo'} (Not a directory)" in printed
    assert "Traceback" not in printed


async def test_where_requests_must_be_checked_and_cannot_be_the_demo_ends_with_the_reason(tmp_path: Path) -> None:
    code, printed = await run_demo(tmp_path, BLENDZ_DISCORD_SPEC=str(tmp_path / "missing.json"), CI="true")
    assert code == 1
    assert "The evening went wrong" in printed
    assert f"BLENDZ_DISCORD_SPEC names {tmp_path / 'missing.json'}" in printed
