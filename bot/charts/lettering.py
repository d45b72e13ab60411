"""Text for pictures: shown as it stands, measured before it is drawn, cut where there is no more room. Pure.

Nobody can be asked how wide a text will be before the browser draws it, so the widths of the letters are kept here: in
hundredths of the font's size, for Inter, with a little to spare because a host without it gets another font.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from html import escape

from bot.text import plain

_BY_WIDTH = {
    29: "Iijl' ",
    37: "!,.:;()/[\\]frt{|}·",
    47: '"-1^_',
    53: "*?`s",
    58: "7JLackvxyz",
    63: "025689EFZbdeghnopqu",
    69: "#$&+34<=>BKPRSTXY~AV",
    78: "CDGHNOQU",
    94: "%wmM…—",
    102: "@W",
}
_WIDTHS = {char: width for width, chars in _BY_WIDTH.items() for char in chars}
#: Any other letter, a capital of any other, a letter of East Asia or of southern India, an emoji with all its parts.
_OTHER, _CAPITAL, _WIDE, _SOUTHERN, _EMOJI = 74, 86, 102, 110, 136
_SOUTH = ("\u0b80", "\u0dff")
_BOLD = 1.11
_JOINER, _PICTURE_FORM = "\u200d", "\ufe0f"
_SKIN = ("\U0001f3fb", "\U0001f3ff")
_FLAG = ("\U0001f1e6", "\U0001f1ff")
_LONGEST = 400


def clean(text: str) -> str:
    """The text as plotly shows it literally: no markup, no control or direction characters, no piled-up marks."""
    return escape(plain(text, _LONGEST), quote=False)


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text of this size is at most, in pixels; markup in it counts as letters, since it is shown."""
    return sum(map(_width, _characters(plain(text, _LONGEST)))) * size * (_BOLD if bold else 1) / 100


def fit(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text, cut to so many pixels with an ellipsis where something is missing; never inside a character."""
    shown = plain(text, _LONGEST)
    if width_of(shown, size, bold=bold) <= room:
        return shown
    left = 100 * room / (size * (_BOLD if bold else 1)) - _width("…")
    kept = ""
    for character in _characters(shown):
        left -= _width(character)
        if left < 0:
            break
        kept += character
    return f"{kept.rstrip()}…"


def joined(pieces: Iterable[str], between: str, most: int) -> str:
    """As many whole pieces as `most` characters hold, and an ellipsis where some are missing."""
    text = ""
    for piece in pieces:
        longer = f"{text}{between}{piece}" if text else piece
        if len(longer) > most - 2:
            return f"{text} …" if text else f"{piece[: most - 1]}…"
        text = longer
    return text


def _characters(text: str) -> Iterator[str]:
    """The text in what a reader takes for one character: a letter with its marks, an emoji with all its parts."""
    whole = ""
    for char in text:
        if whole and not _belongs(whole, char):
            yield whole
            whole = ""
        whole += char
    if whole:
        yield whole


def _belongs(whole: str, char: str) -> bool:
    is_flag = _FLAG[0] <= char <= _FLAG[1] and len(whole) == 1 and _FLAG[0] <= whole <= _FLAG[1]
    is_part = char in (_JOINER, _PICTURE_FORM) or unicodedata.category(char)[0] == "M" or _SKIN[0] <= char <= _SKIN[1]
    return is_flag or is_part or whole[-1] == _JOINER


def _width(character: str) -> float:
    """Width of one character as a reader sees it, in hundredths of the size."""
    first = unicodedata.normalize("NFD", character)[0]
    if first in _WIDTHS:
        return _WIDTHS[first]
    if unicodedata.category(first) == "So" or _FLAG[0] <= first <= _FLAG[1]:
        return _EMOJI
    if unicodedata.east_asian_width(character[0]) in "WF":
        return _WIDE
    if _SOUTH[0] <= first <= _SOUTH[1]:
        return _SOUTHERN * sum(unicodedata.category(char) != "Mn" for char in character)
    spacing = sum(unicodedata.category(char) == "Mc" for char in character)
    return (_CAPITAL if first.isupper() else _OTHER) + spacing * _OTHER
