"""The manifest of a built catalogue: what it was made of, and what every one of its files must be."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from data.catalogue.problem import CatalogueProblem

MANIFEST = "manifest.json"
#: Number of the artefact's form. Raise it when files mean something else than before under the same names.
SCHEMA = 1
AGAIN = "Build it again: `python -m data.catalogue build`."
_VERSION = re.compile(r"[0-9a-f]{12}")
_LARGEST = 4_000_000  # bytes; a real one has some ten thousand
#: What says nothing of the content.
_BESIDE = frozenset({"version", "created", "seal"})


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A source the catalogue was made of; `files` maps the name of each file read to its SHA-256."""

    name: str
    version: str
    licence: str
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What a file of the artefact must be."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`layout` stands for the form of every array, `created` is UTC as ISO 8601, `counts` are for people.

    `version` follows from all content, so two builds of the same are one version.
    """

    version: str
    created: str
    layout: str
    sources: tuple[SourceFile, ...]
    counts: Mapping[str, int]
    tags: tuple[str, ...]
    files: Mapping[str, StoredFile]


def is_version(name: str) -> bool:
    """Whether this can be the name of a version, and so of its folder."""
    return _VERSION.fullmatch(name) is not None


def version_of(manifest: Manifest) -> str:
    """12 hexadecimal digits that change with any content, and not with the time it was made."""
    return _digest({key: value for key, value in _fields(manifest).items() if key not in _BESIDE})[:12]


def write_manifest(folder: Path, manifest: Manifest) -> Path:
    """Write it, sealed by a sum of its own, and return its path."""
    fields = _fields(manifest)
    path = folder / MANIFEST
    path.write_text(json.dumps({**fields, "seal": _digest(fields)}, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return path


def read_manifest(folder: Path, layout: str) -> Manifest:
    """The manifest as it was written. Raises CatalogueProblem for any other, and for one of another form.

    `layout` is the form of the arrays this program reads.
    """
    path = folder / MANIFEST
    if not path.is_file():
        raise CatalogueProblem(f"No built catalogue in {folder}: {MANIFEST} is missing. {AGAIN}")
    with path.open("rb") as file:
        text = file.read(_LARGEST)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise damaged(folder, f"{MANIFEST} is cut short or overwritten") from error
    if not isinstance(found, dict):
        raise damaged(folder, f"{MANIFEST} is overwritten")
    fields = cast("dict[str, Any]", found)
    _check_form(folder, fields, layout)
    if fields.pop("seal", None) != _digest(fields):
        raise damaged(folder, f"{MANIFEST} is not what was written")
    return _read(folder, fields)


def damaged(folder: Path, what: str) -> CatalogueProblem:
    """The problem of a folder whose content is not what was written."""
    return CatalogueProblem(f"The catalogue in {folder} is damaged: {what}. {AGAIN}")


def _check_form(folder: Path, fields: Mapping[str, Any], layout: str) -> None:
    """Before the seal: another form may be sealed in another way."""
    schema = fields.get("schema")
    if not isinstance(schema, int):
        raise damaged(folder, f"{MANIFEST} does not say its form")
    if schema != SCHEMA or fields.get("layout") != layout:
        age = "a newer" if schema > SCHEMA else "an older" if schema < SCHEMA else "another"
        raise CatalogueProblem(f"The catalogue in {folder} was made for {age} version of Blendz. {AGAIN}")


def _read(folder: Path, fields: Mapping[str, Any]) -> Manifest:
    try:
        manifest = Manifest(
            version=fields["version"],
            created=fields["created"],
            layout=fields["layout"],
            sources=tuple(SourceFile(**source) for source in fields["sources"]),
            counts=fields["counts"],
            tags=tuple(fields["tags"]),
            files={name: StoredFile(**file) for name, file in fields["files"].items()},
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise damaged(folder, f"{MANIFEST} is not complete") from error
    if version_of(manifest) != manifest.version:
        raise damaged(folder, f"{MANIFEST} bears the version of another")
    return manifest


def _fields(manifest: Manifest) -> dict[str, Any]:
    return {"schema": SCHEMA, **asdict(manifest)}


def _digest(fields: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()
