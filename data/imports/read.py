"""The door of the importer: files in, exports out. A file is recognised by what it holds, never by its name."""

from collections.abc import Sequence

from data.imports.archive import read_archive
from data.imports.encoding import decode
from data.imports.netflix import read_history
from data.imports.problem import MOST_BYTES, ImportProblem
from data.imports.report import Export
from data.imports.rows import read_table
from data.imports.sniff import is_zip, refuse_binary, refuse_text
from data.titles import EMPTY_BOOK, TitleBook

MOST_FILES = 10
#: Files of the full report that say nothing of what was watched; beside a history they are passed over.
_COMPANIONS = frozenset({"netflix_other", "search_history", "no_information"})


def read_exports(files: Sequence[tuple[str, bytes]], book: TitleBook = EMPTY_BOOK) -> list[Export]:
    """Read each file (name, content) as one export: account page, viewing activity, or the full report as a zip.

    Synchronous and bounded: 10 MB and 200,000 rows a file; made for a thread of an executor. Other parts of the full
    report are passed over when a history lies beside them. Raises ImportProblem, and nothing else, for the first file
    that cannot be read, whatever its bytes.
    """
    if len(files) > MOST_FILES:
        raise ImportProblem("too_many_files", most=MOST_FILES)
    exports: list[Export] = []
    companion = ImportProblem("empty")
    for _, content in files:
        try:
            exports.append(read_export(content, book))
        except ImportProblem as problem:
            if problem.code not in _COMPANIONS:
                raise
            companion = problem
    if not exports:
        raise companion
    return exports


def read_export(content: bytes, book: TitleBook = EMPTY_BOOK) -> Export:
    """Read one file; as `read_exports`."""
    if len(content) > MOST_BYTES:
        raise ImportProblem("too_large")
    packed = is_zip(content)
    if packed:
        _, content = read_archive(content)
    refuse_binary(content)
    text = decode(content)
    refuse_text(text)
    table = read_table(text)
    return read_history(table, book, "full export" if packed else table.columns.layout)
