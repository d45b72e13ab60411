"""Single cells of other services as values: whatever they hold, a value in bounds or None."""

import re

from data.history import ViewingKind
from data.imports.watched import MOST_SECONDS, mend_title
from data.titles import why_dropped
from data.titles.clean import clean

LONGEST_TITLE = 1_000
_MOST_NUMBER = 99_999
_NUMBER = re.compile(r"\d{1,5}")
_IMDB = re.compile(r"tt(\d{1,10})(?!\d)")
_BARE_IMDB = re.compile(r"\d{1,10}")
_FIRST_YEAR, _LAST_YEAR = 1870, 2100
_LONGEST_DECIMAL = 12
_FALSE = frozenset({"", "no", "false", "0", "n", "not available", "not applicable"})
_SERIES = frozenset({"show", "shows", "tv", "tvshow", "series", "anime", "season", "episode"})


def title_of(cell: str) -> str:
    """A name as such, mended and in one line; empty when it names nothing or has no end."""
    if len(cell) > LONGEST_TITLE:
        return ""
    if not cell.isprintable():
        cell = cell.encode("utf-8", errors="replace").decode()  # JSON may hold halves of characters
    text = clean(mend_title(cell))
    return "" if why_dropped(text, "account page") else text


def number_of(cell: str) -> int | None:
    """A small whole number, also as a spreadsheet writes it (`3.0`)."""
    bare = cell.strip().removesuffix(".0")
    return int(bare) if _NUMBER.fullmatch(bare) else None


def year_of(cell: str) -> int | None:
    """A year in which there were films."""
    year = number_of(cell.strip()[:4])
    return year if year and _FIRST_YEAR <= year <= _LAST_YEAR else None


def imdb_of(cell: str) -> str | None:
    """The number of a title at IMDb as `tt` and at least seven digits, from the number or an address that holds it."""
    bare = cell.strip()[:100]
    found = _IMDB.search(bare) or _BARE_IMDB.fullmatch(bare)
    if not found:
        return None
    number = int(found[0].removeprefix("tt"))
    return f"tt{number:07}" if number else None


def scaled(cell: str, low: float, high: float) -> float | None:
    """A rating between low and high as 0..1, None for anything else."""
    value = _decimal(cell)
    return round((value - low) / (high - low), 4) if value is not None and low <= value <= high else None


def seconds_of(cell: str) -> int | None:
    """A length in seconds, at most a day."""
    value = _decimal(cell)
    return int(min(value, MOST_SECONDS)) if value is not None and value >= 0 else None


def is_true(cell: str) -> bool:
    """False for a blank cell and the words for no."""
    return cell.strip().casefold() not in _FALSE


def kind_of(cell: str) -> ViewingKind:
    """What a service's word for a kind of title comes to: a show, an anime, a season; anything else is a film."""
    return "episode" if cell.strip().casefold() in _SERIES else "movie"


def raw_of(title: str, season: int | None, number: int | None, episode: str | None) -> str:
    """How a part of a series is written where the service has fields instead of a text."""
    code = f"S{season:02}" if season is not None else ""
    code += f"E{number:02}" if number is not None else ""
    return ": ".join(part for part in (title, code, episode) if part)


def _decimal(cell: str) -> float | None:
    bare = cell.strip().replace(",", ".")
    if len(bare) > _LONGEST_DECIMAL or not bare.replace(".", "", 1).isdecimal() or not bare.isascii():
        return None
    return float(bare)
