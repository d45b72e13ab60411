"""Only who knows the page's key, on this machine and from this page, comes in; nothing else lies behind it."""

import io
import json
import re
from typing import Any

import aiohttp
import pytest

from bot.sandbox.page import Page, page_url
from bot.sandbox.page.door import STATIC
from bot.sandbox.page.files import MOST_BYTES
from tests.page_tab import open_tab, serve_page
from tests.sandbox_commands import upload


async def fetch(page: Page, path: str, headers: dict[str, str] | None = None) -> tuple[int, bytes, Any]:
    """Status, body and headers of an address of the sandbox, asked for exactly as it is written."""
    address = aiohttp.client.URL(f"{page.origin}{path}", encoded=True)
    async with aiohttp.ClientSession() as session, session.get(address, headers=headers) as answer:
        return answer.status, await answer.read(), answer.headers


async def test_the_right_key_opens_the_page_and_its_files() -> None:
    async with serve_page() as page:
        status, body, headers = await fetch(page, f"/page/{page.key}/")
        assert status == 200
        assert body == (STATIC / "index.html").read_bytes()
        assert headers["Content-Type"] == "text/html; charset=utf-8"
        script = re.search(rb'src="\./(.+?\.js)"', body)
        assert script is not None
        status, body, headers = await fetch(page, f"/page/{page.key}/{script[1].decode()}")
        assert (status, headers["Content-Type"]) == (200, "text/javascript; charset=utf-8")
        assert body == (STATIC / script[1].decode()).read_bytes()


async def test_a_wrong_key_opens_nothing() -> None:
    async with serve_page() as page:
        for path in ("/page/", "/page/wrong/", f"/page/{page.key[:-1]}/", f"/page/{page.key}x/app/main.js", "/page"):
            assert (await fetch(page, path))[0] == 404, path


async def test_every_run_has_a_key_of_its_own() -> None:
    async with serve_page() as page, serve_page() as other:
        assert page.key != other.key
        assert len(page.key) == 32


@pytest.mark.parametrize("host", ["evil.example", "localhost:80", "127.0.0.1", "127.0.0.1:1"])
async def test_another_host_name_opens_nothing(host: str) -> None:
    async with serve_page() as page:
        assert (await fetch(page, f"/page/{page.key}/", {"Host": host}))[0] == 404
        right = page.origin.removeprefix("http://")
        assert (await fetch(page, f"/page/{page.key}/", {"Host": right}))[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "../door.py",
        "..%2fdoor.py",
        "%2e%2e/door.py",
        "app/../../door.py",
        "..%5cdoor.py",
        "/etc/passwd",
        "%2fetc/passwd",
        "app",
        "index.html%00.js",
        "../../../../pyproject.toml",
    ],
)
async def test_nothing_outside_the_page_is_served(path: str) -> None:
    async with serve_page() as page:
        status, body, _ = await fetch(page, f"/page/{page.key}/{path}")
        assert status in (400, 404)
        assert b"import" not in body
        assert b"root:" not in body


async def test_all_of_the_page_is_under_a_policy_that_lets_no_text_become_a_script() -> None:
    async with serve_page() as page:
        for path in (f"/page/{page.key}/", "/page/wrong/", f"/page/{page.key}/nothing.js"):
            headers = (await fetch(page, path))[2]
            policy = dict(rule.strip().split(" ", 1) for rule in headers["Content-Security-Policy"].split(";"))
            assert policy["default-src"] == "'none'"
            assert policy["script-src"] == policy["style-src"] == "'self'"
            assert policy["connect-src"] == f"'self' ws://{page.origin.removeprefix('http://')}"
            assert policy["require-trusted-types-for"] == "'script'"
            assert policy["frame-ancestors"] == "'none'"
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Referrer-Policy"] == "no-referrer"
            assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
            assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "http://localhost:80", "https://127.0.0.1"])
async def test_a_socket_from_another_page_is_refused(origin: str | None) -> None:
    async with serve_page() as page, aiohttp.ClientSession() as session:
        address = f"{page_url(page).replace('http', 'ws', 1)}socket"
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await session.ws_connect(address, headers={"Origin": origin} if origin else {})
        assert refused.value.status == 403
        async with session.ws_connect(address, headers={"Origin": page.origin}) as socket:
            assert json.loads((await socket.receive()).data)["type"] == "welcome"


async def test_a_file_is_taken_in_and_one_from_another_page_is_not() -> None:
    async with serve_page() as page, aiohttp.ClientSession() as session:
        address = f"{page_url(page)}files"
        async with session.post(address, params={"name": "my list.csv"}, data=b"Title,Date\n") as answer:
            assert await answer.json() == {"id": "f1", "name": "my list.csv", "size": 11}
        wrong = {"Origin": "http://evil.example"}
        async with session.post(address, params={"name": "a.csv"}, data=b"x", headers=wrong) as answer:
            assert answer.status == 403
        async with session.post(address, data=b"x") as answer:
            assert (answer.status, "needs a name" in (await answer.json())["error"]) == (400, True)


async def test_a_file_over_the_limit_is_refused_in_words_and_one_at_the_limit_is_not() -> None:
    async with serve_page() as page, aiohttp.ClientSession() as session:
        for size, status in ((MOST_BYTES, 200), (MOST_BYTES + 1, 413)):
            async with session.post(
                f"{page_url(page)}files", params={"name": "a.zip"}, data=io.BytesIO(bytes(size))
            ) as answer:
                assert answer.status == status
                assert ("25 MiB" in await answer.text()) is (status == 413)


async def test_files_that_wait_do_not_fill_the_memory() -> None:
    async with serve_page() as page:
        held = [page.files.hold("a.zip", b"\0" * MOST_BYTES) for _ in range(6)]
        kept = [file.id for file in held if file.id in page.files._waiting]
        assert kept == [file.id for file in held[-4:]]


async def test_an_attached_file_that_is_a_page_can_run_nothing() -> None:
    async with serve_page(upload) as page, open_tab(page) as tab:
        file = await tab.upload("evil.html", b"<script>alert(1)</script>")
        await tab.use("upload", history=file)
        attached = [a for a in page.world.attachments.values() if a.filename == "evil.html"]
        resolved = page.world.interactions[next(iter(page.world.interactions))].details["resolved"]["attachments"]
        url = resolved[str(attached[0].id)]["url"]
        _, body, headers = await fetch(page, url.removeprefix(page.origin))
        assert b"<script>" in body
        assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert headers["X-Content-Type-Options"] == "nosniff"
