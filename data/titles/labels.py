"""Reads one label: `Season 3B`, `2. Sezon`, `第1シリーズ`, `Limited Series`, `Season 1 - Volume 2`, `Episode 6`.

No pattern here has two parts that could match the same characters in more than one way, and a text longer than
`LONGEST` is never a label, so reading takes time linear in the text.
"""

import re
from dataclasses import dataclass, replace

from data.titles.lexicon import NUMBERED, NUMBERS, WHOLE, fold_word
from data.titles.words import NUMBER_FIRST, Role

LONGEST = 60
_MOST_WORDS = 4  # of a label without digits, such as `The Final Season`

_NUMBER = re.compile(r"\d{1,4}")
#: What may stand between a number and its word: `3B`, `2.`, `3ª`, `1-й`.
_LETTER = re.compile(r"[A-Da-d](?![^\W\d_])")
_ORDINAL = re.compile(r"(?:[.ªº°]|st|nd|rd|th|-[^\W\d_]{1,3}) ?| ")
_COUNTER_PREFIX = "第"
_REMARK = " ("
_JOINTS = (" - ", " \u2013 ", " : ", ", ", _REMARK, " ")


@dataclass(frozen=True, slots=True)
class Label:
    """A recognised label. `number` is None where it has none (`Collection`); a limited series is season 1."""

    role: Role
    number: int | None
    languages: tuple[str, ...] = ()

    @property
    def is_season(self) -> bool:
        """True when the label names a season wherever it stands."""
        return self.role in ("season", "limited", "unnumbered")


def read_label(text: str) -> Label | None:
    """The label that makes up the whole text, or None."""
    if len(text) > LONGEST:
        return None
    if not _NUMBER.search(text):
        return _plain(text) if text.count(" ") < _MOST_WORDS else None
    return _plain(text) or _joined(text)


def _plain(text: str) -> Label | None:
    folded = fold_word(text)
    whole = WHOLE.get(folded)
    if whole:
        return Label(whole.role, 1 if whole.role == "limited" else None, whole.languages)
    return _numbered(text) or _spelled(folded)


def _numbered(text: str) -> Label | None:
    """A word and a number in digits, in either order, with nothing else."""
    found = _NUMBER.search(text)
    if not found:
        return None
    before, after = text[: found.start()], text[found.end() :]
    number = int(found.group())
    if before.strip(" ." + _COUNTER_PREFIX):
        label = _label(before, number) if not after or _LETTER.fullmatch(after) else None
        return _narrow(label, number_first=False) if label else None
    ordinal = _ORDINAL.match(after)
    label = _label(after[ordinal.end() :] if ordinal else after, number)
    return _narrow(label, number_first=True) if label else None


def _narrow(label: Label, *, number_first: bool) -> Label:
    """The label with only the languages that order number and word so, if there are any."""
    if len(label.languages) == 1:
        return label
    languages = tuple(language for language in label.languages if (language in NUMBER_FIRST) == number_first)
    return replace(label, languages=languages) if languages else label


def _spelled(folded: str) -> Label | None:
    """A word and a number in letters: `Book Four`, `Primera temporada`, `第二季`."""
    if folded.startswith(_COUNTER_PREFIX):
        bare = folded[1:].strip()
        return _label(bare[1:], NUMBERS[bare[0]]) if bare[:1] in NUMBERS else None
    first, _, second = folded.partition(" ")
    if second in NUMBERS:
        return _label(first, NUMBERS[second])
    return _label(second, NUMBERS[first]) if first in NUMBERS else None


def _joined(text: str) -> Label | None:
    """A season and more: `Season 1 - Volume 2`, `Dernière saison : Partie 2`, `Season 4 Part 1`, `Season 2 (2017)`."""
    for joint in _JOINTS:
        at = text.find(joint)
        while joint == " " and at > 0 and not text[:at].rstrip("ab").endswith(tuple("0123456789")):
            at = text.find(joint, at + 1)  # `Season 4 Part 1` comes apart only behind its number
        if at <= 0:
            continue
        season = _plain(text[:at])
        if season is None or not season.is_season:
            continue
        rest = text[at + len(joint) :]
        if _is_part(rest):
            return season
        if joint == _REMARK and season.number is not None and text.endswith(")"):
            return season
    return None


def _is_part(text: str) -> bool:
    label = _plain(text)
    word = NUMBERED.get(fold_word(text.partition(" ")[0]))
    return label.role == "part" if label else word is not None and word.role == "part"  # `Part A` has no number


def _label(word: str, number: int) -> Label | None:
    found = NUMBERED.get(fold_word(word))
    return Label(found.role, number, found.languages) if found else None
