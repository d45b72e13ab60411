"""What `doctor` says about a token, against a server that answers as Discord, a proxy or a stranger would."""

from collections.abc import AsyncGenerator, Callable

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.charts import browser
from bot.doctor import _browser, _discord, _fonts
from bot.settings import Settings

Answer = Callable[[web.Request], web.Response]


@pytest.fixture
async def point(request: pytest.FixtureRequest) -> AsyncGenerator[Settings]:
    """Settings whose Discord is a server that gives one answer to everything."""
    answer: Answer = request.param

    async def always(asked: web.Request) -> web.Response:
        return answer(asked)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", always)
    async with TestServer(app) as server:
        yield Settings(token="t", api_url=str(server.make_url("/api/v10")), _env_file=None)


def says(status: int, text: str = "{}") -> Answer:
    return lambda _: web.Response(status=status, text=text, content_type="application/json")


@pytest.mark.parametrize(
    ("point", "state", "words"),
    [
        (says(401), "mend", "does not accept it"),
        (says(403), "mend", "refuses it (403)"),
        (says(404), "mend", "refuses it (404)"),
        (says(429), "note", "answered 429"),
        (says(502), "note", "answered 502"),
        (says(200, "<html>a portal</html>"), "mend", "is not Discord"),
        (says(200, '{"hello": 1}'), "mend", "is not Discord"),
        (says(200, "5"), "mend", "is not Discord"),
    ],
    indirect=["point"],
)
async def test_every_answer_is_a_finding(point: Settings, state: str, words: str) -> None:
    finding = (await _discord(point))[0]
    assert (finding.point, finding.state) == ("token", state)
    assert words in finding.text


async def test_a_named_browser_that_does_not_run_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chrome")
    (finding,) = await _browser(Settings(_env_file=None))
    assert finding.state == "mend"
    assert "/nowhere/chrome" in finding.text


async def test_fonts_nobody_can_list_are_not_called_fine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser.shutil, "which", lambda _: None)
    (finding,) = await _fonts(Settings(_env_file=None))
    assert finding.state == "note"
