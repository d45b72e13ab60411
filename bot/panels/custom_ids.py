"""Custom ids that survive a restart and cannot be forged. Pure.

A custom id reads `action|argument|...|signature`: everything needed to answer the press stands in it, and the signature
(HMAC-SHA256 under a key derived from the host's key, cut to 96 bits) shows that this bot wrote it. Whose button it is
stands among the arguments, so an id copied to another member or place is refused by whoever answers it.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass

#: Discord's limit for a custom id, in characters.
LONGEST = 100
_SIGNATURE = 16


@dataclass(frozen=True, slots=True)
class Signer:
    """Writes and reads custom ids under one key (32 bytes)."""

    key: bytes

    @classmethod
    def derive(cls, secret: bytes) -> "Signer":
        """A signer under a key of its own, made from the host's key (32 uniformly random bytes)."""
        return cls(hmac.digest(secret, b"blendz custom ids", "sha256"))

    def write(self, action: str, *arguments: str | int) -> str:
        """The signed custom id. Raises ValueError when it would not fit or an argument holds the separator."""
        parts = [action, *(str(argument) for argument in arguments)]
        if any("|" in part for part in parts):
            raise ValueError("an argument of a custom id must not hold '|'")
        body = "|".join(parts)
        custom_id = f"{body}|{self._sign(body)}"
        if len(custom_id) > LONGEST:
            raise ValueError(f"custom id of {len(custom_id)} characters, {LONGEST} are allowed")
        return custom_id

    def read(self, custom_id: str) -> tuple[str, tuple[str, ...]] | None:
        """Action and arguments, or None when this bot did not write it."""
        body, _, signature = custom_id.rpartition("|")
        if not body or not hmac.compare_digest(_encode(signature), _encode(self._sign(body))):
            return None
        action, *arguments = body.split("|")
        return action, tuple(arguments)

    def _sign(self, body: str) -> str:
        digest = hmac.new(self.key, _encode(body), hashlib.sha256).digest()
        return urlsafe_b64encode(digest)[:_SIGNATURE].decode()


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")  # JSON may hold half a surrogate pair, and no forgery may raise
