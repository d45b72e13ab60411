"""Files on their way from Discord: hosts that are not allowed, broken transfers, sizes that lie."""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
import pytest_asyncio

from bot.attachments import MOST_BYTES
from bot.sandbox import Actor, Channel, Handle
from tests.e2e import Scene, account_page, run_bot, run_sandbox

pytestmark = pytest.mark.asyncio(loop_scope="module")

CDN = "GET /ephemeral-attachments/*"
PAGE = account_page("Inception", "Titanic")


@dataclass
class Listener:
    """A host that takes any connection, says nothing useful, and counts."""

    connections: int = 0
    host: str = ""
    requests: list[bytes] = field(default_factory=list[bytes])

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.requests.append(await reader.readline())
        writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()


@asynccontextmanager
async def listening() -> AsyncGenerator[Listener]:
    listener = Listener()
    async with await asyncio.start_server(listener.take, "127.0.0.1", 0) as server:
        listener.host = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        yield listener


@dataclass(frozen=True)
class Setup:
    scene: Scene
    allowed: Listener
    forbidden: Listener


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Setup]:
    folder = tmp_path_factory.mktemp("downloads")
    async with run_sandbox() as sandbox, listening() as allowed, listening() as forbidden:
        hosts = {"BLENDZ_CDN_HOSTS": f"{sandbox.cdn_host},{allowed.host}"}
        async with run_bot(sandbox, folder, settings=hosts) as scene:
            yield Setup(scene, allowed, forbidden)


@pytest.fixture
def setup(running: Setup) -> Iterator[Setup]:
    yield running
    running.scene.sandbox.faults.clear()
    running.scene.check()


async def attach(scene: Scene, actor: Actor, content: bytes, channel: Channel | None = None) -> Handle:
    """Send /upload; the bot has not read the file yet when this returns."""
    return await actor.slash("upload", channel or scene.sandbox.channel, history=("my-secret-folder.csv", content))


async def attach_elsewhere(scene: Scene, actor: Actor, base: str) -> Handle:
    """Send /upload with a file whose address is not on Discord's hosts."""
    world = scene.sandbox.world
    own, world.base = world.base, base
    try:
        return await attach(scene, actor, PAGE)
    finally:
        world.base = own


@pytest.mark.parametrize("base", ["http://{}", "https://{}", "http://{}@user", "ftp://{}", "http://localhost@{}"])
async def test_a_host_that_is_not_allowed_is_never_spoken_to(setup: Setup, base: str) -> None:
    handle = await attach_elsewhere(setup.scene, setup.scene.join("Ada"), base.format(setup.forbidden.host))
    assert "does not lie on Discord" in setup.scene.text(await handle.settled())
    assert setup.forbidden.connections == 0


async def test_a_host_that_is_allowed_is_spoken_to(setup: Setup) -> None:
    handle = await attach_elsewhere(setup.scene, setup.scene.join("Ada"), f"http://{setup.allowed.host}")
    assert "did not give me your file" in setup.scene.text(await handle.settled())
    assert setup.allowed.connections == 1
    assert b"/ephemeral-attachments/" in setup.allowed.requests[0]


async def test_a_redirect_to_another_host_is_not_followed(setup: Setup) -> None:
    away = {"Location": f"http://{setup.forbidden.host}/file.csv"}
    rule = setup.scene.sandbox.faults.add(CDN, times=None, status=302, headers=away)
    handle = await attach(setup.scene, setup.scene.join("Ada"), PAGE)
    assert "did not give me your file" in setup.scene.text(await handle.settled())
    assert rule.hits > 0
    assert setup.forbidden.connections == 0


@pytest.mark.parametrize("fault", [{"status": 404}, {"cut": 60}])
async def test_a_file_that_does_not_arrive_is_told_and_costs_nothing(setup: Setup, fault: dict[str, object]) -> None:
    scene, ada = setup.scene, setup.scene.join("Ada")
    await (await attach(scene, ada, PAGE)).settled()
    before = scene.text(await (await ada.slash("privacy", scene.sandbox.channel)).settled())
    scene.sandbox.faults.add(CDN, times=None, **fault)
    told = scene.text(await (await attach(scene, ada, account_page("Shrek"))).settled())
    assert "did not give me your file" in told
    assert "Attach it once more" in told
    assert scene.text(await (await ada.slash("privacy", scene.sandbox.channel)).settled()) == before


@pytest.mark.parametrize("fault", [{"status": 500}, {"reset": "before"}])
async def test_a_short_trouble_on_the_way_is_not_noticed(setup: Setup, fault: dict[str, object]) -> None:
    rule = setup.scene.sandbox.faults.add(CDN, times=1, **fault)
    told = setup.scene.text(await (await attach(setup.scene, setup.scene.join("Ada"), PAGE)).settled())
    assert "**6 new rows**" in told
    assert rule.hits == 1


@pytest.mark.parametrize("lie", [False, True])
async def test_a_file_that_is_too_large_is_refused_whatever_it_claims(setup: Setup, *, lie: bool) -> None:
    scene, ada = setup.scene, setup.scene.join("Ada")
    boosted = scene.sandbox.add_channel("boosted")
    boosted.file_limit = 3 * MOST_BYTES
    large = PAGE + b'"Inception","1/13/24"\n' * (MOST_BYTES // 20)
    looks = scene.sandbox.faults.add(CDN, times=None)
    handle = await attach(scene, ada, PAGE if lie else large, boosted)
    if lie:
        attachment = max(scene.sandbox.world.attachments.values(), key=lambda attachment: attachment.id)
        attachment.body = large
    assert "larger than 10 MB" in scene.text(await handle.settled())
    assert looks.hits == int(lie)  # a file that says how large it is is not even asked for
    assert "Nothing of you is stored" in scene.text(await (await ada.slash("privacy", boosted)).settled())


async def test_a_file_smaller_than_announced_is_read_as_it_came(setup: Setup) -> None:
    scene, ada = setup.scene, setup.scene.join("Ada")
    handle = await attach(scene, ada, PAGE)
    attachment = max(scene.sandbox.world.attachments.values(), key=lambda attachment: attachment.id)
    attachment.body = account_page("Inception")
    assert "**5 new rows**" in scene.text(await handle.settled())
