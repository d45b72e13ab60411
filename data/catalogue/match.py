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
    """Names of a catalogue -> row of the title, by kind: `exact` after folding, `loose` where it is unambiguous."""

    exact: Mapping[tuple[Kind, str], int]
    loose: Mapping[tuple[Kind, str], int]

    def find(self, name: str, kind: Kind) -> int | None:
        """Row of the title of this kind that bears this name, or None."""
        folded = fold(name)
        row = self.exact.get((kind, folded))
        return row if row is not None else self.loose.get((kind, loosen(name)))


def build_index(titles: Sequence[Title]) -> MatchIndex:
    """Index every name of every title; where several titles share a name the most popular one has it."""
    exact: dict[tuple[Kind, str], int] = {}
    loose: dict[tuple[Kind, str], set[int]] = {}
    for row in sorted(range(len(titles)), key=lambda row: (-titles[row].popularity, -titles[row].year)):
        title = titles[row]
        for name in _names(title):
            exact.setdefault((title.kind, fold(name)), row)
            loose.setdefault((title.kind, loosen(name)), set()).add(row)
    return MatchIndex(exact, {key: rows.pop() for key, rows in loose.items() if len(rows) == 1})


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """Lower case without accents, punctuation or double spaces: `Élite ` -> `elite`, `M*A*S*H` -> `m a s h`."""
    spelled = name.replace("&", " and ").replace("+", " and ").replace("\u2019", "").replace("'", "")
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", spelled).casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char) or char in _KANA_MARKS)
    folded = " ".join(_NOT_WORD.sub(" ", unicodedata.normalize("NFC", bare)).split())
    return folded or " ".join(name.split())  # a name made of signs alone keeps them


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
