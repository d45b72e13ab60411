"""Who serves a state folder: one process at a time, for two would answer everything twice and share one database."""

import fcntl
import logging
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from bot.supervisor import StartProblem
from data.store.vault import make_private_folder

log = logging.getLogger(__name__)

LOCK_FILE = "lock"


@contextmanager
def occupy(state: Path) -> Generator[None]:
    """Be the only one on this state folder; the system lets go of it however the process ends.

    Raises StartProblem when another process is, or when the folder cannot be written.
    """
    try:
        make_private_folder(state)
        lock = os.open(state / LOCK_FILE, os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        raise StartProblem(
            f"The state folder {state} cannot be used ({error.strerror}). Let the bot's user write there, "
            "or name another folder in BLENDZ_STATE."
        ) from error
    try:
        _lock(lock, state)
        yield
    finally:
        os.close(lock)


def _lock(lock: int, state: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise StartProblem(
            f"Another Blendz serves from {state}. Stop it first, or name another folder in BLENDZ_STATE."
        ) from None
    except OSError as error:
        log.warning("the state folder cannot be locked (%s): see that only one Blendz serves from it", error.strerror)
