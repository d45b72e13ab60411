"""What of a name is compared: folded, and more loosely still."""

import re
import unicodedata
from functools import lru_cache

_NUMERALS = {"ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}
_ARTICLES = frozenset({"the", "a", "an", "el", "la", "los", "las", "le", "les", "l", "der", "die", "das", "il", "lo"})
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_KANA_MARKS = "\u3099\u309a"  # no accents: they tell one kana from another
_NOT_WORD = re.compile(r"[^\w]+|_+")
#: What `loosen` changes in a folded name; nearly every name has none of it, and to see that is ten times as fast.
_LOOSE_PARTS = re.compile(rf"(?:{'|'.join(sorted(_ARTICLES))}|marvels?) |.* (?:{'|'.join(_NUMERALS)})(?: |$)")


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """Lower case without accents, punctuation or double spaces: `Élite ` -> `elite`, `M*A*S*H` -> `m a s h`."""
    spelled = name.replace("&", " and ").replace("+", " and ").replace("\u2019", "").replace("'", "")
    bare = spelled.lower() if spelled.isascii() else _without_accents(spelled)  # most names, and ten times as fast
    folded = " ".join(_NOT_WORD.sub(" ", bare).split())
    return folded or " ".join(name.split())  # a name made of signs alone keeps them


def loosen(name: str) -> str:
    """`fold` without brackets, articles in front, `Marvel`, and with roman numerals as digits."""
    folded = fold(_BRACKETS.sub(" ", name) if "(" in name or "[" in name else name)
    if not _LOOSE_PARTS.match(folded):
        return folded
    words = folded.split()
    if words[0] in ("marvels", "marvel") and len(words) > 1:
        words = words[1:]
    if words[0] in _ARTICLES and len(words) > 1:
        words = words[1:]
    return " ".join([*words[:1], *(_NUMERALS.get(word, word) for word in words[1:])])


def _without_accents(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char) or char in _KANA_MARKS)
    return unicodedata.normalize("NFC", bare)
