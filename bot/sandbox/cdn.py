"""The file hosts: serves what members attached and what the bot uploaded, by signed address only."""

from aiohttp import web

from bot.sandbox.faults import Faults
from bot.sandbox.signing import is_valid
from bot.sandbox.state import World
from bot.sandbox.wire import respond_badly

_FOLDERS = (
    "/attachments/{channel_id}/{attachment_id}/{filename}",
    "/ephemeral-attachments/{application_id}/{attachment_id}/{filename}",
)
#: The page is of the same origin: what somebody attached must not become a script there, opened on its own or not.
_HARMLESS = {"Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff"}


def add_cdn(app: web.Application, world: World, faults: Faults) -> None:
    """Serve files. The route of both folders for faults is `GET` and the template above."""
    for template in _FOLDERS:
        app.router.add_get(template, _serve_file(world, faults, f"GET {template}"))


def _serve_file(world: World, faults: Faults, route: str):  # noqa: ANN202 - aiohttp's own handler type
    async def serve_file(request: web.Request) -> web.StreamResponse:
        async def serve() -> web.Response:
            return _file(world, request)

        rule = faults.find(route)
        return await serve() if rule is None else await respond_badly(request, rule, serve)

    return serve_file


def _file(world: World, request: web.Request) -> web.Response:
    number = request.match_info["attachment_id"]
    attachment = world.attachments.get(int(number)) if number.isdecimal() else None
    if attachment is None or attachment.filename != request.match_info["filename"]:
        return web.Response(status=404, text="")
    if not is_valid(world.signing_key, request.path, request.query, world.clock.now()):
        return web.Response(status=404, text="This content is no longer available.")
    headers = {"Content-Type": attachment.content_type, "Cache-Control": "private, max-age=31536000"}
    return web.Response(body=attachment.body, headers=headers | _HARMLESS)
