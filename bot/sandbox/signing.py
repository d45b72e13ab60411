"""Signatures on file addresses, which run out after a day, as Discord's do."""

import hmac
from collections.abc import Mapping
from hashlib import sha256

_LIFE = 24 * 60 * 60


def sign(key: bytes, path: str, now: float) -> str:
    """Query of a file's address: when it expires, when it was made (hexadecimal seconds), and the signature."""
    made = int(now)
    return f"ex={made + _LIFE:x}&is={made:x}&hm={_mark(key, path, f'{made + _LIFE:x}', f'{made:x}')}&"


def is_valid(key: bytes, path: str, query: Mapping[str, str], now: float) -> bool:
    """True for a signature made with this key for this path that has not expired."""
    expires, made = query.get("ex", ""), query.get("is", "")
    if not hmac.compare_digest(query.get("hm", ""), _mark(key, path, expires, made)):
        return False
    return now <= int(expires, 16)


def _mark(key: bytes, path: str, expires: str, made: str) -> str:
    return hmac.digest(key, f"{path}\n{expires}\n{made}".encode(), sha256).hex()
