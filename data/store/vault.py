"""Encryption: the master key, the keyed names, and values sealed with AES-256-GCM.

Everything is derived from one master key of 32 bytes with HKDF (RFC 5869). Owners are known to the database by an
HMAC of their name only. Each owner has a random data key, wrapped by the master key; deleting it makes every copy
of the owner's values unreadable. A value is bound to its owner and purpose as associated data (NIST SP 800-38D),
so that one moved elsewhere is refused like one that was altered.
"""

import base64
import binascii
import contextlib
import hmac
import json
import os
import re
import secrets
import zlib
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from data.store.problem import KeyProblem, damaged_record

KEY_BYTES = 32
KEY_FILE = "key"
DATABASE_FILE = "blendz.db"

#: First byte of every sealed value, and part of what it is bound to: how the rest is to be read.
_FORMAT = b"\x01"
_NONCE_BYTES = 12
_PRIVATE = 0o600


@dataclass(frozen=True, slots=True)
class MasterKey:
    """The key, and whether it was made just now: then its owner must be told to back it up."""

    secret: bytes = field(repr=False)
    created: bool = False


class Vault:
    """Names and values under one master key. Holds derived keys only; lives as long as its store."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) != KEY_BYTES:
            raise KeyProblem("bad_key", f"The key must be {KEY_BYTES} bytes long; this one has {len(secret)}.")
        self._names = _derive(secret, b"names")
        self._wrapping = AESGCM(_derive(secret, b"wrapping"))
        self.check = _derive(secret, b"check")

    def name(self, owner: str) -> bytes:
        """What the database knows an owner by: 32 bytes that say nothing without the key."""
        return hmac.digest(self._names, owner.encode(), sha256)

    def new_data_key(self, name: bytes) -> bytes:
        """A fresh data key for an owner, wrapped."""
        return _encrypt(self._wrapping, AESGCM.generate_key(8 * KEY_BYTES), _bound(name, "data key"))

    def seal(self, name: bytes, data_key: bytes, purpose: str, value: Any) -> bytes:
        """JSON, compressed and encrypted under the owner's wrapped data key."""
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return _encrypt(self._unwrapped(name, data_key), zlib.compress(text.encode()), _bound(name, purpose))

    def open(self, name: bytes, data_key: bytes, purpose: str, sealed: bytes) -> Any:
        """The value that was sealed for this owner and purpose.

        Raises StoreProblem("damaged") for anything altered, cut, or sealed for somebody or something else.
        """
        return json.loads(zlib.decompress(_decrypt(self._unwrapped(name, data_key), sealed, _bound(name, purpose))))

    def _unwrapped(self, name: bytes, data_key: bytes) -> AESGCM:
        return AESGCM(_decrypt(self._wrapping, data_key, _bound(name, "data key")))


def load_key(text: str | None, folder: Path) -> MasterKey:
    """The master key: from `text` (BLENDZ_KEY) when given, else from the state folder, where one is made if need be.

    Raises KeyProblem when the text or file is no key, or when a database is there whose key is gone: a new key
    could not open it.
    """
    if text and text.strip():
        return MasterKey(_parse(text, "BLENDZ_KEY"))
    path = folder / KEY_FILE
    try:
        if path.exists():
            return MasterKey(_read_key(path))
        if (folder / DATABASE_FILE).exists():
            raise KeyProblem(
                "missing_key",
                f"The database in {folder} is encrypted and its key is gone. Put the file '{KEY_FILE}' back from "
                "your backup, or set BLENDZ_KEY; without it the database cannot be read.",
            )
        return MasterKey(_make_key(path), created=True)
    except OSError as error:
        raise KeyProblem(
            "unreadable_key",
            f"The key file {path} cannot be used ({error.strerror}). Let the bot's user read and write it.",
        ) from error


def make_private_folder(folder: Path) -> None:
    """Create the state folder for its user alone; one that is there already keeps the rights it was given."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def make_private_file(path: Path) -> None:
    """Make a file that only its user can read, or take the rights of others away. SQLite's side files follow."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, _PRIVATE))
    path.chmod(_PRIVATE)


def _make_key(path: Path) -> bytes:
    make_private_folder(path.parent)
    secret = secrets.token_bytes(KEY_BYTES)
    # Exclusive: of two processes that start at once, one fails rather than use a key that is not in the file.
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _PRIVATE), "w", encoding="ascii") as file:
        file.write(base64.b64encode(secret).decode() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return secret


def _read_key(path: Path) -> bytes:
    with contextlib.suppress(PermissionError):  # a key of another owner, such as a mounted secret, can still be read
        path.chmod(_PRIVATE)
    return _parse(path.read_text(encoding="ascii", errors="replace"), f"The file {path}")


def _parse(text: str, source: str) -> bytes:
    text = "".join(text.split())
    try:
        if re.fullmatch(r"[0-9a-fA-F]{64}", text):
            return bytes.fromhex(text)
        padded = text.rstrip("=").translate(str.maketrans("-_", "+/"))
        key = base64.b64decode(padded + "=" * (-len(padded) % 4), validate=True)
    except (ValueError, binascii.Error):
        key = b""
    if len(key) != KEY_BYTES:
        raise KeyProblem(
            "bad_key",
            f"{source} is not a key: it must be {KEY_BYTES} random bytes, written in base64 (44 characters) or "
            "hexadecimal (64 characters). To make one: openssl rand -base64 32",
        )
    return key


def _derive(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=b"blendz " + purpose).derive(secret)


def _bound(name: bytes, purpose: str) -> bytes:
    return _FORMAT + name + purpose.encode()


def _encrypt(cipher: AESGCM, plain: bytes, bound: bytes) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return _FORMAT + nonce + cipher.encrypt(nonce, plain, bound)


def _decrypt(cipher: AESGCM, sealed: bytes, bound: bytes) -> bytes:
    start = len(_FORMAT) + _NONCE_BYTES
    try:
        plain = cipher.decrypt(sealed[len(_FORMAT) : start], sealed[start:], bound)
    except (InvalidTag, ValueError) as error:
        raise damaged_record() from error
    if not sealed.startswith(_FORMAT):
        raise damaged_record()
    return plain
