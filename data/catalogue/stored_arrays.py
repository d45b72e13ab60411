"""Arrays as .npy files: written, and mapped into memory once they have proved to be what was written."""

import hashlib
import mmap
import os
from collections.abc import Mapping
from io import BufferedReader
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from data.catalogue.manifest import StoredFile, damaged

Array = NDArray[Any]
#: Name of an array -> its element type (numpy's `dtype.str`) and its number of axes.
Forms = Mapping[str, tuple[str, int]]


def forms_of(arrays: Mapping[str, Array]) -> dict[str, tuple[str, int]]:
    """What `map_arrays` will ask of these."""
    return {name: (array.dtype.str, array.ndim) for name, array in arrays.items()}


def write_arrays(folder: Path, arrays: Mapping[str, Array]) -> dict[str, StoredFile]:
    """Write each to `<name>.npy` and have the disk take it; the files as they must be found again."""
    files: dict[str, StoredFile] = {}
    for name, array in arrays.items():
        path = folder / f"{name}.npy"
        with path.open("wb") as file:
            npy.write_array(file, np.ascontiguousarray(array), version=(1, 0))
            file.flush()
            os.fsync(file.fileno())
        with path.open("rb") as file:
            files[path.name] = StoredFile(path.stat().st_size, _sum(file))
    return files


def map_arrays(folder: Path, files: Mapping[str, StoredFile], forms: Forms) -> dict[str, Array]:
    """Every array of `forms`, read-only, mapped.

    Raises CatalogueProblem when any file is not exactly what `files` says or does not hold what `forms` says, and
    when there is a file too many or too few. The sums are taken by reading, not through the map: so the content need
    not stay in memory.
    """
    if set(files) != {f"{name}.npy" for name in forms}:
        raise damaged(folder, "its manifest lists other files than a catalogue has")
    strange = sorted({path.name for path in folder.iterdir()} - set(files) - {"manifest.json"})
    if strange := [name for name in strange if not name.startswith(".")]:
        raise damaged(folder, f"{ascii(strange[0])[:80]} does not belong to it")
    return {name: _map(folder / f"{name}.npy", files[f"{name}.npy"], form) for name, form in forms.items()}


def _map(path: Path, expected: StoredFile, form: tuple[str, int]) -> Array:
    if not path.is_file():
        raise damaged(path.parent, f"{path.name} is missing")
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        if size != expected.bytes:
            raise damaged(path.parent, f"{path.name} has {size:,} bytes instead of {expected.bytes:,}")
        if _sum(file) != expected.sha256:
            raise damaged(path.parent, f"{path.name} is not what was written")
        # The file that was summed is the file that is mapped, whatever its name stands for by now.
        shape, dtype, begin = _header(file, path)
        if (dtype.str, len(shape)) != form or begin + prod(shape) * dtype.itemsize != size:
            raise damaged(path.parent, f"{path.name} holds something else than a catalogue does")
        content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return np.frombuffer(content, dtype, prod(shape), begin).reshape(shape)


def _header(file: BufferedReader, path: Path) -> tuple[tuple[int, ...], np.dtype[Any], int]:
    """Shape and type of elements, and where they begin. Nothing is unpickled: only numbers are accepted."""
    file.seek(0)
    try:
        version = npy.read_magic(file)
        shape, by_columns, dtype = npy.read_array_header_1_0(file)
    except ValueError as error:
        raise damaged(path.parent, f"{path.name} is no table of numbers") from error
    if version != (1, 0) or by_columns or dtype.hasobject:
        raise damaged(path.parent, f"{path.name} is no plain table of numbers")
    return shape, dtype, file.tell()


def _sum(file: BufferedReader) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()
