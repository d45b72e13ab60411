"""A painter's own folder for its browser: no two painters share one, and those of dead processes are swept away.

The folder itself is locked (flock) for as long as its painter lives. A process that ends in any way loses its locks,
so a folder that can be locked belongs to nobody.
"""

import contextlib
import fcntl
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

_PREFIX = "charts-"


@dataclass(frozen=True, slots=True)
class Scratch:
    """A folder that is ours, and the descriptor that holds its lock."""

    path: Path
    lock: int

    def remove(self) -> None:
        """Wipe the folder and let go of its lock."""
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self.lock)


def make_scratch(parent: Path) -> Scratch:
    """A new private folder in `parent`; those that dead painters left there are wiped. Raises OSError."""
    parent = parent.absolute()  # the browser is told addresses, which know no working folder
    parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    for left in parent.glob(f"{_PREFIX}*"):
        _sweep(left)
    while True:
        path = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
        if (lock := _lock_new(path)) is not None:
            return Scratch(path, lock)


def _lock_new(path: Path) -> int | None:
    """The lock of a folder made just now; None when another painter that starts swept it away in between."""
    try:
        lock = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        is_ours = path.exists()
    except BlockingIOError:
        is_ours = False
    except OSError:
        is_ours = True  # a file system without locks: nobody can sweep there either
    if is_ours:
        return lock
    os.close(lock)
    return None


def _sweep(path: Path) -> None:
    with contextlib.suppress(OSError):  # busy, gone, no folder, or not ours to read
        lock = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(path, ignore_errors=True)
        finally:
            os.close(lock)
