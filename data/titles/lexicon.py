"""The tables of words, arranged for looking up."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.titles.words import NUMBER_WORDS, WORDS, Role
from data.titles.words_unverified import UNVERIFIED_WORDS

#: Where languages disagree about a word (`serie`, `rész`), the role that comes first here wins.
_NUMBERED_ROLES: tuple[Role, ...] = ("season", "episode", "chapter", "part")
_WHOLE_ROLES: tuple[Role, ...] = ("limited", "unnumbered")


@dataclass(frozen=True, slots=True)
class Word:
    """What a word does, and the languages (ISO 639-1) that use it so."""

    role: Role
    languages: tuple[str, ...]


def fold_word(word: str) -> str:
    """The form under which words are looked up: composed, lower case, without signs around it."""
    folded = word.casefold()
    return (folded if folded.isascii() else unicodedata.normalize("NFC", folded)).strip(" .,:#-\u2013()")


def _table(ranked: Sequence[Role]) -> dict[str, Word]:
    table: dict[str, Word] = {}
    for role in reversed(ranked):
        for language, roles in (*WORDS.items(), *UNVERIFIED_WORDS.items()):
            for word in map(fold_word, roles.get(role, "").split(",")):
                known = table.get(word)
                same = known.languages if known and known.role == role else ()
                table[word] = Word(role, tuple(dict.fromkeys((*same, language))))
    table.pop("", None)
    return table


#: Folded word -> what it does when a number stands beside it (`season` in `Season 2`).
NUMBERED: Mapping[str, Word] = _table(_NUMBERED_ROLES)
#: Folded label that stands without a number (`limited series`) -> what it does.
WHOLE: Mapping[str, Word] = _table(_WHOLE_ROLES)
#: Folded number word -> its value.
NUMBERS: Mapping[str, int] = {
    fold_word(word): value for words in NUMBER_WORDS for value, word in enumerate(words.split(), start=1)
}
