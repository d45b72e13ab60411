"""Starting and ending the sandbox's server, on this machine's loopback address only."""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web

from bot.sandbox.cdn import add_cdn
from bot.sandbox.faults import Faults
from bot.sandbox.gateway import Gateway
from bot.sandbox.rest.door import Door, add_rest
from bot.sandbox.server import Sandbox
from bot.sandbox.spec import STATE, Spec, load_spec
from bot.sandbox.state import REQUEST_LIMIT, World, create_world

_HOST = "127.0.0.1"


@asynccontextmanager
async def run_sandbox(  # noqa: PLR0913 - each is a choice of its own, named where it is made
    *,
    port: int = 0,
    heartbeat_interval: float = 41.25,
    spec: Spec | None = None,
    checked: bool = True,
    state: Path = STATE,
    world: World | None = None,
    extend: Callable[[web.Application, Sandbox], None] | None = None,
) -> AsyncGenerator[Sandbox]:
    """Run a local Discord on this machine's loopback until the block ends.

    `port` 0 takes a free one. `spec` is the document to check against; without it the usual places are searched,
    unless `checked` is False; one of them is the folder `state`. Raises SpecMissing in CI when there is none.
    `world` is one that has been lived in before; `extend` serves more addresses beside Discord's.
    """
    world, faults = world or create_world(), Faults()
    remark = "not checked against Discord's OpenAPI document, as asked"
    if spec is None and checked:
        spec, remark = load_spec(state=state)
    elif spec is not None:
        remark = "checked against the document given"
    world.report.notes.append(f"Requests are {remark}.")
    gateway = Gateway(world, faults, heartbeat_interval=heartbeat_interval)
    app = web.Application(client_max_size=REQUEST_LIMIT)
    add_rest(app, Door(world, faults, spec))
    add_cdn(app, world, faults)
    app.router.add_get("/gateway", gateway.handle)
    app.router.add_get("/gateway/", gateway.handle)
    sandbox = Sandbox(world, faults, gateway)
    if extend is not None:
        extend(app, sandbox)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        site = web.TCPSite(runner, _HOST, port)
        await site.start()
        world.base = f"http://{_HOST}:{runner.addresses[0][1]}"
        yield sandbox
    finally:
        await gateway.close(1001)
        await runner.cleanup()
