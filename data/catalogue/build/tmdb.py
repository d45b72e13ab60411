"""Reads what TMDB answered about titles: trimmed answers, one file each, that lie in a folder. No network here."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, cast

from data.catalogue.build.draft import Draft
from data.catalogue.build.words import to_countries, to_genres, to_maturity
from data.catalogue.problem import CatalogueProblem
from data.catalogue.title import Kind

Json = Mapping[str, Any]
MOST_DAYS = 180  # TMDB's terms let an answer be kept for six months
_MOST_CAST = 6
_MOST_KEYWORDS = 50
_MOST_SERVICES = 12
_KIND = "flatrate"  # streamed by subscription, not rented or bought


def read_tmdb(folder: Path) -> Iterator[Draft]:
    """One draft for each answer that is about a title, in the order of the file names. Raises CatalogueProblem."""
    try:
        paths = sorted(folder.glob("*.json"))
    except OSError as error:
        raise CatalogueProblem(f"{folder} cannot be read: {error.strerror}.") from error
    for path in paths:
        answer = read_answer(path)
        draft = None
        try:
            draft = _draft(answer) if answer is not None and answer["title"] else None
        except (KeyError, TypeError, ValueError, AttributeError):
            answer = None
        if answer is None:
            raise CatalogueProblem(f"{path} is no answer of TMDB: it is damaged. Delete it and build again.")
        if draft is not None:
            yield draft


def read_answer(path: Path) -> Json | None:
    """A trimmed answer; None when there is none or it cannot be read as one."""
    try:
        found: Any = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return cast("Json", found) if isinstance(found, dict) and "fetched" in found else None


def is_fresh(answer: Json | None, today: date) -> bool:
    """Whether the answer may still be kept."""
    try:
        age = today - date.fromisoformat((answer or {})["fetched"])
    except (KeyError, TypeError, ValueError):
        return False
    return age.days < MOST_DAYS


def trim(kind: Kind, imdb: str | None, told: Json, today: date) -> dict[str, Any]:
    """What of TMDB's answer (with keywords, translations, people, ratings and providers appended) is worth keeping.

    About 3 kB instead of 100. `where` maps a country to the services a title can be streamed from there; `poster` is a
    path below TMDB's addresses for images. Raises KeyError for an answer without what every answer has.
    """
    is_film = kind == "movie"
    return {
        "fetched": today.isoformat(),
        "kind": kind,
        "tmdb": told["id"],
        "imdb": _part(told, "external_ids").get("imdb_id") or told.get("imdb_id") or imdb,
        "title": told["title" if is_film else "name"],
        "original": told.get("original_title" if is_film else "original_name") or "",
        "date": told.get("release_date" if is_film else "first_air_date") or "",
        "language": told.get("original_language") or "",
        "countries": _countries(told),
        "minutes": told.get("runtime") or next(iter(told.get("episode_run_time") or ()), 0),
        "seasons": told.get("number_of_seasons"),
        "genres": [genre["name"] for genre in _list(told, "genres")],
        "maturity": _certificate(told),
        "votes": told.get("vote_count") or 0,
        "rating": told.get("vote_average") or None,
        "overview": told.get("overview") or "",
        "keywords": _keywords(told),
        "names": _names(told),
        "makers": _makers(told),
        "cast": [person["name"] for person in _list(told, "credits", "cast")[:_MOST_CAST]],
        "poster": told.get("poster_path"),
        "where": _where(told),
    }


def _draft(answer: Json) -> Draft:
    countries = to_countries(answer["countries"])
    title, original = answer["title"], answer["original"]
    year = answer["date"][:4]
    return Draft(
        kind=answer["kind"],
        title=title,
        year=int(year) if year.isdecimal() else 0,
        imdb=answer["imdb"],
        tmdb=answer["tmdb"],
        minutes=answer["minutes"] or 0,
        seasons=answer["seasons"] if answer["kind"] == "series" else None,
        genres=to_genres(answer["genres"], countries),
        countries=countries,
        language=answer["language"],
        maturity=to_maturity(answer["maturity"]),
        votes=answer["votes"],
        rating=answer["rating"],
        also=(original,) if original and original != title else (),
        names={language: tuple(names) for language, names in answer["names"].items()},
        makers=tuple(answer["makers"]),
        cast=tuple(answer["cast"]),
        description=answer["overview"],
        keywords=tuple(answer["keywords"]),
        netflix=any("Netflix" in service for services in answer["where"].values() for service in services),
        source="tmdb",
    )


def _part(told: Json, *path: str) -> dict[str, Any]:
    """What lies under these names; empty where it is missing or null."""
    found: Any = told
    for name in path:
        found = cast("Json", found).get(name)
        if not isinstance(found, dict):
            return {}
    return cast("dict[str, Any]", found)


def _list(told: Json, *path: str) -> list[dict[str, Any]]:
    found = _part(told, *path[:-1]).get(path[-1])
    return cast("list[dict[str, Any]]", found) if isinstance(found, list) else []


def _countries(told: Json) -> list[str]:
    return list(told.get("origin_country") or [place["iso_3166_1"] for place in _list(told, "production_countries")])


def _keywords(told: Json) -> list[str]:
    """Films have them under `keywords`, series under `results`."""
    found = _list(told, "keywords", "keywords") or _list(told, "keywords", "results")
    return [str(word["name"]).lower() for word in found][:_MOST_KEYWORDS]


def _names(told: Json) -> dict[str, list[str]]:
    """Language -> its names (one a country) where they differ from the English one."""
    known = {told.get("title"), told.get("name"), "", None}
    names: dict[str, list[str]] = {}
    for translation in _list(told, "translations", "translations"):
        words = _part(translation, "data")
        name = words.get("title") or words.get("name")
        language = translation["iso_639_1"]
        if name not in known and language != "en" and name not in names.get(language, ()):
            names.setdefault(language, []).append(str(name))
    return names


def _makers(told: Json) -> list[str]:
    created = [str(person["name"]) for person in _list(told, "created_by")]
    return created or [str(person["name"]) for person in _list(told, "credits", "crew") if person["job"] == "Director"]


def _certificate(told: Json) -> str:
    """The age rating in the United States, whose words this catalogue uses: films have one a release date."""
    places = _list(told, "release_dates", "results") + _list(told, "content_ratings", "results")
    for place in places:
        if place["iso_3166_1"] == "US":
            dates = [str(day.get("certification") or "") for day in _list(place, "release_dates")]
            return str(place.get("rating") or next(filter(None, dates), ""))
    return ""


def _where(told: Json) -> dict[str, list[str]]:
    found = {
        country: [
            str(service["provider_name"]) for service in _list(told, "watch/providers", "results", country, _KIND)
        ]
        for country in _part(told, "watch/providers", "results")
    }
    return {country: services[:_MOST_SERVICES] for country, services in found.items() if services}
