"""A browser tab without a browser: what the page's socket says, put together as the page does, for the tests."""

import asyncio
import itertools
import json
from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import aiohttp
from aiohttp import web

from bot.sandbox import Sandbox, Spec, run_sandbox
from bot.sandbox.page import Page, add_page, page_url
from tests.sandbox_bot import connected

_PATIENCE = 20.0


class Refused(Exception):
    """The sandbox refused; the text is its sentence."""


class Tab:
    """One connection, and what its member sees."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, session: aiohttp.ClientSession, page: Page) -> None:
        self._socket, self._session, self._page = socket, session, page
        self._numbers = itertools.count(1)
        self._replies: dict[int, dict[str, Any]] = {}
        self._news = asyncio.Event()
        self.frames: list[dict[str, Any]] = []
        self.messages: dict[str, dict[str, dict[str, Any]]] = {}
        self.interactions: dict[str, dict[str, Any]] = {}
        self.forms: dict[str, dict[str, Any]] = {}
        self.traces: list[dict[str, Any]] = []
        self.last: dict[str, dict[str, Any]] = {}

    @property
    def here(self) -> str:
        """Id of the server's first channel, empty until the welcome."""
        return str(self.last["welcome"]["channels"][0]["id"]) if "welcome" in self.last else ""

    @property
    def shown(self) -> list[dict[str, Any]]:
        """The messages of that channel, oldest first."""
        return [message for _, message in sorted(self.messages.get(self.here, {}).items())]

    async def ask(self, do: str, /, **members: Any) -> Any:
        """Ask and wait for the result. Raises Refused."""
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "do": do, **members})
        await self.until(lambda: number in self._replies)
        reply = self._replies[number]
        if not reply["ok"]:
            raise Refused(reply["error"])
        return reply["result"]

    async def until(self, happened: Callable[[], Any]) -> Any:
        """Wait until this is true; what it was."""
        async with asyncio.timeout(_PATIENCE):
            while not (found := happened()):
                self._news.clear()
                await self._news.wait()
        return found

    async def ready(self) -> None:
        """Wait until the bot can be used."""
        await self.until(lambda: self.last["bot"]["state"] == "ready")

    async def outcome(self, interaction: str) -> str:
        """Wait for what becomes of an interaction."""
        waiting = {None, "waiting"}
        await self.until(lambda: self.interactions.get(interaction, {}).get("state") not in waiting)
        return self.interactions[interaction]["state"]

    async def use(self, name: str, /, **options: Any) -> str:
        """Use a command here and wait until the bot has answered; the interaction's id."""
        used = await self.ask("slash", channel=self.here, name=name, options=options)
        assert await self.outcome(used) == "answered"
        return used

    async def said(self, words: str) -> dict[str, Any]:
        """The last message here that says this, as soon as there is one."""
        return await self.until(lambda: next((m for m in reversed(self.shown) if words in texts(m)), None))

    async def upload(self, name: str, body: bytes) -> dict[str, str]:
        """Hand in a file; the value that stands for it."""
        async with self._session.post(f"{page_url(self._page)}files", params={"name": name}, data=body) as answer:
            assert answer.status == 200
            return {"file": (await answer.json())["id"]}

    async def listen(self) -> None:
        """Take in frames until the end."""
        async for message in self._socket:
            self._take(json.loads(message.data))
            self._news.set()

    def _take(self, frame: dict[str, Any]) -> None:
        kind = frame["type"]
        if kind == "reply":
            self._replies[frame["id"]] = frame
            return
        self.frames.append(frame)
        self.last[kind] = frame
        if kind == "welcome":
            self.last["bot"] = {"state": frame["bot_state"]}
        elif kind == "me":
            self.messages.clear()
        elif kind == "messages":
            known = {} if frame["whole"] else self.messages.setdefault(frame["channel"], {})
            known.update({message["id"]: message for message in frame["upsert"]})
            self.messages[frame["channel"]] = {i: m for i, m in known.items() if i not in frame["removed"]}
        elif kind == "interaction":
            self.interactions[frame["id"]] = frame
        elif kind == "form":
            self.forms[frame["interaction"]] = frame["form"]
        elif kind == "trace":
            self.traces += frame["entries"]


@asynccontextmanager
async def serve_page(
    *commands: Any, names: tuple[str, ...] = ("Ada", "Bruno"), spec: Spec | None = None
) -> AsyncGenerator[Page]:
    """A sandbox with members and its page; a throw-away bot with these commands is connected if there are any."""
    pages: list[Page] = []

    def extend(app: web.Application, sandbox: Sandbox) -> None:
        for name in names:
            sandbox.add_member(name)
        pages.append(Page(sandbox))
        add_page(app, pages[0])

    async with AsyncExitStack() as stack:
        sandbox = await stack.enter_async_context(run_sandbox(checked=False, spec=spec, extend=extend))
        stack.push_async_callback(pages[0].close)
        if commands:
            await stack.enter_async_context(connected(sandbox, *commands))
        yield pages[0]


@asynccontextmanager
async def open_tab(page: Page, name: str | None = None) -> AsyncGenerator[Tab]:
    """A tab, acting as the member of that name, with everything shown."""
    address = f"{page_url(page).replace('http', 'ws', 1)}socket"
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(address, headers={"Origin": page.origin}, max_msg_size=0) as socket,
    ):
        tab = Tab(socket, session, page)
        listening = asyncio.create_task(tab.listen())
        try:
            await tab.until(lambda: tab.here in tab.messages)
            if name is not None:
                await tab.ask("act", user=member_id(page, name))
                await tab.until(lambda: tab.here in tab.messages)
            yield tab
        finally:
            await socket.close()
            await listening


def member_id(page: Page, name: str) -> str:
    """The id of the member of that name."""
    return next(str(user.id) for user in page.world.users.values() if user.display == name)


def control(message: dict[str, Any], label: str) -> int:
    """The number of the component of a message with this label, placeholder or custom id."""

    def walk(parts: list[dict[str, Any]]) -> Any:
        for part in parts:
            yield part
            yield from walk(part.get("components") or [])
            yield from walk([part["accessory"]] if part.get("accessory") else [])

    names = ("label", "placeholder", "custom_id")
    return next(part["id"] for part in walk(message["components"]) if label in map(part.get, names))


def texts(message: dict[str, Any]) -> str:
    """Everything a message says, as one text."""
    return json.dumps([message["content"], message["components"], message["embeds"]], ensure_ascii=False)
