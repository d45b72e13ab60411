"""A page that shows given messages with the sandbox's real render modules, in the real browser.

Everything is served with the headers of the sandbox's page, so a rule of its content security policy that a module
breaks is broken here too. What goes wrong on a page is kept: dialogs, errors, refused resources, requests elsewhere.
"""

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from aiohttp import web
from PIL import Image
from playwright.async_api import Browser, ConsoleMessage, Dialog, Locator, Page, Request, async_playwright

from bot.charts.browser import find_browser
from tests.page_samples import SCENE

_STATIC = Path(__file__).parent.parent / "bot" / "sandbox" / "page" / "static"
_SAMPLES = Path(__file__).parent / "samples" / "page"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".woff2": "font/woff2"}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
_BROWSER_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
# what a script of a hostile text would reach for
_TRAP = """
    window.pwned = [];
    const refused = (event) => window.pwned.push(`refused ${event.violatedDirective}`);
    window.addEventListener("securitypolicyviolation", refused);
    for (const name of ["alert", "confirm", "prompt", "open"]) window[name] = () => window.pwned.push(name);
"""


@dataclass(eq=False)
class Gallery:
    """One page of the gallery, and what went wrong on it."""

    page: Page
    address: str
    faults: list[str] = field(default_factory=list[str])

    async def show(self, *messages: Mapping[str, Any], **scene: Any) -> None:
        """Render messages in place of those shown before."""
        await self.page.evaluate("([m, s]) => gallery.showMessages(m, s)", [list(messages), SCENE | scene])

    async def ask(self, *components: Mapping[str, Any], **scene: Any) -> None:
        """Render the parts of a form."""
        await self.page.evaluate("([c, s]) => gallery.showFields(c, s)", [list(components), SCENE | scene])

    async def outline(self, text: str, **scene: Any) -> str:
        """The tree that a text becomes."""
        return await self.page.evaluate("([t, s]) => gallery.outline(t, s)", [text, SCENE | scene])

    async def told(self, name: str) -> list[list[Any]]:
        """What a handler was called with, call by call."""
        calls: Sequence[list[Any]] = await self.page.evaluate("gallery.calls")
        return [call[1:] for call in calls if call[0] == name]

    async def faults_found(self) -> list[str]:
        """Everything that went wrong until now, also what only the page itself saw."""
        await self.page.wait_for_load_state("networkidle")
        return self.faults + await self.page.evaluate("window.pwned")


@asynccontextmanager
async def serve_gallery() -> AsyncGenerator[str]:
    """Serve the gallery on this machine; yields its address."""
    app = web.Application()
    app.router.add_get("/files/{name}", _picture)
    app.router.add_get("/{path:.*}", _file)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0]
        yield f"http://{host}:{port}/"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def open_browser() -> AsyncGenerator[Browser]:
    """Chromium until the block ends."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(find_browser()), args=_BROWSER_ARGUMENTS)
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def open_gallery(
    browser: Browser, address: str, *, theme: str = "dark", page: str = "gallery.html", **context: Any
) -> AsyncGenerator[Gallery]:
    """A fresh page of the gallery."""
    options = {"viewport": WIDE, "timezone_id": "UTC", "locale": "en-GB", "reduced_motion": "reduce"} | context
    opened = await browser.new_context(**options)
    gallery = Gallery(await opened.new_page(), address)
    gallery.page.set_default_timeout(30_000)
    _watch(gallery)
    await opened.route(lambda url: not url.startswith(address), lambda route: route.abort())
    await gallery.page.add_init_script(_TRAP)
    await gallery.page.goto(address + page)
    await gallery.page.locator("html[data-state=ready]").wait_for()
    await gallery.page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
    try:
        yield gallery
    finally:
        await opened.close()


async def each(found: Locator, value: str) -> list[Any]:
    """The value of a script's expression about `one`, for each node found."""
    return await found.evaluate_all(f"all => all.map(one => {value})")


def _watch(gallery: Gallery) -> None:
    page, faults = gallery.page, gallery.faults

    async def on_dialog(dialog: Dialog) -> None:
        faults.append(f"dialog {dialog.message}")
        await dialog.dismiss()

    def on_console(line: ConsoleMessage) -> None:
        if line.type in ("error", "warning"):
            faults.append(f"console {line.text}")

    def on_request(request: Request) -> None:
        if not request.url.startswith((gallery.address, "data:")):
            faults.append(f"request {request.url}")

    page.on("dialog", on_dialog)
    page.on("console", on_console)
    page.on("pageerror", lambda error: faults.append(f"error {error}"))
    page.on("request", on_request)


async def _file(request: web.Request) -> web.Response:
    path = request.match_info["path"]
    folder = _SAMPLES if (_SAMPLES / path).is_file() else _STATIC
    file = folder / path
    if not file.is_file() or not file.resolve().is_relative_to(folder):
        raise web.HTTPNotFound
    answer = _answer(file.read_bytes(), _TYPES.get(file.suffix, "application/octet-stream"))
    if request.query.get("policy") == "none":  # a page that shows what the policy keeps away
        del answer.headers["Content-Security-Policy"]
    return answer


async def _picture(request: web.Request) -> web.Response:
    return _answer(_draw(request.match_info["name"]), "image/png")


@cache
def _draw(name: str) -> bytes:
    """A picture whose name is its size and colour: 640x360-7a4.png."""
    size, _, colour = name.removesuffix(".png").partition("-")
    width, _, height = size.partition("x")
    body = BytesIO()
    Image.new("RGB", (int(width), int(height)), f"#{colour}").save(body, "PNG")
    return body.getvalue()


def _answer(body: bytes, kind: str) -> web.Response:
    headers = {"Content-Security-Policy": _POLICY, "X-Content-Type-Options": "nosniff"}
    return web.Response(body=body, content_type=kind, headers=headers | {"Referrer-Policy": "no-referrer"})
