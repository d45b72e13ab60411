"""Reads the catalogue in use from its folder: the embedded starter, or the host's own in the same form."""

import hashlib
from pathlib import Path

from data.catalogue.catalogue import Catalogue, build_catalogue
from data.catalogue.starter import FOLDER, find_mistakes, read_tags, read_titles


class CatalogueProblem(Exception):
    """The catalogue cannot be used; the text says why and what to do."""


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """The catalogue of this folder, or the starter when None.

    Raises CatalogueProblem when the folder is missing, empty or malformed: a wrong catalogue is never used.
    """
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


def _version(folder: Path) -> str:
    """A short hash over the content of every file, in the order of their names."""
    digest = hashlib.sha256()
    for path in [folder / "tags.toml", *sorted((folder / "titles").glob("*.toml"))]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
