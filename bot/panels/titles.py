"""What a panel says of one title; what nobody knows is left out. Pure."""

from bot.text import counted, listed, plain, safe
from data.catalogue.title import UNRATED, Title


def year_of(title: Title) -> str:
    """` (2019)`, or nothing where the year is unknown."""
    return f" ({title.year})" if title.year else ""


def label_of(title: Title, limit: int = 90) -> str:
    """Name and year for a menu or a picture."""
    return f"{plain(title.title, limit)}{year_of(title)}"


def length_of(title: Title) -> str:
    """`film, 95 min`, `series, 2 seasons of 45 min`, or as much of it as is known."""
    if title.kind == "movie":
        return f"film, {title.minutes} min" if title.minutes else "film"
    seasons = f", {counted(title.seasons, 'season')}" if title.seasons else ""
    minutes = f"{' of' if seasons else ','} {title.minutes} min" if title.minutes else ""
    return f"series{seasons}{minutes}"


def facts_of(title: Title) -> str:
    """Length, genres, age rating and countries."""
    rating = "" if title.maturity == UNRATED else title.maturity
    said = [length_of(title), ", ".join(title.genres), rating, "/".join(title.countries)]
    return " · ".join(fact for fact in said if fact)


def people_of(title: Title) -> str:
    """Who made it and who plays in it."""
    by = f"by {safe(listed(title.makers), 200)}" if title.makers else ""
    cast = f"with {safe(', '.join(title.cast), 300)}" if title.cast else ""
    return ", ".join(part for part in (by, cast) if part)
