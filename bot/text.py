"""Words made safe to show: titles and names as plain text in Discord's markdown. Pure.

Discord's own escaping leaves mentions, timestamps, custom emoji, links, list and heading starts and direction overrides
untouched, so every construct is taken apart here.
"""

import re
import unicodedata
from collections.abc import Iterable

_ACTIVE = re.compile(r"([\\*_~`|<>\[]|:(?=\w+:|//))")  # a plain colon or bracket stays as people know the title
_LINE_START = re.compile(r"^(\d*)([-+.)#])")
_ADDRESS = re.compile(r"(?i)\b(https?|www|discord|discordapp)\b(?=\\:|\.)")
_EVERYBODY = re.compile(r"(?i)@(?=everyone|here)")
_BLANKS = re.compile(r"\s+")
_JOINERS = "\u200c\u200d"  # scripts and emoji need them
_INVISIBLE = "\u115f\u1160\u2800\u3164\uffa0"  # letters and signs that show nothing
_COMBINING_IN_A_ROW = 3


def plain(text: str, limit: int = 100) -> str:
    """One line without control, format, direction or invisible characters, cut to `limit` characters."""
    kept: list[str] = []
    marks = _COMBINING_IN_A_ROW  # a mark needs something to stand on
    for char in unicodedata.normalize("NFC", text):
        category = unicodedata.category(char)
        if char in _INVISIBLE or (category in ("Cf", "Cs", "Co", "Cn") and char not in _JOINERS):
            continue
        if char not in _JOINERS:  # else marks could be piled up with joiners between them
            marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks <= _COMBINING_IN_A_ROW:
            kept.append(" " if category in ("Cc", "Zl", "Zp") else char)
    line = _BLANKS.sub(" ", "".join(kept)).strip(f" {_JOINERS}")
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def safe(text: str, limit: int = 100) -> str:
    """`plain`, with everything Discord would act on escaped: markdown, mentions, links, times, emoji, lists.

    Where a backslash alone would not do (Discord looks for these in the text as it is sent) a zero-width space parts
    the word.
    """
    escaped = _ACTIVE.sub(r"\\\1", plain(text, limit))
    escaped = _EVERYBODY.sub("@\u200b", _ADDRESS.sub("\\1\u200b", escaped))
    return _LINE_START.sub(r"\1\\\2", escaped)


def listed(words: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *front, last = [*words] or [""]
    return f"{', '.join(front)} and {last}" if front else last


def bar(share: float, width: int = 5) -> str:
    """A share of 0..1 as a row of filled and empty blocks."""
    filled = max(0, min(width, round(share * width)))
    return "▰" * filled + "▱" * (width - filled)


def percent(share: float) -> str:
    """A share of 0..1 in whole per cent; nearly all is not all."""
    return f"{min(round(share * 100), 99) if share < 1.0 else 100} %"


def together(words: str) -> str:
    """Words that stay on one line where a narrow screen breaks lines."""
    return words.replace(" ", "\u00a0")


def mention(member: int) -> str:
    """The member's name as Discord shows it; it pings only where the message allows that."""
    return f"<@{member}>"


def counted(number: int, thing: str) -> str:
    """`1 title`, `12 titles`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
