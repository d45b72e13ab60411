"""Reads the catalogue in use from its folder: the embedded starter, or the host's own in the same form."""

import hashlib
import tomllib
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
    if not (folder / "tags.toml").is_file():
        raise CatalogueProblem(
            f"No catalogue in {folder}: tags.toml is missing. Unset BLENDZ_CATALOGUE for the starter."
        )
    try:
        titles = read_titles(folder)
        catalogue = build_catalogue(titles, list(read_tags(folder)), _version(folder))
    except (KeyError, TypeError, AttributeError, tomllib.TOMLDecodeError) as error:
        first = next(iter(find_mistakes(folder)), str(error))
        raise CatalogueProblem(f"The catalogue in {folder} is not well formed: {first}. Mend that file.") from error
    if not titles:
        raise CatalogueProblem(f"The catalogue in {folder} holds no titles. Unset BLENDZ_CATALOGUE for the starter.")
    return catalogue


def _version(folder: Path) -> str:
    """A short hash over the content of every file, in the order of their names."""
    digest = hashlib.sha256()
    for path in [folder / "tags.toml", *sorted((folder / "titles").glob("*.toml"))]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
