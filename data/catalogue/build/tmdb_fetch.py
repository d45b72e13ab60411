"""Asks TMDB about titles with the host's own key and keeps the trimmed answers in a folder, one file a title."""

import asyncio
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, cast

import aiohttp
from rich.progress import Progress, TaskID

from data.catalogue.build.draft import Draft
from data.catalogue.build.patience import (
    PASSING,
    PAUSE,
    TRIES,
    Later,
    Pause,
    ask_for_later,
    say_passing,
    seconds_until_next,
)
from data.catalogue.build.tmdb import is_fresh, read_answer, trim
from data.catalogue.problem import CatalogueProblem
from data.catalogue.title import Kind

MOST_TITLES = 3_000
_AT_ONCE = 4
_BETWEEN = 1 / 30  # seconds from one request to the next: TMDB asks for at most about 40 a second
_TIMEOUT = aiohttp.ClientTimeout(total=60)
_OK, _REFUSED, _NOT_FOUND = 200, (401, 403), 404
_LONGEST_KEY = 40  # a key of version 3 has 32 characters; what is longer is a "read access token"
_APPENDED: Mapping[Kind, str] = {
    "movie": "keywords,translations,credits,external_ids,release_dates,watch/providers",
    "series": "keywords,translations,credits,external_ids,content_ratings,watch/providers",
}
_PATHS: Mapping[Kind, str] = {"movie": "movie", "series": "tv"}


@dataclass(frozen=True, slots=True)
class Access:
    """Where TMDB is, with what key (which no message ever shows), and how to wait for it."""

    base: str
    key: str = field(repr=False)
    pause: Pause = PAUSE

    @property
    def headers(self) -> dict[str, str]:
        """For a token."""
        return {"Authorization": f"Bearer {self.key}"} if len(self.key) > _LONGEST_KEY else {}

    @property
    def words(self) -> dict[str, str]:
        """For a key."""
        return {} if self.headers else {"api_key": self.key}


async def fetch_tmdb(titles: Sequence[Draft], folder: Path, access: Access, progress: Progress, today: date) -> int:
    """Ask about every title whose answer is not kept or has grown old; how many were asked about.

    Interrupted, it goes on where it stopped. Raises CatalogueProblem when the key is refused, TMDB cannot be reached,
    or the folder cannot be written.
    """
    missing = [title for title in titles if not is_fresh(read_answer(_place(folder, title)), today)]
    task = progress.add_task("TMDB", total=len(titles), completed=len(titles) - len(missing))
    queue = iter(missing)
    try:
        async with aiohttp.ClientSession(timeout=_TIMEOUT, headers=access.headers, trust_env=True) as session:
            asker = _Asker(session, access)
            async with asyncio.TaskGroup() as group:
                for _ in range(_AT_ONCE):
                    group.create_task(_work(asker, queue, folder, today, (progress, task)))
    except* CatalogueProblem as problems:
        raise CatalogueProblem(str(_first(problems))) from problems
    except* OSError as problems:
        words = (
            f"{folder} cannot be written: {_first(problems)}. What was answered is kept: mend that and run it again."
        )
        raise CatalogueProblem(words) from problems
    return len(missing)


async def _work(
    asker: "_Asker", queue: Iterator[Draft], folder: Path, today: date, told: tuple[Progress, TaskID]
) -> None:
    for title in queue:
        answer = await _ask_about(asker, title, today)
        _keep(_place(folder, title), answer)
        told[0].advance(told[1])


async def _ask_about(asker: "_Asker", title: Draft, today: date) -> dict[str, Any]:
    """The trimmed answer; one without a title when TMDB does not know it (a number MovieLens has may be an old one)."""
    kind, found = title.kind, None
    if title.tmdb is not None:
        found = await asker.get(f"{_PATHS[kind]}/{title.tmdb}", append_to_response=_APPENDED[kind])
    if found is None or (title.imdb and found.get("imdb_id", title.imdb) != title.imdb):
        kind, found = await _find(asker, title)
    if found is None:
        return {"fetched": today.isoformat(), "imdb": title.imdb, "title": ""}
    try:
        return trim(kind, title.imdb, found, today)
    except (KeyError, TypeError, AttributeError) as error:
        raise CatalogueProblem(
            f"TMDB's answer about {title.imdb} has an unknown form ({type(error).__name__}: {error}). "
            "Build without tmdb, or with a newer Blendz."
        ) from error


async def _find(asker: "_Asker", title: Draft) -> tuple[Kind, dict[str, Any] | None]:
    """By IMDb number, whatever kind TMDB takes it for."""
    listed = await asker.get(f"find/{title.imdb}", external_source="imdb_id") or {}
    kinds: tuple[tuple[Kind, str], ...] = (("movie", "movie_results"), ("series", "tv_results"))
    for kind, name in kinds:
        for entry in listed.get(name) or ():
            return kind, await asker.get(f"{_PATHS[kind]}/{entry['id']}", append_to_response=_APPENDED[kind])
    return title.kind, None


class _Asker:
    """Asks one thing after another, never faster than TMDB likes, and again when it was only the moment."""

    def __init__(self, session: aiohttp.ClientSession, access: Access) -> None:
        self._session = session
        self._access = access
        self._next = 0.0

    async def get(self, path: str, **words: str) -> dict[str, Any] | None:
        """The answer; None when there is no such thing."""
        failures = 0
        while True:
            try:
                await self._turn()
                return await self._get(path, words)
            except PASSING as error:
                failures += 1
                if failures >= TRIES:
                    raise CatalogueProblem(
                        f"TMDB does not answer: {say_passing(error)}. What was answered is kept: run it again later."
                    ) from None  # aiohttp's error shows the address, and the address the key
                await self._access.pause(seconds_until_next(error, failures))

    async def _get(self, path: str, words: Mapping[str, str]) -> dict[str, Any] | None:
        address = self._access.base.rstrip("/") + "/" + path
        async with self._session.get(address, params={**words, **self._access.words}) as response:
            ask_for_later(response)
            if response.status in _REFUSED:
                raise CatalogueProblem(
                    "TMDB refuses the key in BLENDZ_TMDB_KEY. Look it up at https://www.themoviedb.org/settings/api."
                )
            if response.status == _NOT_FOUND:
                return None
            if response.status != _OK:
                raise CatalogueProblem(f"TMDB answered {response.status} to {path}. Build without tmdb.")
            try:
                return await response.json(content_type=None)
            except ValueError as error:
                raise Later("its answer was cut short") from error

    async def _turn(self) -> None:
        now = asyncio.get_running_loop().time()
        at = max(now, self._next)
        self._next = at + _BETWEEN
        await asyncio.sleep(at - now)


def _place(folder: Path, title: Draft) -> Path:
    return folder / f"{title.imdb}.json"


def _keep(path: Path, answer: Mapping[str, Any]) -> None:
    """Written beside and renamed: a crash leaves no half answer."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(answer, ensure_ascii=False), "utf-8")
    fresh.replace(path)


def _first(problems: BaseExceptionGroup[BaseException]) -> BaseException:
    one = problems.exceptions[0]
    return _first(cast("BaseExceptionGroup[BaseException]", one)) if isinstance(one, BaseExceptionGroup) else one
