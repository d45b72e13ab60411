"""The grammar of MovieLens' titles: `Iron Rose, The (Rose de fer, La) (1973)`. Pure."""

import re
from dataclasses import dataclass

_YEAR = re.compile(r"\s*\((\d{4})(?:\s*[-\u2013]\s*\d{0,4})?\)\)?\s*$")
_ARTICLES = (
    "The|A|An|La|Le|Les|L'|El|Los|Las|Il|Lo|I|Gli|Un|Une|Una|Uno|Der|Die|Das|Den|Det|De|Het|Een|O|Os|As|Ett|En|Et"
)
_ARTICLE = re.compile(rf"^(?P<name>.+), (?P<article>{_ARTICLES})$", re.IGNORECASE)
_KNOWN_AS = re.compile(r"^a\.?k\.?a\.?:?\s+", re.IGNORECASE)
#: Before a bracket that belongs to the name: `Birdman: Or (The Unexpected Virtue of Ignorance)`.
_UNFINISHED = re.compile(r"[\s:](?:or|and)$|[:&,\-]$", re.IGNORECASE)
#: In brackets, but part of the name: `Ah Boys to Men (Part 1)`.
_PART = re.compile(r"(?:part|vol\.?|volume|episode|chapter)\b.*|[ivx]+", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")  # a second year


@dataclass(frozen=True, slots=True)
class FilmName:
    """A film's name with its article in front, its year (0 unknown), and its other names."""

    name: str
    year: int
    also: tuple[str, ...]


def read_film_name(text: str) -> FilmName:
    """Take a MovieLens title apart: the year, names in brackets, and articles behind a comma."""
    found = _YEAR.search(text)
    rest = text[: found.start()] if found else text
    rest = rest.strip()
    others: list[str] = []
    while (split := _last_bracket(rest)) is not None:
        rest, inside = split
        if not _NUMBER.fullmatch(inside):
            others.insert(0, _KNOWN_AS.sub("", inside))
    name = _with_article(rest)
    also = dict.fromkeys(other for other in map(_with_article, others) if other and other != name)
    return FilmName(name, int(found.group(1)) if found else 0, tuple(also))


def _last_bracket(text: str) -> tuple[str, str] | None:
    """What stands before a bracket at the end and what stands in it; None where it is no name of its own."""
    if not text.endswith(")"):
        return None
    depth = 0
    for at in range(len(text) - 1, 0, -1):
        depth += (text[at] == ")") - (text[at] == "(")
        if depth == 0:
            before, inside = text[:at].rstrip(), text[at + 1 : -1].strip()
            is_word = before == text[:at]  # `Assassin(s)`
            is_part = is_word or not before or _UNFINISHED.search(before) or _PART.fullmatch(inside)
            return None if is_part else (before, inside)
    return None


def _with_article(name: str) -> str:
    found = _ARTICLE.match(name.strip())
    if not found:
        return name.strip()
    article, rest = found["article"], found["name"]
    return f"{article}{rest}" if article.endswith("'") else f"{article} {rest}"
