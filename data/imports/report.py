"""What came of reading a file: its profiles, their viewings, and an honest account of every row."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from data.history import Opinion, Viewing
from data.imports.dates import DateOrder
from data.imports.problem import ImportProblem

#: The first three are histories of Netflix, `ratings` and `my list` its Ratings.csv and MyList.csv alone.
Source = Literal[
    "account page", "activity", "full export", "ratings", "my list",
    "Letterboxd", "IMDb", "Trakt", "Simkl", "Prime Video", "TMDB", "TV Time",
]  # fmt: skip
#: Why rows were left out. A row has one reason; a row of a profile that was not asked for is "other profile".
#: "says nothing" is neither watched nor rated nor wanted, "other media" a game or a podcast, "removed" what the member
#: had deleted where it was watched.
Reason = Literal[
    "broken row", "no title", "promotional", "too short", "watched in pieces", "duplicate", "other profile",
    "says nothing", "other media", "removed",
]  # fmt: skip
Period = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Profile:
    """One profile of a file: how many rows are kept of it, from the first day watched to the last.

    The account page and most other services hold one profile and do not name it.
    """

    name: str
    kept: int
    period: Period | None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What was read of a file for one profile: `read` rows, of which `kept` and, by reason, `dropped` add up to it.

    `date_order` is None without dates; `is_date_order_sure` is False when they could be read in another order as well.
    `language` is ISO 639-1, or None when the titles do not tell. `films` and `series` count different titles,
    `episodes` rows. `undated` viewings have no date that can be read. `opinions` counts the titles something was said
    of, `wanted` those of them on a watchlist. `notes` are sentences for the member on how the file was understood.
    """

    source: Source
    read: int
    kept: int
    dropped: Mapping[Reason, int]
    period: Period | None
    language: str | None
    date_order: DateOrder | None
    is_date_order_sure: bool
    films: int
    series: int
    episodes: int
    undated: int
    profile: str
    profiles: tuple[Profile, ...]
    opinions: int = 0
    wanted: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProfileRows:
    """The rows of one profile after reading: one for each viewing, and `said` more that are kept in opinions alone."""

    viewings: tuple[Viewing, ...]
    dropped: Mapping[Reason, int]
    opinions: tuple[Opinion, ...] = ()
    said: int = 0

    @property
    def kept(self) -> int:
        """Rows of this profile that a viewing or an opinion was made of."""
        return len(self.viewings) + self.said

    @property
    def read(self) -> int:
        """Rows of this profile in the file."""
        return self.kept + sum(self.dropped.values())


@dataclass(frozen=True, slots=True)
class Export:
    """A file that was read. `profiles` come with most rows first; `take` gives one of them with its report."""

    source: Source
    profiles: tuple[Profile, ...]
    language: str | None
    date_order: DateOrder | None
    is_date_order_sure: bool
    broken: int
    rows: Mapping[str, ProfileRows]
    notes: tuple[str, ...] = ()

    def take(self, profile: str | None = None) -> tuple[tuple[Viewing, ...], ImportReport]:
        """The viewings of a profile, newest first, and their report; without a name, of the one with most rows.

        Raises ImportProblem (`no_profile`) for a name the file does not have.
        """
        name = self._name(profile)
        return self.rows[name].viewings, self._report(name)

    def opinions_of(self, profile: str | None = None) -> tuple[Opinion, ...]:
        """What a profile says of titles, one a title, newest first; without a name as in `take`.

        Raises ImportProblem (`no_profile`) for a name the file does not have.
        """
        return self.rows[self._name(profile)].opinions

    def _name(self, profile: str | None) -> str:
        name = self.profiles[0].name if profile is None else profile
        if name not in {known.name for known in self.profiles}:
            names = ", ".join(known.name for known in self.profiles if known.name)
            raise ImportProblem("no_profile", profiles=names or "none, for that file holds one profile only")
        return name

    def _report(self, name: str) -> ImportReport:
        rows, viewings = self.rows[name], self.rows[name].viewings
        others = sum(part.read for other, part in self.rows.items() if other != name)
        counts: Counter[Reason] = Counter(rows.dropped)
        counts.update({"broken row": self.broken, "other profile": others})
        dropped: dict[Reason, int] = {reason: count for reason, count in counts.items() if count}
        kinds = Counter(viewing.kind for viewing in viewings)
        works = {(viewing.kind, viewing.work) for viewing in viewings}
        return ImportReport(
            source=self.source,
            read=rows.kept + sum(dropped.values()),
            kept=rows.kept,
            dropped=MappingProxyType(dropped),
            period=period_of(viewings),
            language=self.language,
            date_order=self.date_order,
            is_date_order_sure=self.is_date_order_sure,
            films=sum(kind == "movie" for kind, _ in works),
            series=sum(kind == "episode" for kind, _ in works),
            episodes=kinds["episode"],
            undated=sum(viewing.date is None for viewing in viewings),
            profile=name,
            profiles=self.profiles,
            opinions=len(rows.opinions),
            wanted=sum(opinion.wanted for opinion in rows.opinions),
            notes=self.notes,
        )


def period_of(viewings: Sequence[Viewing]) -> Period | None:
    """First and last day, or None when no row has a date."""
    days = [viewing.date for viewing in viewings if viewing.date]
    return (min(days), max(days)) if days else None


def make_profiles(rows: Mapping[str, ProfileRows]) -> tuple[Profile, ...]:
    """The profiles of a file of which anything is kept, the one with most viewings first."""
    order = sorted(rows, key=lambda name: (-len(rows[name].viewings), -rows[name].kept, name))
    return tuple(Profile(name, rows[name].kept, period_of(rows[name].viewings)) for name in order if rows[name].kept)
