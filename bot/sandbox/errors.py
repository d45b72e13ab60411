"""Refusals as Discord words them: a status, a number, and for a bad form the path to each fault."""

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

from bot.sandbox.entities import Json

Path: TypeAlias = tuple[str | int, ...]


class Violation(NamedTuple):
    """One fault in a payload: where it is, Discord's name for it, and words."""

    path: Path
    code: str
    message: str

    def __str__(self) -> str:
        """Path and words on one line."""
        return f"{'.'.join(map(str, self.path)) or '(whole body)'}: {self.message}"


class ApiError(Exception):
    """An answer other than success. `code` is Discord's number for it, `details` are its faults as lines of text."""

    def __init__(self, status: int, code: int, message: str, errors: Json | None = None) -> None:
        super().__init__(f"{status} ({code}) {message}")
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors
        self.details: tuple[str, ...] = ()

    def to_json(self) -> Json:
        """The body of the answer."""
        body: Json = {"message": self.message, "code": self.code}
        if self.errors is not None:
            body["errors"] = self.errors
        return body


def invalid_form(violations: Sequence[Violation]) -> ApiError:
    """400 (50035) with every violation at its place in the nested `errors` object."""
    tree: dict[str, Any] = {}
    for violation in violations:
        node = tree
        for step in violation.path:
            node = node.setdefault(str(step), {})
        node.setdefault("_errors", []).append({"code": violation.code, "message": violation.message})
    error = ApiError(400, 50035, "Invalid Form Body", tree)
    error.details = tuple(map(str, violations))
    return error


def unauthorized() -> ApiError:
    """The token is missing or wrong."""
    return ApiError(401, 0, "401: Unauthorized")


def unknown_route() -> ApiError:
    """No such address."""
    return ApiError(404, 0, "404: Not Found")


def unknown(thing: str) -> ApiError:
    """A thing that does not exist or that the asker cannot see."""
    codes = {
        "Application": 10002,
        "Channel": 10003,
        "Guild": 10004,
        "Member": 10007,
        "Message": 10008,
        "User": 10013,
        "Webhook": 10015,
        "Guild Scheduled Event": 10070,
        "interaction": 10062,
        "application command": 10063,
    }
    return ApiError(404, codes[thing], f"Unknown {thing}")


def empty_message() -> ApiError:
    """A message must show something."""
    return ApiError(400, 50006, "Cannot send an empty message")


def too_large() -> ApiError:
    """A file or the whole request is over its limit."""
    return ApiError(413, 40005, "Request entity too large")
