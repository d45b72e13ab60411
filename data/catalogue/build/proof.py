"""Whether a downloaded file is whole: by its published MD5, by its CRC, and by the shape of its rows."""

import gzip
import hashlib
import re
import zipfile
import zlib
from pathlib import Path

_PIECE = 1 << 20
_MD5 = re.compile(r"\b[0-9a-f]{32}\b", re.IGNORECASE)


def read_md5(text: str) -> str | None:
    """The sum in a `.md5` file, as `md5sum` or as `md5` of BSD writes it; None when there is none."""
    found = _MD5.search(text)
    return found.group().lower() if found else None


def find_flaw(path: Path, name: str, md5: str | None) -> str | None:
    """What is wrong with the file, in a few words; None when it is whole.

    `name` is what the file will be called. A published MD5 proves everything. A `.gz` is read to its CRC, and every
    line must have as many tabs as the header. Of a `.zip` the directory at its end must be there; the CRC of each
    file in it is checked whenever that file is read.
    """
    if md5 is not None:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
        return None if digest == md5 else f"its MD5 is {digest}, published is {md5}"
    if name.endswith(".gz"):
        return _flaw_in_table(path)
    if name.endswith(".zip") and not zipfile.is_zipfile(path):
        return "it is no zip"
    return None


def _flaw_in_table(path: Path) -> str | None:
    tabs = lines = 0
    last = b"\n"
    try:
        with gzip.open(path) as file:
            header = file.readline()
            while piece := file.read(_PIECE):
                tabs += piece.count(b"\t")
                lines += piece.count(b"\n")
                last = piece[-1:]
    except (OSError, EOFError, zlib.error) as error:
        return f"it is no sound gzip: {error}"
    if not header.endswith(b"\n") or b"\t" not in header:
        return "its first line is no header of a table"
    if last != b"\n" or tabs != lines * header.count(b"\t"):
        return "not every row has the columns of the header"
    return None
