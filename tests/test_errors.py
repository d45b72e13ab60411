"""What a member is told when something goes wrong, and what only the log learns."""

import logging
from types import SimpleNamespace
from typing import Any, cast

import aiohttp
import discord
import pytest
from discord import app_commands

from bot.errors import GONE, Problem, explain, unwrap
from data.store import StoreProblem


def refused(status: int, code: int, kind: type[discord.HTTPException] = discord.HTTPException) -> discord.HTTPException:
    response = cast("aiohttp.ClientResponse", SimpleNamespace(status=status, reason="because"))
    return kind(response, {"code": code, "message": "The Secret Film"})


def invoked(error: Exception) -> app_commands.CommandInvokeError:
    async def callback(interaction: discord.Interaction) -> None: ...

    command: app_commands.Command[Any, ..., Any] = app_commands.Command(
        name="blend", description="Blend", callback=callback
    )
    return app_commands.CommandInvokeError(command, error)


def test_a_problem_speaks_for_itself_and_is_not_logged() -> None:
    answer = explain(Problem("self_blend", "You are always part of your own blend."))
    assert (answer.text, answer.log_id) == ("You are always part of your own blend.", None)


def test_a_problem_inside_a_command_is_found() -> None:
    problem = Problem("self_blend", "You are always part of your own blend.")
    assert unwrap(invoked(problem)) is problem
    assert explain(invoked(problem)) == explain(problem)


def test_problems_of_other_rooms_speak_for_themselves_too() -> None:
    answer = explain(invoked(StoreProblem("disk_full", "The disk is full, so nothing was saved.")))
    assert (answer.text, answer.log_id) == ("The disk is full, so nothing was saved.", None)


def test_an_error_with_a_code_that_is_no_problem_is_not_quoted() -> None:
    class Leak(Exception):
        code = "x"

    answer = explain(Leak("The Secret Film"))
    assert answer.text is not None
    assert "Secret" not in answer.text


@pytest.mark.parametrize("code", sorted(GONE))
def test_nothing_is_said_where_nothing_can_be_heard(code: int) -> None:
    answer = explain(invoked(refused(404, code, discord.NotFound)))
    assert (answer.text, answer.log_id) == (None, None)


@pytest.mark.parametrize(
    "error",
    [
        KeyError("The Secret Film"),
        ValueError("The Secret Film"),
        refused(500, 0, discord.DiscordServerError),
        refused(400, 50035),
        refused(404, 10003, discord.NotFound),
        refused(403, 50013, discord.Forbidden),
        refused(403, 50001, discord.Forbidden),
        aiohttp.ClientError("The Secret Film"),
        aiohttp.ServerDisconnectedError("The Secret Film"),
        TimeoutError("The Secret Film"),
        ConnectionResetError("The Secret Film"),
        MemoryError("The Secret Film"),
        app_commands.CommandOnCooldown(app_commands.Cooldown(1, 60.0), 12.4),
        app_commands.CommandNotFound("The Secret Film", []),
        app_commands.CheckFailure("The Secret Film"),
        app_commands.TransformerError("The Secret Film", discord.AppCommandOptionType.user, app_commands.Transformer()),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_answer_says_what_happened_and_what_to_do_but_quotes_nothing(error: Exception) -> None:
    for given in (error, invoked(error)):
        text = explain(given).text
        assert text is not None
        assert len(text) <= 2000
        assert "Secret" not in text
        assert type(error).__name__ not in text
        assert any(word in text.lower() for word in ("try", "ask", "choose", "run"))


def test_an_unknown_error_gets_a_number_to_quote_and_each_its_own() -> None:
    first, second = explain(KeyError("x")), explain(KeyError("x"))
    assert first.log_id is not None
    assert first.text is not None
    assert first.log_id in first.text
    assert first.log_id != second.log_id


def test_what_the_member_can_mend_is_not_logged() -> None:
    mended = [
        refused(403, 50001, discord.Forbidden),
        app_commands.CommandOnCooldown(app_commands.Cooldown(1, 60.0), 5.0),
        app_commands.CheckFailure("x"),
    ]
    assert [explain(error).log_id for error in mended] == [None, None, None]


@pytest.mark.parametrize(("left", "said"), [(12.4, "12 seconds"), (0.2, "1 second"), (59.6, "60 seconds")])
def test_a_pause_is_told_in_whole_seconds(left: float, said: str) -> None:
    text = explain(app_commands.CommandOnCooldown(app_commands.Cooldown(1, 60.0), left)).text
    assert text is not None
    assert text.endswith(f"Try again in {said}.")


def test_missing_permissions_are_named() -> None:
    hidden = explain(refused(403, 50001, discord.Forbidden)).text or ""
    forbidden = explain(refused(403, 50013, discord.Forbidden)).text or ""
    assert "View Channel" in hidden
    assert "Send Messages" in forbidden


def test_explaining_writes_nothing_itself(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        explain(KeyError("The Secret Film"))
    assert caplog.records == []
