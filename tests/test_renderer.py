"""The renderer on the real browser: each caller gets their own picture, whatever happens to the browser."""

import asyncio
import os
import signal
import struct
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.charts.browser import find_browser, install_browser
from bot.charts.chart import Chart, ChartProblem
from bot.charts.painter import Job, Painter
from bot.charts.png import check_png
from bot.charts.renderer import Renderer, open_renderer
from bot.charts.scratch import make_scratch

BROWSER = find_browser()
needs_browser = pytest.mark.skipif(
    BROWSER is None and os.environ.get("CI") != "true", reason="no Chrome or Chromium on this machine"
)


@pytest.fixture
async def renderer(tmp_path: Path) -> AsyncIterator[Renderer]:
    async with open_renderer(BROWSER, tmp_path) as opened:
        yield opened


def tall(height: int) -> Chart:
    """A chart that can be told from others by the height of its picture."""
    figure = {"data": [{"type": "bar", "x": [1, 2], "y": [height, 1]}], "layout": {}}
    return Chart(figure, "Bars", "two bars", "2 bars", "bars.png", width=300, height=height)


def height_of(picture: bytes) -> int:
    return struct.unpack(">I", picture[20:24])[0]


def leader(renderer: Renderer) -> int:
    """The process that leads the browser's group."""
    assert renderer.painter is not None
    assert renderer.painter._kaleido is not None
    return renderer.painter._kaleido.subprocess.pid


def is_alive(group: int) -> bool:
    """Whether the group still has a process; the system may take a while to bury the dead."""
    for _ in range(50):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.1)
    return True


@needs_browser
async def test_forty_callers_at_once_each_get_their_own_picture(renderer: Renderer) -> None:
    heights = range(200, 240)
    waves = [heights[:20], heights[20:]]
    pictures = [
        picture for wave in waves for picture in await asyncio.gather(*(renderer.render(tall(h)) for h in wave))
    ]
    assert [height_of(picture) for picture in pictures] == [2 * h for h in heights]
    swapped = [pictures[1], pictures[0], *pictures[2:]]
    assert [height_of(picture) for picture in swapped] != [2 * h for h in heights]


@needs_browser
async def test_equal_charts_are_drawn_once(renderer: Renderer) -> None:
    first, second = await asyncio.gather(renderer.render(tall(250)), renderer.render(tall(250)))
    third = await renderer.render(tall(250))
    assert first is second is third
    renderer.purge()
    assert await renderer.render(tall(250)) is not first


@needs_browser
async def test_a_killed_browser_costs_nobody_their_picture(renderer: Renderer) -> None:
    await renderer.render(tall(200))
    killed = leader(renderer)
    drawing = asyncio.create_task(renderer.render(tall(210)))
    await asyncio.sleep(0.05)
    os.killpg(killed, signal.SIGKILL)
    assert height_of(await drawing) == 420
    assert height_of(await renderer.render(tall(220))) == 440
    assert leader(renderer) != killed


