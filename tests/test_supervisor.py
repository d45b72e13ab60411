"""The bot comes back by itself where that can help, says so where it cannot, and leaves nothing open."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from types import SimpleNamespace
from typing import cast

import discord
import pytest

from bot import supervisor
from bot.supervisor import StartProblem, supervise

Life = Callable[["FakeClient"], Awaitable[None]]


class FakeHttp:
    def __init__(self) -> None:
        self.closed = asyncio.Event()

    async def close(self) -> None:
        self.closed.set()


class FakeClient:
    """What the supervisor sees of a client: it starts, lives in its own way, and can be closed."""

    def __init__(self, life: Life, *, close: Life | None = None) -> None:
        self.life, self.way_to_close = life, close
        self.http = FakeHttp()
        self.token: str | None = None
        self.is_closed = False
        self.was_cancelled = False
        self.started, self.closing = asyncio.Event(), asyncio.Event()

    async def start(self, token: str) -> None:
        self.token = token
        self.started.set()
        try:
            await self.life(self)
        except asyncio.CancelledError:
            self.was_cancelled = True
            raise

    async def close(self) -> None:
        self.closing.set()
        if self.way_to_close:
            await self.way_to_close(self)
        self.is_closed = True


class Makers:
    """Hands out one prepared client after the other."""

    def __init__(self, clients: Sequence[FakeClient]) -> None:
        self.waiting, self.made = [*clients], list[FakeClient]()

    def __call__(self) -> discord.Client:
        self.made.append(self.waiting.pop(0))
        return cast("discord.Client", self.made[-1])


async def serve(client: FakeClient) -> None:
    """Live until somebody closes the client, as discord.py's `start` does."""
    await client.closing.wait()


def ends_with(error: BaseException) -> Life:
    async def life(client: FakeClient) -> None:
        del client
        await asyncio.sleep(0)
        raise error

    return life


def closed(code: int) -> discord.ConnectionClosed:
    socket = cast("discord.gateway.DiscordClientWebSocketResponse", SimpleNamespace(close_code=code))
    return discord.ConnectionClosed(socket, shard_id=None, code=code)


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "_FIRST_WAIT", 0.001)
    monkeypatch.setattr(supervisor, "_LONGEST_WAIT", 0.004)
    monkeypatch.setattr(supervisor, "_GRACE", 0.05)


@pytest.fixture(autouse=True)
async def nothing_is_left_running() -> AsyncIterator[None]:
    yield
    left = [task for task in asyncio.all_tasks() if task.get_name() in ("discord client", "stop requested")]
    assert left == []


async def run(*clients: FakeClient) -> Makers:
    """Supervise these clients, one after the other, and ask to stop once the last has started."""
    stop, makers = asyncio.Event(), Makers(clients)

    async def stop_at_last() -> None:
        await clients[-1].started.wait()
        stop.set()

    async with asyncio.timeout(10):
        await asyncio.gather(supervise(makers, "token", stop), stop_at_last())
    return makers


async def test_a_request_to_stop_closes_the_client_and_ends() -> None:
    client = FakeClient(serve)
    await run(client)
    assert (client.token, client.is_closed, client.http.closed.is_set()) == ("token", True, True)


@pytest.mark.parametrize(
    "error",
    [
        AttributeError("'NoneType' object has no attribute 'sequence'"),
        KeyError("token"),
        ConnectionRefusedError(),
        TimeoutError(),
        closed(1006),
        closed(4000),
        discord.GatewayNotFound(),
    ],
    ids=lambda error: f"{type(error).__name__} {getattr(error, 'code', '')}",
)
async def test_after_a_failure_a_fresh_client_is_started(error: Exception) -> None:
    dying, healthy = FakeClient(ends_with(error)), FakeClient(serve)
    makers = await run(dying, healthy)
    assert makers.made == [dying, healthy]
    assert dying.is_closed
    assert dying.http.closed.is_set()
    assert healthy.token == "token"


