"""Bytes to text: which encoding a file is in, and mending text that was decoded wrongly before it came here."""

import re
from collections.abc import Mapping

from data.titles.labels import read_label

#: Legacy code pages a spreadsheet may have saved in, with the languages they are for.
_CODE_PAGES: Mapping[str, frozenset[str]] = {
    "cp1252": frozenset({"en", "es", "pt", "fr", "de", "it", "nl", "da", "no", "sv", "fi", "id", "ms"}),
    "cp1250": frozenset({"pl", "cs", "sk", "hu", "hr", "ro"}),
    "cp1254": frozenset({"tr"}),
    "cp1251": frozenset({"ru", "uk"}),
    "cp1253": frozenset({"el"}),
    "cp1255": frozenset({"he"}),
    "cp1256": frozenset({"ar"}),
    "cp874": frozenset({"th"}),
    "cp932": frozenset({"ja"}),
    "cp949": frozenset({"ko"}),
    "gb18030": frozenset({"zh"}),
    "big5": frozenset({"zh"}),
}
_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
_SAMPLE_BYTES = 64 * 1024
_BROKEN_SHARE = 0.05
_FIELDS = re.compile(r"[:;,\t\"\r\n]")
#: First characters of UTF-8 sequences that were read as a single-byte code page.
_SUSPICIOUS = re.compile("[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]")


def decode(content: bytes) -> str:
    """The text of a file: UTF-8, UTF-16, or the code page under which its season labels make sense. Never fails."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    head = content[:_SAMPLE_BYTES]
    if head.count(0) * 4 > len(head):
        is_big = head[0::2].count(0) > head[1::2].count(0)
        return content.decode("utf-16-be" if is_big else "utf-16-le", errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        lenient = content.decode("utf-8", errors="replace")
    foreign = sum(not char.isascii() for char in lenient[:_SAMPLE_BYTES])
    broken = lenient.count("\ufffd", 0, _SAMPLE_BYTES)
    if broken <= foreign * _BROKEN_SHARE:
        return lenient
    return content.decode(_code_page(head), errors="replace")


def mend(text: str) -> str:
    """Text whose UTF-8 was once read as Windows-1252 or Latin-1, put right (`McÂ²` -> `Mc²`); other text as it is."""
    if text.isascii() or not _SUSPICIOUS.search(text):
        return text
    try:
        return bytes(map(_byte, text)).decode("utf-8")
    except ValueError:
        return text


def _byte(char: str) -> int:
    """The byte of a character in Latin-1, else in Windows-1252. Raises ValueError when neither has one."""
    code = ord(char)
    return code if code <= 0xFF else char.encode("cp1252")[0]  # noqa: PLR2004 - the end of Latin-1


def _code_page(sample: bytes) -> str:
    scores = {page: _label_score(sample, page, languages) for page, languages in _CODE_PAGES.items()}
    return max(scores, key=lambda page: scores[page])  # the first of equals: Windows-1252


def _label_score(sample: bytes, page: str, languages: frozenset[str]) -> int:
    """How many season labels of these languages the sample shows; those with foreign letters count threefold."""
    score = 0
    for field in set(_FIELDS.split(sample.decode(page, errors="replace"))):
        label = read_label(field.strip())
        if label and languages.intersection(label.languages):
            score += 1 if field.isascii() else 3
    return score
