"""What may stand in a log: places and kinds of errors; never titles, file names, tokens or message bodies."""

import logging
import re
import traceback
from pathlib import Path
from types import TracebackType

#: Addresses of interactions and webhooks carry the token that lets anyone answer in the bot's name.
_SECRET_PATH = re.compile(r"/(webhooks|interactions)/(\d+)/[^/\s?\"')]+")
_QUERY = re.compile(r"(https?://[^\s?\"')]+)\?[^\s\"')]+")
#: asyncio names a task that failed unseen together with its exception, which may quote a member.
_IN_TASK = re.compile(r"exception=([\w.]+)\(.*?\)(?=[>\s]*$)", re.MULTILINE | re.DOTALL)
_FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"


class QuietFormatter(logging.Formatter):
    """Writes a record without tokens in addresses and an exception without its message, which may quote a member."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, with secrets taken out."""
        return redact(super().format(record))

    def formatException(  # noqa: N802 - the name logging calls
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """Where the exception came from and of what kind it was."""
        kind, error, trace = ei
        frames = "".join(traceback.format_tb(trace)).rstrip()
        cause = getattr(error, "__cause__", None)
        because = f" (because of {type(cause).__name__})" if cause else ""
        return f"{frames}\n{kind.__name__ if kind else 'error'}{because}"


def redact(line: str) -> str:
    """The line without interaction tokens, signatures of addresses and messages of exceptions."""
    return _IN_TASK.sub(r"exception=\1(…)", _QUERY.sub(r"\1?…", _SECRET_PATH.sub(r"/\1/\2/…", line)))


def set_up(level: str, file: Path | None = None) -> None:
    """Log to standard error, or to a file. discord.py stays at INFO or above: its DEBUG prints bodies and tokens."""
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
    handler = logging.FileHandler(file, encoding="utf-8") if file else logging.StreamHandler()
    handler.setFormatter(QuietFormatter(_FORMAT))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    quiet = max(logging.getLevelNamesMapping()[level], logging.INFO)
    for name in ("discord", "aiohttp", "aiosqlite", "kaleido", "choreographer", "logistro", "asyncio"):
        logging.getLogger(name).setLevel(quiet)
    # the painter says in one line what they say in forty
    for name in ("kaleido", "choreographer", "logistro", "browser_proc", "chrome_wrapper"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
