"""Names as numbers: 64 bits of a hash, of which the lowest tells film from series.

Two of two million names share a number by chance once in ten million catalogues.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from data.catalogue.title import Kind

Keys = NDArray[np.uint64]
Rows = NDArray[np.int32]
_EVEN = np.uint64(0xFFFFFFFFFFFFFFFE)
_DIGITS = 12  # of an IMDb number, at most


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """Sorted `keys`, uint64 (names,), with the title of each in `rows`, int32, and its language in `languages`, uint16.

    A key stands as often as there are titles (and languages) with that name.
    """

    keys: Keys
    rows: Rows
    languages: NDArray[np.uint16]

    def between(self, keys: Keys) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Where each key's entries begin and end."""
        return self.keys.searchsorted(keys, "left"), self.keys.searchsorted(keys, "right")

    def has(self, key: np.uint64) -> bool:
        """True when any title has this name."""
        at = self.keys.searchsorted(key)
        return bool(at < len(self.keys) and self.keys[at] == key)


def hash_name(name: str) -> bytes:
    """8 bytes of a hash of a folded name; the same on every machine."""
    return blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def hash_names(names: Iterable[str]) -> Keys:
    """uint64 (names,): the hashes as numbers, the lowest bit cleared."""
    return np.frombuffer(b"".join(map(hash_name, names)), dtype="<u8").astype(np.uint64) & _EVEN


def key_of(name: str, kind: Kind) -> np.uint64:
    """The number a folded name of this kind is filed under."""
    return np.uint64(int.from_bytes(hash_name(name), "little") & ~1 | (kind == "series"))


@lru_cache(maxsize=1_024)
def language_code(language: str | None) -> int:
    """A language as uint16, from its ISO 639-1 code; 0 for English and originals."""
    letters = (language or "").encode("ascii", "ignore").lower()
    return 0 if letters == b"en" else int.from_bytes(letters[:2], "big")


def imdb_number(imdb: str | None) -> int:
    """`tt0111161` as 111161; -1 for what is no title's number."""
    digits = imdb[2:] if imdb and imdb.startswith("tt") else ""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS else -1