@needs_browser
async def test_a_stopped_browser_is_given_up_and_replaced(renderer: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    await renderer.render(tall(200))
    monkeypatch.setattr("bot.charts.painter._OUTER_SECONDS", 1.0)
    stopped = leader(renderer)
    os.killpg(stopped, signal.SIGSTOP)
    with pytest.raises(ChartProblem, match="too long"):
        await renderer.render(tall(210))
    monkeypatch.setattr("bot.charts.painter._OUTER_SECONDS", 10.0)
    assert height_of(await renderer.render(tall(220))) == 440
    assert not is_alive(stopped)


@needs_browser
async def test_a_stopped_browser_whose_leader_died_is_not_left_behind(tmp_path: Path) -> None:
    async with open_renderer(BROWSER, tmp_path) as renderer:
        await renderer.render(tall(200))
        group = leader(renderer)
        os.killpg(group, signal.SIGSTOP)
        os.kill(group, signal.SIGKILL)
        await asyncio.sleep(0.3)
    assert not is_alive(group)


@needs_browser
async def test_a_caller_who_gives_up_cancels_nothing(renderer: Renderer) -> None:
    await renderer.render(tall(200))
    browser = leader(renderer)
    for height in range(210, 220):
        caller = asyncio.create_task(renderer.render(tall(height)))
        await asyncio.sleep(0.02)
        caller.cancel()
        await asyncio.gather(caller, return_exceptions=True)
    assert height_of(await renderer.render(tall(230))) == 460
    assert leader(renderer) == browser


@needs_browser
async def test_an_old_browser_is_replaced(renderer: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.charts.painter._RENDERS_BEFORE_NEW", 2)
    await renderer.render(tall(200))
    first = leader(renderer)
    await renderer.render(tall(210))
    await renderer.render(tall(220))
    assert leader(renderer) != first
    assert not is_alive(first)


@needs_browser
async def test_no_process_and_no_file_is_left_behind(tmp_path: Path) -> None:
    async with open_renderer(BROWSER, tmp_path) as opened:
        await opened.render(tall(200))
        group = leader(opened)
        assert is_alive(group)
    assert not is_alive(group)
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - the event loop has nothing else to do


@needs_browser
async def test_a_second_renderer_in_the_same_folder_leaves_the_first_one_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.charts.painter._RENDERS_BEFORE_NEW", 1)
    async with open_renderer(BROWSER, tmp_path) as first:
        await first.render(tall(200))
        async with open_renderer(BROWSER, tmp_path) as second:
            assert height_of(await second.render(tall(210))) == 420
            assert height_of(await first.render(tall(220))) == 440
        assert height_of(await first.render(tall(230))) == 460
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - the event loop has nothing else to do


def test_what_a_dead_painter_left_is_swept_and_what_a_live_one_uses_is_not(tmp_path: Path) -> None:
    (tmp_path / "charts-left" / "browser-1").mkdir(parents=True)
    (tmp_path / "charts-file").touch()
    first = make_scratch(tmp_path)
    second = make_scratch(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"charts-file", first.path.name, second.path.name}
    first.remove()
    second.remove()
    assert [path.name for path in tmp_path.iterdir()] == ["charts-file"]


async def test_too_many_waiting_figures_are_refused_at_once(tmp_path: Path) -> None:
    class Busy(Painter):
        """A painter that never gets round to anything."""

        def put(self, job: Job) -> None:
            del job

    renderer = Renderer(Busy(Path("/nonexistent/chromium"), tmp_path))
    waiting = [asyncio.create_task(renderer.render(tall(h))) for h in range(200, 232)]
    await asyncio.sleep(0.3)
    with pytest.raises(ChartProblem) as refused:
        await renderer.render(tall(300))
    assert refused.value.code == "chart_busy"
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)


async def test_without_a_browser_the_answer_is_immediate(tmp_path: Path) -> None:
    async with open_renderer(None, tmp_path) as renderer:
        with pytest.raises(ChartProblem) as refused:
            await renderer.render(tall(200))
    assert refused.value.code == "chart_no_browser"


async def test_a_browser_that_does_not_start_is_said_and_not_tried_at_every_chart(tmp_path: Path) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    async with open_renderer(broken, tmp_path / "state") as renderer:
        for height in (200, 210):
            with pytest.raises(ChartProblem) as refused:
                await renderer.render(tall(height))
            assert refused.value.code == "chart_browser"


@pytest.mark.parametrize("picture", [b"", b"\x00\x01\x02", b"\x89PNG\r\n\x1a\n" + b"\0" * 30])
def test_what_is_no_picture_of_that_size_is_refused(picture: bytes) -> None:
    with pytest.raises(ChartProblem):
        check_png(picture, 600, 400)


def test_a_browser_that_lacks_libraries_is_not_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\nexit 127\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("BROWSER_PATH", str(program))
    monkeypatch.setattr("bot.charts.browser.default_download_path", tmp_path / "downloads")
    monkeypatch.setattr("bot.charts.browser._MAC_APPS", ())
    assert find_browser() is None
    program.write_text("#!/bin/sh\necho Chromium 1\n")
    assert find_browser() == program


def test_where_nothing_can_be_installed_the_host_is_told_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    monkeypatch.setattr("bot.charts.browser.default_download_path", tmp_path / "downloads")
    monkeypatch.setattr("bot.charts.browser._MAC_APPS", ())
    monkeypatch.setattr("bot.charts.browser.kaleido.get_chrome_sync", lambda: (_ for _ in ()).throw(OSError("offline")))
    lines: list[str] = []
    assert install_browser(lines.append) is None
    assert "apt install chromium-headless-shell" in lines[-1]
