"""Makes a title comparable and splits it into the fields Netflix joined; tells rows that name nothing."""

import re
import unicodedata
from typing import Literal

Layout = Literal["account page", "activity"]
Dropped = Literal["no title", "promotional"]

#: Netflix joins three fields; names with colons make it seven at most in real exports.
MOST_FIELDS = 8
JOINT = ": "
#: A blank in front of the colon is French spelling inside a name.
LOOSE_COLON = " : "
_TIGHT_JOINT = re.compile(r"(?<! ): ")
WIDE_COLON = "\uff1a"
#: An empty field in front, or between two others: ` : Episode 29`, `Brooklyn Nine-Nine:  : Episode 18`.
_EMPTY_FIRST, _EMPTY_FIELD = (": ", ":"), ": :"
_NAMELESS = frozenset({"unknown title", "nullcompletevideo", "n/a"})
_PROMO_CODE = re.compile(r"[A-Z0-9_]{8,1000}")
_INVISIBLE = (0x00AD, 0x200B, 0x200E, 0x200F, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_CONTROLS = (*range(0x20), 0x7F, 0x85, 0x2028, 0x2029)
_MARKS = {**dict.fromkeys(_INVISIBLE, ""), **dict.fromkeys(_CONTROLS, " ")}


def clean(text: str) -> str:
    """Composed (NFC), without invisible marks, every run of blanks (NBSP and tabs too) as one space."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if not text.isprintable():
        text = text.translate(_MARKS)
    return " ".join(text.split())


def split_fields(cleaned: str) -> list[str]:
    """The text between the joints: at least one field, none blank, and what goes beyond `MOST_FIELDS` in the last."""
    if LOOSE_COLON not in cleaned:
        return [field for field in cleaned.split(JOINT, MOST_FIELDS - 1) if field] or [cleaned]
    fields = [field.strip() for field in _TIGHT_JOINT.split(cleaned, MOST_FIELDS - 1)]
    return [field for field in fields if field] or [cleaned]


def split_wide(cleaned: str) -> list[str]:
    """The same for exports whose joint became a full-width colon."""
    return [field.strip() for field in cleaned.split(WIDE_COLON, MOST_FIELDS - 1) if field.strip()] or [cleaned]


def why_dropped(text: str, layout: Layout) -> Dropped | None:
    """Why a row names nothing that could have been watched, or None when it does."""
    bare = clean(text)
    if not bare.strip(" :-_.,;\"'") or bare.casefold() in _NAMELESS:
        return "no title"
    if bare[:2] in _EMPTY_FIRST or _EMPTY_FIELD in bare:
        return "no title"
    if layout == "activity" and ("_hook_" in bare or _is_code(bare)):
        return "promotional"
    return None


def _is_code(text: str) -> bool:
    """A production code (`TRAILER_DE_16X9`) rather than a title in capitals (`BEASTARS`)."""
    return bool(_PROMO_CODE.fullmatch(text)) and ("_" in text or any(char.isdigit() for char in text))