async def test_it_keeps_trying_through_many_refusals() -> None:
    clients = [FakeClient(ends_with(ConnectionRefusedError())) for _ in range(20)]
    makers = await run(*clients, FakeClient(serve))
    assert len(makers.made) == 21
    assert all(client.is_closed for client in clients)


async def test_a_client_that_ends_by_itself_without_error_is_replaced() -> None:
    async def leave(client: FakeClient) -> None:
        del client

    assert len((await run(FakeClient(leave), FakeClient(serve))).made) == 2


@pytest.mark.parametrize(
    ("steady", "longest"),
    [(120.0, [1, 2, 4, 8, 16, 32, 60, 60, 60]), (-1.0, [1] * 9)],
    ids=["dies young", "lived long each time"],
)
async def test_waits_grow_up_to_the_longest_and_start_anew_after_a_long_life(
    steady: float, longest: list[int], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(supervisor, "_FIRST_WAIT", 1.0)
    monkeypatch.setattr(supervisor, "_LONGEST_WAIT", 60.0)
    monkeypatch.setattr(supervisor, "_STEADY", steady)
    slept: list[float] = []

    async def no_wait(wait: Awaitable[bool], pause: float) -> None:
        asyncio.ensure_future(wait).cancel()
        slept.append(pause)
        await asyncio.sleep(0)
        raise TimeoutError

    monkeypatch.setattr(supervisor.asyncio, "wait_for", no_wait)
    clients = [FakeClient(ends_with(ConnectionRefusedError())) for _ in range(9)]
    with caplog.at_level(logging.WARNING):
        await run(*clients, FakeClient(serve))
    pauses = [pause for pause in slept if pause != supervisor._GRACE]
    for pause, most in zip(pauses, longest, strict=True):
        assert most / 2 <= pause <= most
    assert len(set(pauses)) == 9  # never equal, or all bots of a host would come back at once
    assert "ConnectionRefusedError" in caplog.text


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (discord.LoginFailure("Improper token has been passed."), "BLENDZ_TOKEN"),
        (discord.PrivilegedIntentsRequired(None), "intents"),
        (closed(4004), "4004"),
        (closed(4014), "4014"),
        (closed(4013), "4013"),
    ],
    ids=lambda given: type(given).__name__,
)
async def test_what_no_second_try_can_mend_ends_with_words_for_the_host(error: Exception, words: str) -> None:
    client, never = FakeClient(ends_with(error)), FakeClient(serve)
    makers = Makers([client, never])
    with pytest.raises(StartProblem, match=words) as caught:
        await supervise(makers, "secret-token", asyncio.Event())
    assert makers.made == [client]
    assert client.is_closed
    assert client.http.closed.is_set()
    assert "secret" not in str(caught.value)


async def test_a_stop_during_the_wait_ends_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "_FIRST_WAIT", 3_600.0)
    monkeypatch.setattr(supervisor, "_LONGEST_WAIT", 3_600.0)
    client, stop = FakeClient(ends_with(ConnectionRefusedError())), asyncio.Event()
    async with asyncio.timeout(10):
        running = asyncio.create_task(supervise(Makers([client]), "token", stop))
        await client.http.closed.wait()
        stop.set()
        await running


async def test_a_stop_before_the_start_starts_nothing() -> None:
    stop = asyncio.Event()
    stop.set()
    await supervise(Makers([]), "token", stop)


async def test_a_client_that_will_not_close_is_left_after_a_moment() -> None:
    async def hang(client: FakeClient) -> None:
        del client
        await asyncio.Event().wait()

    client = FakeClient(hang, close=hang)
    await run(client)
    assert client.was_cancelled
    assert client.http.closed.is_set()


async def test_a_client_that_fails_to_close_is_replaced_all_the_same() -> None:
    dying = FakeClient(ends_with(KeyError("x")), close=ends_with(AttributeError("half made")))
    makers = await run(dying, FakeClient(serve))
    assert len(makers.made) == 2
    assert dying.http.closed.is_set()


async def test_cancelling_the_supervisor_closes_the_client() -> None:
    client = FakeClient(serve)
    running = asyncio.create_task(supervise(Makers([client]), "token", asyncio.Event()))
    await client.started.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert client.is_closed
