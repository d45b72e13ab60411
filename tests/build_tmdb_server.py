"""TMDB on loopback with two invented titles, in the form of its API v3: it knows one key and can ask for patience."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

KEY = "0123456789abcdef0123456789abcdef"
TOKEN = "eyJ" + "x" * 60

FILM: dict[str, Any] = {
    "id": 862,
    "imdb_id": "tt0111111",
    "title": "The Lantern Keeper",
    "original_title": "El farero",
    "original_language": "es",
    "overview": "A keeper counts ships.",
    "release_date": "1995-11-22",
    "runtime": 81,
    "genres": [{"id": 1, "name": "Science Fiction"}, {"id": 2, "name": "Family"}],
    "production_countries": [{"iso_3166_1": "ES", "name": "Spain"}],
    "vote_average": 7.9,
    "vote_count": 1_234,
    "poster_path": "/lantern.jpg",
    "keywords": {"keywords": [{"id": 5, "name": "Lighthouse"}, {"id": 6, "name": "sea"}]},
    "credits": {
        "cast": [{"name": f"Actor {number}"} for number in range(9)],
        "crew": [{"name": "Ada Quill", "job": "Director"}, {"name": "Bo Lind", "job": "Editor"}],
    },
    "translations": {
        "translations": [
            {"iso_639_1": "es", "iso_3166_1": "ES", "data": {"title": "El farero"}},
            {"iso_639_1": "es", "iso_3166_1": "MX", "data": {"title": "El guardián del faro"}},
            {"iso_639_1": "en", "iso_3166_1": "US", "data": {"title": "Lantern"}},
            {"iso_639_1": "de", "iso_3166_1": "DE", "data": {"title": "The Lantern Keeper"}},
            {"iso_639_1": "fr", "iso_3166_1": "FR", "data": {"title": ""}},
        ]
    },
    "release_dates": {
        "results": [
            {"iso_3166_1": "DE", "release_dates": [{"certification": "12"}]},
            {"iso_3166_1": "US", "release_dates": [{"certification": ""}, {"certification": "PG"}]},
        ]
    },
    "watch/providers": {
        "results": {
            "GB": {"flatrate": [{"provider_name": "Netflix basic with Ads"}], "buy": [{"provider_name": "Shop"}]},
            "US": {"buy": [{"provider_name": "Shop"}]},
        }
    },
}
SERIES: dict[str, Any] = {
    "id": 44,
    "name": "Paper Moons",
    "original_name": "Paper Moons",
    "original_language": "ja",
    "overview": "",
    "first_air_date": "2019-04-01",
    "episode_run_time": [24],
    "number_of_seasons": 3,
    "genres": [{"name": "Animation"}, {"name": "Sci-Fi & Fantasy"}],
    "origin_country": ["JP"],
    "created_by": [{"name": "Mira Vale"}],
    "vote_average": 0,
    "vote_count": 0,
    "external_ids": {"imdb_id": "tt22222222"},
    "keywords": {"results": [{"name": "moon"}]},
    "content_ratings": {"results": [{"iso_3166_1": "US", "rating": "TV-14"}]},
    "translations": {"translations": [{"iso_639_1": "ja", "iso_3166_1": "JP", "data": {"name": "紙の月"}}]},
    "credits": {"cast": [], "crew": []},
}


@dataclass(slots=True)
class Tmdb:
    """What was asked, and the faults to come: a status and headers for each of the next requests."""

    port: int = 0
    asked: list[str] = field(default_factory=list[str])
    faults: list[tuple[int, dict[str, str]]] = field(default_factory=list[tuple[int, dict[str, str]]])
    film: dict[str, Any] = field(default_factory=lambda: dict(FILM))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/3/"


@asynccontextmanager
async def serve_tmdb(tmdb: Tmdb) -> AsyncIterator[Tmdb]:
    """Serve on a free port of this machine."""
    app = web.Application()

    async def answer(request: web.Request) -> web.Response:
        return _answer(tmdb, request)

    app.router.add_get("/3/{path:.*}", answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    tmdb.port = runner.addresses[0][1]
    try:
        yield tmdb
    finally:
        await runner.cleanup()


def _answer(tmdb: Tmdb, request: web.Request) -> web.Response:
    path = request.match_info["path"]
    tmdb.asked.append(path)
    if tmdb.faults:
        status, headers = tmdb.faults.pop(0)
        return web.Response(status=status, headers=headers)
    if request.query.get("api_key") != KEY and request.headers.get("Authorization") != f"Bearer {TOKEN}":
        return web.json_response({"status_code": 7}, status=401)
    none: list[dict[str, int]] = []
    known: dict[str, Any] = {
        "movie/862": tmdb.film,
        "tv/44": SERIES,
        "find/tt0111111": {"movie_results": [{"id": 862}], "tv_results": none},
        "find/tt22222222": {"movie_results": none, "tv_results": [{"id": 44}]},
        "find/tt33333333": {"movie_results": none, "tv_results": none, "tv_episode_results": [{"id": 9}]},
    }
    if path not in known:
        return web.json_response({"status_code": 34}, status=404)
    told = known[path]
    appended = request.query.get("append_to_response", "").split(",")
    extras = {"keywords", "credits", "translations", "release_dates", "content_ratings", "watch/providers"}
    return web.json_response({name: value for name, value in told.items() if name not in extras or name in appended})
