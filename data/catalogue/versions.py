"""Built catalogues side by side in `<state>/catalogue/<version>/`; the file `current` names the one in use."""

import os
import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp, mkstemp
from time import time

from data.catalogue.manifest import AGAIN, is_version
from data.catalogue.problem import CatalogueProblem

_CURRENT = "current"
_DRAFT = ".new-"
_DROPPED = ".old-"
_KEPT = 2
_DAY = 24 * 3600.0
#: What it means when an array is cut short on its way to the disk, which comes without words of the system.
_FULL = "the disk is full; free some space and build again"
_LONGEST = 200  # bytes of `current` that are looked at


def versions_folder(state: Path) -> Path:
    """Where built catalogues are kept."""
    return state / "catalogue"


def named_version(state: Path) -> str | None:
    """Version of the catalogue in use, None when none has been built.

    Raises CatalogueProblem when the file `current` is not as `publish` writes it: it can name a version, not a path.
    """
    path = versions_folder(state) / _CURRENT
    try:
        if not path.is_file():
            if path.exists() or path.is_symlink():
                raise CatalogueProblem(f"{path} is no file. {AGAIN}")
            return None
        with path.open("rb") as file:
            name = file.read(_LONGEST).decode("ascii", "replace").removesuffix("\n")
    except OSError as error:
        raise CatalogueProblem(f"{path} cannot be read: {error.strerror}.") from error
    if not is_version(name):
        raise CatalogueProblem(f"{path} does not name a catalogue. {AGAIN}")
    return name


@contextmanager
def open_draft(state: Path) -> Generator[Path]:
    """A folder to write a new version into; gone afterwards unless it was published.

    Raises CatalogueProblem for whatever the disk refuses.
    """
    folder = versions_folder(state)
    draft = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft = Path(mkdtemp(prefix=_DRAFT, dir=folder))
        draft.chmod(folder.stat().st_mode & 0o777)  # a temporary folder is its owner's alone; a catalogue is no secret
        yield draft
    except OSError as error:
        raise CatalogueProblem(
            f"The catalogue could not be written to {folder}: {error.strerror or _FULL}. What was in use stays so."
        ) from error
    finally:
        if draft:
            shutil.rmtree(draft, ignore_errors=True)


def publish(state: Path, draft: Path, version: str, *, is_sound: Callable[[Path], bool]) -> None:
    """Make a finished draft the version in use. The newest two versions stay.

    The same version that is there already stays when `is_sound`, and is replaced otherwise.
    """
    folder = versions_folder(state)
    place = folder / version
    if place.exists() and not is_sound(place):
        place.rename(Path(mkdtemp(prefix=_DROPPED, dir=folder)) / version)
    if place.exists():
        os.utime(place)
    else:
        draft.rename(place)
    _point_at(folder, version)
    _tidy(folder, version)


def sync_folder(folder: Path) -> None:
    """Have the disk take the names in this folder, where the system can."""
    with suppress(OSError):  # Windows opens no folders
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _point_at(folder: Path, version: str) -> None:
    handle, name = mkstemp(prefix=_DRAFT, dir=folder)
    fresh = Path(name)
    try:
        with open(handle, "w", encoding="ascii") as file:  # noqa: PTH123 - a Path cannot open a handle
            file.write(f"{version}\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.chmod(folder.stat().st_mode & 0o666)
        fresh.replace(folder / _CURRENT)
    finally:
        fresh.unlink(missing_ok=True)
    sync_folder(folder)


def _tidy(folder: Path, version: str) -> None:
    """Delete versions but for the newest, and what interrupted builds left behind.

    What cannot be deleted, for another process has it open on Windows, is tried again the next time.
    """
    with suppress(OSError):  # another build may tidy up at the same time
        built = [path for path in folder.iterdir() if is_version(path.name) and path.name != version]
        built.sort(key=lambda path: path.stat().st_mtime, reverse=True)
        left = [path for path in folder.glob(f"{_DRAFT}*") if path.stat().st_mtime < time() - _DAY]
        for path in (*built[_KEPT - 1 :], *folder.glob(f"{_DROPPED}*"), *left):
            if path.is_file():
                path.unlink()
            else:
                shutil.rmtree(path, ignore_errors=True)
