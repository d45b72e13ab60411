"""Trakt as JSON: what its export and its API give of history, watched, ratings and watchlist."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from data.history import ViewingKind
from data.imports.cells import imdb_of, number_of, scaled, title_of, year_of
from data.imports.json_text import load_json
from data.imports.moments import read_days
from data.imports.problem import MOST_ROWS, ImportProblem
from data.imports.said import Said, Told
from data.imports.trakt import LEAST, MOST, finish

_Object = Mapping[str, Any]
_MOMENTS = ("watched_at", "last_watched_at", "rated_at", "listed_at")
_NOTHING: _Object = {}


def read_trakt_json(text: str) -> Told:
    """What a file says: a list of entries, or an object whose values are such lists.

    Raises ImportProblem when it is no JSON, another service's, or has more rows than any history.
    """
    value = load_json(text)
    entries = list(_entries(value))
    if value and not any(_is_entry(entry) for entry in entries):
        raise ImportProblem("other_service", service=_service(text))
    said: list[Said] = []
    broken = 0
    for entry in entries:
        if not _is_entry(entry):
            broken += 1
            continue
        said += _said(entry)
        if len(said) > MOST_ROWS:
            raise ImportProblem("too_many_rows")
    return Told("Trakt", said, broken)


def _entries(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        yield from cast("list[Any]", value)
    elif isinstance(value, dict):
        for found in cast("dict[str, Any]", value).values():
            if isinstance(found, list):
                yield from cast("list[Any]", found)


def _is_entry(value: Any) -> bool:
    is_named = any(isinstance(_of(value, name), dict) for name in ("movie", "show"))
    return is_named and any(_of(value, name) is not None for name in (*_MOMENTS, "plays"))


def _said(entry: _Object) -> Iterator[Said]:
    """The rows of one entry: one, or one an episode where it tells the episodes of a series."""
    movie, show = _object(entry, "movie"), _object(entry, "show")
    work, kind = (show, "episode") if show else (movie, "movie")
    part = _object(entry, "episode") or _object(entry, "season")
    is_episode = bool(_object(entry, "episode"))
    watched_at = _text(entry, "watched_at") or _text(entry, "last_watched_at")
    rating = scaled(_text(entry, "rating"), LEAST, MOST)
    day, rated_on, listed_on = read_days([watched_at, _text(entry, "rated_at"), _text(entry, "listed_at")])
    said = _work(work, kind)._replace(
        watched=bool(watched_at or rating is not None or _text(entry, "rated_at") or _text(entry, "plays")),
        day=day,
        season_no=_number(part, "season" if is_episode else "number"),
        episode=title_of(_text(part, "title")) or None if is_episode else None,
        episode_no=_number(part, "number") if is_episode else None,
        rated=rating is not None,
        rating=rating,
        wanted=bool(_text(entry, "listed_at")),
        said_on=rated_on or listed_on,
    )
    episodes = list(_episodes(entry, said)) if show and not part else []
    yield from episodes or [finish(said)]


def _episodes(entry: _Object, said: Said) -> Iterator[Said]:
    for season in _list(entry, "seasons"):
        for episode in _list(season, "episodes"):
            (day,) = read_days([_text(episode, "last_watched_at")])
            number = _number(episode, "number")
            if number is not None:
                yield finish(said._replace(season_no=_number(season, "number"), episode_no=number, day=day))


def _work(found: _Object, kind: ViewingKind) -> Said:
    return Said(
        title=title_of(_text(found, "title")),
        kind=kind,
        year=year_of(_text(found, "year")),
        imdb=imdb_of(_text(_object(found, "ids"), "imdb")),
    )


def _of(value: Any, name: str) -> Any:
    return cast("dict[str, Any]", value).get(name) if isinstance(value, dict) else None


def _object(value: Any, name: str) -> _Object:
    found = _of(value, name)
    return cast("_Object", found) if isinstance(found, dict) else _NOTHING


def _list(value: Any, name: str) -> list[Any]:
    found = _of(value, name)
    return cast("list[Any]", found) if isinstance(found, list) else []


def _text(value: Any, name: str) -> str:
    """A text, or a number as one; empty for anything else."""
    found = _of(value, name)
    if isinstance(found, str):
        return found
    is_number = isinstance(found, int | float) and not isinstance(found, bool)
    return format(found, ".15g") if is_number and abs(found) < 1e12 else ""  # noqa: PLR2004 - no number here is longer


def _number(value: Any, name: str) -> int | None:
    return number_of(_text(value, name))


def _service(text: str) -> str:
    head = text[:4_096].lower()
    if "idmal" in head or "anilist" in head:
        return "AniList"
    if "simkl" in head:
        return "Simkl as JSON (its CSV I do read)"
    return "Trakt" if '"trakt"' in head else "another service (JSON)"
