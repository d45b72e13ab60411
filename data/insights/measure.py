"""How long a row took, what it counts for, and whether others may see it named. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from data.catalogue.title import Title
from data.history import History, Viewing

#: Minutes of a title that neither the export nor the catalogue knows the length of.
_FILM_MINUTES, _EPISODE_MINUTES = 100.0, 35.0

Titles = Mapping[str, Title]


def minutes_of(viewing: Viewing, titles: Titles) -> float:
    """Time one row took, in minutes: as the export says, else the title's usual length."""
    if viewing.seconds is not None:
        return viewing.seconds / 60
    title = titles.get(viewing.match) if viewing.match else None
    if title is not None and title.minutes:
        return float(title.minutes)
    return _FILM_MINUTES if viewing.kind == "movie" else _EPISODE_MINUTES


def is_showable(viewing: Viewing, titles: Titles) -> bool:
    """True for what others may see named: a title of the catalogue, and none that belongs behind an age limit."""
    title = titles.get(viewing.match) if viewing.match else None
    return title is not None and not title.is_erotic


def is_estimated(viewings: Iterable[Viewing]) -> bool:
    """True when the time of any row is a title's usual length."""
    return any(viewing.seconds is None for viewing in viewings)


def genre_minutes(history: History, titles: Titles) -> dict[str, float]:
    """Minutes by genre of the titles the catalogue knows; a title's time is shared out evenly among its genres."""
    minutes: defaultdict[str, float] = defaultdict(float)
    for viewing in history.viewings:
        title = titles.get(viewing.match) if viewing.match else None
        for genre in title.genres if title else ():
            minutes[genre] += minutes_of(viewing, titles) / len(title.genres if title else ())
    return {genre: round(time, 3) for genre, time in minutes.items()}  # else equal genres differ by the last digit
