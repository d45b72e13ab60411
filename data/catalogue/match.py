"""Finding a title by the name a history gives it. Pure.

Names are compared after folding case, accents, punctuation and spacing. A second, looser key also drops what Netflix
prints or leaves out at will (articles, `Marvel's`, `(U.S.)`, a year, roman numerals) and counts only where it leads to
a single title. Partial and fuzzy likeness is never accepted: measured, it is wrong far more often than right.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from data.catalogue.title import Kind, Title

_NUMERALS = {"ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}
_ARTICLES = frozenset({"the", "a", "an", "el", "la", "los", "las", "le", "les", "l", "der", "die", "das", "il", "lo"})
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_KANA_MARKS = "\u3099\u309a"  # no accents: they tell one kana from another
_NOT_WORD = re.compile(r"[^\w]+|_+")


@dataclass(frozen=True, slots=True)
class MatchIndex:
    """Names of a catalogue -> row of the title, by kind: `exact` after folding, `loose` where it is unambiguous.

    `starts` are the first words of all loose names: nearly every stranger is told by its first word.
    """

    exact: Mapping[tuple[Kind, str], int]
    loose: Mapping[tuple[Kind, str], int]
    starts: frozenset[str]

    def find(self, name: str, kind: Kind) -> int | None:
        """Row of the title of this kind that bears this name, or None."""
        folded = fold(name)
        row = self.exact.get((kind, folded))
        if row is not None or not self._may_be_loose(name, folded):
            return row
        return self.loose.get((kind, loosen(name)))

    def _may_be_loose(self, name: str, folded: str) -> bool:
        words = folded.split(" ", 3)
        return "(" in name or "[" in name or not self.starts.isdisjoint(words[:3])


def build_index(titles: Sequence[Title]) -> MatchIndex:
    """Index every name of every title; where several titles share a name the most popular one has it."""
    exact: dict[tuple[Kind, str], int] = {}
    loose: dict[tuple[Kind, str], set[int]] = {}
    for row in sorted(range(len(titles)), key=lambda row: (-titles[row].popularity, -titles[row].year)):
        title = titles[row]
        for name in _names(title):
            exact.setdefault((title.kind, fold(name)), row)
            loose.setdefault((title.kind, loosen(name)), set()).add(row)
    certain = {key: rows.pop() for key, rows in loose.items() if len(rows) == 1}
    return MatchIndex(exact, certain, frozenset(name.split(" ", 1)[0] for _, name in certain))


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """Lower case without accents, punctuation or double spaces: `Élite ` -> `elite`, `M*A*S*H` -> `m a s h`."""
    spelled = name.replace("&", " and ").replace("+", " and ").replace("\u2019", "").replace("'", "")
    bare = spelled.lower() if spelled.isascii() else _without_accents(spelled)  # most names, and ten times as fast
    folded = " ".join(_NOT_WORD.sub(" ", bare).split())
    return folded or " ".join(name.split())  # a name made of signs alone keeps them


def _without_accents(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char) or char in _KANA_MARKS)
    return unicodedata.normalize("NFC", bare)


def loosen(name: str) -> str:
    """`fold` without brackets, articles in front, `Marvel`, and with roman numerals as digits."""
    words = fold(_BRACKETS.sub(" ", name)).split()
    if words[:1] in (["marvels"], ["marvel"]) and len(words) > 1:
        words = words[1:]
    if words and words[0] in _ARTICLES and len(words) > 1:
        words = words[1:]
    return " ".join([*words[:1], *(_NUMERALS.get(word, word) for word in words[1:])])


def _names(title: Title) -> Iterator[str]:
    yield title.title
    yield from title.also
    yield from _flat((title.names or {}).values())


def _flat(groups: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for group in groups:
        yield from group
