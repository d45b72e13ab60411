r"""IMDb's tables, row by row: gzipped or not, tab-separated, `\N` for what is not known, no quotes.

Hundreds of millions of rows go by to keep a few: so a row is taken apart only when its first cell is wanted.
"""

import gzip
import zlib
from collections.abc import Container, Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from data.catalogue.problem import CatalogueProblem

#: What stands in a cell for what is not known.
NOTHING = b"\\N"
_BUFFER = 1 << 20


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its file and the columns it must begin with."""

    name: str
    columns: tuple[str, ...]


RATINGS = Table("title.ratings.tsv", ("tconst", "averageRating", "numVotes"))
BASICS = Table(
    "title.basics.tsv",
    (*("tconst", "titleType", "primaryTitle", "originalTitle", "isAdult", "startYear", "endYear"),
     *("runtimeMinutes", "genres")),
)  # fmt: skip
AKAS = Table(
    "title.akas.tsv",
    ("titleId", "ordering", "title", "region", "language", "types", "attributes", "isOriginalTitle"),
)
PRINCIPALS = Table("title.principals.tsv", ("tconst", "ordering", "nconst", "category", "job", "characters"))
NAMES = Table("name.basics.tsv", ("nconst", "primaryName", "birthYear", "deathYear", "primaryProfession"))


def has_table(folder: Path, table: Table) -> bool:
    """Whether the folder holds the table, `.tsv.gz` or `.tsv`."""
    return _path(folder, table) is not None


def read_table(folder: Path, table: Table, wanted: Container[bytes] | None = None) -> Iterator[list[bytes]]:
    """The rows whose first cell is `wanted` (None: all), as many cells as `table` has columns.

    Raises CatalogueProblem, naming what is wrong, for a table that is missing, cut short or has other columns.
    """
    path = _path(folder, table)
    if path is None:
        raise CatalogueProblem(f"{folder} holds no {table.name}.gz: it is needed of IMDb's tables. Fetch them again.")
    width = len(table.columns)
    try:
        with _open(path) as file:
            _check_header(path, table, file.readline())
            for line in file:
                if wanted is not None and line.partition(b"\t")[0] not in wanted:
                    continue
                cells = line.rstrip(b"\n").split(b"\t", width)
                if len(cells) < width:
                    raise CatalogueProblem(f"{path.name} is cut short in a line. Fetch it again.")
                yield cells[:width]
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise CatalogueProblem(f"{path.name} is cut short or damaged. Fetch it again.") from error
    except OSError as error:
        raise CatalogueProblem(f"{path.name} cannot be read: {error.strerror}.") from error


def _open(path: Path) -> BinaryIO:
    """The file, unpacked. A gzip file is twice as fast line by line with a large buffer before it."""
    if path.suffix != ".gz":
        return path.open("rb", _BUFFER)
    return BufferedReader(gzip.open(path, "rb"), _BUFFER)


def _path(folder: Path, table: Table) -> Path | None:
    return next((path for end in (".gz", "") if (path := folder / f"{table.name}{end}").is_file()), None)


def _check_header(path: Path, table: Table, line: bytes) -> None:
    found = line.decode("utf-8", "replace").rstrip("\n").split("\t")
    for at, column in enumerate(table.columns):
        if at >= len(found) or found[at] != column:
            raise CatalogueProblem(f"{path.name} has no column {column} where it is expected: IMDb changed the table.")
