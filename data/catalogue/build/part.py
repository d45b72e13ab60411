"""What has come of a file so far: `name.part`, and beside it `name.part.tag`, which version of the file that is.

Whatever the disk refuses is said with what to do; what has come stays for the next attempt.
"""

import errno
import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from data.catalogue.build.sources import say_size
from data.catalogue.problem import CatalogueProblem

_SPARE = 64_000_000  # bytes left free for everything else on the disk


@dataclass(frozen=True, slots=True)
class Part:
    """The unfinished download of `target`. Every method raises CatalogueProblem for what the disk refuses."""

    target: Path

    @property
    def path(self) -> Path:
        """Where the bytes are that have come."""
        return self.target.with_name(f"{self.target.name}.part")

    @property
    def _tag(self) -> Path:
        return self.target.with_name(f"{self.target.name}.part.tag")

    @property
    def size(self) -> int:
        """Bytes that have come."""
        return self.path.stat().st_size if self.path.is_file() else 0

    @property
    def version(self) -> str:
        """ETag or date of what has come; empty where nothing can be added to it."""
        return self._tag.read_text("utf-8") if self.size and self._tag.is_file() else ""

    def begin(self, version: str) -> None:
        """Start afresh: forget first what it was, so that a crash in between never leaves a wrong version."""
        with self._words():
            self.target.parent.mkdir(parents=True, exist_ok=True)
            self._tag.unlink(missing_ok=True)
            self.path.write_bytes(b"")
            if version:
                self._tag.write_text(version, "utf-8")

    def drop(self) -> None:
        """Throw away what has come."""
        with self._words():
            self._tag.unlink(missing_ok=True)
            self.path.unlink(missing_ok=True)

    def finish(self) -> None:
        """It is whole: the target is replaced at once, by all of it."""
        with self._words():
            self.path.replace(self.target)
            self._tag.unlink(missing_ok=True)

    def open(self) -> FileIO:
        """To add to it; unbuffered, so that what `write` took is what a later attempt counts on."""
        with self._words():
            return FileIO(self.path, "ab")

    def write(self, file: FileIO, piece: bytes) -> None:
        """Add all of the piece."""
        rest = memoryview(piece)
        with self._words():
            while rest:
                rest = rest[file.write(rest) :]

    def close(self, file: FileIO) -> None:
        """Close it when the disk has it."""
        with self._words():
            os.fsync(file.fileno())
            file.close()

    def make_room(self, size: int) -> None:
        """Refuse before the first byte what the disk has no room for."""
        folder = next(folder for folder in self.target.parents if folder.exists())
        free = shutil.disk_usage(folder).free
        if size + _SPARE > free:
            raise CatalogueProblem(
                f"{self.target.name} needs {say_size(size)} more, and {folder} has only {say_size(free) or 'nothing'} "
                "left. Make room or choose another folder by --state, then run the same command again."
            )

    @contextmanager
    def _words(self) -> Generator[None]:
        try:
            yield
        except OSError as error:
            raise CatalogueProblem(self._say(error)) from error

    def _say(self, error: OSError) -> str:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return (
                f"The disk of {self.target.parent} is full. What has come of {self.target.name} is kept: "
                "make room, then run the same command again."
            )
        if isinstance(error, PermissionError) or error.errno == errno.EROFS:
            return (
                f"{self.target.parent} may not be written to. Give this account the right to, or choose another "
                "folder by --state, then run the same command again."
            )
        return f"{self.path} could not be written: {error.strerror or error}."
