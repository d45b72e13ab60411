"""A built catalogue on disk: written once, read by mapping it into memory, used only when every byte is as written.

A folder holds `manifest.json` and a .npy file for each array of the catalogue. Titles and ids are text in arrays of
bytes. A catalogue of 60,000 titles is open within a second and stays on disk but for the parts that are used.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import numpy as np

from data.catalogue.catalogue import Catalogue, build_catalogue
from data.catalogue.columns import columns_from
from data.catalogue.manifest import Manifest, SourceFile, damaged, read_manifest, version_of, write_manifest
from data.catalogue.match import MatchIndex, fold, loosen
from data.catalogue.match.keys import hash_name
from data.catalogue.problem import CatalogueProblem
from data.catalogue.stored_arrays import Array, Forms, forms_of, map_arrays, write_arrays
from data.catalogue.stored_titles import StoredTitles, title_bytes
from data.catalogue.title import PROVENANCES
from data.catalogue.versions import open_draft, publish, sync_folder

_OWN = ("features", "confidence", "provenance", "trust", "popularity", "rating")
_BY_TITLE = (
    *("features", "confidence", "provenance", "popularity", "rating"),
    *("index.years", "index.weights", "index.has_imdb"),
)
#: Of what was learned from ratings: one entry for each rated title, and arrays of one shape.
_BY_RATED = ("inward", "outward", "quality", "smooth_in", "smooth_out")
_TWINS = (("inward", "outward"), ("smooth_in", "smooth_out"))
#: Names whose spelling tells whether this program folds names as the one did that filed them.
_SPELLED = ("The Élite & Co. II", "M*A*S*H", "Marvel's Loki (2021)", "Straße+İstanbul", "パラサイト", "Œuvre: Vol. 3")


def write_artefact(
    state: Path, catalogue: Catalogue, sources: Sequence[SourceFile], created: datetime | None = None
) -> str:
    """Store a catalogue as the one in use and return its version, which follows from its content.

    `catalogue.version` and `catalogue.sources` are not looked at: `sources` says what it was made of. What is in use
    changes at once and only when all is on disk; the version before it is kept, older ones are deleted. Raises
    CatalogueProblem when the disk does not take it; then nothing has changed.
    """
    with open_draft(state) as draft:
        files = write_arrays(draft, _arrays(catalogue))
        manifest = Manifest(
            version="",
            created=(created or datetime.now(UTC)).isoformat(timespec="seconds"),
            layout=_layout(),
            sources=tuple(sources),
            counts=_counts(catalogue),
            tags=catalogue.tags,
            files=files,
        )
        version = version_of(manifest)
        write_manifest(draft, replace(manifest, version=version))
        sync_folder(draft)
        read_artefact(draft)  # before anybody relies on it
        publish(state, draft, version, is_sound=_is_sound)
    return version


def read_artefact(folder: Path) -> Catalogue:
    """The catalogue of this folder. Its arrays are mapped and read-only; its files may be deleted meanwhile.

    Raises CatalogueProblem with one line when anything in the folder is not what was written there, or was written
    for another version of Blendz.
    """
    try:
        manifest = read_manifest(folder, _layout())
        arrays = map_arrays(folder, manifest.files, _forms())
    except OSError as error:
        raise CatalogueProblem(f"The catalogue in {folder} cannot be read: {error.strerror}.") from error
    rows = {title_id: row for row, title_id in enumerate(arrays["ids"].tobytes().decode().split("\n")[1:])}
    _check_lengths(folder, arrays, len(rows), len(manifest.tags))
    return Catalogue(
        titles=StoredTitles(arrays["titles.text"], arrays["titles.starts"], manifest.tags, arrays["features"]),
        tags=manifest.tags,
        **{name: arrays[name] for name in _OWN},
        columns=columns_from(_below("columns.", arrays)),
        rows=rows,
        index=MatchIndex.from_arrays(_below("index.", arrays)),
        version=manifest.version,
        sources=tuple(source.name for source in manifest.sources),
        learned=_below("learned.", arrays),
    )


def _arrays(catalogue: Catalogue) -> dict[str, Array]:
    """Everything to store, under the names of its files."""
    ids = "".join(f"\n{title.id}" for title in catalogue.titles)
    pieces = list(title_bytes(catalogue.titles))
    return {
        **{name: getattr(catalogue, name) for name in _OWN},
        **{f"columns.{name}": array for name, array in catalogue.columns.arrays().items()},
        **{f"index.{name}": array for name, array in catalogue.index.arrays().items()},
        **{f"learned.{name}": array for name, array in catalogue.learned.items()},
        "ids": np.frombuffer(ids.encode(), dtype=np.uint8),
        "titles.text": np.frombuffer(b"".join(pieces), dtype=np.uint8),
        "titles.starts": np.cumsum([0, *map(len, pieces)], dtype=np.int64),
    }


def _check_lengths(folder: Path, arrays: Mapping[str, Array], titles: int, tags: int) -> None:
    by_title = [*_BY_TITLE, *(name for name in arrays if name.startswith("columns."))]
    starts, rated = arrays["titles.starts"], arrays["learned.rows"]
    if (
        any(len(arrays[name]) != titles for name in by_title)
        or not arrays["features"].shape[1] == len(arrays["trust"]) == tags
        or len(starts) != titles + 1
        or starts[0] != 0
        or starts[-1] != len(arrays["titles.text"])
        or any(len(arrays[f"learned.{name}"]) != len(rated) for name in _BY_RATED)
        or any(arrays[f"learned.{one}"].shape != arrays[f"learned.{other}"].shape for one, other in _TWINS)
        or not 0 <= int(rated.min(initial=0)) <= int(rated.max(initial=0)) < max(titles, 1)
    ):
        raise damaged(folder, "its files do not belong together")


def _counts(catalogue: Catalogue) -> dict[str, int]:
    series = int(catalogue.columns.series.sum())
    tagged = np.bincount(catalogue.provenance, minlength=len(PROVENANCES)).tolist()
    return {
        "titles": len(catalogue.titles),
        "films": len(catalogue.titles) - series,
        "series": series,
        "names": len(catalogue.index.spellings.rows),
        **dict(zip(PROVENANCES, tagged, strict=True)),
    }


def _is_sound(folder: Path) -> bool:
    try:
        read_artefact(folder)
    except CatalogueProblem:
        return False
    return True


def _below(prefix: str, arrays: Mapping[str, Array]) -> dict[str, Array]:
    return {name.removeprefix(prefix): array for name, array in arrays.items() if name.startswith(prefix)}


@lru_cache(1)
def _forms() -> Forms:
    """The form of every array, as an empty catalogue has it: what the code means, not a list kept beside it."""
    return forms_of(_arrays(build_catalogue([], [], "")))


@lru_cache(1)
def _layout() -> str:
    """A sum that changes with the form of any array and with the way names are spelled in the index."""
    spelled = b"".join(hash_name(spell(name)) for name in _SPELLED for spell in (fold, loosen))
    return hashlib.sha256(repr(sorted(_forms().items())).encode() + spelled).hexdigest()[:16]
