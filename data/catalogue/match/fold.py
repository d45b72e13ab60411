"""What of a name is compared: folded, and more loosely still."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

_ARTICLES = frozenset({"the", "a", "an", "el", "la", "los", "las", "le", "les", "l", "der", "die", "das", "il", "lo"})
#: Words behind the first that are written in more than one way: numbers, and what joins two names.
_SAME: Mapping[str, str] = {
    "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8",
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10",
    "y": "and", "e": "and", "et": "and", "und": "and", "og": "and", "och": "and", "ve": "and", "i": "and",
}  # fmt: skip
_COUNTED = frozenset({"part", "chapter", "volume", "vol", "book", "episode"})  # before a roman `I`
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_KANA_MARKS = "\u3099\u309a"  # no accents: they tell one kana from another
_NOT_WORD = re.compile(r"[^\w]+|_+")
_ADDED = re.compile(r"(?<=.) the (?:movie|series)(?= |$)")
#: What `loosen` changes in a folded name; most names have none of it, and to see that is several times as fast.
_LOOSE_PARTS = re.compile(
    rf"(?:{'|'.join(sorted(_ARTICLES))}|marvels?) |.* (?:{'|'.join(_SAME)}|the movie|the series)(?: |$)"
)
_LEAST_SQUEEZED = 8
_YEAR = re.compile(r"(?:19|20)\d\d")
_SPELLED_COUNTRIES: Mapping[str, str] = {"usa": "us", "gb": "uk"}
#: A remark with one of these words names the sound track, not another title.
_SOUND = frozenset(
    {"version", "dubbed", "dub", "hindi", "tamil", "telugu", "malayalam", "kannada", "bengali", "marathi", "punjabi"}
)


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """Lower case without accents, punctuation or double spaces: `Élite ` -> `elite`, `M*A*S*H` -> `m a s h`."""
    spelled = name.replace("&", " and ").replace("+", " and ").replace("'", "")
    # Most names are plain, and then ten times as fast.
    bare = spelled.lower() if spelled.isascii() else _without_accents(spelled.replace("\u2019", ""))
    folded = " ".join(_NOT_WORD.sub(" ", bare).split())
    return folded or " ".join(name.split())  # a name made of signs alone keeps them


def loosen(name: str) -> str:
    """`fold` without what is printed or left out at will.

    That are brackets, articles in front, `Marvel`, `The Movie` and `The Series`, and a name printed twice; numbers in
    letters become digits, and words for `and` one word.
    """
    folded = fold(_BRACKETS.sub(" ", name) if "(" in name or "[" in name else name)
    if ": " in name:
        folded = _once(folded)
    if not _LOOSE_PARTS.match(folded):
        return folded
    words = _ADDED.sub("", folded).split()
    if words[0] in ("marvels", "marvel") and len(words) > 1:
        words = words[1:]
    if words[0] in _ARTICLES and len(words) > 1:
        words = words[1:]
    return " ".join([words[0], *(_same(words, at) for at in range(1, len(words)))])


@lru_cache(maxsize=65_536)
def squeeze(name: str) -> str:
    """`loosen` without spaces: `Self/less` and `Selfless` are one. Short names keep them: `I.T.` is not `It`."""
    spaced = loosen(name)
    text = spaced.replace(" ", "")
    return text if len(text) >= _LEAST_SQUEEZED else spaced


def remark(name: str) -> str:
    """What a name says in brackets of which of several titles it is: `The Office (U.S.)` -> `us`; else nothing.

    A year is none, for it is told apart from names, and a sound track is no other title.
    """
    if "(" not in name and "[" not in name:
        return ""
    said = [fold(found) for found in _BRACKETS.findall(name)]
    telling = [one for one in said if not _YEAR.fullmatch(one) and _SOUND.isdisjoint(one.split())]
    spelled = "".join(telling).replace(" ", "")
    return _SPELLED_COUNTRIES.get(spelled, spelled)


def year_in(name: str) -> int:
    """The year a name has in brackets, or 0."""
    if "(" not in name and "[" not in name:
        return 0
    years = [one for one in _BRACKETS.findall(name) if _YEAR.fullmatch(one)]
    return int(years[-1]) if years else 0


def _same(words: Sequence[str], at: int) -> str:
    word = words[at]
    if word == "i":
        return "1" if words[at - 1] in _COUNTED else "and" if at + 1 < len(words) else word
    return _SAME.get(word, word)


def _once(folded: str) -> str:
    words = folded.split()
    half = len(words) // 2
    return " ".join(words[:half]) if half and words[:half] == words[half:] else folded


def _without_accents(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char) or char in _KANA_MARKS)
    return unicodedata.normalize("NFC", bare)
