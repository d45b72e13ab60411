"""The door of the importer: files in, exports out.

A file is recognised by what it holds; its name only tells tables apart that a service gives one and the same header.
"""

from collections.abc import Sequence
from dataclasses import replace

from data.imports.archive import read_archive
from data.imports.encoding import decode
from data.imports.json_text import is_json
from data.imports.netflix import read_history
from data.imports.problem import MOST_BYTES, ImportProblem
from data.imports.report import Export
from data.imports.rows import read_table, split_text
from data.imports.said import Told
from data.imports.services import attach, make_export, read_table_of_service
from data.imports.sniff import is_zip, refuse_binary, refuse_text
from data.imports.trakt_json import read_trakt_json
from data.titles import EMPTY_BOOK, TitleBook

MOST_FILES = 10
_LONGEST_NAME = 40
#: What is wrong with a file that says nothing of what was watched or liked; beside a better one it is passed over.
_COMPANIONS = frozenset({"netflix_other", "search_history", "no_information"})
#: The same inside a zip, where every table comes along, empty or not.
_EMPTY_TABLES = _COMPANIONS | {"empty", "no_rows", "nothing_kept"}
_NETFLIX_SAID = ("ratings", "my list")

#: One file, read: a history of Netflix, or rows of another table that are folded together with their siblings'.
_Part = Export | Told


def read_exports(files: Sequence[tuple[str, bytes]], book: TitleBook = EMPTY_BOOK) -> list[Export]:
    """Read files (name, content) as exports: a history of Netflix each, all files of another service together.

    Ratings and lists of Netflix join a history that knows profiles, and are an export by themselves without one. Other
    parts of the full report are passed over when something better lies beside them. Synchronous and bounded: 10 MB and
    200,000 rows a file; made for a thread of an executor. Raises ImportProblem, and nothing else, for the first file
    that cannot be read, whatever its bytes.
    """
    if len(files) > MOST_FILES:
        raise ImportProblem("too_many_files", most=MOST_FILES)
    parts: list[_Part] = []
    companion = ImportProblem("empty")
    for name, content in files:
        try:
            parts += _read_file(name, content, book)
        except ImportProblem as problem:
            if problem.code not in _COMPANIONS:
                raise
            companion = problem
    if not parts:
        raise companion
    return _make_exports(parts)


def read_export(content: bytes, book: TitleBook = EMPTY_BOOK, name: str = "") -> Export:
    """Read one file; as `read_exports`."""
    return read_exports([(name, content)], book)[0]


def _read_file(name: str, content: bytes, book: TitleBook) -> list[_Part]:
    if len(content) > MOST_BYTES:
        raise ImportProblem("too_large")
    return _read_zip(content, book) if is_zip(content) else [_read_part(name, content, book, is_packed=False)]


def _read_zip(content: bytes, book: TitleBook) -> list[_Part]:
    """The parts in a zip, without tables that are empty; a table beside the first that cannot be read makes a note.

    Raises ImportProblem when there is nothing to read.
    """
    parts: list[_Part] = []
    unread: list[tuple[str, ImportProblem]] = []
    for at, (name, member) in enumerate(read_archive(content)):
        try:
            parts.append(_read_part(name, member, book, is_packed=True))
        except ImportProblem as problem:
            if at == 0 and problem.code not in _EMPTY_TABLES:
                raise
            unread.append((name, problem))
    if not parts:
        raise unread[0][1]
    notes = tuple(
        f"In that zip file I could not read {name.rpartition('/')[2][:_LONGEST_NAME]}, so it is left out."
        for name, problem in unread
        if problem.code not in _EMPTY_TABLES
    )
    return [replace(parts[0], notes=parts[0].notes + notes), *parts[1:]]


def _read_part(name: str, content: bytes, book: TitleBook, *, is_packed: bool) -> _Part:
    refuse_binary(content)
    text = decode(content)
    if is_json(text):
        return read_trakt_json(text)
    refuse_text(text)
    lines = split_text(text)
    told = read_table_of_service(lines, name, book)
    if told:
        return told
    table = read_table(lines)
    return read_history(table, book, "full export" if is_packed else table.columns.layout)


def _make_exports(parts: Sequence[_Part]) -> list[Export]:
    """The exports in the order of their first files."""
    household = next((part for part in parts if isinstance(part, Export) and part.source != "account page"), None)
    siblings: dict[str, list[Told]] = {}
    for part in parts:
        if isinstance(part, Told):
            key = "Netflix" if part.source in _NETFLIX_SAID else part.source
            siblings.setdefault(key, []).append(part)
    joined = siblings.get("Netflix", []) if household else []
    exports: list[Export] = []
    for part in parts:
        if isinstance(part, Export):
            exports.append(attach(part, joined) if part is household and joined else part)
        elif not (household and part.source in _NETFLIX_SAID):
            found = siblings.pop("Netflix" if part.source in _NETFLIX_SAID else part.source, None)
            exports += [make_export(found)] if found else []
    return exports
