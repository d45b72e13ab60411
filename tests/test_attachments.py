"""Attachments are read whole or not at all, from Discord's hosts only, and never beyond the cap."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot import attachments
from bot.attachments import MOST_BYTES, is_allowed, read_attachment
from bot.errors import Problem
from tests.attachment_server import SECRET, WHOLE, Host, attachment, open_host

DISCORD = frozenset({"cdn.discordapp.com", "media.discordapp.net"})


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "_PAUSE", 0.0)


@pytest.fixture
async def host() -> AsyncIterator[Host]:
    async with open_host() as host:
        yield host


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def refusal(session: aiohttp.ClientSession, host: Host, path: str, size: int = len(WHOLE)) -> str:
    """The code of the problem that reading this file ends with."""
    with pytest.raises(Problem) as caught:
        await read_attachment(session, host.file(path, size), host.allowed)
    assert caught.value.text.count(".") >= 2
    return caught.value.code


async def test_a_file_is_read_whole(session: aiohttp.ClientSession, host: Host) -> None:
    assert await read_attachment(session, host.file("whole"), host.allowed) == WHOLE
    assert host.asked["whole"] == 1


async def test_a_file_of_unsaid_length_is_read_whole(session: aiohttp.ClientSession, host: Host) -> None:
    assert await read_attachment(session, host.file("unmeasured"), host.allowed) == WHOLE
    assert await read_attachment(session, host.file("chunked"), host.allowed) == WHOLE


async def test_a_file_that_is_said_to_be_too_large_is_not_even_asked_for(
    session: aiohttp.ClientSession, host: Host
) -> None:
    assert await refusal(session, host, "whole", MOST_BYTES + 1) == "attachment_size"
    assert host.asked.total() == 0


async def test_a_file_larger_than_it_was_said_to_be_is_left_at_the_cap(
    session: aiohttp.ClientSession, host: Host
) -> None:
    assert await refusal(session, host, "endless", 100) == "attachment_size"
    assert host.asked["endless"] == 1
    assert MOST_BYTES <= host.sent <= 4 * MOST_BYTES


async def test_a_small_body_that_unpacks_to_a_large_one_is_left_at_the_cap(
    session: aiohttp.ClientSession, host: Host
) -> None:
    assert await refusal(session, host, "bomb", 100) == "attachment_size"


@pytest.mark.parametrize("path", ["cut-length", "cut-chunked", "cut-unmeasured"])
async def test_half_a_file_is_never_taken_for_the_whole(session: aiohttp.ClientSession, host: Host, path: str) -> None:
    assert await refusal(session, host, path) == "attachment_unreadable"
    assert host.asked[path] == 3


async def test_without_the_size_a_cut_in_an_unmeasured_body_goes_unseen(
    session: aiohttp.ClientSession, host: Host
) -> None:
    """The control: the bytes alone look fine."""
    assert await read_attachment(session, host.file("cut-unmeasured", 0), host.allowed) == WHOLE[: len(WHOLE) // 2]


@pytest.mark.parametrize("path", ["cut-once", "second-time"])
async def test_a_fault_that_passes_is_not_seen_by_the_member(
    session: aiohttp.ClientSession, host: Host, path: str
) -> None:
    assert await read_attachment(session, host.file(path), host.allowed) == WHOLE
    assert host.asked[path] == 2


@pytest.mark.parametrize(("status", "times"), [("403", 1), ("404", 1), ("410", 1), ("500", 3), ("503", 3)])
async def test_a_link_that_has_expired_is_tried_once_and_a_sick_host_three_times(
    session: aiohttp.ClientSession, host: Host, status: str, times: int
) -> None:
    assert await refusal(session, host, status) == "attachment_unreadable"
    assert host.asked[status] == times


async def test_a_redirect_is_not_followed(session: aiohttp.ClientSession, host: Host) -> None:
    assert await refusal(session, host, "redirect") == "attachment_unreadable"
    assert host.asked["secret"] == 0
    async with session.get(host.file("redirect").url) as followed:  # the control: by itself aiohttp follows
        assert await followed.read() == SECRET


async def test_a_slow_host_is_given_up(
    session: aiohttp.ClientSession, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "_TIMEOUT", aiohttp.ClientTimeout(total=0.05))
    assert await refusal(session, host, "slow") == "attachment_unreadable"
    assert host.asked["slow"] == 3


async def test_the_time_for_a_file_is_bounded() -> None:
    patience = attachments._TIMEOUT
    assert patience.total is not None
    assert attachments._TRIES * patience.total < 15 * 60


async def test_a_host_that_is_not_there_is_a_problem_and_no_crash(session: aiohttp.ClientSession) -> None:
    async with open_host() as gone:
        pass
    assert await refusal(session, gone, "whole") == "attachment_unreadable"


@pytest.mark.parametrize(
    ("url", "hosts"),
    [
        ("https://cdn.discordapp.com/attachments/1/2/a.csv?ex=1&is=2&hm=3", DISCORD),
        ("https://CDN.DiscordApp.com/attachments/1/2/a.csv", DISCORD),
        ("https://cdn.discordapp.com:443/attachments/1/2/a.csv", DISCORD),
        ("https://media.discordapp.net/a.csv", DISCORD),
        ("https://files.example:8443/a.csv", frozenset({"files.example:8443"})),
        ("http://127.0.0.1:9000/a.csv", frozenset({"127.0.0.1:9000"})),
        ("http://127.0.0.1:9000/a.csv", frozenset({"127.0.0.1"})),
        ("http://localhost:9000/a.csv", frozenset({"localhost:9000"})),
        ("http://[::1]:9000/a.csv", frozenset({"::1"})),
    ],
)
def test_discord_and_what_the_host_names_are_allowed(url: str, hosts: frozenset[str]) -> None:
    assert is_allowed(url, hosts)


def test_a_port_of_its_own_is_needed_away_from_this_machine() -> None:
    assert not is_allowed("https://files.example:8443/a.csv", frozenset({"files.example"}))
    assert not is_allowed("http://127.0.0.1:22/", frozenset({"127.0.0.1:9000"}))
    assert not is_allowed("http://files.example/a.csv", frozenset({"files.example"}))


def forbidden(port: int) -> list[str]:
    """Addresses that lead anywhere but to Discord, in the spellings attackers use; many of them to this port."""
    local = ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0", "0.0.0.0", "127.000.0.1"]  # noqa: S104 - refused
    local += ["[::1]", "[::]", "[::ffff:127.0.0.1]", "[0:0:0:0:0:ffff:7f00:1]", "localtest.me", "127.0.0.1.nip.io"]
    local += ["LOCALHOST", "localhost.", "127。0。0。1", "①②⑦.⓪.⓪.①", "cdn.discordapp.com.localhost"]
    urls = [f"{scheme}://{name}:{port}/secret" for name in local for scheme in ("http", "https")]
    inner = ["169.254.169.254/latest/meta-data/", "[fd00:ec2::254]/latest/", "metadata.google.internal/", "10.0.0.1/"]
    inner += ["192.168.0.1/", "172.16.0.1/", "100.64.0.1/", "[fe80::1]/", "224.0.0.1/", "255.255.255.255/"]
    urls += [f"http://{place}" for place in inner] + [f"https://{place}" for place in inner]
    here = f"127.0.0.1:{port}"
    urls += [
        f"https://cdn.discordapp.com@{here}/secret",
        f"http://cdn.discordapp.com@{here}/secret",
        f"http://cdn.discordapp.com:443@{here}/secret",
        f"http://{here}\\@cdn.discordapp.com/secret",
        f"http://{here}#@cdn.discordapp.com/secret",
        f"http://{here}?@cdn.discordapp.com/secret",
        f"http://{here}%00.cdn.discordapp.com/secret",
        f"http://{here}/cdn.discordapp.com",
        f"https://user:word@cdn.discordapp.com@{here}/",
        f"https://cdn.discordapp.com%2f@{here}/",
        f"https://cdn.discordapp.com\\.{here}/",
        f"https://cdn.discordapp.com\t@{here}/",
        f"https://cdn.discordapp.com\r\nHost: {here}/@{here}/",
        f"//{here}/secret",
        f"ftp://{here}/secret",
        f"ws://{here}/secret",
        f"gopher://{here}/_GET%20/secret",
        f"https://cdn.discordapp.com:{port}/secret",
        f"http://cdn.discordapp.com:{port}/secret",
        "http://cdn.discordapp.com/secret",
        "https://cdn.discordapp.com./secret",
        "https://cdn.discordapp.com:99999/secret",
        "https://cdn.discordapp.com:-1/secret",
        "https://cdn.discordapp.com:0/secret",
        "https://evil.cdn.discordapp.com/secret",
        "https://cdn.discordapp.com.evil.example/secret",
        "https://cdndiscordapp.com/secret",
        "https://cdn.discordapp.co/secret",
        "https://cdn。discordapp。com/secret",
        "https://cdn.discordapp.c\u03bfm/secret",
        "file:///etc/passwd",
        "file://cdn.discordapp.com/etc/passwd",
        "data:text/csv,Title%2CDate",
        "javascript:alert(1)",
        "https://",
        "https:///secret",
        "https://[",
        "cdn.discordapp.com/secret",
        "",
    ]
    return urls


async def test_no_forbidden_address_is_ever_connected_to(host: Host) -> None:
    """More than 60 addresses; every attempt to connect is counted, and so is every request that arrives."""
    attempts: list[object] = []
    trace = aiohttp.TraceConfig()

    async def note(*told: object) -> None:
        attempts.append(told)

    trace.on_connection_create_start.append(note)
    trace.on_dns_resolvehost_start.append(note)
    urls = forbidden(host.port)
    assert len(set(urls)) >= 60
    async with aiohttp.ClientSession(trace_configs=[trace]) as session:
        for url in urls:
            with pytest.raises(Problem) as caught:
                await read_attachment(session, attachment(url), DISCORD)
            assert caught.value.code == "attachment_host", url
    assert attempts == []
    assert host.asked.total() == 0


async def test_without_the_list_of_hosts_such_addresses_do_arrive(
    session: aiohttp.ClientSession, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the same reader, not asking where a file lies, reaches the listener by many of them."""
    monkeypatch.setattr(attachments, "is_allowed", lambda _url, _hosts: True)
    here = [url for url in forbidden(host.port) if url.startswith("http://") and f"127.0.0.1:{host.port}/" in url]
    for url in here:
        assert await read_attachment(session, attachment(url), DISCORD) in (SECRET, WHOLE)
    assert host.asked.total() >= 3
