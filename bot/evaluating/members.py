"""Reads a folder of exports as members: each profile of each file is one."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from data.catalogue.catalogue import Catalogue
from data.catalogue.coverage import files_of
from data.history import History
from data.imports import Export, ImportProblem, read_export


class EvaluationProblem(Exception):
    """Nothing can be measured; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file that is no member, and why: a sentence without anything of what is in the file."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Crowd:
    """The matched histories of all profiles, of so many files, and the files that were passed over."""

    members: tuple[History, ...]
    files: int
    passed_over: tuple[PassedOver, ...]


def find_files(folder: Path) -> list[Path]:
    """The files of the folder, by name. Raises EvaluationProblem when there is no folder or nothing in it."""
    if not folder.is_dir():
        what = (
            "is a file: name the folder it lies in" if folder.exists() else "does not exist: name a folder of exports"
        )
        raise EvaluationProblem(f"{folder} {what}.")
    paths = files_of(folder)
    if not paths:
        raise EvaluationProblem(f"{folder} holds no files. Put one export a member there, as the service made it.")
    return paths


def read_members(paths: Iterable[Path], catalogue: Catalogue) -> Crowd:
    """Read and match every file; what cannot be read, and a file that is there twice, is passed over by name.

    Raises EvaluationProblem when no file could be read at all.
    """
    members: list[History] = []
    passed: list[PassedOver] = []
    seen: dict[bytes, str] = {}
    for path in paths:
        try:
            content = path.read_bytes()
            digest = hashlib.sha256(content).digest()
            if digest in seen:
                passed.append(PassedOver(path.name, f"It is the same file as {seen[digest]}."))
                continue
            members += _histories(read_export(content, catalogue, path.name), catalogue)
            seen[digest] = path.name
        except ImportProblem as problem:
            passed.append(PassedOver(path.name, f"{str(problem).partition('. ')[0].rstrip('.')}."))
        except OSError as error:
            passed.append(PassedOver(path.name, f"It cannot be opened: {error.strerror}."))
    if not members:
        told = "".join(f"\n  {one.file}: {one.reason}" for one in passed)
        raise EvaluationProblem(f"None of the {len(passed)} files there is an export that can be read:{told}")
    return Crowd(tuple(members), len(seen), tuple(passed))


def _histories(export: Export, catalogue: Catalogue) -> list[History]:
    return [
        catalogue.match_history(
            export.take(profile.name)[0], export.opinions_of(profile.name), language=export.language or ""
        )
        for profile in export.profiles
    ]
