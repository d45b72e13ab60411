"""A log says where and what kind; it never says whose, which title, or how to answer in the bot's name."""

import asyncio
import gc
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.logs import redact, set_up

TITLE = "The Canary Film"
TOKEN = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5"


@pytest.fixture(autouse=True)
def restore_logging() -> Iterator[None]:
    """Leave logging as it was found."""
    root = logging.getLogger()
    handlers, level = [*root.handlers], root.level
    levels = {name: logging.getLogger(name).level for name in ("discord", "aiohttp", "asyncio", "kaleido", "aiosqlite")}
    yield
    for handler in root.handlers:
        if handler not in handlers:
            handler.close()
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, was in levels.items():
        logging.getLogger(name).setLevel(was)


@pytest.fixture
def written(tmp_path: Path) -> Callable[[], str]:
    """Log to a file; gives what stands in it."""
    path = tmp_path / "blendz.log"
    set_up("DEBUG", path)
    return lambda: path.read_text(encoding="utf-8")


def fail(title: str) -> None:
    known: dict[str, int] = {}
    try:
        known[title] += 1
    except KeyError as error:
        raise ValueError(f"no such title: {title}") from error


def test_an_exception_is_logged_by_place_and_kind_but_not_by_its_message(written: Callable[[], str]) -> None:
    try:
        fail(TITLE)
    except ValueError:
        logging.getLogger("bot").exception("error 12ab in command blend")
    log = written()
    assert TITLE not in log
    assert "error 12ab in command blend" in log
    assert "in fail" in log
    assert "ValueError (because of KeyError)" in log


def test_pythons_own_formatter_would_tell_the_title() -> None:
    """The control."""
    record = logging.LogRecord("bot", logging.ERROR, __file__, 1, "error", None, None)
    try:
        fail(TITLE)
    except ValueError as error:
        record.exc_info = (ValueError, error, error.__traceback__)
    assert TITLE in logging.Formatter().format(record)


async def test_a_task_that_failed_unseen_is_logged_without_its_message(written: Callable[[], str]) -> None:
    async def lose() -> None:
        raise ValueError(f"{TITLE} (2020)\nand 'more' of {TITLE}>")

    task = asyncio.create_task(lose())
    await asyncio.wait({task})
    del task
    gc.collect()
    log = written()
    assert "never retrieved" in log
    assert "exception=ValueError(…)" in log
    assert TITLE not in log


@pytest.mark.parametrize(
    ("line", "left"),
    [
        (
            f"POST https://discord.com/api/v10/interactions/123/{TOKEN}/callback",
            "POST https://discord.com/api/v10/interactions/123/…/callback",
        ),
        (f"PATCH /webhooks/456/{TOKEN}/messages/@original failed", "PATCH /webhooks/456/…/messages/@original failed"),
        (f"rate limited: '/webhooks/456/{TOKEN}'", "rate limited: '/webhooks/456/…'"),
        (f"(https://discord.com/api/webhooks/456/{TOKEN})", "(https://discord.com/api/webhooks/456/…)"),
        (
            "GET https://cdn.discordapp.com/attachments/1/2/a.csv?ex=6&is=7&hm=secret is 403",
            "GET https://cdn.discordapp.com/attachments/1/2/a.csv?… is 403",
        ),
        ("registered 6 commands", "registered 6 commands"),
        ("ready in 3 servers (is it 5?)", "ready in 3 servers (is it 5?)"),
    ],
)
def test_tokens_and_signatures_are_taken_out(line: str, left: str) -> None:
    assert redact(line) == left


def test_tokens_are_taken_out_of_arguments_too(written: Callable[[], str]) -> None:
    logging.getLogger("discord.http").warning("rate limited: %s", f"/webhooks/456/{TOKEN}/messages")
    assert TOKEN not in written()
    assert "/webhooks/456/…/messages" in written()


def test_libraries_that_print_bodies_at_debug_never_do(written: Callable[[], str]) -> None:
    for name in ("discord.gateway", "discord.http", "aiohttp.client", "aiosqlite", "asyncio"):
        logging.getLogger(name).debug("body: %s", TITLE)
    logging.getLogger("bot").debug("our own words")
    assert TITLE not in written()
    assert "our own words" in written()


def test_only_the_level_asked_for_is_logged(tmp_path: Path) -> None:
    set_up("WARNING", tmp_path / "blendz.log")
    logging.getLogger("bot").info("quiet")
    logging.getLogger("discord").info("quiet")
    logging.getLogger("bot").warning("loud")
    text = (tmp_path / "blendz.log").read_text(encoding="utf-8")
    assert "loud" in text
    assert "quiet" not in text


def test_a_log_in_a_folder_that_is_not_there_yet_is_made(tmp_path: Path) -> None:
    set_up("INFO", tmp_path / "new" / "folder" / "blendz.log")
    assert (tmp_path / "new" / "folder" / "blendz.log").exists()


def test_without_a_file_the_log_goes_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO")
    logging.getLogger("bot").info("ready in 3 servers")
    told = capsys.readouterr()
    assert "INFO    bot: ready in 3 servers" in told.err
    assert told.out == ""
