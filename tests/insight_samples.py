"""Tiny histories and a tiny catalogue, of invented titles, whose tables are obvious."""

import datetime as dt
from collections.abc import Iterable

from data.catalogue.title import Kind, Title
from data.history import History, Viewing, ViewingKind

DAY = dt.date(2024, 3, 6)  # a Wednesday


def title(
    title_id: str, name: str, kind: Kind = "series", minutes: int = 30, genres: tuple[str, ...] = ("drama",)
) -> Title:
    return Title(title_id, kind, name, 2020, minutes, genres, ("GB",), "en", "TV-14", 3, {})


TITLES = {
    "s1": title("s1", "The Tide Mill", minutes=40, genres=("drama", "crime")),
    "s2": title("s2", "Second Breakfast", minutes=20, genres=("comedy",)),
    "f1": title("f1", "The Lamp Lighter", "movie", 90, ("drama", "family", "history")),
}


def row(  # noqa: PLR0913 - what a row may say
    name: str,
    date: dt.date | None = DAY,
    *,
    match: str | None = None,
    kind: ViewingKind = "episode",
    seconds: int | None = None,
    episode: str | None = None,
) -> Viewing:
    return Viewing(f"{name}: {episode}", kind, name, episode=episode, date=date, seconds=seconds, match=match)


def film(name: str, date: dt.date | None = DAY, *, match: str | None = None, seconds: int | None = None) -> Viewing:
    return row(name, date, match=match, kind="movie", seconds=seconds)


def history(*rows: Viewing) -> History:
    return History(rows, "test")


def days(first: dt.date, count: int, every: int = 1) -> Iterable[dt.date]:
    return (first + dt.timedelta(days=at * every) for at in range(count))
