"""From what the rows of a service say to viewings and opinions, with an account of every row."""

import datetime as dt
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from statistics import fmean

from data.history import Opinion, Viewing, newest_first
from data.imports.report import ProfileRows, Reason
from data.imports.said import Said
from data.imports.watched import LEAST_SECONDS, MOST_SECONDS

_Part = tuple[int | None, int | str | None]
_WHOLE: _Part = (None, None)
_Name = tuple[str | None, str]


@dataclass(slots=True)
class _Account:
    """What became of the rows, by their number: those a viewing or an opinion is made of, and why others are not."""

    viewings: set[int] = field(default_factory=set[int])
    opinions: set[int] = field(default_factory=set[int])
    why: dict[int, Reason] = field(default_factory=dict[int, Reason])

    def said(self) -> int:
        return len(self.opinions - self.viewings)

    def dropped(self, rows: int) -> Counter[Reason]:
        kept = self.viewings | self.opinions
        return Counter(self.why.get(at, "duplicate") for at in range(rows) if at not in kept)


def fold(rows: Sequence[Said]) -> ProfileRows:
    """One viewing for each title, part and day, one opinion for each title; later rows hold, nothing counts twice.

    A title watched on a known day has no undated viewing beside it, a series or a season none beside its episodes.
    """
    settled = _settle(rows)
    account = _Account(why={at: row.dropped for at, row in enumerate(settled) if row.dropped})
    works: dict[Hashable, list[int]] = {}
    for at, row in enumerate(settled):
        if not row.dropped:
            works.setdefault(row.imdb or (_name(row), row.year), []).append(at)
    viewings: list[Viewing] = []
    opinions: list[Opinion] = []
    for places in works.values():
        viewings += _viewings(settled, places, account)
        opinions += _opinion(settled, places, account)
    opinions.sort(key=lambda opinion: opinion.date or dt.date.min, reverse=True)
    return ProfileRows(newest_first(viewings), account.dropped(len(rows)), tuple(opinions), account.said())


def _settle(rows: Sequence[Said]) -> Sequence[Said]:
    """Rows that tell neither number nor year take them from those of the same name, where these agree."""
    known: dict[_Name, set[tuple[str | None, int | None]]] = {}
    for row in rows:
        if not row.dropped and (row.imdb or row.year):
            known.setdefault(_name(row), set()).add((row.imdb, row.year))
    return [_settled(row, known) for row in rows]


def _settled(row: Said, known: Mapping[_Name, set[tuple[str | None, int | None]]]) -> Said:
    if row.imdb or row.year:
        return row
    found = known.get(_name(row), ())
    if len(found) != 1:
        return row
    ((imdb, year),) = found
    return row._replace(imdb=imdb, year=year)


def _name(row: Said) -> _Name:
    return row.kind, row.title.casefold()


def _viewings(rows: Sequence[Said], places: Sequence[int], account: _Account) -> list[Viewing]:
    """The viewings of one film or series."""
    watched = [at for at in places if rows[at].watched]
    needless = _needless({rows[at].part for at in watched})
    dated = {rows[at].part for at in watched if rows[at].day}
    totals = _totals(rows, watched)
    pieces: dict[Hashable, list[int]] = {}
    for at in watched:
        row = rows[at]
        total = totals[row.part]
        if total is not None and total < LEAST_SECONDS:
            account.why[at] = "too short"
        elif row.day or (row.part not in dated and row.part not in needless):
            pieces.setdefault((row.part, row.day), []).append(at)
    account.viewings.update(found[0] for found in pieces.values())
    account.why.update({at: "watched in pieces" for found in pieces.values() for at in found[1:] if rows[at].seconds})
    return [_viewing(rows[found[0]], [rows[at].seconds for at in found]) for found in pieces.values()]


def _needless(parts: AbstractSet[_Part]) -> set[_Part]:
    """Of these parts, those that others are parts of: the series as a whole, a season with a known episode."""
    seasons = {season for season, episode in parts if episode is not None}
    return {(season, None) for season in seasons} | ({_WHOLE} if parts - {_WHOLE} else set[_Part]())


def _totals(rows: Sequence[Said], watched: Sequence[int]) -> dict[Hashable, int | None]:
    """Seconds of each part over all times it was opened; None when any of them is unknown."""
    totals: dict[Hashable, int | None] = {}
    for at in watched:
        known, seconds = totals.get(rows[at].part, 0), rows[at].seconds
        totals[rows[at].part] = None if known is None or seconds is None else known + seconds
    return totals


def _viewing(row: Said, pieces: Sequence[int | None]) -> Viewing:
    told = [seconds for seconds in pieces if seconds is not None]
    return Viewing(
        raw=row.raw or row.title,
        kind=row.kind or "movie",
        title=row.title,
        season=row.season,
        season_no=row.season_no,
        episode=row.episode,
        episode_no=row.episode_no,
        date=row.day,
        seconds=min(sum(told), MOST_SECONDS) if told else None,
        year=row.year,
        imdb=row.imdb,
    )


def _opinion(rows: Sequence[Said], places: Sequence[int], account: _Account) -> list[Opinion]:
    """The opinion on one film or series, if there is one."""
    rating, used = _rating(rows, places, account)
    wanted = [at for at in places if rows[at].wanted]
    used += wanted[:1]
    if not used:
        return []
    account.opinions.update(used)
    row = rows[used[0]]
    days = [day for day in (rows[at].said_on for at in used) if day]
    return [
        Opinion(row.raw or row.title, row.kind, row.title, rating, bool(wanted), max(days, default=None), None,
                row.year, row.imdb)
    ]  # fmt: skip


def _rating(rows: Sequence[Said], places: Sequence[int], account: _Account) -> tuple[float | None, list[int]]:
    """The rating of one film or series and the rows it is made of; of its rated parts where the whole has none."""
    rated = sorted(
        (at for at in places if rows[at].rated),
        key=lambda at: (rows[at].weight, rows[at].said_on or dt.date.min, at),
    )
    account.why.update({at: "says nothing" for at in rated if rows[at].rating is None})
    latest = {_WHOLE if rows[at].rates_whole else rows[at].part: at for at in rated}
    chosen = [latest[_WHOLE]] if _WHOLE in latest else list(latest.values())
    found = {at: rating for at in chosen if (rating := rows[at].rating) is not None}
    return (round(fmean(found.values()), 4), list(found)) if found else (None, [])
