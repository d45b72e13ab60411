"""The one door for errors: what a member is told, in which words, and what only the log learns. Pure."""

import secrets
from dataclasses import dataclass

import aiohttp
import discord
from discord import app_commands

#: Discord's answers when nothing can be said to the member any more: unknown interaction, unknown message or
#: webhook, already acknowledged, token too old.
GONE = frozenset({10062, 10008, 10015, 40060, 50027})


class Problem(Exception):
    """Something the member can mend. `text` says what happened, why, and what to do next; `code` is for support."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text


@dataclass(frozen=True, slots=True)
class Answer:
    """What to tell the member (None: nothing can be told), and the id and level for the log (None: nothing to log)."""

    text: str | None
    log_id: str | None = None


def unwrap(error: BaseException) -> BaseException:
    """The error that a discord.py wrapper carries."""
    inner = getattr(error, "original", None)
    return inner if isinstance(error, app_commands.CommandInvokeError) and inner is not None else error


def explain(error: BaseException) -> Answer:  # noqa: PLR0911 - one return for each kind of error
    """The member's words for an error; an unknown one gets an id to quote."""
    error = unwrap(error)
    if isinstance(error, Problem):
        return Answer(error.text)
    code = getattr(error, "code", None)
    if isinstance(error, discord.HTTPException) and code in GONE:
        return Answer(None)
    if isinstance(code, str) and _speaks_to_members(error):
        return Answer(str(error))
    if isinstance(error, app_commands.CommandOnCooldown):
        wait = max(1, round(error.retry_after))
        seconds = "second" if wait == 1 else "seconds"
        return Answer(f"That was a lot in a short time, so I am pausing for you. Try again in {wait} {seconds}.")
    if isinstance(error, app_commands.TransformerError | app_commands.CheckFailure):
        return Answer(
            "Discord sent me something for this command that I cannot use. Choose the options from the list again."
        )
    if isinstance(error, discord.Forbidden):
        return Answer(_forbidden(error))
    log_id = secrets.token_hex(4)
    if isinstance(error, discord.HTTPException | aiohttp.ClientError | TimeoutError):
        return Answer(
            f"Discord did not take my answer, so this did not finish. Nothing was lost: try once more in a minute. "
            f"(Error {log_id})",
            log_id,
        )
    return Answer(
        f"Something went wrong on my side, and it is not your fault. Nothing you uploaded is lost. Try once more; if "
        f"it happens again, give the host this number: {log_id}.",
        log_id,
    )


def _speaks_to_members(error: BaseException) -> bool:
    """Problems of the other rooms (`ImportProblem`, `StoreProblem`, `ChartProblem`) carry words for the member."""
    return type(error).__name__.endswith("Problem")


def _forbidden(error: discord.Forbidden) -> str:
    if error.code == 50001:  # noqa: PLR2004 - Discord's code for "Missing Access"
        return (
            "I cannot see this channel, so I could not answer in it. Ask a moderator to give me View Channel, or use "
            "me in another channel."
        )
    return (
        "Discord does not let me do that here: a permission is missing. Ask a moderator to allow me Send Messages, "
        "Attach Files and Use External Apps in this channel, then try again."
    )
