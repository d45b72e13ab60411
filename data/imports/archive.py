"""Zip files: reads the few members that say what was watched or liked, in memory, and nothing else.

Members are wanted by name (`members`), for reports also hold searches, addresses, payments and keys; those are never
unpacked.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from data.imports.members import wanted_members
from data.imports.problem import MOST_BYTES, ImportProblem

#: All members of one zip together: Trakt tells every episode at length.
_MOST_UNPACKED = 2 * MOST_BYTES
#: Stands right before the end of a zip64, whose directory has its size in a record of its own before that.
_ZIP64 = b"PK\x06\x07"
_ZIP64_SIZE = 20
_LONGEST_COMMENT = 65_535
#: A full report has about 60 members; each takes some 100 bytes in the directory.
_MOST_DIRECTORY_BYTES = 512 * 1024
#: What the end of a zip64 says instead of a size.
_UNSAID = 0xFFFFFFFF


class _Record(NamedTuple):
    """A record that declares the size of the directory: how it begins, how long it is, and where the size stands."""

    mark: bytes
    length: int
    offset: int
    form: str


_END = _Record(b"PK\x05\x06", 22, 12, "<I")
_ZIP64_END = _Record(b"PK\x06\x06", 56, 40, "<Q")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError, KeyError)


def read_archive(content: bytes) -> list[tuple[str, bytes]]:
    """Name and content of the members of a zip file that are read, the history first.

    Raises ImportProblem when there is none, or when it is locked, damaged or larger than any history.
    """
    _refuse_huge_directory(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _read_all(archive)
    except _DAMAGE as error:
        raise ImportProblem("zip_damaged") from error


def _read_all(archive: zipfile.ZipFile) -> list[tuple[str, bytes]]:
    read: list[tuple[str, bytes]] = []
    room = max(_MOST_UNPACKED, MOST_BYTES)
    for member in wanted_members(archive.infolist()):
        if member.flag_bits & 1:
            raise ImportProblem("zip_password")
        is_json = member.filename.lower().endswith(".json")
        content = _read(archive, member, room if is_json else min(room, MOST_BYTES))
        room -= len(content)
        read.append((member.filename.replace("\\", "/"), content))
    return read


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    if member.compress_type not in _METHODS:
        raise ImportProblem("zip_damaged")  # other methods may ask for any amount of memory
    with archive.open(member) as file:
        content = file.read(most + 1)  # the size it declares may be a lie
    if len(content) > most:
        raise ImportProblem("zip_bomb")
    return content


def _refuse_huge_directory(content: bytes) -> None:
    """Refuse by the directory's declared size before the directory is read; each entry costs memory."""
    tail = content[-(_ZIP64_SIZE + _END.length + _LONGEST_COMMENT) :]
    is_zip64 = _ZIP64 in tail
    sizes = [size for size in _sizes(tail, _END) if not (is_zip64 and size == _UNSAID)]
    if is_zip64:
        sizes += _sizes(content, _ZIP64_END)
    if max(sizes, default=0) > _MOST_DIRECTORY_BYTES:
        raise ImportProblem("zip_bomb")


def _sizes(content: bytes, record: _Record) -> Iterator[int]:
    """What every record of this kind declares, whichever of them the reader would take."""
    at = content.find(record.mark)
    while at >= 0:
        if len(content) - at >= record.length:
            yield struct.unpack_from(record.form, content, at + record.offset)[0]
        at = content.find(record.mark, at + 1)
