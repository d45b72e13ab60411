"""Talking to the sandbox in plain HTTP and web socket, as any bot in any language would."""

import io
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from bot.sandbox import Handle, Sandbox, run_sandbox

COMMANDS = [
    {
        "name": "blend",
        "description": "What shall we watch?",
        "integration_types": [0, 1],
        "contexts": [0, 1, 2],
    }
]
EPHEMERAL, V2 = 1 << 6, 1 << 15
PANEL = {
    "flags": V2,
    "components": [
        {"type": 10, "content": "hello"},
        {"type": 1, "components": [{"type": 2, "style": 1, "label": "Next", "custom_id": "next"}]},
    ],
}


def shows(name: str) -> dict[str, Any]:
    """A layout with one picture."""
    return {"flags": V2, "components": [{"type": 12, "items": [{"media": {"url": f"attachment://{name}"}}]}]}


class Wire:
    """A bot reduced to requests: each gives status and JSON."""

    def __init__(self, sandbox: Sandbox, session: aiohttp.ClientSession) -> None:
        self.sandbox = sandbox
        self.session = session
        self.app = sandbox.world.bot.id
        self.alice = sandbox.add_member("Alice")
        self.actor = sandbox.actor(self.alice)

    async def call(self, method: str, path: str, payload: Any = None, files: dict[str, bytes] | None = None) -> Any:
        headers = {"Authorization": f"Bot {self.sandbox.token}"}
        form: Any = None
        if files is not None:
            form = aiohttp.FormData()
            form.add_field("payload_json", json.dumps(payload), content_type="application/json")
            for number, (name, body) in enumerate(files.items()):
                form.add_field(
                    f"files[{number}]", io.BytesIO(body), filename=name, content_type="application/octet-stream"
                )
            payload = None
        url = self.sandbox.api_url + path
        async with self.session.request(method, url, json=payload, data=form, headers=headers) as answer:
            raw = await answer.read()
            return answer.status, json.loads(raw) if raw else None

    async def code(self, method: str, path: str, payload: Any = None, files: dict[str, bytes] | None = None) -> int:
        """Discord's number for a refusal, 0 for success."""
        status, content = await self.call(method, path, payload, files)
        return 0 if status < 400 else content["code"]

    async def register(self) -> None:
        assert await self.code("PUT", f"/applications/{self.app}/commands", COMMANDS) == 0

    async def used(self, **where: Any) -> Handle:
        """A member has used the command."""
        return await where.get("actor", self.actor).slash("blend", where.get("channel", self.sandbox.channel))

    def callback(self, handle: Handle) -> str:
        return f"/interactions/{handle.interaction.id}/{handle.interaction.token}/callback"

    def webhook(self, handle: Handle, tail: str = "") -> str:
        return f"/webhooks/{self.app}/{handle.interaction.token}{tail}"

    async def answered(self, kind: int = 4, content: Any = None, **where: Any) -> Handle:
        """A member has used the command and got this first answer."""
        handle = await self.used(**where)
        payload = {"type": kind} | ({"data": content} if content is not None else {})
        assert await self.code("POST", self.callback(handle), payload) == 0
        return handle


@asynccontextmanager
async def wired(**options: Any) -> AsyncGenerator[Wire]:
    """A sandbox with a registered command and a bot of plain requests."""
    async with run_sandbox(**options) as sandbox, aiohttp.ClientSession() as session:
        wire = Wire(sandbox, session)
        await wire.register()
        yield wire
