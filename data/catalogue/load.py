"""Finds and reads the catalogue in use: the host's choice, else what was built here, else the embedded starter."""

import hashlib
from contextlib import suppress
from pathlib import Path

from data.catalogue.artefact import read_artefact
from data.catalogue.catalogue import Catalogue, build_catalogue
from data.catalogue.manifest import AGAIN, MANIFEST, damaged
from data.catalogue.problem import CatalogueProblem
from data.catalogue.starter import FOLDER, find_mistakes, read_tags, read_titles
from data.catalogue.versions import named_version, versions_folder

__all__ = ["CatalogueProblem", "current_catalogue", "current_version", "load_built", "load_catalogue"]


def current_catalogue(state: Path, chosen: Path | None = None) -> tuple[Catalogue, str | None]:
    """The catalogue to use, and one line on what had to be passed over.

    The chosen folder when there is one; else what was built last in the state folder; else the starter. A built one
    that is damaged is never used: the starter stands in and the line says so. Raises CatalogueProblem when a chosen
    folder cannot be used, for the host asked for that and no other.
    """
    if chosen is not None:
        return load_catalogue(chosen), None
    try:
        if named_version(state) is not None:
            return load_built(state), None
    except CatalogueProblem as problem:
        return load_catalogue(), f"{problem} The starter catalogue is used meanwhile."
    return load_catalogue(), None


def current_version(state: Path) -> str | None:
    """Version of the catalogue built last in the state folder; None when there is none or its name cannot be read."""
    with suppress(CatalogueProblem):
        return named_version(state)
    return None


def load_built(state: Path) -> Catalogue:
    """The catalogue built last in the state folder. Raises CatalogueProblem when there is none that can be used."""
    version = named_version(state)
    while version is not None:
        try:
            return _load_version(state, version)
        except CatalogueProblem:
            last, version = version, named_version(state)
            if version == last:
                raise
            # Builds followed each other so fast that this one was deleted while it was read: take the newer one.
    raise CatalogueProblem(f"No catalogue has been built in {versions_folder(state)}. {AGAIN}")


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """The catalogue of this folder, built or in the starter's form; the starter when None.

    Raises CatalogueProblem when the folder is missing, empty, damaged or malformed: a wrong catalogue is never used.
    """
    if folder is not None and _is_built(folder):
        return read_artefact(folder)
    folder = folder or FOLDER
    try:
        if not (folder / "tags.toml").is_file():
            raise CatalogueProblem(
                f"No catalogue in {folder}: tags.toml is missing. Unset BLENDZ_CATALOGUE for the starter."
            )
        mistakes = find_mistakes(folder)
        if mistakes:
            more = f" (and {len(mistakes) - 1} more)" if len(mistakes) > 1 else ""
            raise CatalogueProblem(
                f"The catalogue in {folder} is not well formed: {mistakes[0]}{more}. Mend that file."
            )
        titles = read_titles(folder)
        version = _version(folder)
    except OSError as error:
        raise CatalogueProblem(f"The catalogue in {folder} cannot be read: {error.strerror}.") from error
    if not titles:
        raise CatalogueProblem(f"The catalogue in {folder} holds no titles. Unset BLENDZ_CATALOGUE for the starter.")
    return build_catalogue(titles, list(read_tags(folder)), version)


def _load_version(state: Path, version: str) -> Catalogue:
    folder = versions_folder(state) / version
    catalogue = read_artefact(folder)
    if catalogue.version != version:
        raise damaged(folder, f"it holds version {catalogue.version}")
    return catalogue


def _is_built(folder: Path) -> bool:
    """Whether any part of a built catalogue lies here."""
    with suppress(OSError):
        return (folder / MANIFEST).exists() or next(folder.glob("*.npy"), None) is not None
    return False


def _version(folder: Path) -> str:
    """A short hash over the content of every file, in the order of their names."""
    digest = hashlib.sha256()
    for path in [folder / "tags.toml", *sorted((folder / "titles").glob("*.toml"))]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
