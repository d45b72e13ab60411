"""The full report of Netflix as a zip file: reads the viewing history out of it, in memory, and nothing else.

Members are wanted by name, for the report also holds searches, addresses and payments; those are never unpacked.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence

from data.imports.problem import MOST_BYTES, ImportProblem

_WANTED = ("viewingactivity", "netflixviewinghistory")
_END = b"PK\x05\x06"
_END_SIZE = 22
#: Stands right before the end of a zip64, whose directory has its size in another place; no report is that large.
_ZIP64 = b"PK\x06\x07"
_ZIP64_SIZE = 20
_LONGEST_COMMENT = 65_535
#: A full report has about 60 members; each takes some 100 bytes in the directory.
_MOST_DIRECTORY_BYTES = 512 * 1024
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError, KeyError)
_LETTERBOXD = frozenset({"watched.csv", "diary.csv", "watchlist.csv"})
_NETFLIX = frozenset({"ratings.csv", "mylist.csv", "searchhistory.csv", "indicatedpreferences.csv"})


def read_archive(content: bytes) -> tuple[str, bytes]:
    """Name and content of the viewing history in a zip file.

    Raises ImportProblem when there is none, or when it is locked, damaged or larger than any history.
    """
    _refuse_huge_directory(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            member = _wanted(archive.infolist())
            return member.filename, _read(archive, member)
    except _DAMAGE as error:
        raise ImportProblem("zip_damaged") from error


def _wanted(members: Sequence[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    found = [(rank, len(member.filename), at) for at, member in enumerate(members) for rank in _ranks(member)]
    if not found:
        raise _missing([_base(member) for member in members])
    member = members[min(found)[2]]
    if member.flag_bits & 1:
        raise ImportProblem("zip_password")
    return member


def _ranks(member: zipfile.ZipInfo) -> list[int]:
    """Which of the wanted files a member is; a table comes before the note (.txt) that stands for an empty one."""
    name = _base(member)
    extra = len(_WANTED) if name.endswith(".txt") else 0
    is_table = name.endswith((".csv", ".txt")) and not member.is_dir()
    return [rank + extra for rank, wanted in enumerate(_WANTED) if is_table and name.startswith(wanted)]


def _base(member: zipfile.ZipInfo) -> str:
    return member.filename.replace("\\", "/").rpartition("/")[2].lower()


def _missing(names: Sequence[str]) -> ImportProblem:
    if "[content_types].xml" in names:
        return ImportProblem("spreadsheet")
    if len(_LETTERBOXD.intersection(names)) > 1:
        return ImportProblem("other_service", service="Letterboxd")
    if any(name.startswith("tracking-prod-records") for name in names):
        return ImportProblem("other_service", service="TV Time")
    part = next((name for name in names if name in _NETFLIX), None)
    if part and part != "ratings.csv":
        return ImportProblem("netflix_other", part=part)
    return ImportProblem("zip_nested" if any(name.endswith(".zip") for name in names) else "zip_without_history")


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.compress_type not in _METHODS:
        raise ImportProblem("zip_damaged")  # other methods may ask for any amount of memory
    with archive.open(member) as file:
        content = file.read(MOST_BYTES + 1)  # the size it declares may be a lie
    if len(content) > MOST_BYTES:
        raise ImportProblem("zip_bomb")
    return content


def _refuse_huge_directory(content: bytes) -> None:
    """Refuse by the directory's declared size before the directory is read; each entry costs memory."""
    tail = content[-(_ZIP64_SIZE + _END_SIZE + _LONGEST_COMMENT) :]
    if _ZIP64 in tail:
        raise ImportProblem("zip_bomb")
    at = tail.find(_END)
    while at >= 0:
        if len(tail) - at >= _END_SIZE:
            (size,) = struct.unpack_from("<I", tail, at + 12)
            if size > _MOST_DIRECTORY_BYTES:
                raise ImportProblem("zip_bomb")
        at = tail.find(_END, at + 1)
