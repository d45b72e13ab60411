"""The words public sources use for genres, age ratings and countries, in the words of this catalogue. Pure."""

from collections.abc import Iterable

from data.catalogue.title import GENRES, MATURITY_STEPS, UNRATED

#: What is not simply one of our words in lower case. Words left out of both (Short, IMAX, Kaggle's `european`,
#: News, Adult, Biography ...) say nothing of what a title is like in our terms.
_GENRES = {
    "action & adventure": ("action", "adventure"),
    "children": ("family",),
    "children's": ("family",),
    "documentation": ("documentary",),
    "film-noir": ("crime",),
    "game-show": ("reality",),
    "game show": ("reality",),
    "musical": ("music",),
    "reality-tv": ("reality",),
    "sci-fi & fantasy": ("sci-fi", "fantasy"),
    "science fiction": ("sci-fi",),
    "scifi": ("sci-fi",),
    "sports": ("sport",),
    "talk-show": ("talk",),
    "war & politics": ("war",),
}
_COUNTRIES = {"Lebanon": "LB"}  # the one country Kaggle's shelf writes out
_CODE_LETTERS = 2


def to_genres(words: Iterable[str], countries: Iterable[str] = ()) -> tuple[str, ...]:
    """Our genres for a source's words, in their order and each once; animation from Japan is anime as well."""
    found: dict[str, None] = {}
    for word in words:
        plain = word.strip().lower()
        found.update(dict.fromkeys(_GENRES.get(plain, (plain,) if plain in GENRES else ())))
    if "animation" in found and "JP" in countries:
        found["anime"] = None
    return tuple(found)


def to_maturity(rating: str) -> str:
    """The age rating when it is one this catalogue can order, else `UNRATED`."""
    plain = rating.strip().upper()
    return plain if plain in MATURITY_STEPS else UNRATED


def to_countries(codes: Iterable[str]) -> tuple[str, ...]:
    """ISO 3166 codes of two letters, each once; anything else is left out."""
    plain = (_COUNTRIES.get(code.strip(), code.strip().upper()) for code in codes)
    return tuple(dict.fromkeys(code for code in plain if len(code) == _CODE_LETTERS and code.isalpha()))
