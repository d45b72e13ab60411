"""A source as it lies on disk: a folder or a zip, whose tables are read as streams without unpacking."""

import csv
import io
import zipfile
import zlib
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pandas as pd
from numpy.typing import NDArray

from data.catalogue.problem import CatalogueProblem

ROWS_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Shelf:
    """File name -> where it lies inside the folder or zip at `path`; the folders above it do not matter."""

    path: Path
    files: Mapping[str, str]

    def __contains__(self, name: str) -> bool:
        return name in self.files

    @contextmanager
    def open(self, name: str) -> Generator[IO[bytes]]:
        """One file as bytes. Raises CatalogueProblem when it is missing, unreadable or damaged, also while read."""
        if name not in self.files:
            raise CatalogueProblem(f"{self.path} holds no {name}. Is this the right source?")
        try:
            with ExitStack() as opened:
                if self.path.is_dir():
                    yield opened.enter_context((self.path / self.files[name]).open("rb"))
                else:
                    archive = opened.enter_context(zipfile.ZipFile(self.path))
                    yield opened.enter_context(archive.open(self.files[name]))
        except (zipfile.BadZipFile, zlib.error, EOFError, UnicodeDecodeError, NotImplementedError) as error:
            raise CatalogueProblem(f"{name} in {self.path} is damaged ({error}). Fetch it again.") from error
        except OSError as error:
            raise CatalogueProblem(f"{name} in {self.path} cannot be read: {error.strerror or error}.") from error


def open_shelf(path: Path) -> Shelf:
    """The files of a folder or a zip; of any other file, the folder it lies in.

    Where a name occurs twice the one nearest to the top counts. Raises CatalogueProblem.
    """
    try:
        if path.is_dir():
            inside = [str(file.relative_to(path)) for file in path.rglob("*") if file.is_file()]
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                inside = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
        elif path.suffix == ".zip":
            raise CatalogueProblem(f"{path} is not a zip: it is cut short or something else. Fetch it again.")
        elif path.is_file():
            return open_shelf(path.parent)
        else:
            raise CatalogueProblem(f"There is nothing at {path}.")
    except (OSError, zipfile.BadZipFile) as error:
        raise CatalogueProblem(f"{path} cannot be read: {error}.") from error
    inside.sort(key=lambda place: (-place.count("/"), place))
    return Shelf(path, {place.rsplit("/", 1)[-1]: place for place in inside})


def read_rows(shelf: Shelf, name: str, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The cells of these columns, line by line. Raises CatalogueProblem for a missing column or a line cut short."""
    with shelf.open(name) as raw:
        rows = csv.reader(io.TextIOWrapper(raw, encoding="utf-8-sig", newline=""))
        header = next(rows, None) or []
        wanted = _places(shelf, name, header, columns)
        for row in rows:
            if len(row) != len(header):
                raise CatalogueProblem(
                    f"Line {rows.line_num} of {name} in {shelf.path} has {len(row)} columns instead of {len(header)}: "
                    "the file is cut short or altered. Fetch it again."
                )
            yield tuple(row[at] for at in wanted)


def read_chunks(shelf: Shelf, name: str, types: Mapping[str, type]) -> Iterator[Mapping[str, NDArray[Any]]]:
    """The same for tables of many millions of rows: column -> array, `ROWS_AT_ONCE` rows at a time.

    `types` maps each wanted column to a numpy type, or `str`. Raises CatalogueProblem.
    """
    with shelf.open(name) as raw:
        header = next(csv.reader([raw.readline().decode("utf-8-sig")]), None) or []
    _places(shelf, name, header, list(types))
    with shelf.open(name) as raw:
        try:
            # no value is "missing": a keyword may be called `null`, and an empty number is a mistake
            table = pd.read_csv(raw, usecols=list(types), dtype=dict(types), chunksize=ROWS_AT_ONCE, na_filter=False)
            for chunk in table:
                yield {column: chunk[column].to_numpy() for column in types}
        except UnicodeDecodeError:
            raise
        except ValueError as error:
            words = str(error).splitlines()[0]
            raise CatalogueProblem(
                f"{name} in {shelf.path} is cut short or altered ({words}). Fetch it again."
            ) from error


def _places(shelf: Shelf, name: str, header: Sequence[str], columns: Sequence[str]) -> list[int]:
    missing = [column for column in columns if column not in header]
    if missing:
        raise CatalogueProblem(
            f"{name} in {shelf.path} lacks the column {missing[0]} (it has: {', '.join(header)[:200] or 'nothing'}). "
            "The source has changed its form; an older download still works."
        )
    return [header.index(column) for column in columns]
